#include "core/yaml/emitter.h"

#include "core/yaml/reader.h"
#include "core/yaml/schema.h"

#include <format>

namespace gatehouse::yaml {

namespace {

using json::Value;

constexpr std::size_t kStep = 2; ///< columns a level
constexpr std::size_t kMaxPlainKey = 120; ///< a key that could be an implicit one for every parser: less than 1024

/// Control characters, and those that YAML takes for line ends or does not let stand for themselves. @p next is what
/// follows @p c: U+0080 to U+009F, U+2028, U+2029 and U+FEFF are told by their octets.
bool needsEscape(std::string_view text, std::size_t i) noexcept
{
    const auto octet = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
    const unsigned c = octet(i);
    if (c < 0x20 || c == 0x7F)
        return true;
    if (c == 0xC2)
        return octet(i + 1) < 0xA0;
    if (c == 0xE2)
        return octet(i + 1) == 0x80 && (octet(i + 2) == 0xA8 || octet(i + 2) == 0xA9);
    if (c == 0xEF) // the byte order mark, U+FFFE and U+FFFF
        return (octet(i + 1) == 0xBB && octet(i + 2) == 0xBF) || (octet(i + 1) == 0xBF && octet(i + 2) >= 0xBE);
    return false;
}

bool needsEscapes(std::string_view text, bool lineEnds) noexcept
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (needsEscape(text, i) && !(lineEnds && text[i] == '\n'))
            return true;
    }
    return false;
}

bool isOneOfIgnoringCase(std::string_view text, std::initializer_list<std::string_view> words)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return std::ranges::equal(text, word, {}, lower, lower); });
}

/// Whether parsers of YAML 1.1 would see a boolean, a date or a number where we mean a string.
bool looksTyped(std::string_view text)
{
    if (isOneOfIgnoringCase(text,
                            {"y", "n", "yes", "no", "on", "off", "null", "true", "false", ".inf", ".nan", "=", "<<"}))
        return true;
    if (std::ranges::count(text, '.') > 1) // an address or a version
        return false;
    const std::string_view digits = text.substr(text.starts_with('+') || text.starts_with('.') ? 1 : 0);
    return !digits.empty() && digits.front() >= '0' && digits.front() <= '9'
        && digits.find_first_not_of("0123456789abcdefABCDEFoOxX_:.+-TZ ") == std::string_view::npos;
}

bool canBePlain(std::string_view text)
{
    constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@` ";
    return !text.empty() && kIndicators.find(text.front()) == std::string_view::npos && text.back() != ' '
        && text.back() != ':' && text.find_first_of(",[]{}") == std::string_view::npos
        && text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos
        && !text.starts_with("...") && !needsEscapes(text, false) && !looksTyped(text) && resolvePlain(text).isString();
}

void appendDoubleQuoted(std::string &out, std::string_view text)
{
    out += '"';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<unsigned char>(text[i]);
        if (text[i] == '"' || text[i] == '\\') {
            out += '\\';
            out += text[i];
        } else if (!needsEscape(text, i)) {
            out += text[i];
        } else if (text[i] == '\n') {
            out += "\\n";
        } else if (text[i] == '\t') {
            out += "\\t";
        } else if (text[i] == '\r') {
            out += "\\r";
        } else if (octet < 0x80) {
            out += std::format("\\x{:02x}", octet);
        } else if (octet == 0xC2) {
            out += std::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
        } else { // three octets
            const unsigned second = static_cast<unsigned char>(text[++i]) & 0x3FU;
            const unsigned third = static_cast<unsigned char>(text[++i]) & 0x3FU;
            out += std::format("\\u{:04x}", ((octet & 0xFU) << 12U) | (second << 6U) | third);
        }
    }
    out += '"';
}

bool canBeSingleQuoted(std::string_view text)
{
    return text.find('\'') == std::string_view::npos && !needsEscapes(text, false);
}

std::string quoted(std::string_view text, char quote)
{
    std::string out;
    if (quote == '\'' && canBeSingleQuoted(text)) {
        out += '\'';
        out += text;
        out += '\'';
    } else {
        appendDoubleQuoted(out, text);
    }
    return out;
}

std::string quotedIfNeeded(std::string_view text)
{
    if (canBePlain(text))
        return std::string(text);
    return quoted(text, text.find_first_of("\"\\") == std::string_view::npos ? '"' : '\'');
}

void appendLiteral(std::string &out, std::string_view text, std::size_t indent)
{
    out += '|';
    if (text.front() == ' ' || text.front() == '\n')
        out += static_cast<char>('0' + kStep); // where the first line begins would mislead
    if (!text.ends_with('\n'))
        out += '-';
    else if (text.ends_with("\n\n"))
        out += '+';
    const std::size_t count = text.size() - (text.ends_with('\n') ? 1 : 0);
    for (std::size_t at = 0; at <= count;) {
        const std::size_t end = std::min(text.find('\n', at), count);
        out += '\n';
        if (end > at) {
            out.append(indent, ' ');
            out.append(text, at, end - at);
        }
        at = end + 1;
    }
}

bool isEmptyContainer(const Value &value)
{
    return (value.isArray() && value.items().empty()) || (value.isObject() && value.members().empty());
}

} // namespace

bool isLiteral(std::string_view text)
{
    return text.find('\n') != std::string_view::npos && text.find_first_not_of(" \n") != std::string_view::npos
        && !needsEscapes(text, true);
}

std::string inlineScalar(const Value &scalar, char quote)
{
    if (scalar.isString())
        return quote == '\0' ? quotedIfNeeded(scalar.string()) : quoted(scalar.string(), quote);
    if (scalar.isArray())
        return "[]";
    if (scalar.isObject())
        return "{}";
    return scalar.scalarText().value_or("null");
}

std::string keyText(std::string_view key)
{
    // Numbers are fine as keys: every key is a string.
    const bool number
        = !key.empty() && key.size() < 10 && key.find_first_not_of("0123456789") == std::string_view::npos;
    return number ? std::string(key) : quotedIfNeeded(key);
}

void appendBlock(std::string &out, const Value &value, std::size_t indent)
{
    if (isEmptyContainer(value) || !(value.isArray() || value.isObject())) {
        out += ' ';
        if (isLiteral(value.string()))
            appendLiteral(out, value.string(), indent + kStep);
        else
            out += inlineScalar(value);
        return;
    }
    out += '\n';
    out.append(indent + kStep, ' ');
    if (value.isObject())
        appendMembers(out, value.members(), indent + kStep);
    else
        appendItems(out, value.items(), indent + kStep);
}

void appendMembers(std::string &out, const json::Object &members, std::size_t indent)
{
    bool first = true;
    for (const json::Member &member : members) {
        if (!std::exchange(first, false)) {
            out += '\n';
            out.append(indent, ' ');
        }
        appendMember(out, member.key, member.value, indent);
    }
}

void appendItems(std::string &out, const json::Array &items, std::size_t indent)
{
    bool first = true;
    for (const Value &item : items) {
        if (!std::exchange(first, false)) {
            out += '\n';
            out.append(indent, ' ');
        }
        out += '-';
        if (item.isObject() && !item.members().empty()) {
            out.append(kStep - 1, ' ');
            appendMembers(out, item.members(), indent + kStep);
        } else if (item.isArray() && !item.items().empty()) {
            out.append(kStep - 1, ' ');
            appendItems(out, item.items(), indent + kStep);
        } else {
            appendBlock(out, item, indent);
        }
    }
}

void appendMember(std::string &out, std::string_view key, const Value &value, std::size_t indent)
{
    const std::string text = keyText(key);
    if (text.size() > kMaxPlainKey) {
        out += "? ";
        out += text;
        out += '\n';
        out.append(indent, ' ');
    } else {
        out += text;
    }
    out += ':';
    appendBlock(out, value, indent);
}

void appendFlow(std::string &out, const Value &value)
{
    bool first = true;
    const auto separate = [&] {
        if (!std::exchange(first, false))
            out += ", ";
    };
    if (value.isArray()) {
        out += '[';
        for (const Value &item : value.items()) {
            separate();
            appendFlow(out, item);
        }
        out += ']';
    } else if (value.isObject()) {
        out += '{';
        for (const json::Member &member : value.members()) {
            separate();
            out += keyText(member.key);
            out += ": ";
            appendFlow(out, member.value);
        }
        out += '}';
    } else {
        out += inlineScalar(value);
    }
}

std::string toYaml(const Value &value)
{
    std::string text;
    if (value.isObject() && !value.members().empty()) {
        appendMembers(text, value.members(), 0);
    } else if (value.isArray() && !value.items().empty()) {
        appendItems(text, value.items(), 0);
    } else if (isLiteral(value.string())) {
        appendLiteral(text, value.string(), kStep);
    } else {
        text = inlineScalar(value);
    }
    text += '\n';
    return text;
}

} // namespace gatehouse::yaml

#include "core/mapping/util.h"

#include "core/base/octets.h"
#include "core/mapping/json_smart.h"
#include "core/mapping/unconfirmed.h"
#include "core/vtl/java_text.h"
#include "core/vtl/methods.h"

namespace gatehouse::mapping {

namespace {

using vtl::Value;

constexpr std::string_view kHex = "0123456789ABCDEF";

int hexDigit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Value decodedUrl(std::string_view text)
{
    auto decoded = urlDecode(text);
    if (!decoded)
        vtl::throwRuntime("malformed escape for $util.urlDecode");
    return Value::string(*std::move(decoded));
}

Value decodedBase64(std::string_view text)
{
    const auto octets = decodeBase64(text);
    if (!octets && unconfirmed::kBrokenBase64Fails)
        vtl::throwRuntime("no base64 for $util.base64Decode");
    return octets ? Value::string(toValidUtf8(*octets)) : Value::emptyString();
}

constexpr std::string_view kParseJson = "parseJson"; // keeps its text, so it is no plain function

struct Function {
    std::string_view name;
    Value (*apply)(std::string_view text);
};

constexpr Function kFunctions[] = {
    {"escapeJavaScript", [](std::string_view text) { return Value::string(escapeJavaScript(text)); }},
    {"urlEncode", [](std::string_view text) { return Value::string(urlEncode(text)); }},
    {"urlDecode", decodedUrl},
    {"base64Encode", [](std::string_view text) { return Value::string(encodeBase64(text)); }},
    {"base64Decode", decodedBase64},
};

void appendUnit(std::string &out, char16_t unit)
{
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += kHex[(unit >> static_cast<unsigned>(shift)) & 15U];
}

} // namespace

std::vector<std::string_view> Util::names()
{
    std::vector<std::string_view> names{kParseJson};
    std::ranges::transform(kFunctions, std::back_inserter(names), &Function::name);
    return names;
}

Value Util::property(std::string_view)
{
    return {};
}

Value Util::call(std::string_view name, std::span<const Value> arguments, bool &known)
{
    known = arguments.size() == 1 && arguments[0].isString();
    if (!known)
        return {};
    if (name == kParseJson)
        return parseJson(arguments[0]);
    const auto function = std::ranges::find(kFunctions, name, &Function::name);
    known = function != std::ranges::end(kFunctions);
    return known ? function->apply(arguments[0].text()) : Value();
}

Value Util::parseJson(const Value &text)
{
    m_parsed.push_back(text);
    JsonSmartResult result = readJsonSmart(text.text());
    if (!result.ok && unconfirmed::kBrokenJsonFails)
        vtl::throwRuntime(std::format("broken JSON for $util.parseJson, at octet {}", result.failedAt));
    return std::move(result.value);
}

std::string escapeJavaScript(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 16);
    const auto append = [&out](char c) {
        switch (c) {
        case '"':
        case '\'':
        case '\\': (out += '\\') += c; break;
        case '/': out += unconfirmed::kEscapesSlash ? "\\/" : "/"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                appendUnit(out, static_cast<char16_t>(c));
            else
                out += c;
        }
    };
    if (!unconfirmed::kEscapesNonAscii || vtl::isAscii(text)) {
        std::ranges::for_each(text, append);
    } else {
        for (const char16_t unit : vtl::toUtf16(text)) {
            if (unit > 0x7F)
                appendUnit(out, unit);
            else
                append(static_cast<char>(unit));
        }
    }
    return out;
}

std::string urlEncode(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view(".-*_").contains(c);
        if (kept) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            const auto octet = static_cast<unsigned char>(c);
            ((out += '%') += kHex[octet >> 4U]) += kHex[octet & 15U];
        }
    }
    return out;
}

std::optional<std::string> urlDecode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : hexDigit(text[i + 2]);
        if (low < 0)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return toValidUtf8(out);
}

} // namespace gatehouse::mapping

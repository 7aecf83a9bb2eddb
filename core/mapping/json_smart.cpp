#include "core/mapping/json_smart.h"

#include "core/vtl/java_text.h"

#include <charconv>
#include <cstdlib>
#include <string>

namespace gatehouse::mapping {

namespace {

using vtl::Value;

constexpr int kMaxDepth = 400;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// "12", "-1.5e3": what JSON calls a number, and leading zeros, which json-smart takes too.
bool looksLikeNumber(std::string_view text, bool &real)
{
    real = false;
    std::size_t i = text.starts_with('-') ? 1 : 0;
    const std::size_t digits = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9')
        ++i;
    if (i == digits)
        return false;
    if (i < text.size() && text[i] == '.') {
        real = true;
        const std::size_t fraction = ++i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9')
            ++i;
        if (i == fraction)
            return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        real = true;
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        const std::size_t exponent = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9')
            ++i;
        if (i == exponent)
            return false;
    }
    return i == text.size();
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    JsonSmartResult read()
    {
        skipSpace();
        JsonSmartResult result;
        if (m_at == m_text.size())
            result.value = Value::borrowed(m_text); // empty or blank: one string
        else if (current() == '{' || current() == '[' || current() == '"' || current() == '\'')
            result.value = value(0);
        else
            result.value = bareWord(m_text.substr(m_at)); // the whole rest: "a=1&b=2", "<x/>"
        result.ok = !m_failed;
        result.failedAt = m_at;
        if (m_failed)
            result.value = {};
        return result;
    }

private:
    Value value(int depth)
    {
        skipSpace();
        if (atEnd() || depth > kMaxDepth)
            return failure();
        switch (current()) {
        case '{': return object(depth);
        case '[': return array(depth);
        case '"':
        case '\'': return quoted();
        case '}':
        case ']':
        case ':':
        case ',': return failure();
        default: return bareWord(takeUntil(",]}"));
        }
    }

    Value object(int depth)
    {
        const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
        ++m_at;
        for (;;) {
            skipSpace();
            if (atEnd())
                return failure();
            if (current() == '}') {
                ++m_at;
                return vtl::makeMap(map);
            }
            if (current() == ',') { // doubled and trailing commas are let pass
                ++m_at;
                continue;
            }
            if (current() == ':' || current() == '[' || current() == ']' || current() == '{')
                return failure();
            Value key = current() == '"' || current() == '\'' ? quoted() : Value::borrowed(trimmed(takeUntil(":,}")));
            skipSpace();
            if (m_failed || atEnd() || current() != ':')
                return failure();
            ++m_at;
            Value member = value(depth + 1);
            if (m_failed)
                return {};
            map->put(std::move(key), std::move(member)); // the last of equal keys counts, at the first one's place
            skipSpace();
            if (!atEnd() && current() != ',' && current() != '}')
                return failure();
        }
    }

    Value array(int depth)
    {
        std::vector<Value> items;
        ++m_at;
        for (;;) {
            skipSpace();
            if (atEnd())
                return failure();
            if (current() == ']') {
                ++m_at;
                return vtl::makeList(std::move(items), vtl::ListObject::Flavor::JsonArray);
            }
            if (current() == ',') {
                ++m_at;
                continue;
            }
            items.push_back(value(depth + 1));
            if (m_failed)
                return {};
            skipSpace();
            if (!atEnd() && current() != ',' && current() != ']')
                return failure();
        }
    }

    Value quoted()
    {
        const char quote = current();
        const std::size_t begin = ++m_at;
        const std::size_t end = m_text.find_first_of(quote == '"' ? "\"\\" : "'\\", begin);
        if (end == std::string_view::npos)
            return failure();
        m_at = end;
        if (current() == quote) { // no escapes: the usual case borrows
            ++m_at;
            return Value::borrowed(m_text.substr(begin, end - begin));
        }
        std::string text(m_text.substr(begin, end - begin));
        while (!atEnd() && current() != quote) {
            if (current() == '\\')
                escape(text);
            else
                text += m_text[m_at++];
            if (m_failed)
                return {};
        }
        if (atEnd())
            return failure();
        ++m_at;
        return Value::string(std::move(text));
    }

    void escape(std::string &out)
    {
        ++m_at;
        if (atEnd()) {
            m_failed = true;
            return;
        }
        const char c = m_text[m_at++];
        switch (c) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'u': {
            std::uint32_t code = unit();
            if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
                const std::size_t mark = m_at;
                m_at += 2;
                const std::uint32_t low = unit();
                if (low >= 0xDC00 && low < 0xE000)
                    code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
                else
                    m_at = mark;
            }
            vtl::appendCodePoint(code, out);
            break;
        }
        default: out += c; break; // quotes, slashes, and whatever else is let pass
        }
    }

    std::uint32_t unit()
    {
        std::uint32_t code = 0;
        if (m_at + 4 > m_text.size()
            || std::from_chars(m_text.data() + m_at, m_text.data() + m_at + 4, code, 16).ptr
                != m_text.data() + m_at + 4) {
            m_failed = true;
            return 0;
        }
        m_at += 4;
        return code;
    }

    std::string_view takeUntil(std::string_view stops)
    {
        const std::size_t begin = m_at;
        m_at = std::min(m_text.find_first_of(stops, m_at), m_text.size());
        return m_text.substr(begin, m_at - begin);
    }

    Value bareWord(std::string_view raw)
    {
        const std::string_view text = trimmed(raw);
        if (text == "true" || text == "false")
            return Value::boolean(text == "true");
        if (text == "null")
            return {};
        if (text == "NaN")
            return Value::real(std::numeric_limits<double>::quiet_NaN());
        bool real = false;
        if (!looksLikeNumber(text, real))
            return Value::borrowed(text);
        if (real)
            return Value::real(std::strtod(std::string(text).c_str(), nullptr));
        std::int64_t integer = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), integer).ec == std::errc())
            return Value::number(integer);
        if (text.size() > vtl::kMaxDigits)
            return failure();
        return vtl::readInteger(text);
    }

    Value failure()
    {
        m_failed = true;
        return {};
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char current() const { return m_text[m_at]; }

    const std::string_view m_text;
    std::size_t m_at = 0;
    bool m_failed = false;
};

} // namespace

JsonSmartResult readJsonSmart(std::string_view text)
{
    return Reader(text).read();
}

} // namespace gatehouse::mapping

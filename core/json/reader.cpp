#include "core/json/source_text.h"

#include <format>

namespace gatehouse::json {

namespace {

constexpr std::size_t kMaxProblems = 200; ///< a text with more of them is not worth going on with

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Letters, digits and the signs of numbers: what a mistyped word or number is made of.
bool isWordCharacter(char c) noexcept
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '+' || c == '-'
        || c == '.';
}

/// The length of the number at the start of @p text by RFC 8259, 6; 0 if there is none.
std::size_t numberLength(std::string_view text) noexcept
{
    std::size_t i = 0;
    const auto skipDigits = [&] {
        const std::size_t begin = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > begin;
    };
    if (i < text.size() && text[i] == '-')
        ++i;
    if (i < text.size() && text[i] == '0')
        ++i;
    else if (!skipDigits())
        return 0;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (!skipDigits())
            return 0;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (!skipDigits())
            return 0;
    }
    return i;
}

/// An open array or object. The containers are built in place of a call stack, so depth costs heap only.
struct Frame {
    bool isObject = false;
    std::size_t begin = 0;
    Array items = {};
    Object members = {};
    std::string key = {}; ///< of the member being read
    SourceSpan keySpan = {};
};

class Reader {
public:
    Reader(std::string_view text, const ReadLimits &limits)
        : m_text(text)
        , m_limits(limits)
        , m_lines(text)
    {
    }

    ReadResult read(std::size_t begin)
    {
        m_at = begin;
        if (!readDocument())
            m_result.value = {};
        return std::move(m_result);
    }

private:
    /// What the next token may be.
    enum class State : std::uint8_t { Value, FirstItem, FirstKey, Key, AfterValue };

    bool readDocument()
    {
        State state = State::Value;
        for (;;) {
            if (!skipBlanks())
                return false;
            if (state == State::AfterValue && m_frames.empty())
                return m_at == m_text.size() || fatal("json-syntax", "Unexpected text after the end of the document");
            if (m_at == m_text.size())
                return fatal("json-syntax", unexpectedEnd());
            if (!step(state))
                return false;
        }
    }

    bool step(State &state)
    {
        const char c = m_text[m_at];
        switch (state) {
        case State::FirstItem:
            if (c == ']')
                return close(state);
            return readValue(state);
        case State::Value: return readValue(state);
        case State::FirstKey:
            if (c == '}')
                return close(state);
            return readKey(state);
        case State::Key: return readKey(state);
        case State::AfterValue: return readSeparator(state);
        }
        std::unreachable();
    }

    bool readValue(State &state)
    {
        const std::size_t begin = m_at;
        const char c = m_text[m_at];
        if (c == '{' || c == '[') {
            if (m_frames.size() == m_limits.maxDepth)
                return fatal("json-depth", std::format("More than {} nested arrays and objects", m_limits.maxDepth));
            ++m_at;
            m_frames.push_back({.isObject = c == '{', .begin = begin});
            state = c == '{' ? State::FirstKey : State::FirstItem;
            return true;
        }
        Value value;
        if (c == '"') {
            std::string text;
            if (!readString(text))
                return false;
            value = std::move(text);
        } else if (!readWord(value)) {
            return false;
        }
        return finish(std::move(value), begin, state);
    }

    bool readWord(Value &value)
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isWordCharacter(m_text[end]))
            ++end;
        const std::string_view word = m_text.substr(m_at, end - m_at);
        if (word == "true" || word == "false")
            value = word == "true";
        else if (const std::size_t length = numberLength(word); length != 0 && length == word.size())
            value = Number{std::string(word)};
        else if (word != "null")
            return fatal("json-syntax", unexpectedWord(word), std::max<std::size_t>(word.size(), 1));
        m_at = end;
        return true;
    }

    bool readKey(State &state)
    {
        const std::size_t begin = m_at;
        Frame &frame = m_frames.back();
        frame.key.clear();
        if (m_text[m_at] != '"')
            return fatal("json-syntax", "Expected a member name in double quotes");
        if (!readString(frame.key))
            return false;
        frame.keySpan = span(begin, m_at);
        if (!skipBlanks())
            return false;
        if (m_at == m_text.size() || m_text[m_at] != ':')
            return fatal("json-syntax", std::format("Expected ':' after the member name \"{}\"", frame.key));
        ++m_at;
        state = State::Value;
        return true;
    }

    bool readSeparator(State &state)
    {
        const char c = m_text[m_at];
        const bool inObject = m_frames.back().isObject;
        const char closing = inObject ? '}' : ']';
        if (c == closing)
            return close(state);
        if (c != ',')
            return fatal("json-syntax", std::format("Expected ',' or '{}'", closing));
        const std::size_t comma = m_at++;
        if (!skipBlanks())
            return false;
        if (m_at < m_text.size() && m_text[m_at] == closing) {
            if (!problem("json-trailing-comma", std::format("A comma before '{}': JSON allows none there", closing),
                         span(comma, comma + 1)))
                return false;
            return close(state);
        }
        state = inObject ? State::Key : State::Value;
        return true;
    }

    bool close(State &state)
    {
        ++m_at;
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        return finish(frame.isObject ? Value(std::move(frame.members)) : Value(std::move(frame.items)), frame.begin,
                      state);
    }

    /// Puts a value that ends here where it belongs.
    bool finish(Value value, std::size_t begin, State &state)
    {
        state = State::AfterValue;
        value.setSpan(span(begin, m_at));
        if (++m_nodes > m_limits.maxNodes)
            return fatal("json-size", std::format("More than {} values", m_limits.maxNodes));
        if (m_frames.empty()) {
            m_result.value = std::move(value);
            return true;
        }
        Frame &frame = m_frames.back();
        if (!frame.isObject) {
            frame.items.push_back(std::move(value));
            return true;
        }
        const std::size_t before = frame.members.size();
        const SourceSpan first = firstUseOf(frame);
        frame.members.set(frame.key, std::move(value), frame.keySpan);
        if (frame.members.size() != before)
            return true;
        return problem("duplicate-key",
                       std::format("The member \"{}\" is already there in line {}; the last one counts", frame.key,
                                   m_lines.at(first.begin).line),
                       frame.keySpan);
    }

    bool readString(std::string &out)
    {
        const std::size_t begin = m_at++;
        for (;;) {
            const std::size_t plain = m_at;
            while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\\'
                   && static_cast<unsigned char>(m_text[m_at]) >= 0x20)
                ++m_at;
            out.append(m_text, plain, m_at - plain);
            if (m_at == m_text.size() || m_text[m_at] == '\n') {
                m_at = begin;
                return fatal("json-syntax", "A string that does not end in its line");
            }
            if (m_text[m_at] == '"') {
                ++m_at;
                return true;
            }
            if (m_text[m_at] != '\\') {
                return fatal("json-syntax",
                             std::format("Control character U+{:04X} in a string: write it as an escape",
                                         static_cast<unsigned>(m_text[m_at])));
            }
            if (!readEscape(out))
                return false;
        }
    }

    bool readEscape(std::string &out)
    {
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        const char c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (const std::size_t i = kNames.find(c); i != std::string_view::npos) {
            out += kMeanings[i];
            m_at += 2;
            return true;
        }
        const std::size_t begin = m_at;
        std::optional<char32_t> unit = hexEscape(m_at);
        if (!unit)
            return fatal("json-syntax", "Unknown escape in a string", 2);
        m_at += 6;
        if (*unit >= 0xD800 && *unit <= 0xDBFF) {
            const std::optional<char32_t> low = hexEscape(m_at);
            if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
                m_at += 6;
                appendUtf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
                return true;
            }
        }
        appendUtf8(out, *unit);
        if (*unit < 0xD800 || *unit > 0xDFFF)
            return true;
        return problem("json-surrogate",
                       std::format("Half a surrogate pair (\\u{:04x}) is no character; read as U+FFFD",
                                   static_cast<std::uint32_t>(*unit)),
                       span(begin, m_at));
    }

    /// The UTF-16 code unit that an escape \uXXXX at @p offset stands for.
    std::optional<char32_t> hexEscape(std::size_t offset) const
    {
        const std::string_view text = m_text.substr(offset, 6);
        if (text.size() < 6 || !text.starts_with("\\u"))
            return std::nullopt;
        char32_t unit = 0;
        for (const char c : text.substr(2)) {
            const char lower = static_cast<char>(c | 0x20);
            if (isDigit(c))
                unit = unit * 16 + static_cast<char32_t>(c - '0');
            else if (lower >= 'a' && lower <= 'f')
                unit = unit * 16 + static_cast<char32_t>(lower - 'a' + 10);
            else
                return std::nullopt;
        }
        return unit;
    }

    /// Skips blanks, and comments too, each of which is reported.
    bool skipBlanks()
    {
        for (;;) {
            m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
            const std::string_view rest = m_text.substr(m_at);
            const bool line = rest.starts_with("//");
            if (!line && !rest.starts_with("/*"))
                return true;
            const std::size_t stop = line ? rest.find('\n') : rest.find("*/", 2);
            const std::size_t size = stop == std::string_view::npos ? rest.size() : stop + (line ? 0 : 2);
            if (!problem("json-comment", std::format("A comment ({}): JSON has none", line ? "//" : "/* */"),
                         span(m_at, m_at + size)))
                return false;
            m_at += size;
        }
    }

    std::string unexpectedEnd() const
    {
        if (m_frames.empty())
            return "The text is empty";
        const Frame &frame = m_frames.back();
        return std::format("The text ends inside the {} that begins in line {}", frame.isObject ? "object" : "array",
                           m_lines.at(frame.begin).line);
    }

    std::string unexpectedWord(std::string_view word) const
    {
        const char c = m_text[m_at];
        if (c == '\'')
            return "A text in single quotes: JSON wants double quotes";
        if (word.empty()) {
            const bool printable = c > 0x20 && c < 0x7F;
            return printable ? std::format("Expected a value, not '{}'", c) : "Expected a value";
        }
        const bool number = isDigit(c) || c == '-' || c == '+' || c == '.';
        return std::format("{} is no {}", word.substr(0, 40), number ? "JSON number" : "JSON value");
    }

    static SourceSpan firstUseOf(const Frame &frame)
    {
        const Value *value = frame.members.find(frame.key);
        return value ? value->span() : SourceSpan{};
    }

    std::string pointer() const
    {
        std::string pointer;
        for (const Frame &frame : m_frames)
            pointer = frame.isObject ? pointerJoin(pointer, frame.key) : pointerJoin(pointer, frame.items.size());
        return pointer;
    }

    static SourceSpan span(std::size_t begin, std::size_t end) noexcept
    {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// Reports an error after which reading can go on; false once there are too many.
    bool problem(std::string_view rule, std::string message, SourceSpan place)
    {
        const LineIndex::Position position = m_lines.at(place.begin);
        m_result.diagnostics.push_back({.rule = std::string(rule),
                                        .message = std::move(message),
                                        .pointer = pointer(),
                                        .span = place,
                                        .line = position.line,
                                        .column = position.column});
        return m_result.diagnostics.size() < kMaxProblems;
    }

    bool fatal(std::string_view rule, std::string message, std::size_t size = 1)
    {
        (void)problem(rule, std::move(message), span(m_at, std::min(m_at + size, m_text.size())));
        return false;
    }

    const std::string_view m_text;
    const ReadLimits m_limits;
    const LineIndex m_lines;
    std::size_t m_at = 0;
    std::size_t m_nodes = 0;
    std::vector<Frame> m_frames;
    ReadResult m_result;
};

} // namespace

ReadResult readJson(std::string_view text, const ReadLimits &limits)
{
    const SourceText source = checkSourceText(text, limits);
    if (source.problem) {
        ReadResult result;
        result.diagnostics.push_back(*source.problem);
        return result;
    }
    return Reader(text, limits).read(source.begin);
}

} // namespace gatehouse::json

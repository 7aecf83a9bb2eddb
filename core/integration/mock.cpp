#include "core/integration/mock.h"

#include <charconv>
#include <optional>

namespace gatehouse::integration {

namespace {

constexpr bool isSpace(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }

    void skipSpace() noexcept
    {
        while (!m_text.empty() && isSpace(m_text.front()))
            m_text.remove_prefix(1);
    }
    [[nodiscard]] bool take(char c) noexcept
    {
        skipSpace();
        if (!m_text.starts_with(c))
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool atEnd() noexcept
    {
        skipSpace();
        return m_text.empty();
    }
    /// A quoted text, or a bare one up to @p stops or white space, as written; nothing if quotes or brackets do not
    /// close.
    [[nodiscard]] std::optional<std::string_view> word(std::string_view stops) noexcept
    {
        skipSpace();
        if (m_text.empty())
            return std::nullopt;
        std::size_t end = 0;
        const char first = m_text.front();
        if (first == '"' || first == '\'')
            end = quotedEnd(0);
        else if (first == '{' || first == '[')
            end = bracketedEnd();
        else
            while (end < m_text.size() && !isSpace(m_text[end]) && !stops.contains(m_text[end]))
                ++end;
        if (end == 0)
            return std::nullopt;
        const std::string_view found = m_text.substr(0, end);
        m_text.remove_prefix(end);
        return found;
    }

private:
    [[nodiscard]] std::size_t quotedEnd(std::size_t begin) const noexcept // 0: never closes
    {
        for (std::size_t i = begin + 1; i < m_text.size(); ++i) {
            if (m_text[i] == '\\')
                ++i;
            else if (m_text[i] == m_text[begin])
                return i + 1;
        }
        return 0;
    }
    [[nodiscard]] std::size_t bracketedEnd() const noexcept // 0: unbalanced
    {
        std::string closers;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == '"' || c == '\'') {
                const std::size_t end = quotedEnd(i);
                if (end == 0)
                    return 0;
                i = end - 1;
            } else if (c == '{' || c == '[') {
                closers += c == '{' ? '}' : ']';
            } else if (c == '}' || c == ']') {
                if (closers.empty() || closers.back() != c)
                    return 0;
                closers.pop_back();
                if (closers.empty())
                    return i + 1;
            }
        }
        return 0;
    }

    std::string_view m_text;
};

std::string_view unquoted(std::string_view word) noexcept
{
    const bool quoted = word.size() >= 2 && (word.front() == '"' || word.front() == '\'');
    return quoted ? word.substr(1, word.size() - 2) : word;
}

} // namespace

std::string_view describe(MockErrc code) noexcept
{
    switch (code) {
    case MockErrc::NotAnObject: return "the mock request is not a JSON object";
    case MockErrc::NoStatusCode: return "the mock request has no integer statusCode";
    }
    return "unknown";
}

Expected<int> parseMockStatus(std::string_view request)
{
    Scanner scanner(request);
    if (!scanner.take('{'))
        return fail(MockErrc::NotAnObject);

    std::string_view status;
    while (!scanner.take('}')) {
        if (scanner.take(','))
            continue;
        const auto key = scanner.word(":,{}");
        if (!key || !scanner.take(':'))
            return fail(MockErrc::NotAnObject);
        const auto value = scanner.word(",}");
        if (!value)
            return fail(MockErrc::NotAnObject);
        if (unquoted(*key) == "statusCode")
            status = *value;
    }
    if (!scanner.atEnd())
        return fail(MockErrc::NotAnObject);

    int number = 0;
    const auto [end, error] = std::from_chars(status.data(), status.data() + status.size(), number);
    if (status.empty() || error != std::errc() || end != status.data() + status.size())
        return fail(MockErrc::NoStatusCode);
    return number;
}

} // namespace gatehouse::integration

#include "core/yaml/node_extent.h"

#include <algorithm>

namespace gatehouse::yaml {

namespace {

constexpr std::string_view kSpaces = " \t\r\n";

std::size_t lineEnd(std::string_view text, std::size_t from) noexcept
{
    return std::min(text.find('\n', from), text.size());
}

std::size_t quotedEnd(std::string_view text, std::size_t begin) noexcept
{
    const char quote = text[begin];
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote != '\'' || i + 1 == text.size() || text[i + 1] != '\'')
                return i + 1;
            ++i;
        }
    }
    return std::string_view::npos;
}

/// Lines belong to a block scalar while they are blank or as far indented as its first line that is not.
std::size_t blockScalarEnd(std::string_view text, std::size_t begin, std::string_view value) noexcept
{
    std::size_t end = lineEnd(text, begin); // of the last line that belongs
    if (value.find_first_not_of('\n') == std::string_view::npos)
        return end; // nothing but line ends, which we leave to what follows
    std::size_t indent = 0;
    for (std::size_t line = end + 1; line < text.size();) {
        const std::size_t next = lineEnd(text, line);
        const std::size_t first = std::min(text.find_first_not_of(' ', line), text.size());
        if (first < next && text[first] != '\r') {
            if (indent == 0)
                indent = first - line;
            if (first - line < indent || indent == 0)
                break;
            end = next;
        }
        line = next + 1;
    }
    if (end > begin && end <= text.size() && text[end - 1] == '\r')
        --end;
    return end;
}

/// Follows @p value through the text; wherever one has white space the other has too, though another amount.
std::size_t plainEnd(std::string_view text, std::size_t begin, std::string_view value) noexcept
{
    std::size_t at = begin;
    for (std::size_t i = 0; i < value.size() && at < text.size();) {
        if (value[i] != text[at] || value[i] == ' ' || value[i] == '\n') {
            const std::size_t valueNext = std::min(value.find_first_not_of(kSpaces, i), value.size());
            const std::size_t textNext = std::min(text.find_first_not_of(kSpaces, at), text.size());
            if (valueNext == i || textNext == at)
                break; // not what we were told
            i = valueNext;
            at = textNext;
        } else {
            ++i;
            ++at;
        }
    }
    return at;
}

} // namespace

std::size_t skipBlanksAndComments(std::string_view text, std::size_t begin) noexcept
{
    std::size_t at = begin;
    for (;;) {
        at = std::min(text.find_first_not_of(kSpaces, at), text.size());
        if (at == text.size() || text[at] != '#')
            return at;
        at = lineEnd(text, at);
    }
}

std::size_t skipProperties(std::string_view text, std::size_t begin) noexcept
{
    std::size_t at = begin;
    while (at < text.size() && (text[at] == '!' || text[at] == '&')) {
        at = text[at] == '!' && text.substr(at).starts_with("!<") ? std::min(text.find('>', at), text.size()) : at;
        at = std::min(text.find_first_of(" \t\r\n,[]{}", at), text.size());
        at = skipBlanksAndComments(text, at);
    }
    return at;
}

std::size_t scalarEnd(std::string_view text, std::size_t begin, std::string_view value) noexcept
{
    if (begin >= text.size())
        return text.size();
    switch (text[begin]) {
    case '"':
    case '\'': return quotedEnd(text, begin);
    case '|':
    case '>': return blockScalarEnd(text, begin, value);
    default: return plainEnd(text, begin, value);
    }
}

std::size_t flowEnd(std::string_view text, std::size_t lastEnd, char bracket) noexcept
{
    std::size_t at = lastEnd;
    while (at < text.size()) {
        at = skipBlanksAndComments(text, at);
        if (at < text.size() && text[at++] == bracket)
            return at;
    }
    return text.size();
}

} // namespace gatehouse::yaml

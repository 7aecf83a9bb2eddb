#include "core/http/syntax.h"

#include <charconv>

namespace gatehouse::http::syntax {

std::string_view trim(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool readField(std::string_view line, Field &field) noexcept
{
    std::size_t colon = 0;
    while (colon < line.size() && is(line[colon], kToken))
        ++colon;
    if (colon == 0 || colon == line.size() || line[colon] != ':')
        return false;
    field.name = line.substr(0, colon);
    field.value = trim(line.substr(colon + 1));
    return all(field.value, kFieldValue);
}

bool listHas(std::string_view list, std::string_view token) noexcept
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (sameName(trim(list.substr(0, comma)), token))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

Lines::Result Lines::next(std::string_view input, std::string_view &line) noexcept
{
    const std::size_t lf = input.find('\n', m_searched);
    if (lf == std::string_view::npos) {
        m_searched = input.size();
        return Result::NeedMore;
    }
    if (lf == m_begin || input[lf - 1] != '\r')
        return Result::BareLf;
    line = input.substr(m_begin, lf - 1 - m_begin);
    m_begin = m_searched = lf + 1;
    return Result::Line;
}

void Framing::note(const Field &field) noexcept
{
    switch (field.name.size()) {
    case 10:
        if (sameName(field.name, "Connection")) {
            close = close || listHas(field.value, "close");
            keepAlive = keepAlive || listHas(field.value, "keep-alive");
        }
        break;
    case 14:
        if (sameName(field.name, "Content-Length")) {
            constexpr std::size_t kMostDigits = 18; // below 2^63
            const char *const end = field.value.data() + field.value.size();
            const bool again = contentLength >= 0;
            const auto [last, error] = std::from_chars(field.value.data(), end, contentLength);
            if (again || chunked || unknownCoding || error != std::errc() || last != end || field.value.front() == '-'
                || field.value.size() > kMostDigits)
                malformed = true;
        }
        break;
    case 17:
        if (sameName(field.name, "Transfer-Encoding")) {
            if (chunked || unknownCoding || contentLength >= 0)
                malformed = true;
            chunked = sameName(field.value, "chunked");
            unknownCoding = !chunked;
        }
        break;
    default: break;
    }
}

} // namespace gatehouse::http::syntax

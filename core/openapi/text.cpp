#include "core/openapi/text.h"

#include <algorithm>

namespace gatehouse::openapi {

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::vector<std::string> splitList(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (const std::string_view part = trimmed(text.substr(begin, end - begin)); !part.empty())
            parts.emplace_back(part);
        begin = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string> &parts, std::string_view separator)
{
    std::string out;
    for (const std::string &part : parts)
        out.append(out.empty() ? std::string_view() : separator).append(part);
    return out;
}

bool isAlphanumeric(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
    });
}

} // namespace gatehouse::openapi

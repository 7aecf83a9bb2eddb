#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace gatehouse::model {

/// The word of @p value in a list that is in the order of its enum.
template <std::size_t Size, class Enum>
[[nodiscard]] std::string_view wordFor(const std::string_view (&words)[Size], Enum value) noexcept
{
    return words[std::to_underlying(value)];
}

[[nodiscard]] inline bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// The enumerator that @p text names, in any letter case.
template <class Enum, std::size_t Size>
[[nodiscard]] std::optional<Enum> valueOf(const std::string_view (&words)[Size], std::string_view text)
{
    for (std::size_t i = 0; i < Size; ++i) {
        if (equalsIgnoringCase(words[i], text))
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace gatehouse::model

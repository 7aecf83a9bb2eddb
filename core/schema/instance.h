#pragma once

#include "core/schema/node.h"

#include <compare>

/// What validating asks of JSON values as yyjson holds them, numbers as written.
namespace gatehouse::schema {

[[nodiscard]] inline std::string_view textOf(yyjson_val *value) noexcept
{
    return {yyjson_get_str(value), yyjson_get_len(value)};
}
[[nodiscard]] inline std::string_view numberOf(yyjson_val *value) noexcept
{
    return {yyjson_get_raw(value), yyjson_get_len(value)};
}

[[nodiscard]] Primitive primitiveOf(yyjson_val *value) noexcept;
/// Compares two numbers as written: exactly where both fit 64 bits, else as doubles.
[[nodiscard]] std::partial_ordering compare(std::string_view a, std::string_view b) noexcept;
[[nodiscard]] bool isMultiple(std::string_view number, std::string_view divisor) noexcept;
[[nodiscard]] std::size_t codePoints(std::string_view text) noexcept;

/// As compact JSON.
[[nodiscard]] std::string jsonOf(yyjson_val *value);
[[nodiscard]] std::string jsonText(std::string_view text);
template <class Names>
[[nodiscard]] std::string list(const Names &names)
{
    std::string out = "[";
    for (const auto &name : names)
        out.append(out.size() == 1 ? "" : ",").append(jsonText(name));
    return out + "]";
}

} // namespace gatehouse::schema

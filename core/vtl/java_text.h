#pragma once

#include "core/vtl/value.h"

#include <span>
#include <string>
#include <string_view>

namespace gatehouse::vtl {

[[nodiscard]] bool isAscii(std::string_view text) noexcept;
/// UTF-8 to UTF-16 and back; a lone surrogate passes through as three octets, as Java keeps one.
[[nodiscard]] std::u16string toUtf16(std::string_view text);
[[nodiscard]] std::string toUtf8(std::u16string_view text);
/// Appends one code point in UTF-8; a lone surrogate as three octets.
void appendCodePoint(char32_t code, std::string &out);

/// String.length(): UTF-16 units.
[[nodiscard]] std::size_t utf16Length(std::string_view text);
/// String.substring(begin, end), in UTF-16 units that must be in range.
[[nodiscard]] std::string utf16Substring(std::string_view text, std::size_t begin, std::size_t end);

[[nodiscard]] std::string toUpperCase(std::string_view text);
[[nodiscard]] std::string toLowerCase(std::string_view text);
[[nodiscard]] std::int32_t hashCode(std::string_view text);

/// String.format. @throws Error where java.util.Formatter throws.
[[nodiscard]] std::string javaFormat(std::string_view format, std::span<const Value> arguments, std::size_t maxSize);

} // namespace gatehouse::vtl

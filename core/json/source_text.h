#pragma once

#include "core/json/reader.h"

namespace gatehouse::json {

/// Text as the readers take it: UTF-8, within the size limit.
struct SourceText {
    std::size_t begin = 0; ///< octets of byte order mark to skip
    std::optional<Diagnostic> problem; ///< why the text cannot be read at all
};

/// Looks for what makes a text unreadable: size, UTF-16 or UTF-32, invalid UTF-8. Linear in its size.
[[nodiscard]] SourceText checkSourceText(std::string_view text, const ReadLimits &limits);

/// The offset of the first octet that is not part of valid UTF-8 (RFC 3629), or the text's size.
[[nodiscard]] std::size_t validUtf8Prefix(std::string_view text) noexcept;

/// Appends a code point to @p out. Surrogates and values above 10FFFF become U+FFFD.
void appendUtf8(std::string &out, char32_t codePoint);

} // namespace gatehouse::json

#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Octets as text and back.
namespace gatehouse {

/// The standard alphabet with padding (RFC 4648, 4).
[[nodiscard]] std::string encodeBase64(std::string_view octets);
/// Nothing if @p text is not base64 of the standard alphabet; padding may be missing, line ends and blanks may not.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

/// @p octets with what is no UTF-8 replaced by U+FFFD, as Java's decoders do it.
[[nodiscard]] std::string toValidUtf8(std::string_view octets);
[[nodiscard]] bool isValidUtf8(std::string_view octets) noexcept;

} // namespace gatehouse

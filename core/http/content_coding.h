#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// Content codings that both directions speak (RFC 9110, 8.4.1).
enum class ContentCoding : std::uint8_t {
    Identity,
    Gzip,
    Deflate, ///< the zlib format
};
[[nodiscard]] std::string_view toString(ContentCoding coding) noexcept; ///< "identity", "gzip", "deflate"

/// What an Accept-Encoding field wants most of all, if it names it and it is one of ours; else Identity, also when the
/// field is absent or wants "*" more. Of equal qualities the first of ours counts. Source: rest-runtime.md 6.5.
[[nodiscard]] ContentCoding chooseCoding(std::string_view acceptEncoding) noexcept;

enum class ContentCodingErrc {
    Unsupported = 1, ///< not a coding of ours, or several at once
    Malformed,
    TooLarge, ///< more octets come out than allowed
};
[[nodiscard]] constexpr const char *moduleName(ContentCodingErrc) noexcept
{
    return "content-coding";
}
[[nodiscard]] std::string_view describe(ContentCodingErrc code) noexcept;

/// Replaces @p out by @p content in that coding.
void encodeContent(ContentCoding coding, std::string_view content, std::string &out);
/// Replaces @p out by what @p content means.
/// @param coding  a Content-Encoding field's value
/// @param most    octets; no more than these are ever made
[[nodiscard]] Expected<void> decodeContent(std::string_view coding, std::string_view content, std::size_t most,
                                           std::string &out);

} // namespace gatehouse::http

GATEHOUSE_ERROR_ENUM(gatehouse::http, ContentCodingErrc)

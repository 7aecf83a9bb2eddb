#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::http {

/// One field line of a message; the views point into the buffer that the message was read into.
struct Field {
    std::string_view name; ///< as received
    std::string_view value; ///< without surrounding whitespace

    bool operator==(const Field &) const = default;
};

/// ASCII case-insensitive comparison, as for field names (RFC 9110, 5.1).
[[nodiscard]] bool sameName(std::string_view a, std::string_view b) noexcept;

/// The last field of that name, or null. (API Gateway's single-value maps keep the last: rest-runtime.md 3.4.)
[[nodiscard]] const Field *findLast(std::span<const Field> fields, std::string_view name) noexcept;

/// A received request, complete with its body. All views are valid until its Responder is done.
struct Request {
    std::string_view method;
    std::string_view target; ///< as sent, in origin form: path and query
    std::string_view path; ///< up to the "?", not decoded
    std::string_view query; ///< after the "?", not decoded; empty if none
    std::span<const Field> fields;
    std::string_view body; ///< content, with any transfer coding removed
    std::string_view host; ///< the Host field's value; empty if none
    std::string_view sourceIp; ///< address of the TCP peer, textual
    std::uint16_t sourcePort = 0;
    std::uint8_t versionMinor = 1; ///< HTTP/1.0 or 1.1
    bool secure = false; ///< came over TLS
    std::size_t headSize = 0; ///< octets of request line and field lines
};

} // namespace gatehouse::http

#pragma once

#include <string_view>

namespace gatehouse::integration {

/// Fields of a client that nothing behind the front door ever sees. Source: rest-runtime.md 3.3, measured.
[[nodiscard]] bool isEntryFiltered(std::string_view name) noexcept;

/// What an HTTP_PROXY integration does not pass on to its backend: the entry filter's fields, those that are written
/// anew (Host, X-Amzn-Trace-Id, X-Forwarded-*), Content-Encoding, Via and X-HTTP-Method-Override.
/// Source: rest-runtime.md 1.4 and 3.3.
[[nodiscard]] bool isDroppedToBackend(std::string_view name) noexcept;

/// What becomes of a field that a mapping sets in the request to an HTTP backend. Source: rest-runtime.md 3.3.
enum class RequestMapping : unsigned char {
    Send,
    Drop, ///< accepted, but never sent
    Refuse, ///< every request fails with 500 "... header already present"
};
[[nodiscard]] RequestMapping requestMapping(std::string_view name) noexcept;

/// What becomes of a field on its way to the client.
enum class ResponseRule : unsigned char {
    Pass,
    Drop,
    Remap, ///< sent as "x-amzn-Remapped-{name}"
};
inline constexpr std::string_view kRemapped = "x-amzn-Remapped-";

/// Fields of a backend behind HTTP_PROXY. Source: rest-runtime.md 3.3 (measured), else 3.2 (documented).
[[nodiscard]] ResponseRule proxyResponseRule(std::string_view name) noexcept;
/// Fields that an integration response of HTTP, AWS or MOCK maps. Source: rest-runtime.md 3.3, measured.
[[nodiscard]] ResponseRule mappedResponseRule(std::string_view name) noexcept;

} // namespace gatehouse::integration

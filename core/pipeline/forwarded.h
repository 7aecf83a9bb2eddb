#pragma once

#include "core/http/message.h"

#include <string>
#include <string_view>

namespace gatehouse::pipeline {

/// What the front end says about where a request came from: the values of X-Forwarded-For, -Port and -Proto.
/// Source: rest-runtime.md 3.3.
struct Forwarded {
    std::string chain; ///< the client's own chain, then its address
    std::string_view port;
    std::string_view scheme;
};
/// @param chain  X-Forwarded-For as the client sent it; may be empty
[[nodiscard]] Forwarded forwardedFor(const http::Request &request, std::string_view chain);

/// Fields that the front end writes anew whatever the client sent, X-Forwarded-For apart.
[[nodiscard]] bool isFrontEndField(std::string_view name) noexcept;

} // namespace gatehouse::pipeline

#pragma once

#include <cstddef>
#include <string_view>

namespace gatehouse::pipeline {

inline constexpr std::size_t kMaxPayload
    = 10485760; ///< octets of a request's or an answer's content (rest-runtime.md 4.1)
inline constexpr std::string_view kTooLargeMessage = "HTTP content length exceeded 10485760 bytes.";

} // namespace gatehouse::pipeline

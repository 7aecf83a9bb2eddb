#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::http {

/// A request to a server on this machine, whole.
struct LoopbackCall {
    std::string method;
    std::string target; ///< path and query, encoded
    std::string host; ///< value of the Host field
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

struct LoopbackAnswer {
    int status = 0;
    std::string statusLine; ///< "HTTP/1.1 200 OK"
    std::vector<std::pair<std::string, std::string>> fields; ///< in the order received
    std::string body;

    /// The first field of that name, in any letter case; "" if there is none.
    [[nodiscard]] std::string field(std::string_view name) const;
};

/// Sends one request to the server at 127.0.0.1:@p port and waits for the answer, which a stop ends at once. For tools;
/// the gateway's own calls are http::Client's. Errors are the system's.
[[nodiscard]] Expected<LoopbackAnswer> call(std::uint16_t port, const LoopbackCall &call, std::stop_token stop = {});

} // namespace gatehouse::http

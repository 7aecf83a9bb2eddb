#pragma once

#include "core/base/error.h"
#include "core/replay/difference.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace gatehouse::deploy {
class Deployment;
}

/// Recorded traffic asked again: of two deployments, to see what a change does to clients before they do.
namespace gatehouse::replay {

/// A request as it was recorded.
struct Request {
    std::uint64_t serial = 0; ///< of its trace
    std::string method;
    std::string target; ///< path and query, without the stage
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
    bool masked = false; ///< secrets were masked when it was recorded, and are not sent
    bool truncated = false; ///< the trace kept a part of the body only: it is not asked again

    /// GET, HEAD and OPTIONS, which change nothing (RFC 9110, 9.2.1).
    [[nodiscard]] bool isSafe() const noexcept;
};

/// The request of a trace; its stage is taken off the path.
[[nodiscard]] Request requestOf(const trace::Trace &trace);

struct Options {
    bool unsafeMethods = false; ///< ask POST, PUT, PATCH, DELETE ... again, too: backends are really called
    Noise noise = {};
    /// Ask the first deployment twice: where its own answers differ is noise, too.
    bool learnNoise = true;
};

/// What came of one request whose answers differ, or that could not be asked.
struct Result {
    Request request;
    Answer before;
    Answer after;
    std::vector<Difference> differences;
    std::string failure; ///< why it could not be asked; empty otherwise
};

struct Report {
    std::size_t asked = 0;
    std::size_t skipped = 0; ///< unsafe or truncated
    std::vector<Result> different; ///< in the order of the requests
    bool cancelled = false;
};

/// Told after each request, on the thread that replays.
using Progress = std::function<void(std::size_t done, std::size_t of)>;

/// Asks both deployments, each in a private gateway on a port of its own at the loopback address. Blocks; a stop ends
/// it between requests and during one. Errors: GatewayErrc when a gateway cannot start.
[[nodiscard]] Expected<Report> replay(const std::vector<Request> &requests,
                                      std::shared_ptr<const deploy::Deployment> before,
                                      std::shared_ptr<const deploy::Deployment> after, const Options &options,
                                      std::stop_token stop, const Progress &progress = {});

} // namespace gatehouse::replay

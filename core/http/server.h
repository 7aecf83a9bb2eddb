#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/http/client.h"
#include "core/http/handler.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace gatehouse::http {

enum class ServerErrc {
    AddressInUse = 1,
    BadAddress, ///< not an IP address, or one this machine does not have
    ListenFailed, ///< any other reason of the system's, in the detail
};
[[nodiscard]] constexpr const char *moduleName(ServerErrc) noexcept
{
    return "http-server";
}
[[nodiscard]] std::string_view describe(ServerErrc code) noexcept;

/// What a request may be, in octets. Defaults: API Gateway's quotas (rest-runtime.md 4.1, regional endpoints).
struct ServerLimits {
    std::size_t target = 10240; ///< of the request target; beyond: 414
    std::size_t fields = 10240; ///< of all field lines with their ends; beyond: 431. At most 40,000
    std::size_t body = std::size_t(10) << 20U; ///< of the content, transfer coding removed; beyond: 413
};

/// How long a client may take. Kept by a wheel that is never early and at most some 10 ms late.
struct ServerTimeouts {
    std::chrono::milliseconds idle{310000}; ///< between requests (rest-runtime.md 4.1); then closed without a word
    std::chrono::milliseconds header{30000}; ///< from the first octet of a request to the end of its head; then 408
    std::chrono::milliseconds body{60000}; ///< for the content, without progress; then 408
    std::chrono::milliseconds write{60000}; ///< for the answer, without progress; then reset
    std::chrono::milliseconds linger{2000}; ///< for a client that keeps sending after the last answer
};

struct ServerOptions {
    std::string address = "127.0.0.1"; ///< IPv4 or IPv6
    std::uint16_t port = 0; ///< 0: any free one
    unsigned threads = 1; ///< I/O threads; 0: one per core
    const Clock *clock = nullptr; ///< null: the system's
    std::uint64_t randomSeed = 0; ///< not 0: a fixed sequence for each IoThread::random(), for tests
    ServerLimits limits = {};
    ServerTimeouts timeouts = {};
    ClientOptions client = {}; ///< of each IoThread::client()
};

/// Counters since start(), summed over the I/O threads.
struct ServerStats {
    std::uint64_t connections = 0; ///< accepted so far
    std::uint64_t open = 0; ///< now
    std::uint64_t requests = 0; ///< handed to the Handler
    std::uint64_t rejected = 0; ///< answered by Handler::reject()
};

/// An HTTP/1.1 server. One thread an io_context, connections given out in turn; all members are thread-safe.
class Server {
public:
    /// @param handler must outlive the server, and be ready to be called on several threads when there are several
    Server(ServerOptions options, Handler &handler);
    ~Server(); ///< stops at once
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Binds and starts the I/O threads; accepts once it returns.
    [[nodiscard]] Expected<void> start();
    /// Stops accepting, closes idle connections, lets requests under way finish for at most @p grace, then closes.
    /// Blocks; idempotent; not to be called on an I/O thread.
    void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(0));

    [[nodiscard]] bool isRunning() const noexcept;
    /// The port bound, 0 if not running.
    [[nodiscard]] std::uint16_t port() const noexcept;
    [[nodiscard]] ServerStats stats() const;

    /// Makes the I/O threads look at a clock that was moved by hand, and waits until they have dealt with what is due.
    void clockMoved();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gatehouse::http

GATEHOUSE_ERROR_ENUM(gatehouse::http, ServerErrc)

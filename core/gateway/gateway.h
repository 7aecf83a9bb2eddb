#pragma once

#include "core/auth/usage_plans.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/deploy/compiler.h"
#include "core/deploy/shared_state.h"
#include "core/trace/trace.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::gateway {

enum class GatewayErrc {
    AddressInUse = 1,
    BadAddress,   ///< not an IP address and port, or one this machine does not have
    ListenFailed, ///< any other reason of the system's, in the detail
};
[[nodiscard]] constexpr const char *moduleName(GatewayErrc) noexcept { return "gateway"; }
[[nodiscard]] std::string_view describe(GatewayErrc code) noexcept;

struct GatewayOptions {
    std::string address = "127.0.0.1"; ///< loopback unless the user says otherwise
    std::uint16_t port = 0;            ///< 0: any free one
    unsigned threads = 1;              ///< I/O threads; 0: one per core
    const Clock *clock = nullptr;      ///< of time-outs and durations; null: the system's
    std::uint64_t randomSeed = 0;      ///< not 0: fixed ids, for tests
    std::shared_ptr<deploy::SharedState> shared; ///< null: the gateway's own, with the same clock

    // Limits (rest-runtime.md 4.1) and time-outs; tests shorten them.
    std::size_t maxHeaderBytes = 10240;
    std::size_t maxBodyBytes = 10U * 1024U * 1024U;
    std::chrono::milliseconds headerTimeout{30000}; ///< from the first octet of a request to the end of its head
    std::chrono::milliseconds bodyTimeout{60000};   ///< without progress
    std::chrono::milliseconds idleTimeout{310000};  ///< keep-alive (rest-runtime.md 4.1)
};

/// Counters since start, summed over the I/O threads.
struct GatewayStats {
    std::uint64_t requests = 0;
    std::uint64_t clientErrors = 0; ///< 4xx
    std::uint64_t serverErrors = 0; ///< 5xx
    std::uint64_t openConnections = 0;
};

/// The running gateway: listens, finds API and stage, and runs requests through deployments. All members are thread-safe.
///
/// A request takes the current deployment of its stage once and ends on it; replacing one while requests run loses none.
class Gateway {
public:
    explicit Gateway(GatewayOptions options = {});
    ~Gateway(); ///< stops at once
    Gateway(const Gateway &) = delete;
    Gateway &operator=(const Gateway &) = delete;

    /// Binds and starts the I/O threads; returns once it accepts.
    [[nodiscard]] Expected<void> start();
    /// Stops accepting, lets requests under way finish for at most @p grace, then closes. Blocks; idempotent.
    void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(5000));
    [[nodiscard]] bool isRunning() const noexcept;
    /// The port bound, 0 if not running.
    [[nodiscard]] std::uint16_t port() const noexcept;

    /// What stages keep while their deployments change; never null. For CompileOptions::shared.
    [[nodiscard]] const std::shared_ptr<deploy::SharedState> &shared() const noexcept;

    /// Serves @p deployment at its API and stage from the next request on.
    void install(std::shared_ptr<const deploy::Deployment> deployment);
    /// The stage answers as unknown from the next request on.
    void remove(const model::ApiId &api, std::string_view stage);

    /// The API keys and usage plans of all APIs, from the next request on. They must be over this gateway's shared state.
    /// Null (the default): methods that require a key answer 403.
    void install(std::shared_ptr<const auth::UsagePlans> plans);
    [[nodiscard]] std::shared_ptr<const auth::UsagePlans> usagePlans() const;

    /// Null (the default) turns tracing off: requests then pay one branch for it.
    void setTraceSink(std::shared_ptr<trace::Sink> sink);

    [[nodiscard]] GatewayStats stats() const;

    /// "http://127.0.0.1:PORT/STAGE" for REST and WebSocket APIs, "http://127.0.0.1:PORT" for "$default"; with the host
    /// "APIID.localhost" when several APIs are installed. Empty if not running.
    [[nodiscard]] std::string invokeUrl(const model::ApiId &api, std::string_view stage) const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gatehouse::gateway

GATEHOUSE_ERROR_ENUM(gatehouse::gateway, GatewayErrc)

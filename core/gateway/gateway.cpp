#include "core/gateway/gateway.h"

#include "core/cache/stage_cache.h"
#include "core/gateway/thread_state.h"
#include "core/http/server.h"
#include "core/pipeline/message_writer.h"

#include <mutex>
#include <thread>

namespace gatehouse::gateway {

std::string_view describe(GatewayErrc code) noexcept
{
    switch (code) {
    case GatewayErrc::AddressInUse: return "the address is in use";
    case GatewayErrc::BadAddress: return "not an address of this machine";
    case GatewayErrc::ListenFailed: return "cannot listen";
    }
    return "unknown";
}

class Gateway::Impl final : public http::Handler {
public:
    explicit Impl(GatewayOptions options)
        : m_options(std::move(options))
    {
        if (!m_options.shared) {
            m_options.shared = std::make_shared<deploy::SharedState>(m_options.clock ? *m_options.clock
                                                                                     : SystemClock::instance());
        }
        if (m_options.threads == 0)
            m_options.threads = std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < m_options.threads; ++i)
            m_states.push_back(std::make_unique<ThreadState>(m_traceSerial));
    }

    Expected<void> start();
    void stop(std::chrono::milliseconds grace);
    [[nodiscard]] std::uint16_t port() const noexcept { return m_port.load(std::memory_order_acquire); }
    [[nodiscard]] const std::shared_ptr<deploy::SharedState> &shared() const noexcept { return m_options.shared; }
    [[nodiscard]] GatewayStats stats() const;
    [[nodiscard]] std::string invokeUrl(const model::ApiId &api, std::string_view stage) const;

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const
    {
        const std::lock_guard lock(m_snapshotMutex);
        return m_snapshot;
    }

    /// Replaces the snapshot by @p change of it.
    template <class Change>
    void update(Change change)
    {
        const std::lock_guard lock(m_snapshotMutex);
        m_snapshot = std::make_shared<const Snapshot>(change(*m_snapshot));
        m_version.fetch_add(1, std::memory_order_release);
    }

    void handle(const http::Request &request, http::Responder &responder) override
    {
        ThreadState &state = *m_states[responder.thread().index()];
        if (state.version() != m_version.load(std::memory_order_acquire))
            refresh(state);
        state.handle(request, responder);
    }
    void reject(int status, http::IoThread &thread, std::string &out) override
    {
        m_states[thread.index()]->count(status);
        pipeline::writeRejection(status, thread, out);
    }

private:
    void refresh(ThreadState &state)
    {
        const std::lock_guard lock(m_snapshotMutex);
        state.adopt(m_snapshot, m_version.load(std::memory_order_relaxed));
    }
    [[nodiscard]] http::ServerOptions serverOptions() const;

    GatewayOptions m_options;

    mutable std::mutex m_snapshotMutex;
    std::shared_ptr<const Snapshot> m_snapshot = std::make_shared<const Snapshot>();
    std::atomic<std::uint64_t> m_version = 1; // of m_snapshot; 0 is never current
    std::atomic<std::uint64_t> m_traceSerial = 0;
    std::vector<std::unique_ptr<ThreadState>> m_states; // one a thread; they outlive stops, for they count

    mutable std::mutex m_lifeMutex; // held while starting and stopping
    std::unique_ptr<http::Server> m_server;
    std::atomic<std::uint16_t> m_port = 0;
};

http::ServerOptions Gateway::Impl::serverOptions() const
{
    http::ServerOptions options;
    options.address = m_options.address;
    options.port = m_options.port;
    options.threads = m_options.threads;
    options.clock = m_options.clock;
    options.randomSeed = m_options.randomSeed;
    options.limits.fields = m_options.maxHeaderBytes;
    options.limits.body = m_options.maxBodyBytes;
    options.timeouts.header = m_options.headerTimeout;
    options.timeouts.body = m_options.bodyTimeout;
    options.timeouts.idle = m_options.idleTimeout;
    return options;
}

Expected<void> Gateway::Impl::start()
{
    const std::lock_guard lock(m_lifeMutex);
    if (m_server)
        return {};
    auto server = std::make_unique<http::Server>(serverOptions(), *this);
    if (auto started = server->start(); !started) {
        GatewayErrc code = GatewayErrc::ListenFailed;
        if (started.error().code == make_error_code(http::ServerErrc::AddressInUse))
            code = GatewayErrc::AddressInUse;
        else if (started.error().code == make_error_code(http::ServerErrc::BadAddress))
            code = GatewayErrc::BadAddress;
        return fail(code, std::move(started.error().detail));
    }
    m_server = std::move(server);
    m_port.store(m_server->port(), std::memory_order_release);
    return {};
}

void Gateway::Impl::stop(std::chrono::milliseconds grace)
{
    const std::lock_guard lock(m_lifeMutex);
    if (!m_server)
        return;
    m_port.store(0, std::memory_order_release);
    m_server->stop(grace);
    m_server.reset();
}

GatewayStats Gateway::Impl::stats() const
{
    GatewayStats sum;
    for (const auto &state : m_states) {
        sum.requests += state->requests();
        sum.clientErrors += state->clientErrors();
        sum.serverErrors += state->serverErrors();
    }
    const std::unique_lock lock(m_lifeMutex, std::try_to_lock);
    if (lock.owns_lock() && m_server) // else starting or stopping: whoever asks must not wait for that
        sum.openConnections = m_server->stats().open;
    return sum;
}

std::string Gateway::Impl::invokeUrl(const model::ApiId &api, std::string_view stage) const
{
    const std::uint16_t bound = port();
    if (bound == 0)
        return {};
    std::string host = m_options.address;
    if (snapshot()->apiCount() > 1)
        host = api.value + ".localhost";
    else if (host == "0.0.0.0" || host == "::")
        host = "127.0.0.1";
    else if (host.contains(':'))
        host = "[" + host + "]";
    std::string url = std::format("http://{}:{}", host, bound);
    if (stage != "$default")
        url.append("/").append(stage);
    return url;
}

Gateway::Gateway(GatewayOptions options)
    : m_impl(std::make_unique<Impl>(std::move(options)))
{
}

Gateway::~Gateway()
{
    m_impl->stop(std::chrono::milliseconds(0));
}

Expected<void> Gateway::start()
{
    return m_impl->start();
}

void Gateway::stop(std::chrono::milliseconds grace)
{
    m_impl->stop(grace);
}

bool Gateway::isRunning() const noexcept
{
    return m_impl->port() != 0;
}

std::uint16_t Gateway::port() const noexcept
{
    return m_impl->port();
}

const std::shared_ptr<deploy::SharedState> &Gateway::shared() const noexcept
{
    return m_impl->shared();
}

void Gateway::install(std::shared_ptr<const deploy::Deployment> deployment)
{
    if (!deployment)
        return;
    if (const auto &cache = deployment->stage().cache)
        cache->setCapacity(deployment->stage().cacheOctets);
    m_impl->update([&](const Snapshot &snapshot) { return snapshot.with(std::move(deployment)); });
}

void Gateway::remove(const model::ApiId &api, std::string_view stage)
{
    m_impl->update([&](const Snapshot &snapshot) { return snapshot.without(api.value, stage); });
    if (const auto cache = m_impl->shared()->caches.find(api, stage))
        cache->setCapacity(0);
}

void Gateway::install(std::shared_ptr<const auth::UsagePlans> plans)
{
    m_impl->update([&](const Snapshot &snapshot) { return snapshot.with(std::move(plans)); });
}

std::shared_ptr<const auth::UsagePlans> Gateway::usagePlans() const
{
    return m_impl->snapshot()->usagePlans();
}

void Gateway::setTraceSink(std::shared_ptr<trace::Sink> sink)
{
    m_impl->update([&](const Snapshot &snapshot) { return snapshot.with(std::move(sink)); });
}

GatewayStats Gateway::stats() const
{
    return m_impl->stats();
}

std::string Gateway::invokeUrl(const model::ApiId &api, std::string_view stage) const
{
    return m_impl->invokeUrl(api, stage);
}

} // namespace gatehouse::gateway

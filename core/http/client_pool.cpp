#include "core/http/client_pool.h"

#include "core/http/upstream_connection.h"

namespace gatehouse::http {

ClientPool::ClientPool(net::EventLoop &loop, std::shared_ptr<net::Resolver> resolver, ClientOptions options)
    : m_loop(loop)
    , m_resolver(std::move(resolver))
    , m_options(std::move(options))
    , m_door(std::make_shared<Door>())
{
    m_door->pool = this;
}

ClientPool::~ClientPool()
{
    {
        const std::lock_guard lock(m_door->mutex);
        m_door->pool = nullptr;
    }
    for (const auto &[origin, connections] : m_idle) {
        for (const auto &connection : connections)
            connection->abandon();
    }
}

std::unique_ptr<ClientCall> ClientPool::start(const Origin &origin, ClientRequest request, ClientObserver &observer)
{
    auto call = std::make_unique<Call>(*this, std::move(request), observer);
    call->begin(origin);
    return call;
}

std::shared_ptr<UpstreamConnection> ClientPool::takeIdle(const Origin &origin)
{
    const auto found = m_idle.find(origin);
    if (found == m_idle.end() || found->second.empty())
        return nullptr;
    std::shared_ptr<UpstreamConnection> connection = std::move(found->second.back()); // the warmest
    found->second.pop_back();
    return connection;
}

bool ClientPool::putIdle(const std::shared_ptr<UpstreamConnection> &connection)
{
    auto &connections = m_idle[connection->origin()];
    if (connections.size() >= m_options.maxIdle)
        return false;
    connections.push_back(connection);
    return true;
}

void ClientPool::removeIdle(const UpstreamConnection &connection)
{
    const auto found = m_idle.find(connection.origin());
    if (found == m_idle.end())
        return;
    std::erase_if(found->second, [&](const auto &idle) { return idle.get() == &connection; });
    if (found->second.empty())
        m_idle.erase(found);
}

const net::Resolved *ClientPool::resolve(const std::string &host, std::weak_ptr<Call *> call)
{
    Name &name = m_names[host];
    if (!name.resolved.addresses.empty() && m_loop.clock().steady() < name.expires)
        return &name.resolved;
    name.waiting.push_back(std::move(call));
    if (!name.pending) {
        name.pending = true;
        m_resolver->resolve(host, [door = m_door, host](net::Resolved resolved) {
            const std::lock_guard lock(door->mutex);
            if (door->pool) // the pool's thread is where the task runs, so it is there still, or the task is dropped
                door->pool->m_loop.post(
                    [pool = door->pool, host, resolved = std::move(resolved)] { pool->onResolved(host, resolved); });
        });
    }
    return nullptr;
}

void ClientPool::onResolved(const std::string &host, net::Resolved resolved)
{
    Name &name = m_names[host];
    const auto waiting = std::exchange(name.waiting, {});
    name.pending = false;
    name.resolved = resolved;
    name.expires = m_loop.clock().steady() + m_options.addressLifetime;
    if (resolved.addresses.empty())
        m_names.erase(host);
    for (const std::weak_ptr<Call *> &one : waiting) {
        if (const std::shared_ptr<Call *> call = one.lock())
            (*call)->onResolved(resolved);
    }
}

std::shared_ptr<net::TlsClientContext> ClientPool::tls(bool insecure)
{
    std::shared_ptr<net::TlsClientContext> &context = m_tls[insecure ? 1 : 0];
    if (!context)
        context = net::TlsClientContext::make(insecure, m_options.authorities);
    return context;
}

} // namespace gatehouse::http

#include "core/http/client_pool.h"
#include "core/http/upstream_connection.h"

#include <boost/asio/post.hpp>

namespace gatehouse::http {

namespace {

constexpr std::size_t kSmallBody = std::size_t(16) * 1024; // leaves with the head, in one write

} // namespace

std::string_view describe(ClientErrc code) noexcept
{
    switch (code) {
    case ClientErrc::InvalidAddress: return "invalid address";
    case ClientErrc::ConnectFailed: return "cannot connect";
    case ClientErrc::TlsFailed: return "the TLS handshake failed";
    case ClientErrc::CertificateInvalid: return "the certificate is not valid";
    case ClientErrc::CertificateHostMismatch: return "the certificate is for another host";
    case ClientErrc::ConnectionLost: return "the connection was lost";
    case ClientErrc::BadResponse: return "not a valid HTTP response";
    case ClientErrc::ResponseTooLarge: return "the response is too large";
    case ClientErrc::TimedOut: return "timed out";
    case ClientErrc::Cancelled: return "cancelled";
    }
    return "unknown error";
}

Call::Call(ClientPool &pool, ClientRequest request, ClientObserver &observer)
    : m_pool(pool)
    , m_request(std::move(request))
    , m_observer(observer)
    , m_deadline(this, [](void *self) { static_cast<Call *>(self)->onTimeout(); })
{
    if (m_request.body.size() <= kSmallBody) {
        m_request.head += m_request.body;
        m_request.body = {};
    }
}

Call::~Call()
{
    if (m_connection)
        m_connection->abandon();
}

std::weak_ptr<Call *> Call::alive()
{
    if (!m_alive)
        m_alive = std::make_shared<Call *>(this);
    return m_alive;
}

void Call::begin(const Origin &origin)
{
    m_pool.loop().set(m_deadline, m_request.timeout);
    while ((m_connection = m_pool.takeIdle(origin))) {
        if (m_connection->reuse(*this))
            return;
    }
    connect(origin);
}

void Call::connect(const Origin &origin)
{
    m_origin = origin;
    m_addresses.clear();
    m_nextAddress = 0;
    boost::system::error_code error;
    const auto literal = net::asio::ip::make_address(origin.host, error);
    if (origin.host.empty() || origin.port == 0) {
        failLater(ClientErrc::InvalidAddress, std::format("{}:{}", origin.host, origin.port));
    } else if (!error) {
        m_addresses.push_back(literal);
        tryNextAddress();
    } else if (const net::Resolved *known = m_pool.resolve(origin.host, alive())) {
        m_addresses = known->addresses;
        tryNextAddress();
    }
}

void Call::onResolved(const net::Resolved &resolved)
{
    if (resolved.addresses.empty()) {
        fail(ClientErrc::InvalidAddress, m_origin.host + ": " + resolved.error);
        return;
    }
    m_addresses = resolved.addresses;
    tryNextAddress();
}

void Call::tryNextAddress()
{
    while (m_nextAddress < m_addresses.size()) {
        m_connection = std::make_shared<UpstreamConnection>(m_pool, m_origin);
        m_lastFailure = m_connection->open(*this, m_addresses[m_nextAddress++]);
        if (m_lastFailure.empty())
            return;
        m_connection.reset();
    }
    failLater(ClientErrc::ConnectFailed, std::format("{}:{}: {}", m_origin.host, m_origin.port, m_lastFailure));
}

void Call::onConnectFailed(const std::string &reason)
{
    m_connection.reset();
    m_lastFailure = reason;
    if (m_nextAddress < m_addresses.size())
        tryNextAddress();
    else
        fail(ClientErrc::ConnectFailed, std::format("{}:{}: {}", m_origin.host, m_origin.port, m_lastFailure));
}

void Call::onComplete(bool paused)
{
    m_connection.reset();
    m_deadline.clear();
    m_completePaused = paused;
    if (!paused)
        m_observer.onComplete();
}

void Call::resume()
{
    if (m_completePaused) {
        m_completePaused = false;
        m_observer.onComplete();
    } else if (m_connection) {
        m_connection->resume();
    }
}

void Call::onFailed(ClientErrc code, std::string detail, bool unanswered, bool untouched)
{
    const std::shared_ptr<UpstreamConnection> failed = std::move(m_connection);
    m_connection = nullptr;
    if (unanswered && !m_retried && (untouched || m_request.idempotent)) {
        m_retried = true;
        connect(failed->origin());
        return;
    }
    fail(code, std::move(detail));
}

void Call::onTimeout()
{
    if (m_connection && m_connection->isPaused()) // by whom it answers to: the backend is not to blame
        m_pool.loop().set(m_deadline, m_request.timeout);
    else
        fail(ClientErrc::TimedOut, std::format("after {} ms", m_request.timeout.count()));
}

void Call::failLater(ClientErrc code, std::string detail)
{
    net::asio::post(m_pool.loop().context(), [call = alive(), code, detail = std::move(detail)] {
        if (const std::shared_ptr<Call *> still = call.lock())
            (*still)->fail(code, detail);
    });
}

void Call::fail(ClientErrc code, std::string detail)
{
    m_deadline.clear();
    if (const std::shared_ptr<UpstreamConnection> connection = std::exchange(m_connection, nullptr))
        connection->abandon();
    m_observer.onError({make_error_code(code), std::move(detail)});
}

} // namespace gatehouse::http

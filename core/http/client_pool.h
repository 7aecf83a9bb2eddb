#pragma once

#include "core/http/buffers.h"
#include "core/http/client.h"
#include "core/http/response_parser.h"
#include "core/net/resolver.h"
#include "core/net/stream.h"

#include <mutex>
#include <unordered_map>

namespace gatehouse::http {

class Call;
class UpstreamConnection;

struct OriginHash {
    [[nodiscard]] std::size_t operator()(const Origin &origin) const noexcept
    {
        return std::hash<std::string_view>()(origin.host) ^ (std::size_t(origin.port) << 2U)
            ^ (std::size_t(origin.tls) << 1U) ^ std::size_t(origin.insecureSkipVerification);
    }
};

/// The Client of one event loop: connections that wait to be used again, resolved names, TLS contexts.
class ClientPool final : public Client {
public:
    ClientPool(net::EventLoop &loop, std::shared_ptr<net::Resolver> resolver, ClientOptions options);
    ~ClientPool() override; ///< calls under way must have been destroyed

    [[nodiscard]] std::unique_ptr<ClientCall> start(const Origin &origin, ClientRequest request,
                                                    ClientObserver &observer) override;

    [[nodiscard]] net::EventLoop &loop() noexcept { return m_loop; }
    [[nodiscard]] const ClientOptions &options() const noexcept { return m_options; }
    [[nodiscard]] Pool<InputBuffer> &inputs() noexcept { return m_inputs; }

    /// A connection to @p origin that waits, or null.
    [[nodiscard]] std::shared_ptr<UpstreamConnection> takeIdle(const Origin &origin);
    /// False: there are enough.
    [[nodiscard]] bool putIdle(const std::shared_ptr<UpstreamConnection> &connection);
    void removeIdle(const UpstreamConnection &connection);

    /// The addresses of @p host: at once when they are known, else by Call::onResolved() later.
    /// @param call expires when the call is destroyed
    [[nodiscard]] const net::Resolved *resolve(const std::string &host, std::weak_ptr<Call *> call);
    /// Null: the file of authorities cannot be used.
    [[nodiscard]] std::shared_ptr<net::TlsClientContext> tls(bool insecure);

private:
    struct Name {
        net::Resolved resolved;
        SteadyTime expires;
        bool pending = false;
        std::vector<std::weak_ptr<Call *>> waiting;
    };
    // What a look-up that ends late knocks at.
    struct Door {
        std::mutex mutex;
        ClientPool *pool;
    };
    void onResolved(const std::string &host, net::Resolved resolved);

    net::EventLoop &m_loop;
    std::shared_ptr<net::Resolver> m_resolver;
    const ClientOptions m_options;
    Pool<InputBuffer> m_inputs;
    std::unordered_map<Origin, std::vector<std::shared_ptr<UpstreamConnection>>, OriginHash> m_idle;
    std::unordered_map<std::string, Name> m_names;
    std::shared_ptr<net::TlsClientContext> m_tls[2]; // strict, insecure
    std::shared_ptr<Door> m_door;
};

/// One request on its way: finds a connection, tries another when a used one turns out to be dead, keeps the deadline.
class Call final : public ClientCall {
public:
    Call(ClientPool &pool, ClientRequest request, ClientObserver &observer);
    ~Call() override;
    void resume() override;

    void begin(const Origin &origin);
    void onResolved(const net::Resolved &resolved);

    // What its connection tells:
    void onConnectFailed(const std::string &reason);
    void onHead(const ResponseHead &head) { m_observer.onHead(head); }
    [[nodiscard]] bool onBody(std::string_view octets) { return m_observer.onBody(octets); }
    /// The connection has let go of the call. @p paused: tell only after resume().
    void onComplete(bool paused);
    /// The connection has failed and let go of the call. @p unanswered: before the first octet of an answer, and
    /// @p untouched: before the first octet of the request.
    void onFailed(ClientErrc code, std::string detail, bool unanswered, bool untouched);

    [[nodiscard]] const ClientRequest &request() const noexcept { return m_request; }

private:
    void connect(const Origin &origin);
    void tryNextAddress();
    /// Ends the call on the next turn of the loop, as start() must not call the observer.
    void failLater(ClientErrc code, std::string detail);
    void fail(ClientErrc code, std::string detail);
    void onTimeout();
    [[nodiscard]] std::weak_ptr<Call *> alive();

    ClientPool &m_pool;
    ClientRequest m_request;
    ClientObserver &m_observer;
    net::Timer m_deadline;
    std::shared_ptr<UpstreamConnection> m_connection;
    bool m_retried = false;
    bool m_completePaused = false;

    // While connecting:
    Origin m_origin;
    std::vector<net::asio::ip::address> m_addresses;
    std::size_t m_nextAddress = 0;
    std::string m_lastFailure;
    std::shared_ptr<Call *> m_alive; // made when somebody has to ask
};

} // namespace gatehouse::http

#pragma once

#include "core/http/client_pool.h"

namespace gatehouse::http {

/// One connection to a backend: serves one Call at a time, and waits in the pool between them.
class UpstreamConnection : public std::enable_shared_from_this<UpstreamConnection> {
public:
    UpstreamConnection(ClientPool &pool, Origin origin);

    [[nodiscard]] const Origin &origin() const noexcept { return m_origin; }

    /// Connects for @p call, and sends its request. Tells it nothing before this returns.
    /// @return why that is impossible, or empty
    [[nodiscard]] std::string open(Call &call, const net::asio::ip::address &address);
    /// Sends the request of @p call. False: the connection turns out to be dead, and nothing was sent.
    [[nodiscard]] bool reuse(Call &call);
    /// The call is gone before its end: closes.
    void abandon() noexcept;
    void resume();
    [[nodiscard]] bool isPaused() const noexcept { return m_paused; }

private:
    enum class Phase : std::uint8_t { Connecting, Handshaking, Head, Body, Idle, Closed };
    enum class BodyKind : std::uint8_t { Length, Chunked, UntilClose };
    enum class Step : std::uint8_t { Again, NeedMore, Stop };

    void onReadable();
    void onWritable();
    void onIdleTimeout();

    void connected();
    void shakeHands();
    void begin(Call &call);
    void send();
    [[nodiscard]] bool isSent() const noexcept;

    void receive();
    void onEnd();
    [[nodiscard]] Step process();
    [[nodiscard]] Step readHead();
    [[nodiscard]] Step readBody();
    [[nodiscard]] Step deliver(std::string_view data, std::size_t coded);
    /// The answer is complete: back to the pool, if that is possible.
    void finish();
    void fail(ClientErrc code, std::string detail);

    void waitReadable();
    void waitWritable();
    void giveInputBack();
    void close() noexcept;

    ClientPool &m_pool;
    Origin m_origin;
    net::Stream m_stream;
    net::Timer m_idleTimer;
    Call *m_call = nullptr;
    std::unique_ptr<InputBuffer> m_in; // null when nothing is unread
    ResponseParser m_parser;
    ChunkedDecoder m_chunks;
    std::int64_t m_bodyLeft = 0; // octets, for BodyKind::Length
    std::int64_t m_bodyTotal = 0; // octets delivered
    std::size_t m_sent = 0; // octets of head and body
    Phase m_phase = Phase::Connecting;
    BodyKind m_bodyKind = BodyKind::Length;
    bool m_reused = false;
    bool m_keepAlive = false;
    bool m_sendFailed = false;
    bool m_answered = false; // an octet of the answer has come
    bool m_paused = false;
    bool m_delivering = false;
    bool m_resumed = false; // within a delivery
    bool m_waitingReadable = false;
    bool m_waitingWritable = false;
};

} // namespace gatehouse::http

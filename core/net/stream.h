#pragma once

#include "core/net/event_loop.h"
#include "core/net/tls.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <span>
#include <string_view>

namespace gatehouse::net {

enum class IoStatus : std::uint8_t {
    Ok,
    WantRead, ///< wait until readable, then call again
    WantWrite, ///< wait until writable, then call again
    End, ///< the peer has ended its side
    Failed, ///< reset, or broken TLS
};

struct IoResult {
    IoStatus status = IoStatus::Ok;
    std::size_t octets = 0; ///< moved; not 0 when Ok
};

/// A connected TCP socket, plain or under TLS, that never blocks and owns no buffer: wait for readiness, then call.
/// Never raises SIGPIPE.
class Stream {
public:
    using Socket = asio::basic_stream_socket<asio::ip::tcp, EventLoop::Executor>;

    explicit Stream(Socket socket) noexcept
        : m_socket(std::move(socket))
    {
    }

    [[nodiscard]] Socket &socket() noexcept { return m_socket; }
    [[nodiscard]] bool isOpen() const noexcept { return m_socket.is_open(); }
    /// Puts TLS on top; handshake() is then to be called until it says Ok.
    void startTls(TlsSession session) noexcept { m_tls = std::move(session); }
    [[nodiscard]] bool isSecure() const noexcept { return m_tls != nullptr; }
    [[nodiscard]] SSL *tls() const noexcept { return m_tls.get(); }

    [[nodiscard]] IoStatus handshake() noexcept;
    [[nodiscard]] IoResult read(std::span<char> into) noexcept;
    /// Like read(), but what it sees stays to be read.
    [[nodiscard]] IoStatus peek() noexcept;
    [[nodiscard]] IoResult write(std::string_view octets) noexcept;
    /// True if octets wait above the socket, so that its readiness tells nothing.
    [[nodiscard]] bool hasBuffered() const noexcept;

    /// Tells the peer that nothing follows.
    void shutdownWrite() noexcept;
    void close() noexcept;
    /// Closes so that the peer sees a reset.
    void reset() noexcept;

private:
    Socket m_socket;
    TlsSession m_tls;
};

} // namespace gatehouse::net

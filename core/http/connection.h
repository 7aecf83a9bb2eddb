#pragma once

#include "core/http/io_thread.h"
#include "core/net/stream.h"

namespace gatehouse::http {

/// One client's connection: reads requests, hands them to the Handler, sends what it answers.
class Connection final : public Responder, public ThreadMember {
public:
    /// Starts to serve @p stream. The connection keeps itself alive until it is closed.
    static void open(ServerThread &thread, net::Stream stream, const net::asio::ip::tcp::endpoint &peer);
    Connection(ServerThread &thread, net::Stream stream, const net::asio::ip::tcp::endpoint &peer);
    ~Connection() override;

    [[nodiscard]] IoThread &thread() noexcept override { return m_thread; }
    [[nodiscard]] std::string &out() noexcept override { return m_out; }
    [[nodiscard]] bool keepAlive() const noexcept override { return m_keepAlive && !m_thread.isDraining(); }
    void closeAfter() noexcept override { m_keepAlive = m_clientCloses = false; }
    void flush(std::function<void(bool ok)> written) override;
    void onGone(std::function<void()> gone) override { m_gone = std::move(gone); }
    void done() override;
    void abort() override;

    void drain() override;
    void stop() override;

private:
    enum class Phase : std::uint8_t { Reading, Answering, Sending, Lingering, Closed };
    enum class Deadline : std::uint8_t { None, Idle, Head, Body, Write, Linger };
    enum class Sent : std::uint8_t { All, Blocked, Lost };

    void onReadable();
    void onWritable();
    void onTimeout();

    void receive();
    /// Answers what is complete, sends, then waits for what comes next.
    void proceed();
    void waitForRequest();

    // Each is true once its part of the request is complete; false: more octets are needed, or it was refused.
    [[nodiscard]] bool readRequest();
    [[nodiscard]] bool readHead();
    [[nodiscard]] bool readBody();
    [[nodiscard]] bool readChunkedBody();
    [[nodiscard]] bool beginBody();
    void refuse(int status);

    void dispatch();
    void finishAnswer();
    void checkGone();
    /// The client has gone: tells the handler if it is at work, else closes.
    void lost();

    Sent transmit();
    void flushed(bool ok);
    void linger();
    void discard();
    void close() noexcept;

    void waitReadable();
    void waitWritable();
    void setDeadline(Deadline kind, std::chrono::milliseconds delay);

    ServerThread &m_thread;
    net::Stream m_stream;
    std::shared_ptr<Connection> m_self; // until closed
    net::Timer m_timer;
    std::unique_ptr<Incoming> m_in; // null while idle
    std::string m_out;
    std::size_t m_outSent = 0;
    std::function<void(bool)> m_written; // set during a flush
    std::function<void()> m_gone;
    Phase m_phase = Phase::Reading;
    Deadline m_deadline = Deadline::None;
    bool m_waitingReadable = false;
    bool m_waitingWritable = false;
    bool m_handling = false; // within Handler::handle()
    bool m_answered = false; // done() was called within it
    bool m_keepAlive = true; // as far as this request goes
    bool m_clientCloses = false; // it said so, and sends nothing more
    bool m_closing = false; // after what waits to be sent
    bool m_lost = false; // the socket is closed, the handler still at work
    std::uint8_t m_peerSize = 0;
    std::uint16_t m_peerPort = 0;
    std::array<char, 46> m_peer; // INET6_ADDRSTRLEN
};

} // namespace gatehouse::http

// One connection, five phases. Reading: octets come in, complete requests are handed to the Handler at once, and what
// it has answered leaves in one write when nothing complete is left (so pipelined requests share it). Answering: the
// Handler has returned without done(); nothing more is read, only whether the client hangs up is watched. Sending: the
// socket takes no more, so nothing is read either; reading goes on when all is sent. Lingering: the last answer is out,
// the sending side is shut, and what the client still sends is thrown away until it ends, for a close with unread input
// would reset the connection and could take the answer with it. Closed: only whoever is on the stack holds the object.
//
// There is never more than one wait for readability, and it is left standing from one phase to the next where that is
// of use: the one that watches over a waiting Handler is the one that the next request ends.
#include "core/http/connection.h"

#include <arpa/inet.h>

namespace gatehouse::http {

namespace {

constexpr std::size_t kSendAt = std::size_t(256) * 1024; // answers to pipelined requests are not piled up beyond
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

} // namespace

void Connection::open(ServerThread &thread, net::Stream stream, const net::asio::ip::tcp::endpoint &peer)
{
    const auto connection = std::make_shared<Connection>(thread, std::move(stream), peer);
    connection->m_self = connection;
    connection->waitForRequest();
}

Connection::Connection(ServerThread &thread, net::Stream stream, const net::asio::ip::tcp::endpoint &peer)
    : m_thread(thread)
    , m_stream(std::move(stream))
    , m_timer(this, [](void *self) { static_cast<Connection *>(self)->onTimeout(); })
    , m_peerPort(peer.port())
{
    if (peer.address().is_v4()) {
        const auto octets = peer.address().to_v4().to_bytes();
        ::inet_ntop(AF_INET, octets.data(), m_peer.data(), m_peer.size());
    } else if (const auto v6 = peer.address().to_v6(); v6.is_v4_mapped()) {
        const auto octets = v6.to_bytes();
        ::inet_ntop(AF_INET, octets.data() + 12, m_peer.data(), m_peer.size());
    } else {
        const auto octets = v6.to_bytes();
        ::inet_ntop(AF_INET6, octets.data(), m_peer.data(), m_peer.size());
    }
    m_peerSize = static_cast<std::uint8_t>(std::strlen(m_peer.data()));
    m_thread.add(*this);
}

Connection::~Connection() = default;

// ---- events

void Connection::waitReadable()
{
    if (m_waitingReadable)
        return;
    m_waitingReadable = true;
    m_stream.socket().async_wait(net::Stream::Socket::wait_read, [self = m_self](boost::system::error_code) {
        self->m_waitingReadable = false;
        self->onReadable();
    });
}

void Connection::waitWritable()
{
    if (m_waitingWritable)
        return;
    m_waitingWritable = true;
    m_stream.socket().async_wait(net::Stream::Socket::wait_write, [self = m_self](boost::system::error_code) {
        self->m_waitingWritable = false;
        self->onWritable();
    });
}

void Connection::setDeadline(Deadline kind, std::chrono::milliseconds delay)
{
    m_deadline = kind;
    m_thread.loop().set(m_timer, delay);
}

void Connection::onReadable()
{
    if (m_lost)
        return;
    switch (m_phase) {
    case Phase::Reading: receive(); break;
    case Phase::Answering: checkGone(); break;
    case Phase::Sending: break; // read when the answer is out
    case Phase::Lingering: discard(); break;
    case Phase::Closed: break;
    }
}

void Connection::onWritable()
{
    if (m_phase == Phase::Closed || m_lost)
        return;
    switch (transmit()) {
    case Sent::Blocked: return;
    case Sent::Lost: lost(); return;
    case Sent::All: break;
    }
    m_deadline = Deadline::None;
    if (m_written) {
        flushed(true);
    } else if (m_phase == Phase::Sending) {
        m_phase = Phase::Reading;
        proceed();
    }
}

void Connection::onTimeout()
{
    const std::shared_ptr<Connection> guard = m_self;
    switch (m_deadline) {
    case Deadline::None: break;
    case Deadline::Idle:
    case Deadline::Linger: close(); break;
    case Deadline::Head:
    case Deadline::Body:
        refuse(408);
        proceed();
        break;
    case Deadline::Write:
        m_stream.reset();
        lost();
        break;
    }
}

void Connection::drain()
{
    const std::shared_ptr<Connection> guard = m_self;
    if (m_phase != Phase::Reading || m_in)
        return;
    receive(); // a request may have come that was not looked at yet
    if (m_phase == Phase::Reading && !m_in)
        close();
}

void Connection::stop()
{
    const std::shared_ptr<Connection> guard = m_self;
    lost();
    close();
}

// ---- requests

void Connection::receive()
{
    if (!m_in)
        m_in = m_thread.incoming().take();
    do {
        const net::IoResult got = m_stream.read(m_in->input.space());
        switch (got.status) {
        case net::IoStatus::Ok:
            m_in->input.received(got.octets);
            if (m_deadline == Deadline::Body)
                m_deadline = Deadline::None; // progress: it starts anew
            break;
        case net::IoStatus::WantRead:
        case net::IoStatus::WantWrite: break;
        case net::IoStatus::End:
        case net::IoStatus::Failed: close(); return;
        }
        proceed();
    } while (m_phase == Phase::Reading && m_in && m_stream.hasBuffered());
}

void Connection::proceed()
{
    bool more = true;
    while (more) {
        while (m_phase == Phase::Reading && !m_closing && m_out.size() < kSendAt && (more = readRequest()))
            dispatch();
        if (m_phase == Phase::Closed)
            return;
        switch (transmit()) {
        case Sent::All: break;
        case Sent::Blocked:
            if (m_phase == Phase::Reading)
                m_phase = Phase::Sending;
            return;
        case Sent::Lost: lost(); return;
        }
        if (m_phase == Phase::Answering) {
            waitReadable();
            return;
        }
        if (m_closing) {
            linger();
            return;
        }
    }
    waitForRequest();
}

void Connection::waitForRequest()
{
    if (m_in && m_in->input.empty() && !m_in->headDone)
        m_thread.incoming().give(std::move(m_in));
    if (!m_in) {
        m_thread.outputs().give(std::move(m_out));
        setDeadline(Deadline::Idle, m_thread.options().timeouts.idle);
    } else if (m_in->headDone) {
        if (m_deadline != Deadline::Body)
            setDeadline(Deadline::Body, m_thread.options().timeouts.body);
    } else if (m_deadline != Deadline::Head) { // not moved by octets that drip in
        setDeadline(Deadline::Head, m_thread.options().timeouts.header);
    }
    waitReadable();
}

bool Connection::readRequest()
{
    if (!m_in || (!m_in->headDone && !readHead()))
        return false;
    if (m_in->parser.chunked())
        return readChunkedBody();
    return readBody();
}

bool Connection::readHead()
{
    const HeadLimits limits{m_thread.options().limits.target, m_thread.options().limits.fields};
    Incoming &in = *m_in;
    RequestParser::Result result = in.parser.parse(in.input.unread(), limits);
    if (result == RequestParser::Result::NeedMore && in.input.space().empty() && in.input.compact()) {
        in.parser.reset();
        result = in.parser.parse(in.input.unread(), limits);
    }
    switch (result) {
    case RequestParser::Result::NeedMore: return false;
    case RequestParser::Result::Failed: refuse(in.parser.status()); return false;
    case RequestParser::Result::Done: break;
    }
    in.headDone = true;
    return beginBody();
}

bool Connection::beginBody()
{
    Incoming &in = *m_in;
    const std::size_t head = in.parser.size();
    const std::int64_t length = std::max<std::int64_t>(in.parser.contentLength(), 0);
    if (static_cast<std::uint64_t>(length) > m_thread.options().limits.body) {
        refuse(413);
        return false;
    }
    const bool complete = !in.parser.chunked() && in.input.unread().size() - head >= static_cast<std::uint64_t>(length);
    if (!complete && in.input.compact()) { // make room, as the head must stay where it is from now on
        in.parser.reset();
        [[maybe_unused]] const auto again
            = in.parser.parse(in.input.unread(), {m_thread.options().limits.target, m_thread.options().limits.fields});
    }
    in.bodyLeft = length;
    in.bodyInPlace = head + static_cast<std::uint64_t>(length) <= in.input.unread().size() + in.input.space().size();
    if (!complete && in.parser.expectsContinue() && in.input.unread().size() == head)
        m_out += kContinue;
    return true;
}

bool Connection::readBody()
{
    Incoming &in = *m_in;
    const std::size_t head = in.parser.size();
    const std::string_view received = in.input.unread().substr(head);
    const std::size_t part = std::min(received.size(), static_cast<std::size_t>(in.bodyLeft));
    if (in.bodyInPlace) {
        in.request.body = received.substr(0, part);
        in.consumed = head + part;
        return part == static_cast<std::size_t>(in.bodyLeft);
    }
    in.body.append(received, 0, part);
    in.bodyLeft -= static_cast<std::int64_t>(part);
    in.request.body = in.body;
    in.consumed = head + part;
    if (in.bodyLeft > 0)
        in.input.truncate(head);
    return in.bodyLeft == 0;
}

bool Connection::readChunkedBody()
{
    Incoming &in = *m_in;
    const std::size_t head = in.parser.size();
    std::string_view coded = in.input.unread().substr(head);
    for (;;) {
        std::string_view data;
        switch (in.chunks.next(coded, data)) {
        case ChunkedDecoder::Result::NeedMore: in.input.truncate(head); return false;
        case ChunkedDecoder::Result::Malformed: refuse(400); return false;
        case ChunkedDecoder::Result::Done:
            in.request.body = in.body;
            in.consumed = in.input.unread().size() - coded.size();
            return true;
        case ChunkedDecoder::Result::Data:
            if (in.body.size() + data.size() > m_thread.options().limits.body) {
                refuse(413);
                return false;
            }
            in.body += data;
            break;
        }
    }
}

void Connection::refuse(int status)
{
    m_thread.counters().rejected.add(1);
    m_thread.handler().reject(status, m_thread, m_out);
    m_closing = true;
    m_clientCloses = false;
}

void Connection::dispatch()
{
    Incoming &in = *m_in;
    Request &request = in.request;
    request.method = in.parser.method();
    request.target = in.parser.target();
    request.path = request.target.substr(0, request.target.find('?'));
    request.query = request.target.substr(std::min(request.path.size() + 1, request.target.size()));
    request.fields = in.parser.fields();
    request.host = in.parser.host();
    request.sourceIp = {m_peer.data(), m_peerSize};
    request.sourcePort = m_peerPort;
    request.versionMinor = static_cast<std::uint8_t>(in.parser.versionMinor());
    request.secure = m_stream.isSecure();
    request.headSize = in.parser.size();

    m_keepAlive = in.parser.keepAlive();
    m_clientCloses = !m_keepAlive;
    m_deadline = Deadline::None;
    m_phase = Phase::Answering;
    if (m_out.empty())
        m_thread.outputs().refresh(m_out);
    m_thread.counters().requests.add(1);
    m_answered = false;
    m_handling = true;
    m_thread.handler().handle(request, *this);
    m_handling = false;
    if (m_answered)
        finishAnswer();
}

// ---- answers

void Connection::done()
{
    if (m_handling) {
        m_answered = true;
        return;
    }
    const std::shared_ptr<Connection> guard = m_self;
    finishAnswer();
    proceed();
}

void Connection::finishAnswer()
{
    if (m_lost) {
        close();
        return;
    }
    m_closing = !keepAlive();
    m_gone = nullptr;
    m_in->nextRequest();
    m_phase = Phase::Reading;
}

void Connection::abort()
{
    const std::shared_ptr<Connection> guard = m_self;
    if (!m_lost)
        m_stream.reset();
    close();
}

void Connection::flush(std::function<void(bool ok)> written)
{
    const std::shared_ptr<Connection> guard = m_self;
    m_written = std::move(written);
    switch (m_lost ? Sent::Lost : transmit()) {
    case Sent::All: flushed(true); break;
    case Sent::Blocked: break;
    case Sent::Lost: lost(); break;
    }
}

void Connection::flushed(bool ok)
{
    const auto written = std::exchange(m_written, nullptr);
    if (ok && !m_handling)
        waitReadable(); // to see the client hang up while the handler has nothing to send
    written(ok);
}

void Connection::checkGone()
{
    if (m_written)
        return; // the write will tell
    switch (m_stream.peek()) {
    case net::IoStatus::Ok: break; // the next request: stays where it is
    case net::IoStatus::WantRead:
    case net::IoStatus::WantWrite: waitReadable(); break;
    case net::IoStatus::End:
    case net::IoStatus::Failed: lost(); break;
    }
}

void Connection::lost()
{
    if (m_phase != Phase::Answering) {
        close();
        return;
    }
    m_lost = true; // the request must stay until the handler is done with it
    m_stream.close();
    if (m_written)
        flushed(false);
    else if (m_gone)
        std::exchange(m_gone, nullptr)();
}

Connection::Sent Connection::transmit()
{
    while (m_outSent < m_out.size()) {
        const net::IoResult result = m_stream.write(std::string_view(m_out).substr(m_outSent));
        switch (result.status) {
        case net::IoStatus::Ok: m_outSent += result.octets; break;
        case net::IoStatus::WantRead:
        case net::IoStatus::WantWrite:
            setDeadline(Deadline::Write, m_thread.options().timeouts.write);
            waitWritable();
            return Sent::Blocked;
        case net::IoStatus::End:
        case net::IoStatus::Failed: return Sent::Lost;
        }
    }
    m_out.clear();
    m_outSent = 0;
    return Sent::All;
}

void Connection::linger()
{
    if (m_clientCloses && (!m_in || m_in->input.empty())) {
        close();
        return;
    }
    m_phase = Phase::Lingering;
    m_stream.shutdownWrite();
    setDeadline(Deadline::Linger, m_thread.options().timeouts.linger);
    waitReadable();
}

void Connection::discard()
{
    if (!m_in)
        m_in = m_thread.incoming().take();
    m_in->input.clear();
    switch (m_stream.read(m_in->input.space()).status) {
    case net::IoStatus::Ok:
    case net::IoStatus::WantRead:
    case net::IoStatus::WantWrite: break;
    case net::IoStatus::End:
    case net::IoStatus::Failed: close(); return;
    }
    m_thread.incoming().give(std::move(m_in));
    waitReadable();
}

void Connection::close() noexcept
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_timer.clear();
    m_stream.close();
    m_gone = nullptr;
    m_written = nullptr;
    if (m_in) {
        m_in->consumed = 0;
        m_in->nextRequest();
        m_in->input.clear();
        m_thread.incoming().give(std::move(m_in));
    }
    m_thread.outputs().give(std::move(m_out));
    unlink();
    m_thread.connectionClosed();
    m_self.reset();
}

} // namespace gatehouse::http

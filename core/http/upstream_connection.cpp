#include "core/http/upstream_connection.h"

#include <cerrno>
#include <cstring>

namespace gatehouse::http {

UpstreamConnection::UpstreamConnection(ClientPool &pool, Origin origin)
    : m_pool(pool)
    , m_origin(std::move(origin))
    , m_stream(net::Stream::Socket(pool.loop().context().get_executor()))
    , m_idleTimer(this, [](void *self) { static_cast<UpstreamConnection *>(self)->onIdleTimeout(); })
{
}

// ---- connecting

std::string UpstreamConnection::open(Call &call, const net::asio::ip::address &address)
{
    const net::asio::ip::tcp::endpoint peer(address, m_origin.port);
    net::Stream::Socket &socket = m_stream.socket();
    boost::system::error_code error;
    socket.open(peer.protocol(), error);
    if (!error)
        socket.native_non_blocking(true, error);
    if (!error)
        socket.set_option(net::asio::ip::tcp::no_delay(true), error);
    if (error)
        return error.message();
    if (::connect(socket.native_handle(), peer.data(), static_cast<socklen_t>(peer.size())) != 0
        && errno != EINPROGRESS)
        return std::strerror(errno);
    m_call = &call;
    m_phase = Phase::Connecting;
    waitWritable();
    return {};
}

void UpstreamConnection::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_stream.socket().native_handle(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        Call *const call = std::exchange(m_call, nullptr);
        close();
        call->onConnectFailed(std::strerror(error));
        return;
    }
    if (!m_origin.tls) {
        begin(*m_call);
        send();
        return;
    }
    const auto context = m_pool.tls(m_origin.insecureSkipVerification);
    net::TlsSession session = context ? context->connect(m_stream.socket().native_handle(), m_origin.host) : nullptr;
    if (!session) {
        fail(ClientErrc::TlsFailed, "cannot use " + m_pool.options().authorities);
        return;
    }
    m_stream.startTls(std::move(session));
    m_phase = Phase::Handshaking;
    shakeHands();
}

void UpstreamConnection::shakeHands()
{
    switch (m_stream.handshake()) {
    case net::IoStatus::WantRead: waitReadable(); return;
    case net::IoStatus::WantWrite: waitWritable(); return;
    case net::IoStatus::End:
    case net::IoStatus::Failed:
        fail(net::isCertificateRefused(m_stream.tls()) ? ClientErrc::CertificateInvalid : ClientErrc::TlsFailed,
             net::handshakeError(m_stream.tls()));
        return;
    case net::IoStatus::Ok: break;
    }
    if (!net::isIssuedTo(m_stream.tls(), m_origin.host)) {
        // The words are API Gateway's: rest-runtime.md 6.5.
        fail(ClientErrc::CertificateHostMismatch,
             std::format("Host name '{}' does not match the certificate subject provided by the peer ({})",
                         m_origin.host, net::peerSubject(m_stream.tls())));
        return;
    }
    begin(*m_call);
    send();
}

// ---- the request

bool UpstreamConnection::reuse(Call &call)
{
    m_reused = true;
    const bool dead = !call.request().idempotent && m_stream.peek() != net::IoStatus::WantRead;
    if (!dead) {
        begin(call);
        send();
    }
    if (!dead && (!m_sendFailed || m_sent > 0))
        return true;
    m_call = nullptr;
    close();
    return false;
}

void UpstreamConnection::begin(Call &call)
{
    m_call = &call;
    m_phase = Phase::Head;
    m_sent = 0;
    m_answered = m_paused = m_sendFailed = false;
    m_parser.reset();
}

void UpstreamConnection::send()
{
    const ClientRequest &request = m_call->request();
    while (!isSent()) {
        const std::string_view rest = m_sent < request.head.size() ? std::string_view(request.head).substr(m_sent)
                                                                   : request.body.substr(m_sent - request.head.size());
        const net::IoResult result = m_stream.write(rest);
        if (result.status == net::IoStatus::Ok) {
            m_sent += result.octets;
            continue;
        }
        // A failure is told by the read that follows, as an answer may have come before it (413, say).
        m_sendFailed = result.status == net::IoStatus::Failed || result.status == net::IoStatus::End;
        if (result.status == net::IoStatus::WantWrite)
            waitWritable();
        break;
    }
    waitReadable();
}

bool UpstreamConnection::isSent() const noexcept
{
    return m_sent == m_call->request().head.size() + m_call->request().body.size();
}

// ---- events

void UpstreamConnection::waitReadable()
{
    if (m_waitingReadable)
        return;
    m_waitingReadable = true;
    m_stream.socket().async_wait(net::Stream::Socket::wait_read,
                                 [self = shared_from_this()](boost::system::error_code) {
                                     self->m_waitingReadable = false;
                                     self->onReadable();
                                 });
}

void UpstreamConnection::waitWritable()
{
    if (m_waitingWritable)
        return;
    m_waitingWritable = true;
    m_stream.socket().async_wait(net::Stream::Socket::wait_write,
                                 [self = shared_from_this()](boost::system::error_code) {
                                     self->m_waitingWritable = false;
                                     self->onWritable();
                                 });
}

void UpstreamConnection::onReadable()
{
    switch (m_phase) {
    case Phase::Connecting:
    case Phase::Closed: break;
    case Phase::Handshaking: shakeHands(); break;
    case Phase::Head:
    case Phase::Body:
        if (!m_paused)
            receive();
        break;
    case Phase::Idle: // TLS may have had something to say to itself; anything else is the end
        if (m_stream.peek() == net::IoStatus::WantRead) {
            waitReadable();
        } else {
            m_pool.removeIdle(*this);
            close();
        }
        break;
    }
}

void UpstreamConnection::onWritable()
{
    switch (m_phase) {
    case Phase::Connecting: connected(); break;
    case Phase::Handshaking: shakeHands(); break;
    case Phase::Head:
    case Phase::Body: send(); break;
    case Phase::Idle:
    case Phase::Closed: break;
    }
}

void UpstreamConnection::onIdleTimeout()
{
    if (m_phase != Phase::Idle)
        return;
    const auto guard = shared_from_this();
    m_pool.removeIdle(*this);
    close();
}

// ---- the answer

void UpstreamConnection::receive()
{
    for (;;) {
        if (!m_in)
            m_in = m_pool.inputs().take();
        const std::span<char> space = m_in->space();
        const net::IoResult got = m_stream.read(space);
        switch (got.status) {
        case net::IoStatus::Ok: break;
        case net::IoStatus::WantRead:
        case net::IoStatus::WantWrite:
            giveInputBack();
            waitReadable();
            return;
        case net::IoStatus::End: onEnd(); return;
        case net::IoStatus::Failed: fail(ClientErrc::ConnectionLost, "reset by the backend"); return;
        }
        m_answered = true;
        m_in->received(got.octets);
        if (process() == Step::Stop)
            return;
        if (got.octets < space.size() && !m_stream.isSecure()) { // that was all there is
            giveInputBack();
            waitReadable();
            return;
        }
    }
}

void UpstreamConnection::onEnd()
{
    if (m_phase == Phase::Body && m_bodyKind == BodyKind::UntilClose)
        finish();
    else
        fail(ClientErrc::ConnectionLost, m_answered ? "closed within the response" : "closed before a response");
}

UpstreamConnection::Step UpstreamConnection::process()
{
    Step step = Step::Again;
    while (step == Step::Again)
        step = m_phase == Phase::Head ? readHead() : readBody();
    return step;
}

UpstreamConnection::Step UpstreamConnection::readHead()
{
    switch (m_parser.parse(m_in->unread())) {
    case ResponseParser::Result::NeedMore:
        if (!m_in->space().empty())
            return Step::NeedMore;
        if (m_in->compact()) {
            m_parser.reset();
            return Step::Again;
        }
        [[fallthrough]];
    case ResponseParser::Result::Failed: fail(ClientErrc::BadResponse, "malformed head"); return Step::Stop;
    case ResponseParser::Result::Done: break;
    }
    const int status = m_parser.status();
    if (status == 101) {
        fail(ClientErrc::BadResponse, "101 without being asked to");
        return Step::Stop;
    }
    if (status < 200) {
        m_in->consume(m_parser.size());
        m_parser.reset();
        return Step::Again;
    }

    const bool empty = m_call->request().headMethod || status == 204 || status == 304;
    const std::int64_t length = empty ? 0 : m_parser.contentLength();
    m_bodyKind = empty || length >= 0 ? BodyKind::Length
        : m_parser.chunked()          ? BodyKind::Chunked
                                      : BodyKind::UntilClose;
    m_bodyLeft = std::max<std::int64_t>(length, 0);
    m_bodyTotal = 0;
    m_chunks = {};
    m_keepAlive = m_parser.keepAlive() && m_bodyKind != BodyKind::UntilClose;
    if (length > m_call->request().maxResponseBody) {
        fail(ClientErrc::ResponseTooLarge, std::to_string(length));
        return Step::Stop;
    }
    m_phase = Phase::Body;
    m_call->onHead({status, m_parser.reason(), m_parser.fields(), length});
    if (!m_call)
        return Step::Stop;
    m_in->consume(m_parser.size());
    return Step::Again;
}

UpstreamConnection::Step UpstreamConnection::readBody()
{
    const std::string_view unread = m_in->unread();
    if (m_bodyKind == BodyKind::Chunked) {
        std::string_view coded = unread;
        std::string_view data;
        switch (m_chunks.next(coded, data)) {
        case ChunkedDecoder::Result::NeedMore: m_in->clear(); return Step::NeedMore;
        case ChunkedDecoder::Result::Malformed: fail(ClientErrc::BadResponse, "malformed chunk"); return Step::Stop;
        case ChunkedDecoder::Result::Data: return deliver(data, unread.size() - coded.size());
        case ChunkedDecoder::Result::Done: break;
        }
        m_in->consume(unread.size() - coded.size());
        finish();
        return Step::Stop;
    }
    if (m_bodyKind == BodyKind::Length && m_bodyLeft == 0) {
        finish();
        return Step::Stop;
    }
    const std::string_view data
        = m_bodyKind == BodyKind::Length ? unread.substr(0, static_cast<std::size_t>(m_bodyLeft)) : unread;
    if (data.empty())
        return Step::NeedMore;
    m_bodyLeft -= static_cast<std::int64_t>(data.size());
    return deliver(data, data.size());
}

// @param coded octets of the input that end with the data
UpstreamConnection::Step UpstreamConnection::deliver(std::string_view data, std::size_t coded)
{
    m_bodyTotal += static_cast<std::int64_t>(data.size());
    if (m_bodyTotal > m_call->request().maxResponseBody) {
        fail(ClientErrc::ResponseTooLarge, std::to_string(m_bodyTotal));
        return Step::Stop;
    }
    m_resumed = false;
    m_delivering = true;
    const bool goOn = m_call->onBody(data);
    m_delivering = false;
    if (!m_call)
        return Step::Stop;
    m_in->consume(coded);
    m_paused = !goOn && !m_resumed;
    if (m_bodyKind == BodyKind::Length && m_bodyLeft == 0) {
        finish(); // a paused call is told when it resumes, but the connection is free for others
        return Step::Stop;
    }
    return m_paused ? Step::Stop : Step::Again;
}

void UpstreamConnection::resume()
{
    if (m_delivering) {
        m_resumed = true;
        return;
    }
    if (!std::exchange(m_paused, false))
        return;
    const auto guard = shared_from_this();
    if (!m_in || process() == Step::NeedMore)
        receive();
}

// ---- ends

void UpstreamConnection::finish()
{
    const bool reusable = m_keepAlive && isSent() && m_in->empty() && !m_stream.hasBuffered();
    Call *const call = std::exchange(m_call, nullptr);
    giveInputBack();
    if (reusable && m_pool.putIdle(shared_from_this())) {
        m_phase = Phase::Idle;
        m_pool.loop().set(m_idleTimer, m_pool.options().idleTimeout);
        waitReadable();
    } else {
        close();
    }
    call->onComplete(m_paused);
}

void UpstreamConnection::fail(ClientErrc code, std::string detail)
{
    Call *const call = std::exchange(m_call, nullptr);
    close();
    call->onFailed(code, std::move(detail), m_reused && !m_answered, m_sent == 0);
}

void UpstreamConnection::abandon() noexcept
{
    m_call = nullptr;
    close();
}

void UpstreamConnection::giveInputBack()
{
    if (m_in && m_in->empty())
        m_pool.inputs().give(std::move(m_in));
}

void UpstreamConnection::close() noexcept
{
    m_phase = Phase::Closed;
    m_idleTimer.clear();
    m_stream.close();
    if (m_in) {
        m_in->clear();
        m_pool.inputs().give(std::move(m_in));
    }
}

} // namespace gatehouse::http

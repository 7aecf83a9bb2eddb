#include "core/net/stream.h"

#include <openssl/ssl.h>

#include <cerrno>
#include <sys/socket.h>

namespace gatehouse::net {

namespace {

IoStatus tlsStatus(const SSL *tls, int result) noexcept
{
    switch (SSL_get_error(tls, result)) {
    case SSL_ERROR_NONE: return IoStatus::Ok;
    case SSL_ERROR_WANT_READ: return IoStatus::WantRead;
    case SSL_ERROR_WANT_WRITE: return IoStatus::WantWrite;
    case SSL_ERROR_ZERO_RETURN: return IoStatus::End;
    default: return IoStatus::Failed;
    }
}

IoResult received(ssize_t octets) noexcept
{
    if (octets > 0)
        return {IoStatus::Ok, static_cast<std::size_t>(octets)};
    if (octets == 0)
        return {IoStatus::End};
    return {errno == EAGAIN || errno == EWOULDBLOCK ? IoStatus::WantRead : IoStatus::Failed};
}

} // namespace

IoStatus Stream::handshake() noexcept
{
    return tlsStatus(m_tls.get(), clearErrorsAnd([this] { return SSL_do_handshake(m_tls.get()); }));
}

IoResult Stream::read(std::span<char> into) noexcept
{
    if (m_tls) {
        std::size_t octets = 0;
        const int result = clearErrorsAnd([&] { return SSL_read_ex(m_tls.get(), into.data(), into.size(), &octets); });
        return {result > 0 ? IoStatus::Ok : tlsStatus(m_tls.get(), result), octets};
    }
    ssize_t octets = 0;
    do {
        octets = ::recv(m_socket.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
    } while (octets < 0 && errno == EINTR);
    return received(octets);
}

IoStatus Stream::peek() noexcept
{
    char octet = 0;
    if (m_tls) {
        std::size_t octets = 0;
        const int result = clearErrorsAnd([&] { return SSL_peek_ex(m_tls.get(), &octet, 1, &octets); });
        return result > 0 ? IoStatus::Ok : tlsStatus(m_tls.get(), result);
    }
    ssize_t octets = 0;
    do {
        octets = ::recv(m_socket.native_handle(), &octet, 1, MSG_PEEK | MSG_DONTWAIT);
    } while (octets < 0 && errno == EINTR);
    return received(octets).status;
}

IoResult Stream::write(std::string_view octets) noexcept
{
    if (m_tls) {
        std::size_t written = 0;
        const int result
            = clearErrorsAnd([&] { return SSL_write_ex(m_tls.get(), octets.data(), octets.size(), &written); });
        return {result > 0 ? IoStatus::Ok : tlsStatus(m_tls.get(), result), written};
    }
    ssize_t written = 0;
    do {
        written = ::send(m_socket.native_handle(), octets.data(), octets.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (written < 0 && errno == EINTR);
    if (written >= 0)
        return {IoStatus::Ok, static_cast<std::size_t>(written)};
    return {errno == EAGAIN || errno == EWOULDBLOCK ? IoStatus::WantWrite : IoStatus::Failed};
}

bool Stream::hasBuffered() const noexcept
{
    return m_tls && SSL_has_pending(m_tls.get()) == 1;
}

void Stream::shutdownWrite() noexcept
{
    if (m_tls)
        clearErrorsAnd([this] { return SSL_shutdown(m_tls.get()); });
    ::shutdown(m_socket.native_handle(), SHUT_WR);
}

void Stream::close() noexcept
{
    if (m_tls && m_socket.is_open())
        clearErrorsAnd([this] { return SSL_shutdown(m_tls.get()); });
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

void Stream::reset() noexcept
{
    boost::system::error_code ignored;
    m_socket.set_option(asio::socket_base::linger(true, 0), ignored);
    m_socket.close(ignored);
}

} // namespace gatehouse::net

#pragma once

#include <openssl/err.h>
#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>

namespace gatehouse::net {

struct TlsDeleter {
    void operator()(SSL *session) const noexcept;
    void operator()(SSL_CTX *context) const noexcept;
};
using TlsSession = std::unique_ptr<SSL, TlsDeleter>;

/// OpenSSL reads the thread's error queue to judge a call, so leftovers must go first.
template <class Call>
int clearErrorsAnd(Call &&call) noexcept
{
    ERR_clear_error();
    return call();
}

enum class CertificateFault : std::uint8_t { None, Invalid, HostMismatch };

/// How a client checks servers: TLS 1.2 or newer, the chain against the system's authorities, validity, and host name.
class TlsClientContext {
public:
    /// @param anyAuthority do not ask who issued the certificate. Validity, host name, and that the chain ends in a
    /// root
    ///        (its own) are still checked: tlsConfig.insecureSkipVerification, rest-runtime.md 6.5.
    /// @param authorities file of further trusted authorities in PEM form; may be empty
    /// @return null if that file cannot be used
    [[nodiscard]] static std::shared_ptr<TlsClientContext> make(bool anyAuthority, const std::string &authorities);

    /// A session over @p socket that is to greet @p host (a name or an address).
    [[nodiscard]] TlsSession connect(int socket, const std::string &host) const;

private:
    explicit TlsClientContext(SSL_CTX *context) noexcept
        : m_context(context)
    {
    }
    std::unique_ptr<SSL_CTX, TlsDeleter> m_context;
};

/// Why the handshake of @p session failed, as far as the server's certificate is to blame.
[[nodiscard]] CertificateFault certificateFault(const SSL *session) noexcept;
/// The reason in words, OpenSSL's.
[[nodiscard]] std::string handshakeError(const SSL *session);
/// The subject of the peer's certificate, such as "CN=example.com".
[[nodiscard]] std::string peerSubject(const SSL *session);

} // namespace gatehouse::net

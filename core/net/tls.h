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

/// How a client checks servers: TLS 1.2 or newer, the chain against the system's authorities, and validity. The host
/// name is to be checked with isIssuedTo() after the handshake.
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

/// True if the handshake failed for the server's certificate; else for the protocol, or the connection was lost.
[[nodiscard]] bool isCertificateRefused(const SSL *session) noexcept;
/// Why the handshake failed, in OpenSSL's words.
[[nodiscard]] std::string handshakeError(const SSL *session);
/// True if the peer's certificate names @p host (a name or an address).
[[nodiscard]] bool isIssuedTo(const SSL *session, const std::string &host) noexcept;
/// The subject of the peer's certificate, such as "CN=example.com".
[[nodiscard]] std::string peerSubject(const SSL *session);

} // namespace gatehouse::net

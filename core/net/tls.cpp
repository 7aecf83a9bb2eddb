#include "core/net/tls.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <sys/socket.h>

namespace gatehouse::net {

namespace {

// A BIO over a non-blocking socket like OpenSSL's own, but with send(MSG_NOSIGNAL): a peer that hangs up must not raise
// SIGPIPE, and a library has no business with the process's signals.
int socketOf(BIO *bio) noexcept
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int bioRead(BIO *bio, char *into, int size) noexcept
{
    BIO_clear_retry_flags(bio);
    const ssize_t octets = ::recv(socketOf(bio), into, static_cast<std::size_t>(size), MSG_DONTWAIT);
    if (octets < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_retry_read(bio);
    if (octets == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(octets);
}

int bioWrite(BIO *bio, const char *octets, int size) noexcept
{
    BIO_clear_retry_flags(bio);
    const ssize_t written = ::send(socketOf(bio), octets, static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (written < 0 && (errno == EAGAIN || errno == EINTR))
        BIO_set_retry_write(bio);
    return static_cast<int>(written);
}

long bioControl(BIO *bio, int command, long, void *) noexcept
{
    switch (command) {
    case BIO_CTRL_FLUSH: return 1;
    case BIO_CTRL_EOF: return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    default: return 0;
    }
}

const BIO_METHOD *socketMethod()
{
    static BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "quiet socket");
        BIO_meth_set_read(made, bioRead);
        BIO_meth_set_write(made, bioWrite);
        BIO_meth_set_ctrl(made, bioControl);
        return made;
    }();
    return method;
}

TlsSession makeSession(SSL_CTX *context, int socket)
{
    TlsSession session(SSL_new(context));
    BIO *bio = session ? BIO_new(socketMethod()) : nullptr;
    if (!bio)
        return nullptr;
    BIO_set_data(bio, reinterpret_cast<void *>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    SSL_set_bio(session.get(), bio, bio);
    SSL_set_mode(session.get(),
                 SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return session;
}

// The chain ends in a root of its own that nobody vouches for: the one fault that anyAuthority forgives.
int forgiveUnknownRoot(int ok, X509_STORE_CTX *store) noexcept
{
    const int error = X509_STORE_CTX_get_error(store);
    if (!ok && (error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN || error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)) {
        X509_STORE_CTX_set_error(store, X509_V_OK);
        return 1;
    }
    return ok;
}

bool isAddress(const std::string &host)
{
    ASN1_OCTET_STRING *address = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

std::string lastError()
{
    const unsigned long code = ERR_get_error();
    const char *reason = ERR_reason_error_string(code);
    return reason ? reason : "connection closed";
}

} // namespace

void TlsDeleter::operator()(SSL *session) const noexcept
{
    SSL_free(session);
}

void TlsDeleter::operator()(SSL_CTX *context) const noexcept
{
    SSL_CTX_free(context);
}

std::shared_ptr<TlsClientContext> TlsClientContext::make(bool anyAuthority, const std::string &authorities)
{
    std::shared_ptr<TlsClientContext> made(new TlsClientContext(SSL_CTX_new(TLS_client_method())));
    SSL_CTX *context = made->m_context.get();
    if (!context)
        return nullptr;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, anyAuthority ? forgiveUnknownRoot : nullptr);
    SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF); // HTTP's own framing tells what is complete
    SSL_CTX_set_default_verify_paths(context);
    if (!authorities.empty() && SSL_CTX_load_verify_locations(context, authorities.c_str(), nullptr) != 1)
        return nullptr;
    return made;
}

TlsSession TlsClientContext::connect(int socket, const std::string &host) const
{
    TlsSession session = makeSession(m_context.get(), socket);
    if (!session)
        return nullptr;
    if (!isAddress(host))
        SSL_set_tlsext_host_name(session.get(), host.c_str());
    SSL_set_connect_state(session.get());
    return session;
}

bool isCertificateRefused(const SSL *session) noexcept
{
    return SSL_get_verify_result(session) != X509_V_OK;
}

std::string handshakeError(const SSL *session)
{
    const long verified = SSL_get_verify_result(session);
    return verified == X509_V_OK ? lastError() : X509_verify_cert_error_string(verified);
}

bool isIssuedTo(const SSL *session, const std::string &host) noexcept
{
    X509 *certificate = SSL_get0_peer_certificate(session);
    if (!certificate)
        return false;
    return isAddress(host)
        ? X509_check_ip_asc(certificate, host.c_str(), 0) == 1
        : X509_check_host(certificate, host.data(), host.size(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
}

std::string peerSubject(const SSL *session)
{
    X509 *certificate = SSL_get0_peer_certificate(session);
    if (!certificate)
        return {};
    BIO *text = BIO_new(BIO_s_mem());
    X509_NAME_print_ex(text, X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
    char *data = nullptr;
    const long size = BIO_get_mem_data(text, &data);
    std::string subject(data, static_cast<std::size_t>(size));
    BIO_free(text);
    return subject;
}

} // namespace gatehouse::net

#pragma once

#include "core/base/error.h"
#include "core/http/message.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace gatehouse::http {

enum class ClientErrc {
    InvalidAddress = 1, ///< the host name does not resolve, or the address is malformed
    ConnectFailed, ///< refused, unreachable, or reset while connecting
    TlsFailed, ///< handshake failed
    CertificateInvalid, ///< chain not trusted or expired
    CertificateHostMismatch,
    ConnectionLost, ///< closed or reset before the answer was complete
    BadResponse, ///< not HTTP, or broken framing
    ResponseTooLarge, ///< detail holds the reported length
    TimedOut,
    Cancelled,
};
[[nodiscard]] constexpr const char *moduleName(ClientErrc) noexcept
{
    return "http-client";
}
[[nodiscard]] std::string_view describe(ClientErrc code) noexcept;

/// Where a request goes; connections are pooled per Origin.
struct Origin {
    bool tls = false;
    std::string host; ///< name or address, without brackets
    std::uint16_t port = 80;
    bool insecureSkipVerification = false; ///< skip only the check of the issuing authority (rest-runtime.md 6.5)

    bool operator==(const Origin &) const = default;
};

/// The head of an answer, as received. Views are valid during the call they are passed to.
struct ResponseHead {
    int status = 0;
    std::string_view reason;
    std::span<const Field> fields;
    std::int64_t contentLength = -1; ///< octets; -1: not known before the end (chunked, or until close)
};

/// What a call tells the one who made it, always on the thread that started it and never from within start().
/// onComplete() or onError() is the last; by then the connection is back in the pool. Any of them may destroy the call.
class ClientObserver {
public:
    virtual ~ClientObserver() = default;
    virtual void onHead(const ResponseHead &head) = 0;
    /// A stretch of the content, transfer coding removed. Return false to pause: no more arrives until resume().
    virtual bool onBody(std::string_view octets) = 0;
    virtual void onComplete() = 0;
    virtual void onError(const Error &error) = 0; ///< code is a ClientErrc
};

/// One call under way. Destroying it cancels it silently.
class ClientCall {
public:
    virtual ~ClientCall() = default;
    /// After onBody() returned false. Within onBody() it takes that back; elsewhere content may arrive before it
    /// returns.
    virtual void resume() = 0;
};

struct ClientRequest {
    /// Request line and fields, Host and framing included, up to and with the empty line. Copied or moved, not viewed.
    std::string head;
    std::string_view body; ///< must stay valid until the call ends
    bool idempotent = false; ///< may be sent again when a pooled connection turns out to be closed
    bool headMethod = false; ///< HEAD: the answer has no content
    std::chrono::milliseconds timeout{29000}; ///< from start to the last octet
    std::int64_t maxResponseBody = 10 * 1024 * 1024; ///< octets
};

struct ClientOptions {
    std::string authorities; ///< file of further trusted certificate authorities, PEM; empty: only the system's
    std::chrono::milliseconds idleTimeout{60000}; ///< unused connections are closed after it
    std::size_t maxIdle = 256; ///< unused connections kept per origin and thread
    std::chrono::milliseconds addressLifetime{30000}; ///< how long a resolved name is remembered
};

/// HTTP/1.1 to backends: keep-alive pool per origin, TLS, deadlines. One per I/O thread, used on it only.
class Client {
public:
    virtual ~Client() = default;
    [[nodiscard]] virtual std::unique_ptr<ClientCall> start(const Origin &origin, ClientRequest request,
                                                            ClientObserver &observer)
        = 0;
};

} // namespace gatehouse::http

GATEHOUSE_ERROR_ENUM(gatehouse::http, ClientErrc)

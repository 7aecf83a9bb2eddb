#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/http/message.h"

#include <functional>
#include <string>

namespace gatehouse::http {

class Client;

/// What belongs to one I/O thread of a server: nothing in it is shared, nothing is locked.
class IoThread {
public:
    virtual ~IoThread() = default;

    /// Upstream connections of this thread.
    [[nodiscard]] virtual Client &client() noexcept = 0;
    [[nodiscard]] virtual Random &random() noexcept = 0;
    [[nodiscard]] virtual const Clock &clock() const noexcept = 0;
    /// The current time as an IMF-fixdate (29 octets), renewed once a second.
    [[nodiscard]] virtual std::string_view date() noexcept = 0;
    /// Runs @p task on this thread, from any thread.
    virtual void post(std::function<void()> task) = 0;
    /// Runs @p task on this thread after @p delay (milliseconds; resolution of the thread's coarse wheel). From this
    /// thread only.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> task) = 0;
    /// 0 .. threads - 1.
    [[nodiscard]] virtual unsigned index() const noexcept = 0;
};

/// The answer to one request, being written. Belongs to the connection; used on its I/O thread only.
///
/// A handler that can answer at once appends the whole message to out() and calls done() before it returns: answers to
/// pipelined requests then leave in one write. One that has to wait returns first and calls done() later; the request's
/// views stay valid until then, and the connection reads no further request.
class Responder {
public:
    virtual ~Responder() = default;

    [[nodiscard]] virtual IoThread &thread() noexcept = 0;
    /// The connection's output buffer: append only. Head and body are the handler's own words, framing included.
    [[nodiscard]] virtual std::string &out() noexcept = 0;
    /// What the Connection field of the answer must say: false means "close" (the client asked for it, or the server
    /// drains).
    [[nodiscard]] virtual bool keepAlive() const noexcept = 0;
    /// The connection closes after this answer, and keepAlive() is false from now on: for an answer without a length.
    virtual void closeAfter() noexcept = 0;
    /// Sends what out() holds now, then calls @p written (false: the client has gone; end with abort()). For streamed
    /// bodies: one flush at a time. @p written may be called before flush() returns.
    virtual void flush(std::function<void(bool ok)> written) = 0;
    /// A handler that answers later must set it: @p gone is called once if the client hangs up, or the server stops at
    /// once, while the answer is awaited. It cancels the work and calls abort() before it returns. Not called during a
    /// flush(), whose callback then tells.
    virtual void onGone(std::function<void()> gone) = 0;
    /// The answer is complete. Nothing of the request or this object may be touched afterwards.
    virtual void done() = 0;
    /// The answer cannot be completed: the connection is reset.
    virtual void abort() = 0;
};

/// What a server calls for each request, on the connection's I/O thread. Must not block and must not throw.
class Handler {
public:
    virtual ~Handler() = default;
    virtual void handle(const Request &request, Responder &responder) = 0;
    /// The answer to what never became a request (bad syntax, limits, time-outs): append it to @p out. The connection
    /// closes.
    /// @param status 400, 408, 413, 414, 431, 501 or 505
    virtual void reject(int status, IoThread &thread, std::string &out) = 0;
};

} // namespace gatehouse::http

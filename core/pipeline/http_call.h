#pragma once

#include "core/base/clock.h"
#include "core/http/client.h"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

struct Exchange;

inline constexpr std::size_t kKeptBody = std::size_t(64) * 1024; ///< octets of a buffer kept for later requests

/// The call of one exchange to its backend. Buffers the answer, or passes its content on as it comes with
/// back-pressure: while the client takes no more, nothing is read from the backend.
class HttpCall final : public http::ClientObserver {
public:
    explicit HttpCall(Exchange &exchange)
        : m_exchange(exchange)
    {
    }
    ~HttpCall() override = default;
    HttpCall(const HttpCall &) = delete;
    HttpCall &operator=(const HttpCall &) = delete;

    /// @param stream  content of known length goes straight to the client if nothing has to change it
    void start(const http::Origin &origin, http::ClientRequest request, bool stream);
    /// Drops the call, if any.
    void cancel() noexcept { m_call.reset(); }
    /// Drops the call and a body too large to keep memory for; the answer has been written.
    void end() noexcept;

    void onHead(const http::ResponseHead &head) override;
    bool onBody(std::string_view octets) override;
    void onComplete() override;
    void onError(const Error &error) override;

private:
    void keepFields(std::span<const http::Field> fields);
    bool passOn(std::string_view octets);
    void flushed(bool ok);

    enum class State : std::uint8_t { Waiting, Buffering, Streaming };

    Exchange &m_exchange;
    std::unique_ptr<http::ClientCall> m_call;
    State m_state = State::Waiting;
    bool m_stream = false;
    bool m_headMethod = false;
    bool m_flushing = false; // a flush() was begun and has not called back
    bool m_insideFlush = false;
    std::int64_t m_remaining = 0; // octets of content still to come while streaming
    SteadyTime m_started;
    std::string m_fieldStore; // what the kept fields point into
    std::vector<http::Field> m_fields;
    std::string m_body;
};

} // namespace gatehouse::pipeline

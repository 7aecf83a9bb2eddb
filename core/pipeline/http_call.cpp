#include "core/pipeline/http_call.h"

#include "core/cache/stage_cache.h"
#include "core/pipeline/content_coding.h"
#include "core/pipeline/exchange.h"

#include <charconv>

namespace gatehouse::pipeline {

namespace {

/// What an answer to HEAD says its content would be; 0 if nothing.
std::int64_t announcedLength(std::span<const http::Field> fields) noexcept
{
    std::int64_t length = 0;
    if (const http::Field *field = http::findLast(fields, "Content-Length"))
        std::from_chars(field->value.data(), field->value.data() + field->value.size(), length);
    return std::max<std::int64_t>(length, 0);
}

} // namespace

void HttpCall::start(const http::Origin &origin, http::ClientRequest request, bool stream)
{
    m_state = State::Waiting;
    m_stream = stream;
    m_headMethod = request.headMethod;
    m_flushing = false;
    m_body.clear();
    m_started = m_exchange.responder->thread().clock().steady();
    m_exchange.responder->onGone([this] {
        cancel();
        m_exchange.abandon();
    });
    m_call = m_exchange.responder->thread().client().start(origin, std::move(request), *this);
}

void HttpCall::end() noexcept
{
    cancel();
    if (m_body.capacity() > kKeptBody)
        m_body = std::string();
}

void HttpCall::onHead(const http::ResponseHead &head)
{
    m_exchange.answer.latency = m_exchange.responder->thread().clock().steady() - m_started;
    if (m_exchange.trace) {
        m_exchange.trace->integrationLatency = m_exchange.answer.latency;
        std::string line = std::to_string(head.status);
        if (!head.reason.empty())
            line.append(" ").append(head.reason);
        trace::capture(m_exchange.trace->endpointResponse, line, head.fields, {});
    }
    m_exchange.answer.status = head.status;
    m_exchange.answer.fromBackend = true;

    const bool noContent = m_headMethod || head.status == 204 || head.status == 304;
    const bool cacheable = m_exchange.cache.plan != nullptr && !m_headMethod
        && head.contentLength <= static_cast<std::int64_t>(cache::kMaxBody);
    if (!m_stream || cacheable || (!noContent && (head.contentLength < 0 || !passesUnchanged(m_exchange, head)))) {
        m_state = State::Buffering;
        keepFields(head.fields);
        if (head.contentLength > 0)
            m_body.reserve(static_cast<std::size_t>(head.contentLength)); // the client refuses more than 10 MiB
        return;
    }
    m_state = State::Streaming;
    m_remaining = noContent ? 0 : head.contentLength;
    m_exchange.answer.fields = head.fields;
    m_exchange.answer.streamedLength = m_headMethod ? announcedLength(head.fields) : m_remaining;
    m_exchange.resume();
}

bool HttpCall::onBody(std::string_view octets)
{
    if (m_exchange.trace)
        trace::captureBody(m_exchange.trace->endpointResponse, octets);
    if (m_state == State::Streaming)
        return passOn(octets);
    m_body += octets;
    return true;
}

bool HttpCall::passOn(std::string_view octets)
{
    m_exchange.responder->out() += octets;
    m_remaining -= static_cast<std::int64_t>(octets.size());
    if (m_exchange.trace) {
        trace::captureBody(m_exchange.trace->response, octets);
        m_exchange.trace->responseBodySize += octets.size();
    }
    if (m_remaining <= 0)
        return true; // leaves with done()
    m_flushing = true;
    m_insideFlush = true;
    m_exchange.responder->flush([this](bool ok) { flushed(ok); });
    m_insideFlush = false;
    return !m_flushing;
}

void HttpCall::flushed(bool ok)
{
    m_flushing = false;
    if (!ok) {
        m_flushing = true; // nobody may go on with what is gone
        cancel();
        m_exchange.abandon();
    } else if (!m_insideFlush) {
        m_call->resume();
    }
}

void HttpCall::onComplete()
{
    cancel();
    if (m_state == State::Streaming) {
        m_exchange.finish();
        return;
    }
    m_exchange.answer.fields = m_fields;
    m_exchange.answer.body = m_body;
    m_exchange.resume();
}

void HttpCall::onError(const Error &error)
{
    const Error kept = error; // dies with the call
    cancel();
    if (m_state == State::Streaming) { // the head is out: nothing else can be said any more
        m_exchange.trace.decided("aborted", kept.text());
        m_exchange.abandon();
    } else {
        m_exchange.answer.fromBackend = false;
        m_exchange.fail(kept);
    }
}

void HttpCall::keepFields(std::span<const http::Field> fields)
{
    m_fieldStore.clear();
    m_fields.clear();
    std::size_t size = 0;
    for (const http::Field &field : fields)
        size += field.name.size() + field.value.size();
    m_fieldStore.reserve(size); // the views must not move
    const auto keep = [this](std::string_view text) {
        const std::size_t begin = m_fieldStore.size();
        m_fieldStore += text;
        return std::string_view(m_fieldStore).substr(begin);
    };
    for (const http::Field &field : fields) {
        const std::string_view name = keep(field.name);
        m_fields.push_back({name, keep(field.value)});
    }
}

} // namespace gatehouse::pipeline

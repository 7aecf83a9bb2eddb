#pragma once

#include "core/base/clock.h"
#include "core/http/message.h"
#include "core/trace/trace.h"

#include <memory>
#include <span>
#include <string_view>

namespace gatehouse::trace {

inline constexpr std::size_t kMaxBody = 64 * 1024; ///< octets of each body that a trace keeps

/// Writes the trace of one request. One that was not started records nothing: each call then costs one branch, so
/// callers need no test of their own unless they would build a text for it.
class Recorder {
public:
    Recorder() = default;
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    void start(const Clock &clock);
    /// Ends the trace and gives it away; null if it was not started.
    [[nodiscard]] std::shared_ptr<const Trace> finish();
    void discard() noexcept { m_trace.reset(); }

    [[nodiscard]] explicit operator bool() const noexcept { return m_trace != nullptr; }
    /// The trace being written; only while started.
    [[nodiscard]] Trace *operator->() noexcept { return m_trace.get(); }

    /// Steps do not nest: beginning one ends the one before.
    void begin(std::string_view name, Phase phase)
    {
        if (m_trace)
            doBegin(name, phase);
    }
    void end(Outcome outcome)
    {
        if (m_trace)
            doEnd(outcome);
    }
    void read(std::string_view name, std::string_view value)
    {
        if (m_trace)
            note(NoteKind::Read, name, value);
    }
    void wrote(std::string_view name, std::string_view value)
    {
        if (m_trace)
            note(NoteKind::Wrote, name, value);
    }
    void decided(std::string_view name, std::string_view value)
    {
        if (m_trace)
            note(NoteKind::Decided, name, value);
    }
    /// Notes the mapping template that the current step runs, and where it stands.
    void program(std::string_view mediaType, std::string_view pointer)
    {
        if (m_trace)
            note(NoteKind::Decided, "template", mediaType, pointer);
    }
    /// The configuration that the current step goes by (JSON pointer into the API's OpenAPI document).
    void pointer(std::string_view pointer)
    {
        if (m_trace && !m_trace->steps.empty())
            m_trace->steps.back().pointer = pointer;
    }
    /// Masks every occurrence of @p secret in what was recorded: templates may have written it anywhere. One of fewer
    /// than eight octets is too short to be told from other text and stays.
    void redact(std::string_view secret);
    /// Time since the request began; zero if not started.
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept;

private:
    void doBegin(std::string_view name, Phase phase);
    void doEnd(Outcome outcome);
    void note(NoteKind kind, std::string_view name, std::string_view value, std::string_view pointer = {});

    std::shared_ptr<Trace> m_trace;
    const Clock *m_clock = nullptr; // set while started
    SteadyTime m_start;
    bool m_stepOpen = false;
};

/// True for fields whose values are secrets: Authorization, API keys, cookies, and whatever calls itself a token or
/// secret.
[[nodiscard]] bool isSecret(std::string_view fieldName);
/// "*" for every octet but the last six; all of them if there are no more than six. Source: rest-runtime.md 5.7.
[[nodiscard]] std::string masked(std::string_view value);
/// The value as a trace may show it.
[[nodiscard]] std::string shown(std::string_view name, std::string_view value);

/// A query as a trace may show it: secret parameters masked.
[[nodiscard]] std::string shownQuery(std::string_view query);
/// The same for a text with a target in it, such as a request line or an address.
[[nodiscard]] std::string shownTarget(std::string_view text);

/// Fills @p message; secrets are masked, the body is cut at kMaxBody.
void capture(Message &message, std::string_view startLine, std::span<const http::Field> fields, std::string_view body);
/// The same from a message head as it was written to the wire, start line and fields up to the empty line.
void captureHead(Message &message, std::string_view head);
/// Appends to the message's body as far as kMaxBody allows.
void captureBody(Message &message, std::string_view octets);

} // namespace gatehouse::trace

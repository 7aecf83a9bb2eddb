#include "core/trace/recorder.h"

namespace gatehouse::trace {

std::string_view toString(Phase phase) noexcept
{
    switch (phase) {
    case Phase::Frontend: return "Front end";
    case Phase::MethodRequest: return "Method request";
    case Phase::IntegrationRequest: return "Integration request";
    case Phase::Integration: return "Integration";
    case Phase::IntegrationResponse: return "Integration response";
    case Phase::MethodResponse: return "Method response";
    case Phase::Gateway: return "Gateway response";
    }
    return {};
}

void Recorder::start(const Clock &clock)
{
    m_trace = std::make_shared<Trace>();
    m_clock = &clock;
    m_start = clock.steady();
    m_stepOpen = false;
    m_trace->startedAt = clock.now();
    m_trace->steps.reserve(12);
}

std::shared_ptr<const Trace> Recorder::finish()
{
    if (!m_trace)
        return nullptr;
    end(Outcome::Continued);
    m_trace->duration = elapsed();
    return std::move(m_trace);
}

std::chrono::nanoseconds Recorder::elapsed() const noexcept
{
    return m_trace ? m_clock->steady() - m_start : std::chrono::nanoseconds(0);
}

void Recorder::doBegin(std::string_view name, Phase phase)
{
    end(Outcome::Continued);
    m_trace->steps.push_back({std::string(name), phase, Outcome::Continued, elapsed(), {}, {}, {}});
    m_stepOpen = true;
}

void Recorder::doEnd(Outcome outcome)
{
    if (!std::exchange(m_stepOpen, false))
        return;
    Step &step = m_trace->steps.back();
    step.outcome = outcome;
    step.duration = elapsed() - step.start;
}

void Recorder::note(NoteKind kind, std::string_view name, std::string_view value, std::string_view pointer)
{
    if (m_trace->steps.empty())
        doBegin("frontend", Phase::Frontend);
    m_trace->steps.back().notes.push_back({kind, std::string(name), shown(name, value), std::string(pointer)});
}

bool isSecret(std::string_view text)
{
    std::string name; // in lower case, "api_key" as "apikey"
    for (const char c : text) {
        if (c != '-' && c != '_')
            name += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    constexpr std::string_view kWords[] = {"apikey", "token", "secret", "password"};
    return name.ends_with("authorization") || name.ends_with("cookie")
        || std::ranges::any_of(kWords, [&](std::string_view word) { return name.contains(word); });
}

std::string masked(std::string_view value)
{
    constexpr std::size_t kShown = 6;
    if (value.size() <= kShown)
        return std::string(value.size(), '*');
    return std::string(value.size() - kShown, '*').append(value.substr(value.size() - kShown));
}

std::string shown(std::string_view name, std::string_view value)
{
    return isSecret(name) ? masked(value) : std::string(value);
}

std::string shownQuery(std::string_view query)
{
    std::string out;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        out += pair.substr(0, equals);
        if (equals < pair.size())
            out.append("=").append(shown(pair.substr(0, equals), pair.substr(equals + 1)));
        if (end < query.size())
            out += '&';
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return out;
}

std::string shownTarget(std::string_view text)
{
    const std::size_t begin = text.find('?');
    if (begin == std::string_view::npos)
        return std::string(text);
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    return std::string(text.substr(0, begin + 1))
        .append(shownQuery(text.substr(begin + 1, end - begin - 1)))
        .append(text.substr(end));
}

void capture(Message &message, std::string_view startLine, std::span<const http::Field> fields, std::string_view body)
{
    message.startLine = shownTarget(startLine);
    message.fields.clear();
    message.fields.reserve(fields.size());
    for (const http::Field &field : fields)
        message.fields.push_back({std::string(field.name), shown(field.name, field.value)});
    message.body.clear();
    captureBody(message, body);
}

void captureHead(Message &message, std::string_view head)
{
    const auto line = [&head] {
        const std::size_t end = head.find("\r\n");
        const std::string_view text = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
        return text;
    };
    message.startLine = shownTarget(line());
    message.fields.clear();
    for (std::string_view field = line(); !field.empty(); field = line()) {
        const std::size_t colon = field.find(':');
        const std::string_view name = field.substr(0, colon);
        std::string_view value = colon == std::string_view::npos ? std::string_view() : field.substr(colon + 1);
        while (value.starts_with(' '))
            value.remove_prefix(1);
        message.fields.push_back({std::string(name), shown(name, value)});
    }
}

void captureBody(Message &message, std::string_view octets)
{
    const std::size_t room = kMaxBody - std::min(kMaxBody, message.body.size());
    message.body += octets.substr(0, room);
    message.bodyTruncated = message.bodyTruncated || octets.size() > room;
}

} // namespace gatehouse::trace

#include "core/trace/recorder.h"

namespace gatehouse::trace {

namespace {

constexpr std::size_t kShortestSecret = 8;

class Redaction {
public:
    explicit Redaction(std::string_view secret)
        : m_secret(secret)
        , m_masked(masked(secret))
    {
    }
    void operator()(std::string &text) const
    {
        for (std::size_t at = text.find(m_secret); at != std::string::npos;
             at = text.find(m_secret, at + m_masked.size()))
            text.replace(at, m_secret.size(), m_masked);
    }
    void operator()(std::vector<NameValue> &pairs) const
    {
        for (NameValue &pair : pairs)
            (*this)(pair.value);
    }
    void operator()(Message &message) const
    {
        (*this)(message.startLine);
        (*this)(message.fields);
        (*this)(message.body);
    }

private:
    std::string_view m_secret;
    std::string m_masked;
};

} // namespace

void Recorder::redact(std::string_view secret)
{
    if (!m_trace || secret.size() < kShortestSecret)
        return;
    const Redaction mask(secret);
    Trace &trace = *m_trace;
    for (std::string *text :
         {&trace.path, &trace.query, &trace.errorMessage, &trace.executionFailure, &trace.endpointUri})
        mask(*text);
    for (Message *message : {&trace.request, &trace.endpointRequest, &trace.endpointResponse, &trace.response})
        mask(*message);
    mask(trace.pathParameters);
    for (Step &step : trace.steps) {
        for (Note &note : step.notes)
            mask(note.value);
    }
}

} // namespace gatehouse::trace

#include "app/cli/trace_json.h"

#include <format>

namespace gatehouse::cli {

namespace {

std::string_view word(trace::Outcome outcome)
{
    using enum trace::Outcome;
    switch (outcome) {
    case Continued: return "continued";
    case Answered: return "answered";
    case Failed: return "failed";
    case Skipped: return "skipped";
    }
    return {};
}

std::string_view word(trace::NoteKind kind)
{
    using enum trace::NoteKind;
    switch (kind) {
    case Read: return "read";
    case Wrote: return "wrote";
    case Decided: return "decided";
    }
    return {};
}

json::Value pairs(const std::vector<trace::NameValue> &values)
{
    json::Array array; // not an object: names may come twice
    for (const trace::NameValue &value : values)
        array.push_back(json::Value::object({{"name", value.name}, {"value", value.value}}));
    return array;
}

json::Value toJson(const trace::Message &message)
{
    if (message.startLine.empty())
        return {};
    return json::Value::object({{"startLine", message.startLine},
                                {"fields", pairs(message.fields)},
                                {"body", message.body},
                                {"bodyTruncated", message.bodyTruncated}});
}

json::Value toJson(const trace::Step &step)
{
    json::Array notes;
    for (const trace::Note &note : step.notes) {
        notes.push_back(json::Value::object({{"kind", word(note.kind)}, {"name", note.name}, {"value", note.value}}));
    }
    return json::Value::object({{"name", step.name},
                                {"phase", trace::toString(step.phase)},
                                {"outcome", word(step.outcome)},
                                {"start", std::int64_t(step.start.count())},
                                {"duration", std::int64_t(step.duration.count())},
                                {"notes", std::move(notes)},
                                {"pointer", step.pointer}});
}

} // namespace

json::Value toJson(const trace::Trace &trace)
{
    json::Array steps;
    for (const trace::Step &step : trace.steps)
        steps.push_back(toJson(step));
    return json::Value::object({
        {"serial", std::int64_t(trace.serial)},
        {"requestId", trace.requestId},
        {"extendedRequestId", trace.extendedRequestId},
        {"traceId", trace.traceId},
        {"startedAt", std::format("{:%FT%TZ}", trace.startedAt)},
        {"duration", std::int64_t(trace.duration.count())},
        {"integrationLatency",
         trace.integrationLatency.count() < 0 ? json::Value()
                                              : json::Value(std::int64_t(trace.integrationLatency.count()))},
        {"apiId", trace.apiId},
        {"apiName", trace.apiName},
        {"stage", trace.stage},
        {"deploymentId", trace.deploymentId},
        {"isCanaryRequest",
         trace.canarySide == trace::CanarySide::None ? json::Value()
                                                     : json::Value(trace.canarySide == trace::CanarySide::Canary)},
        {"httpMethod", trace.httpMethod},
        {"path", trace.path},
        {"query", trace.query},
        {"resourceId", trace.resourceId},
        {"resourcePath", trace.resourcePath},
        {"pathParameters", pairs(trace.pathParameters)},
        {"integrationType", trace.integrationType},
        {"sourceIp", trace.sourceIp},
        {"status", trace.status},
        {"errorType", trace.errorType},
        {"gatewayResponseType", trace.gatewayResponseType},
        {"errorMessage", trace.errorMessage},
        {"executionFailure", trace.executionFailure},
        {"request", toJson(trace.request)},
        {"endpointUri", trace.endpointUri},
        {"endpointRequest", toJson(trace.endpointRequest)},
        {"endpointResponse", toJson(trace.endpointResponse)},
        {"response", toJson(trace.response)},
        {"responseBodySize", std::int64_t(trace.responseBodySize)},
        {"steps", std::move(steps)},
        {"executionLogGroup", trace::executionLogGroup(trace)},
        {"executionLog", trace::executionLog(trace)},
    });
}

} // namespace gatehouse::cli

#include "core/trace/trace.h"

namespace gatehouse::trace
{

namespace
{

using Fields = std::vector<NameValue>;

/// "{a=1, b=2}", cut as API Gateway cuts it (rest-runtime.md 9.2: near 998 characters, no closing brace then).
std::string mapText(const Fields &fields)
{
    constexpr std::size_t kCut = 998;
    std::string text = "{";
    for (const NameValue &field : fields)
        text += (text.size() == 1 ? "" : ", ") + field.name + "=" + field.value;
    text += "}";
    if (text.size() > kCut) {
        text.resize(kCut);
        text += " [TRUNCATED]";
    }
    return text;
}

/// The parameters of a query string, the last of a name counting.
Fields queryFields(std::string_view query)
{
    Fields fields;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty())
            continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string name(pair.substr(0, equals));
        std::string value(pair.substr(std::min(equals + 1, pair.size())));
        const auto same = std::ranges::find(fields, name, &NameValue::name);
        if (same != fields.end())
            same->value = std::move(value);
        else
            fields.push_back({name, std::move(value)});
    }
    return fields;
}

/// What the method response set, without what the front end adds to every answer.
Fields methodResponseFields(const Fields &fields)
{
    constexpr std::string_view kAdded[]
        = {"Date", "Content-Length", "Connection", "x-amzn-RequestId", "x-amz-apigw-id"};
    Fields kept;
    std::ranges::copy_if(fields, std::back_inserter(kept),
                         [&](const NameValue &f) { return !std::ranges::contains(kAdded, f.name); });
    return kept;
}

std::string_view statusOf(std::string_view startLine) // "200 OK" or "HTTP/1.1 200 OK"
{
    if (startLine.starts_with("HTTP/"))
        startLine.remove_prefix(std::min(startLine.find(' ') + 1, startLine.size()));
    return startLine.substr(0, startLine.find(' '));
}

std::string_view withoutStage(const Trace &trace)
{
    const std::string prefix = "/" + trace.stage;
    std::string_view path = trace.path;
    if (path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/'))
        path.remove_prefix(prefix.size());
    return path.empty() ? std::string_view("/") : path;
}

/// Throttles and API keys are looked at before a request counts as execution (rest-runtime.md 1.1).
bool refusedBeforeExecution(const Trace &trace)
{
    constexpr std::string_view kTypes[] = {"INVALID_API_KEY", "THROTTLED", "QUOTA_EXCEEDED"};
    return std::ranges::find(kTypes, trace.gatewayResponseType) != std::end(kTypes);
}

} // namespace

std::string executionLogGroup(const Trace &trace)
{
    return std::format("API-Gateway-Execution-Logs_{}/{}{}", trace.apiId, trace.stage,
                       trace.canarySide == CanarySide::Canary ? "/Canary" : "");
}

std::string executionLog(const Trace &trace)
{
    std::string log = "Execution log for request " + trace.requestId + "\n";
    const auto line = [&](std::chrono::nanoseconds at, std::string_view text) {
        const auto second = std::chrono::floor<std::chrono::seconds>(trace.startedAt + at);
        log += std::format("{:%a %b %d %H:%M:%S} UTC {:%Y} : ", second, second);
        log += text;
        log += '\n';
    };
    const std::chrono::nanoseconds start(0);
    std::chrono::nanoseconds answered = trace.duration;
    for (const Step &step : trace.steps) {
        if (step.phase == Phase::Integration && trace.integrationLatency.count() >= 0)
            answered = step.start + trace.integrationLatency;
    }

    if (!trace.resourcePath.empty() && !refusedBeforeExecution(trace)) {
        line(start, "Starting execution for request: " + trace.requestId);
        line(start, std::format("HTTP Method: {}, Resource Path: {}", trace.httpMethod, withoutStage(trace)));
        line(start, "Method request path: " + mapText(trace.pathParameters));
        line(start, "Method request query string: " + mapText(queryFields(trace.query)));
        line(start, "Method request headers: " + mapText(trace.request.fields));
        line(start, "Method request body before transformations: " + trace.request.body);
    }
    if (!trace.endpointRequest.startLine.empty()) {
        line(start, "Endpoint request URI: " + trace.endpointUri);
        line(start, "Endpoint request headers: " + mapText(trace.endpointRequest.fields));
        line(start, "Endpoint request body after transformations: " + trace.endpointRequest.body);
        line(start, "Sending request to " + trace.endpointUri);
    }
    if (!trace.endpointResponse.startLine.empty()) {
        const auto latency = std::chrono::duration_cast<std::chrono::milliseconds>(trace.integrationLatency);
        line(answered,
             std::format("Received response. Status: {}, Integration latency: {} ms",
                         statusOf(trace.endpointResponse.startLine), latency.count()));
        line(answered, "Endpoint response headers: " + mapText(trace.endpointResponse.fields));
        line(answered, "Endpoint response body before transformations: " + trace.endpointResponse.body);
    }
    if (!trace.executionFailure.empty()) {
        line(answered, trace.executionFailure);
    } else if (trace.gatewayResponseType.empty()) {
        line(trace.duration, "Method response body after transformations: " + trace.response.body);
        line(trace.duration, "Method response headers: " + mapText(methodResponseFields(trace.response.fields)));
        line(trace.duration, "Successfully completed execution");
    }
    line(trace.duration, std::format("Method completed with status: {}", trace.status));
    return log;
}

} // namespace gatehouse::trace

#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::trace {

struct NameValue {
    std::string name;
    std::string value;

    bool operator==(const NameValue &) const = default;
};

/// A message as it crossed one of the borders of the gateway. Secrets (Authorization, API keys, tokens) are already masked.
struct Message {
    std::string startLine; ///< "GET /dev/pets HTTP/1.1" or "200 OK"
    std::vector<NameValue> fields;
    std::string body;
    bool bodyTruncated = false; ///< more than the trace keeps (64 KiB) was there
};

/// The five places of the method execution diagram, and what lies before and after them.
enum class Phase : std::uint8_t {
    Frontend, ///< connection, host, stage and route
    MethodRequest,
    IntegrationRequest,
    Integration,
    IntegrationResponse,
    MethodResponse,
    Gateway, ///< an answer of the gateway itself took over (gateway response)
};
[[nodiscard]] std::string_view toString(Phase phase) noexcept; ///< "Method request" ...

/// How a fact came to be known: read from somewhere, written to somewhere, or decided.
enum class NoteKind : std::uint8_t { Read, Wrote, Decided };

struct Note {
    NoteKind kind = NoteKind::Decided;
    std::string name;  ///< "stage", "route", "integration.request.header.X", "nearest route" ...
    std::string value;
    std::string pointer = {}; ///< JSON pointer of what it names in the API's OpenAPI document; may be empty
};

enum class Outcome : std::uint8_t { Continued, Answered, Failed, Skipped };

/// One step of the pipeline.
struct Step {
    std::string name; ///< "route/match", "method-request/required-parameters" ...
    Phase phase = Phase::Frontend;
    Outcome outcome = Outcome::Continued;
    std::chrono::nanoseconds start{0}; ///< since the request began
    std::chrono::nanoseconds duration{0};
    std::vector<Note> notes;
    std::string pointer; ///< JSON pointer of the configuration that decided, in the API's OpenAPI document; may be empty
};

/// Which deployment of its stage answered a request.
enum class CanarySide : std::uint8_t {
    None, ///< the stage has no canary
    Stage, ///< the stage's own, while there is a canary
    Canary,
};

/// Everything that happened to one request. Immutable once finished; shared freely between threads.
struct Trace {
    std::uint64_t serial = 0; ///< counts up from 1 in one gateway
    std::string requestId;
    std::string extendedRequestId;
    std::string traceId; ///< Root of X-Amzn-Trace-Id
    SystemTime startedAt{};
    std::chrono::nanoseconds duration{0};
    std::chrono::nanoseconds integrationLatency{-1}; ///< -1: no integration was called

    std::string apiId;
    std::string apiName;
    std::string stage;
    std::string deploymentId;
    CanarySide canarySide = CanarySide::None;
    std::string httpMethod;
    std::string path;         ///< as received, stage included
    std::string query;
    std::string resourceId;
    std::string resourcePath; ///< template, "/pets/{petId}"; empty if no route matched
    std::string integrationType; ///< "MOCK" ...; empty if none was reached
    std::string sourceIp;

    int status = 0; ///< what the client got; 0: the client went away
    std::string errorType;        ///< x-amzn-ErrorType; empty for the integration's answers
    std::string gatewayResponseType; ///< "MISSING_AUTHENTICATION_TOKEN" ...; empty if none
    std::string errorMessage;     ///< $context.error.message
    std::string executionFailure; ///< "Execution failed due to ..." line of the execution log; empty if none

    Message request;             ///< client -> gateway
    Message endpointRequest;     ///< gateway -> backend; empty startLine if none
    Message endpointResponse;    ///< backend -> gateway
    Message response;            ///< gateway -> client
    std::uint64_t responseBodySize = 0; ///< octets of content sent to the client; response.body may hold fewer
    std::string endpointUri;

    std::vector<NameValue> pathParameters;
    std::vector<Step> steps; ///< in the order they ran
};

/// AWS's "Execution log for request ..." text (rest-runtime.md 9.2), made from a trace.
[[nodiscard]] std::string executionLog(const Trace &trace);

/// The log group that AWS writes it to, "API-Gateway-Execution-Logs_{api}/{stage}"; "/Canary" follows for requests that
/// the stage's canary answered. Source: rest-runtime.md 5.5, 5.7.
[[nodiscard]] std::string executionLogGroup(const Trace &trace);

/// Where finished traces go. Called on I/O threads, concurrently: must be quick and thread-safe.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void accept(std::shared_ptr<const Trace> trace) = 0;
};

} // namespace gatehouse::trace

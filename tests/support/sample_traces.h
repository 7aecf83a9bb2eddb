#pragma once

#include "core/trace/trace.h"

#include <memory>

namespace gatehouse::tests {

/// GET /dev/pets answered 200 by the backend in 4.2 ms: one step or more in each phase.
[[nodiscard]] inline trace::Trace petsTrace()
{
    using namespace std::chrono_literals;
    using trace::NoteKind;
    using trace::Outcome;
    using trace::Phase;

    trace::Trace t;
    t.serial = 1;
    t.requestId = "1f0c2b0e-6f0d-4a59-9d1c-7b1b6f2a9d10";
    t.extendedRequestId = "Fs0aRGJkIAMFzAw=";
    t.traceId = "1-69571f80-5f84a1d2c3b4a5968778695a";
    t.startedAt = SystemTime(1767261600123456us); // 2026-01-01T10:00:00.123456Z
    t.duration = 4210us;
    t.integrationLatency = 3650us;
    t.apiId = "b7k2m9x1qa";
    t.apiName = "PetStore";
    t.stage = "dev";
    t.deploymentId = "d41d8cd98f";
    t.httpMethod = "GET";
    t.path = "/dev/pets";
    t.query = "type=cat&page=1";
    t.resourceId = "rpets";
    t.resourcePath = "/pets";
    t.integrationType = "HTTP";
    t.sourceIp = "127.0.0.1";
    t.status = 200;
    t.request = {"GET /dev/pets?type=cat&page=1 HTTP/1.1",
                 {{"Host", "127.0.0.1:8080"}, {"Accept", "application/json"}, {"Authorization", "****"}},
                 {}};
    t.endpointUri = "http://127.0.0.1:40213/petstore/pets?type=cat&page=1";
    t.endpointRequest = {"GET /petstore/pets?type=cat&page=1 HTTP/1.1",
                         {{"Host", "127.0.0.1:40213"},
                          {"Accept", "application/json"},
                          {"User-Agent", "AmazonAPIGateway_b7k2m9x1qa"},
                          {"X-Amzn-Trace-Id", "Root=1-69571f80-5f84a1d2c3b4a5968778695a"}},
                         {}};
    t.endpointResponse = {"200 OK",
                          {{"Content-Type", "application/json"}, {"Content-Length", "61"}},
                          R"([{"id":1,"type":"cat","price":124.99},{"id":2,"type":"cat","price":0.99}])"};
    t.response = {"200 OK",
                  {{"Content-Type", "application/json"},
                   {"x-amzn-RequestId", t.requestId},
                   {"x-amz-apigw-id", t.extendedRequestId},
                   {"Access-Control-Allow-Origin", "*"}},
                  t.endpointResponse.body};
    t.responseBodySize = t.response.body.size();
    t.steps = {
        {"frontend/select",
         Phase::Frontend,
         Outcome::Continued,
         0us,
         12us,
         {{NoteKind::Read, "host", "127.0.0.1:8080"}, {NoteKind::Decided, "stage", "dev"}},
         {}},
        {"route/match",
         Phase::Frontend,
         Outcome::Continued,
         12us,
         9us,
         {{NoteKind::Read, "path", "/pets"}, {NoteKind::Decided, "route", "GET /pets"}},
         "/paths/~1pets/get"},
        {"method-request/required-parameters",
         Phase::MethodRequest,
         Outcome::Continued,
         21us,
         7us,
         {{NoteKind::Read, "method.request.querystring.type", "cat"}},
         "/paths/~1pets/get/parameters"},
        {"integration-request/body",
         Phase::IntegrationRequest,
         Outcome::Continued,
         28us,
         38us,
         {{NoteKind::Wrote, "integration.request.querystring.type", "cat"},
          {NoteKind::Wrote, "integration.request.querystring.page", "1"}},
         "/paths/~1pets/get/x-amazon-apigateway-integration"},
        {"integration/http",
         Phase::Integration,
         Outcome::Continued,
         66us,
         3650us,
         {{NoteKind::Wrote, "uri", t.endpointUri}, {NoteKind::Read, "status", "200"}},
         {}},
        {"integration-response/map",
         Phase::IntegrationResponse,
         Outcome::Continued,
         3716us,
         11us,
         {{NoteKind::Decided, "response", "default (no selection pattern matched 200)"}},
         {}},
        {"method-response/send",
         Phase::MethodResponse,
         Outcome::Answered,
         3727us,
         30us,
         {{NoteKind::Wrote, "method.response.header.Access-Control-Allow-Origin", "*"},
          {NoteKind::Decided, "status", "200"}},
         {}},
    };
    return t;
}

/// GET /dev/pet: no such resource, so AWS's "Missing Authentication Token".
[[nodiscard]] inline trace::Trace unknownRouteTrace()
{
    using namespace std::chrono_literals;
    using trace::NoteKind;
    using trace::Outcome;
    using trace::Phase;

    trace::Trace t = petsTrace();
    t.serial = 2;
    t.requestId = "7a9d1d52-0f0e-4d43-8d0a-2b8c2a1f6e55";
    t.path = "/dev/pet";
    t.query.clear();
    t.duration = 96us;
    t.integrationLatency = -1ns;
    t.resourceId.clear();
    t.resourcePath.clear();
    t.integrationType.clear();
    t.endpointUri.clear();
    t.endpointRequest = {};
    t.endpointResponse = {};
    t.status = 403;
    t.errorType = "MissingAuthenticationTokenException";
    t.gatewayResponseType = "MISSING_AUTHENTICATION_TOKEN";
    t.errorMessage = "Missing Authentication Token";
    t.request.startLine = "GET /dev/pet HTTP/1.1";
    t.response
        = {"403 Forbidden",
           {{"Content-Type", "application/json"}, {"x-amzn-RequestId", t.requestId}, {"x-amzn-ErrorType", t.errorType}},
           R"({"message":"Missing Authentication Token"})"};
    t.responseBodySize = t.response.body.size();
    t.steps = {
        {"frontend/select", Phase::Frontend, Outcome::Continued, 0us, 12us, {{NoteKind::Decided, "stage", "dev"}}, {}},
        {"route/match",
         Phase::Frontend,
         Outcome::Failed,
         12us,
         21us,
         {{NoteKind::Read, "path", "/pet"},
          {NoteKind::Decided, "route", "none"},
          {NoteKind::Decided, "nearest route", "/pets (GET, POST)"}},
         {}},
        {"gateway-response",
         Phase::Gateway,
         Outcome::Answered,
         33us,
         18us,
         {{NoteKind::Decided, "type", t.gatewayResponseType}, {NoteKind::Wrote, "status", "403"}},
         {}},
    };
    return t;
}

[[nodiscard]] inline std::shared_ptr<const trace::Trace> share(trace::Trace trace)
{
    return std::make_shared<const trace::Trace>(std::move(trace));
}

} // namespace gatehouse::tests

#pragma once

#include "core/auth/usage_plans.h"
#include "core/http/handler.h"
#include "core/mapping/overrides.h"
#include "core/pipeline/cache_use.h"
#include "core/pipeline/failure.h"
#include "core/pipeline/http_call.h"
#include "core/pipeline/stage_info.h"
#include "core/route/route_table.h"
#include "core/trace/recorder.h"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::pipeline {

class MethodPipeline;
struct Exchange;

/// Whom an Exchange tells that it is over, just before the Responder is told so. Gives the trace away, counts,
/// recycles.
class ExchangeOwner {
public:
    virtual ~ExchangeOwner() = default;
    virtual void finished(Exchange &exchange) noexcept = 0;
};

/// The fields of a request that the gateway itself reads, found in one pass; empty if absent, the last one if repeated.
struct RequestFacts {
    std::string_view accept;
    std::string_view acceptEncoding;
    std::string_view apiKey; ///< X-API-Key
    std::string_view authorization;
    std::string_view contentEncoding;
    std::string_view contentType;
    std::string_view methodOverride; ///< X-HTTP-Method-Override
    std::string_view requestId; ///< x-amzn-RequestId
    std::string_view traceId; ///< X-Amzn-Trace-Id

    void read(std::span<const http::Field> fields) noexcept;
};

/// What a backend (or a mock) answered.
struct IntegrationAnswer {
    int status = 0;
    std::span<const http::Field> fields;
    std::string_view body;
    std::int64_t streamedLength = -1; ///< content that follows in pieces; -1: the body is all here
    bool fromBackend = false; ///< a network call brought it
    std::chrono::nanoseconds latency{-1}; ///< from the call's start to the head of its answer; -1: no call
};

/// The answer to the client, as far as it is known.
struct MethodAnswer {
    int status = 0;
    std::string_view contentType;
    std::string_view errorType;
    std::string fields; ///< "Name: value\r\n" of all others, in order
    std::string_view body;
    std::string store; ///< what the body may point into
    std::string_view uncompressed; ///< the body before a content coding: what traces show; empty: there is none
    std::string contentTypeStore; ///< what the content type may point into
    bool withTraceId = false;
};

/// One request on its way through the gateway, with all that its steps hand to one another. Belongs to one I/O thread,
/// which uses it again for later requests: nothing is allocated for a request once its buffers have grown.
struct Exchange {
    http::Request request;
    http::Responder *responder = nullptr;
    ExchangeOwner *owner = nullptr;
    RequestFacts facts;
    std::string_view method; ///< X-HTTP-Method-Override counted

    const auth::UsagePlans *usagePlans = nullptr; ///< installed when the request came; null: none
    const StageInfo *stage = nullptr; ///< null until API and stage are known
    const MethodPipeline *pipeline = nullptr; ///< null until a route matched
    std::string_view path; ///< without the stage
    route::RouteMatch match;
    std::size_t nextStep = 0;

    std::array<char, ids::kUuidSize> requestId{};
    std::array<char, ids::kExtendedSize> extendedId{};
    std::string traceHeader; ///< value of X-Amzn-Trace-Id; made when first asked for

    std::string requestStore; ///< what request.body may point into once a content coding is removed
    std::string usageIdentifierKey; ///< the API key that an authorizer gave; empty: none
    auth::Admission admission; ///< of the request's API key, where the method requires one

    std::string_view integrationBody;
    std::string integrationStore; ///< what it may point into
    std::string contentStore; ///< what a converted body may point into: first the integration's, then its answer's
    mapping::Overrides overrides; ///< what the templates set so far
    HttpCall call{*this};
    IntegrationAnswer answer;
    CacheUse cache;
    MethodAnswer response;
    const Failure *failure = nullptr; ///< while a gateway response is being made
    trace::Recorder trace;

    /// Makes it ready for a new request: ids, facts, method.
    void begin(const http::Request &newRequest, http::Responder &newResponder, ExchangeOwner &newOwner);

    [[nodiscard]] std::string_view requestIdText() const noexcept { return {requestId.data(), requestId.size()}; }
    [[nodiscard]] std::string_view extendedIdText() const noexcept { return {extendedId.data(), extendedId.size()}; }
    /// "Root=...;Parent=...;Sampled=...", what the client sent being kept as far as it is valid. Source:
    /// rest-runtime.md 3.1.
    [[nodiscard]] std::string_view traceIdText();
    /// The raw value of a path parameter; nothing if the route has none of that name.
    [[nodiscard]] std::optional<std::string_view> pathParameter(std::string_view name) const noexcept;

    /// The time as the stage sees it.
    [[nodiscard]] SystemTime now() const noexcept
    {
        return stage ? stage->clock->now() : responder->thread().clock().now();
    }

    /// Goes on with the next step.
    void resume();
    /// Answers with what the error means; the exchange is over then.
    void fail(const Error &error);
    /// The answer is complete in responder->out(). The exchange must not be touched afterwards.
    void finish();
    /// The client is gone or cannot be answered. The same.
    void abandon();
};

} // namespace gatehouse::pipeline

#include "core/pipeline/context.h"

#include "core/json/reader.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/pipeline.h"

namespace gatehouse::pipeline {

namespace {

constexpr auto kVariables = std::to_array<std::pair<std::string_view, ContextVariable>>({
    {"accountId", ContextVariable::AccountId},
    {"apiId", ContextVariable::ApiId},
    {"awsEndpointRequestId", ContextVariable::AwsEndpointRequestId},
    {"deploymentId", ContextVariable::DeploymentId},
    {"domainName", ContextVariable::DomainName},
    {"domainPrefix", ContextVariable::DomainPrefix},
    {"endpointType", ContextVariable::EndpointType},
    {"error.message", ContextVariable::ErrorMessage},
    {"error.messageString", ContextVariable::ErrorMessageString},
    {"error.responseType", ContextVariable::ErrorResponseType},
    {"error.validationErrorString", ContextVariable::ErrorValidationErrorString},
    {"extendedRequestId", ContextVariable::ExtendedRequestId},
    {"httpMethod", ContextVariable::HttpMethod},
    {"identity.apiKey", ContextVariable::IdentityApiKey},
    {"identity.apiKeyId", ContextVariable::IdentityApiKeyId},
    {"identity.sourceIp", ContextVariable::IdentitySourceIp},
    {"identity.userAgent", ContextVariable::IdentityUserAgent},
    {"integration.latency", ContextVariable::IntegrationLatency},
    {"integration.requestId", ContextVariable::AwsEndpointRequestId},
    {"integration.status", ContextVariable::IntegrationStatus},
    {"integrationLatency", ContextVariable::IntegrationLatency},
    {"operationName", ContextVariable::OperationName},
    {"isCanaryRequest", ContextVariable::IsCanaryRequest},
    {"path", ContextVariable::Path},
    {"protocol", ContextVariable::Protocol},
    {"requestId", ContextVariable::RequestId},
    {"requestTime", ContextVariable::RequestTime},
    {"requestTimeEpoch", ContextVariable::RequestTimeEpoch},
    {"resourceId", ContextVariable::ResourceId},
    {"resourcePath", ContextVariable::ResourcePath},
    {"stage", ContextVariable::Stage},
    {"xrayTraceId", ContextVariable::XrayTraceId},
});

std::optional<std::string_view> orNothing(std::string_view value) noexcept
{
    return value.data() == nullptr ? std::nullopt : std::optional(value);
}

std::string_view domainName(const Exchange &exchange) noexcept
{
    const std::string_view host = exchange.request.host;
    const std::size_t end = host.starts_with('[') ? host.find(']') : host.find(':');
    return host.starts_with('[') && end != std::string_view::npos ? host.substr(0, end + 1) : host.substr(0, end);
}

} // namespace

std::optional<ContextVariable> contextVariable(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kVariables, name, [](const auto &entry) { return entry.first; });
    return found == kVariables.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string_view> contextValue(Exchange &exchange, ContextVariable variable, std::string &scratch)
{
    const StageInfo *stage = exchange.stage;
    const MethodPipeline *pipeline = exchange.pipeline;
    const auto made = [&](std::string text) {
        scratch = std::move(text);
        return std::optional<std::string_view>(scratch);
    };
    switch (variable) {
    case ContextVariable::AccountId: return stage ? orNothing(stage->accountId) : std::nullopt;
    case ContextVariable::ApiId: return stage ? orNothing(stage->apiId.value) : std::nullopt;
    case ContextVariable::AwsEndpointRequestId: {
        // AWS services name it in either way (rest-runtime.md 5.8).
        const http::Field *field = http::findLast(exchange.answer.fields, "x-amzn-RequestId");
        if (field == nullptr)
            field = http::findLast(exchange.answer.fields, "x-amz-request-id");
        return field ? std::optional(field->value) : std::nullopt;
    }
    case ContextVariable::DeploymentId: return stage ? orNothing(stage->deploymentId.value) : std::nullopt;
    case ContextVariable::DomainName: return domainName(exchange);
    case ContextVariable::DomainPrefix: return domainName(exchange).substr(0, domainName(exchange).find('.'));
    case ContextVariable::EndpointType:
        return stage && !stage->endpointType.empty() ? orNothing(stage->endpointType) : std::nullopt;
    case ContextVariable::ErrorMessage: return exchange.failure ? orNothing(exchange.failure->message) : std::nullopt;
    case ContextVariable::ErrorMessageString:
        if (!exchange.failure)
            return std::nullopt;
        return made(json::toJson(json::Value(exchange.failure->message), -1));
    case ContextVariable::ErrorResponseType:
        if (!exchange.failure || !exchange.failure->type)
            return std::nullopt;
        return toString(*exchange.failure->type);
    case ContextVariable::ErrorValidationErrorString:
        return exchange.failure ? orNothing(exchange.failure->validationError) : std::nullopt;
    case ContextVariable::ExtendedRequestId: return exchange.extendedIdText();
    case ContextVariable::HttpMethod: return exchange.method;
    case ContextVariable::IdentityApiKey:
        return exchange.admission.key ? orNothing(exchange.admission.key->value) : std::nullopt;
    case ContextVariable::IdentityApiKeyId:
        return exchange.admission.key ? orNothing(exchange.admission.key->id) : std::nullopt;
    case ContextVariable::IdentitySourceIp: return exchange.request.sourceIp;
    case ContextVariable::IdentityUserAgent: {
        const http::Field *field = http::findLast(exchange.request.fields, "User-Agent");
        return field ? std::optional(field->value) : std::nullopt;
    }
    case ContextVariable::IntegrationLatency:
        if (exchange.answer.latency.count() < 0)
            return std::nullopt;
        return made(
            std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(exchange.answer.latency).count()));
    case ContextVariable::IntegrationStatus:
        return exchange.answer.fromBackend ? made(std::to_string(exchange.answer.status)) : std::nullopt;
    case ContextVariable::OperationName:
        return pipeline && !pipeline->info().operationName.empty()
            ? std::optional<std::string_view>(pipeline->info().operationName)
            : std::nullopt;
    case ContextVariable::IsCanaryRequest:
        if (!stage || stage->canarySide == trace::CanarySide::None)
            return std::nullopt;
        return stage->canarySide == trace::CanarySide::Canary ? "true" : "false";
    case ContextVariable::Path: return exchange.request.path;
    case ContextVariable::Protocol: return "HTTP/1.1";
    case ContextVariable::RequestId: return exchange.requestIdText();
    case ContextVariable::RequestTime: {
        const auto now = std::chrono::floor<std::chrono::seconds>(exchange.now());
        return made(std::format("{:%d/%b/%Y:%H:%M:%S} +0000", now));
    }
    case ContextVariable::RequestTimeEpoch: {
        const auto now = exchange.now().time_since_epoch();
        return made(std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
    }
    case ContextVariable::ResourceId: return pipeline ? orNothing(pipeline->info().resourceId.value) : std::nullopt;
    case ContextVariable::ResourcePath: return pipeline ? orNothing(pipeline->info().resourcePath) : std::nullopt;
    case ContextVariable::Stage: return stage ? orNothing(stage->stage) : std::nullopt;
    case ContextVariable::XrayTraceId: {
        const std::string_view root = exchange.traceIdText();
        return root.substr(5, root.find(';') - 5); // "Root=" goes before
    }
    }
    return std::nullopt;
}

} // namespace gatehouse::pipeline

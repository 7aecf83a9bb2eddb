#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::pipeline {

struct Exchange;

/// The $context variables that a stage can have so far. Source: rest-runtime.md 5.8.
enum class ContextVariable : std::uint8_t {
    AccountId,
    ApiId,
    AwsEndpointRequestId,
    DeploymentId,
    DomainName,
    DomainPrefix,
    EndpointType,
    ErrorMessage,
    ErrorMessageString,
    ErrorResponseType,
    ErrorValidationErrorString,
    ExtendedRequestId,
    HttpMethod,
    IdentityApiKey,
    IdentityApiKeyId,
    IdentitySourceIp,
    IdentityUserAgent,
    IntegrationLatency,
    IntegrationStatus,
    OperationName,
    IsCanaryRequest,
    Path,
    Protocol,
    RequestId,
    RequestTime,
    RequestTimeEpoch,
    ResourceId,
    ResourcePath,
    Stage,
    XrayTraceId,
};
/// @param name without "$context." or "context.", such as "identity.sourceIp"
[[nodiscard]] std::optional<ContextVariable> contextVariable(std::string_view name) noexcept;

/// Its value for this request, in @p scratch or where it stands; nothing if it has none.
[[nodiscard]] std::optional<std::string_view> contextValue(Exchange &exchange, ContextVariable variable,
                                                           std::string &scratch);

} // namespace gatehouse::pipeline

#include "core/pipeline/failure.h"

#include "core/http/client.h"
#include "core/integration/mock.h"
#include "core/integration/uri_template.h"
#include "core/pipeline/limits.h"

namespace gatehouse::pipeline {

namespace {

using Type = GatewayResponseType;

struct TypeInfo {
    std::string_view name;
    bool serverFamily;
};

constexpr std::array<TypeInfo, kGatewayResponseTypes> kTypes = {{
    {"ACCESS_DENIED", false},
    {"API_CONFIGURATION_ERROR", true},
    {"AUTHORIZER_CONFIGURATION_ERROR", true},
    {"AUTHORIZER_FAILURE", true},
    {"BAD_REQUEST_BODY", false},
    {"BAD_REQUEST_PARAMETERS", false},
    {"DEFAULT_4XX", false},
    {"DEFAULT_5XX", true},
    {"EXPIRED_TOKEN", false},
    {"INTEGRATION_FAILURE", true},
    {"INTEGRATION_TIMEOUT", true},
    {"INVALID_API_KEY", false},
    {"INVALID_SIGNATURE", false},
    {"MISSING_AUTHENTICATION_TOKEN", false},
    {"QUOTA_EXCEEDED", false},
    {"REQUEST_TOO_LARGE", false},
    {"RESOURCE_NOT_FOUND", false},
    {"THROTTLED", false},
    {"UNAUTHORIZED", false},
    {"UNSUPPORTED_MEDIA_TYPE", false},
    {"WAF_FILTERED", false},
}};

constexpr std::string_view kServerError = "InternalServerErrorException";

Failure configurationError(std::string_view phrase)
{
    return {Type::ApiConfigurationError, 500,  kServerError,
            "Internal server error",     true, "Execution failed due to configuration error: " + std::string(phrase)};
}

Failure runtimeFailure(RuntimeErrc code, const std::string &detail)
{
    switch (code) {
    case RuntimeErrc::UnknownApi:
    case RuntimeErrc::EndpointDisabled: return {std::nullopt, 403, "ForbiddenException", "Forbidden", false, {}};
    case RuntimeErrc::NoRoute:
        return {Type::MissingAuthenticationToken, 403,   "MissingAuthenticationTokenException",
                "Missing Authentication Token",   false, {}};
    case RuntimeErrc::AccessDenied:
        return {Type::AccessDenied, 403, "AccessDeniedException", "User is not authorized to access this resource",
                false,              {}};
    case RuntimeErrc::IncompleteSignature:
        return {
            Type::Default4xx,
            403,
            "IncompleteSignatureException",
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with "
            "Base64): '"
                + detail + "'.",
            false,
            {}};
    case RuntimeErrc::UriTooLong: return {Type::Default4xx, 414, {}, "Request URI too long", false, {}};
    case RuntimeErrc::InvalidApiKey: return {Type::InvalidApiKey, 403, "ForbiddenException", "Forbidden", false, {}};
    case RuntimeErrc::Throttled:
        return {Type::Throttled, 429, "TooManyRequestsException", "Too Many Requests", false, detail};
    case RuntimeErrc::QuotaExceeded:
        return {Type::QuotaExceeded, 429, "LimitExceededException", "Limit Exceeded", false, detail};
    case RuntimeErrc::MissingParameters:
        return {Type::BadRequestParameters, 400, "BadRequestException", detail, true, {}};
    case RuntimeErrc::InvalidRequestBody:
        return {Type::BadRequestBody,
                400,
                "BadRequestException",
                "Invalid request body",
                true,
                "Request body does not match model schema for content type " + detail,
                detail.substr(std::min(detail.find(": ") + 2, detail.size()))};
    case RuntimeErrc::InvalidJsonBody:
        return {Type::BadRequestBody, 400, "BadRequestException", "Invalid JSON in request body", true, {}};
    case RuntimeErrc::UnsupportedMediaType:
        return {Type::UnsupportedMediaType, 415, "BadRequestException", "Unsupported Media Type", true, {}};
    case RuntimeErrc::PayloadTooLarge:
        return {Type::RequestTooLarge, 413, {}, std::string(kTooLargeMessage), false, {}, {}, true};
    case RuntimeErrc::NotRunnable: return configurationError(detail + " (not run by this version of Gatehouse)");
    case RuntimeErrc::RequestTemplate: return configurationError("Unable to transform request");
    case RuntimeErrc::ResponseTemplate: return configurationError("Unable to transform response");
    case RuntimeErrc::Configuration: return configurationError(detail);
    }
    return configurationError(detail);
}

Failure clientFailure(http::ClientErrc code, const std::string &detail)
{
    using enum http::ClientErrc;
    const auto network = [](std::string_view more) {
        return Failure{Type::IntegrationFailure,
                       504,
                       kServerError,
                       "Network error communicating with endpoint",
                       true,
                       "Execution failed due to a network error communicating with endpoint" + std::string(more)};
    };
    switch (code) {
    case InvalidAddress: return configurationError("Invalid endpoint address");
    case ConnectFailed:
    case TlsFailed:
    case BadResponse: return network({});
    case ConnectionLost: return network(": Connection is closed");
    case CertificateInvalid:
        return configurationError(detail.empty() ? "The certificate of the endpoint is not trusted" : detail);
    case CertificateHostMismatch:
        return configurationError(
            detail.empty() ? "Host name does not match the certificate subject provided by the peer" : detail);
    case ResponseTooLarge:
        return configurationError("Integration response of reported length " + detail
                                  + " is larger than allowed maximum of 10485760 bytes.");
    case TimedOut:
        return {Type::IntegrationTimeout,     504,  kServerError,
                "Endpoint request timed out", true, "Execution failed due to a timeout error"};
    case Cancelled: return network({});
    }
    return network({});
}

template <class Errc>
bool isOf(const std::error_code &code)
{
    return code.category() == EnumErrorCategory<Errc>::instance();
}

} // namespace

std::string_view toString(GatewayResponseType type) noexcept
{
    return kTypes[static_cast<std::size_t>(type)].name;
}

std::optional<GatewayResponseType> gatewayResponseType(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kTypes, name, &TypeInfo::name);
    if (found == kTypes.end())
        return std::nullopt;
    return static_cast<GatewayResponseType>(found - kTypes.begin());
}

bool isServerFamily(GatewayResponseType type) noexcept
{
    return kTypes[static_cast<std::size_t>(type)].serverFamily;
}

std::string_view describe(RuntimeErrc code) noexcept
{
    switch (code) {
    case RuntimeErrc::UnknownApi: return "no such API or stage";
    case RuntimeErrc::EndpointDisabled: return "the API's execute-api endpoint is disabled";
    case RuntimeErrc::NoRoute: return "no resource and method match";
    case RuntimeErrc::AccessDenied: return "access denied";
    case RuntimeErrc::IncompleteSignature:
        return "no resource and method match, and the Authorization field is no signature";
    case RuntimeErrc::UriTooLong: return "request URI too long";
    case RuntimeErrc::InvalidApiKey: return "the API key is not accepted";
    case RuntimeErrc::Throttled: return "too many requests";
    case RuntimeErrc::QuotaExceeded: return "the quota is used up";
    case RuntimeErrc::MissingParameters: return "missing required parameters";
    case RuntimeErrc::InvalidRequestBody: return "invalid request body";
    case RuntimeErrc::UnsupportedMediaType: return "unsupported media type";
    case RuntimeErrc::PayloadTooLarge: return "payload too large";
    case RuntimeErrc::NotRunnable: return "not run by this version";
    case RuntimeErrc::InvalidJsonBody: return "invalid JSON in the request body";
    case RuntimeErrc::RequestTemplate: return "the request template fails";
    case RuntimeErrc::ResponseTemplate: return "the response template fails";
    case RuntimeErrc::Configuration: return "configuration error";
    }
    return "unknown";
}

Failure toFailure(const Error &error)
{
    if (isOf<RuntimeErrc>(error.code))
        return runtimeFailure(static_cast<RuntimeErrc>(error.code.value()), error.detail);
    if (isOf<http::ClientErrc>(error.code))
        return clientFailure(static_cast<http::ClientErrc>(error.code.value()), error.detail);
    if (isOf<integration::MockErrc>(error.code))
        return configurationError(
            "Unable to parse statusCode. It should be an integer that is defined in the request template.");
    if (isOf<integration::UriErrc>(error.code))
        return configurationError("Invalid endpoint address");
    return configurationError(error.text());
}

} // namespace gatehouse::pipeline

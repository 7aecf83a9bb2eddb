#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::pipeline {

/// The types of gateway responses. Source: rest-runtime.md 2.1.
enum class GatewayResponseType : std::uint8_t {
    AccessDenied,
    ApiConfigurationError,
    AuthorizerConfigurationError,
    AuthorizerFailure,
    BadRequestBody,
    BadRequestParameters,
    Default4xx,
    Default5xx,
    ExpiredToken,
    IntegrationFailure,
    IntegrationTimeout,
    InvalidApiKey,
    InvalidSignature,
    MissingAuthenticationToken,
    QuotaExceeded,
    RequestTooLarge,
    ResourceNotFound,
    Throttled,
    Unauthorized,
    UnsupportedMediaType,
    WafFiltered,
};
inline constexpr std::size_t kGatewayResponseTypes = 21;
[[nodiscard]] std::string_view toString(GatewayResponseType type) noexcept; ///< "ACCESS_DENIED" ...
[[nodiscard]] std::optional<GatewayResponseType> gatewayResponseType(std::string_view name) noexcept;
[[nodiscard]] bool isServerFamily(GatewayResponseType type) noexcept; ///< customised by DEFAULT_5XX, not DEFAULT_4XX

/// Why a request gets an answer of the gateway itself.
enum class RuntimeErrc {
    UnknownApi = 1, ///< no such API, host or stage
    EndpointDisabled, ///< disableExecuteApiEndpoint
    NoRoute,
    AccessDenied, ///< detail: why, for us; the client is told nothing
    IncompleteSignature, ///< no route, and an Authorization field that is no signature; detail: base64 of its SHA-256
    UriTooLong,
    InvalidApiKey, ///< none, or one that opens nothing here; detail: why
    Throttled, ///< detail: the line of the execution log
    QuotaExceeded, ///< the same
    MissingParameters, ///< detail: the client's message
    InvalidRequestBody, ///< detail: media type, ": " and the validationErrorString
    InvalidJsonBody, ///< a mapping reads it, and it looks like JSON but is none
    UnsupportedMediaType,
    PayloadTooLarge, ///< once its content coding is removed
    NotRunnable, ///< this version cannot run what is configured; detail: what
    RequestTemplate, ///< does not parse, or fails when rendered; detail: place and reason
    ResponseTemplate, ///< the same
    Configuration, ///< detail: what follows "Execution failed due to configuration error: "
};
[[nodiscard]] constexpr const char *moduleName(RuntimeErrc) noexcept
{
    return "runtime";
}
[[nodiscard]] std::string_view describe(RuntimeErrc code) noexcept;

/// What an Error means to the client and in the log.
struct Failure {
    std::optional<GatewayResponseType> type; ///< nothing: before any API was found, so nothing customises it
    int status = 500; ///< unless the API's gateway response says otherwise
    std::string_view errorType; ///< x-amzn-ErrorType
    std::string message;
    bool spaced = false; ///< `{"message": "..."}`; front-end errors have no space (rest-runtime.md 2.4)
    std::string executionLine; ///< of the execution log; may be empty
    std::string validationError = {}; ///< $context.error.validationErrorString
    bool plainText = false; ///< the message is the body, and nothing customises it
};

/// The one place that knows what becomes of each error. Source: rest-runtime.md 1.1, 1.5, 2.1, 2.2, 6.5, 6.7.
[[nodiscard]] Failure toFailure(const Error &error);

} // namespace gatehouse::pipeline

GATEHOUSE_ERROR_ENUM(gatehouse::pipeline, RuntimeErrc)

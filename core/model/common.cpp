#include "core/model/common.h"

#include "core/model/rest_api.h"
#include "core/model/words.h"

namespace gatehouse::model {

namespace {

// Each list is in the order of its enum.
constexpr std::string_view kIntegrationTypes[] = {"MOCK", "HTTP", "HTTP_PROXY", "AWS", "AWS_PROXY"};
constexpr std::string_view kConnectionTypes[] = {"INTERNET", "VPC_LINK"};
constexpr std::string_view kPassthroughBehaviors[] = {"WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"};
constexpr std::string_view kContentHandlings[] = {"CONVERT_TO_TEXT", "CONVERT_TO_BINARY"};
constexpr std::string_view kAuthorizationTypes[] = {"NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT"};
constexpr std::string_view kAuthorizerTypes[] = {"TOKEN", "REQUEST", "COGNITO_USER_POOLS", "JWT"};
constexpr std::string_view kEndpointTypes[] = {"EDGE", "REGIONAL", "PRIVATE"};
constexpr std::string_view kParameterLocations[] = {"path", "querystring", "header"};

} // namespace

std::string_view toString(IntegrationType type) noexcept
{
    return wordFor(kIntegrationTypes, type);
}

std::string_view toString(ConnectionType type) noexcept
{
    return wordFor(kConnectionTypes, type);
}

std::string_view toString(PassthroughBehavior behavior) noexcept
{
    return wordFor(kPassthroughBehaviors, behavior);
}

std::string_view toString(ContentHandling handling) noexcept
{
    return wordFor(kContentHandlings, handling);
}

std::string_view toString(AuthorizationType type) noexcept
{
    return wordFor(kAuthorizationTypes, type);
}

std::string_view toString(Authorizer::Type type) noexcept
{
    return wordFor(kAuthorizerTypes, type);
}

std::string_view toString(EndpointConfiguration::Type type) noexcept
{
    return wordFor(kEndpointTypes, type);
}

std::string_view toString(RequestParameter::Location location) noexcept
{
    return wordFor(kParameterLocations, location);
}

template <>
std::optional<IntegrationType> fromString(std::string_view text)
{
    return valueOf<IntegrationType>(kIntegrationTypes, text);
}

template <>
std::optional<ConnectionType> fromString(std::string_view text)
{
    return valueOf<ConnectionType>(kConnectionTypes, text);
}

template <>
std::optional<PassthroughBehavior> fromString(std::string_view text)
{
    return valueOf<PassthroughBehavior>(kPassthroughBehaviors, text);
}

template <>
std::optional<ContentHandling> fromString(std::string_view text)
{
    return valueOf<ContentHandling>(kContentHandlings, text);
}

template <>
std::optional<AuthorizationType> fromString(std::string_view text)
{
    return valueOf<AuthorizationType>(kAuthorizationTypes, text);
}

template <>
std::optional<Authorizer::Type> fromString(std::string_view text)
{
    return valueOf<Authorizer::Type>(kAuthorizerTypes, text);
}

template <>
std::optional<EndpointConfiguration::Type> fromString(std::string_view text)
{
    return valueOf<EndpointConfiguration::Type>(kEndpointTypes, text);
}

} // namespace gatehouse::model

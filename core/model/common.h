#pragma once

#include "core/json/value.h"

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::model {

/// An identifier of one kind of object: stable while the object lives, through renames, moves, deletion and undo.
/// Objects that come from a file without ids get derived ones (ids::derivedId), so the same file gives the same ids.
template <class Tag>
struct Id {
    std::string value;

    [[nodiscard]] bool isNull() const noexcept { return value.empty(); }
    auto operator<=>(const Id &) const = default;
};

using ApiId = Id<struct ApiIdTag>;
using ResourceId = Id<struct ResourceIdTag>;
using AuthorizerId = Id<struct AuthorizerIdTag>;
using RouteId = Id<struct RouteIdTag>;
using IntegrationId = Id<struct IntegrationIdTag>;
using DeploymentId = Id<struct DeploymentIdTag>;

/// Text maps that keep a stable (sorted) order.
using StringMap = std::map<std::string, std::string>;

/// Members of a source document that the model gives no meaning to: kept, so that export gives them back.
/// Always an object or null (nothing kept).
using Extra = json::Value;

enum class IntegrationType : std::uint8_t { Mock, Http, HttpProxy, Aws, AwsProxy };
enum class ConnectionType : std::uint8_t { Internet, VpcLink };
enum class PassthroughBehavior : std::uint8_t { WhenNoMatch, WhenNoTemplates, Never };
enum class ContentHandling : std::uint8_t { ConvertToText, ConvertToBinary };
enum class AuthorizationType : std::uint8_t { None, AwsIam, Custom, CognitoUserPools, Jwt };

/// API Gateway's spelling, such as "HTTP_PROXY", "WHEN_NO_MATCH", "COGNITO_USER_POOLS".
[[nodiscard]] std::string_view toString(IntegrationType type) noexcept;
[[nodiscard]] std::string_view toString(ConnectionType type) noexcept;
[[nodiscard]] std::string_view toString(PassthroughBehavior behavior) noexcept;
[[nodiscard]] std::string_view toString(ContentHandling handling) noexcept;
[[nodiscard]] std::string_view toString(AuthorizationType type) noexcept;
/// Any letter case (as AWS's import takes them); nothing for an unknown word.
template <class Enum>
[[nodiscard]] std::optional<Enum> fromString(std::string_view text);
template <> std::optional<IntegrationType> fromString(std::string_view text);
template <> std::optional<ConnectionType> fromString(std::string_view text);
template <> std::optional<PassthroughBehavior> fromString(std::string_view text);
template <> std::optional<ContentHandling> fromString(std::string_view text);
template <> std::optional<AuthorizationType> fromString(std::string_view text);

/// A JSON Schema under a name. References to other models are kept as "#/components/schemas/NAME".
struct Model {
    std::string name; ///< AWS asks for letters and digits only
    std::string description;
    std::string contentType = "application/json";
    json::Value schema;

    bool operator==(const Model &) const = default;
};

struct Authorizer {
    enum class Type : std::uint8_t { Token, Request, CognitoUserPools, Jwt };

    AuthorizerId id;
    std::string name; ///< the security scheme's key in OpenAPI
    Type type = Type::Token;
    std::string authType;        ///< free text of x-amazon-apigateway-authtype, such as "custom"
    std::string uri;             ///< authorizerUri
    std::string credentials;     ///< role ARN
    std::vector<std::string> identitySource; ///< expressions, such as "method.request.header.Authorization"
    std::string identityValidationExpression;
    std::optional<int> resultTtlInSeconds; ///< 0 to 3600; absent is AWS's default of 300
    std::vector<std::string> providerArns;
    std::string payloadFormatVersion; ///< HTTP APIs: "1.0" or "2.0"
    bool enableSimpleResponses = false;
    std::string jwtIssuer;
    std::vector<std::string> jwtAudience;
    Extra extra; ///< other members of the security scheme

    bool operator==(const Authorizer &) const = default;
};
[[nodiscard]] std::string_view toString(Authorizer::Type type) noexcept; ///< "TOKEN", "REQUEST", "COGNITO_USER_POOLS", "JWT"
template <> std::optional<Authorizer::Type> fromString(std::string_view text);

struct TlsConfig {
    bool insecureSkipVerification = false; ///< REST, HTTP and HTTP_PROXY only
    std::string serverNameToVerify;        ///< HTTP APIs

    bool operator==(const TlsConfig &) const = default;
};

/// What comes back for one selection pattern of a non-proxy integration.
struct IntegrationResponse {
    std::string statusCode = "200";
    std::string selectionPattern; ///< empty: the default response ("default" in OpenAPI)
    StringMap responseParameters; ///< "method.response.header.X" -> mapping expression
    StringMap responseTemplates;  ///< media type -> VTL
    std::optional<ContentHandling> contentHandling;
    Extra extra;

    bool operator==(const IntegrationResponse &) const = default;
};

/// The backend of a method (REST) or of routes (HTTP, WebSocket).
struct Integration {
    IntegrationId id; ///< HTTP and WebSocket APIs: several routes may share one; unused for REST
    IntegrationType type = IntegrationType::Mock;
    std::string httpMethod; ///< verb sent to the backend; "" for MOCK; "ANY" passes the client's
    std::string uri;        ///< may hold ${stageVariables.x} and {pathParameter}
    std::string description;
    std::string credentials;
    ConnectionType connectionType = ConnectionType::Internet;
    std::string connectionId;
    std::string integrationTarget; ///< VPC link V2: listener ARN
    StringMap requestParameters;   ///< "integration.request.header.X" -> mapping expression
    StringMap requestTemplates;    ///< media type -> VTL
    std::string templateSelectionExpression; ///< WebSocket
    std::optional<PassthroughBehavior> passthroughBehavior; ///< absent is WHEN_NO_MATCH
    std::optional<ContentHandling> contentHandling;
    std::string cacheNamespace; ///< empty: the resource id
    std::vector<std::string> cacheKeyParameters;
    std::optional<int> timeoutInMillis; ///< 50 to 29000 (HTTP APIs 30000); absent is the maximum
    std::optional<TlsConfig> tlsConfig;
    std::vector<IntegrationResponse> responses; ///< in document order
    std::map<std::string, StringMap> httpResponseParameters; ///< HTTP APIs: status code -> parameter mapping
    std::string payloadFormatVersion; ///< HTTP APIs
    std::string subtype;              ///< HTTP APIs, such as "SQS-SendMessage"
    std::string responseTransferMode; ///< "" (BUFFERED) or "STREAM"
    std::string integrationResponseSelectionExpression; ///< WebSocket
    Extra extra;

    bool operator==(const Integration &) const = default;
};

struct Tag {
    std::string key;
    std::string value;

    bool operator==(const Tag &) const = default;
};

} // namespace gatehouse::model

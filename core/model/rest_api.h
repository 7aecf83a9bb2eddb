#pragma once

#include "core/base/cow.h"
#include "core/model/common.h"

namespace gatehouse::model {

/// A parameter that a method request declares; `required` alone has no effect without a validator (rest-runtime.md 1.7).
struct RequestParameter {
    enum class Location : std::uint8_t { Path, QueryString, Header };

    Location location = Location::QueryString;
    std::string name;
    bool required = false;
    Extra extra; ///< description, schema, style, example ... of the OpenAPI parameter

    bool operator==(const RequestParameter &) const = default;
};
/// "path", "querystring" or "header", as in "method.request.querystring.NAME".
[[nodiscard]] std::string_view toString(RequestParameter::Location location) noexcept;

/// A status that a method declares, with the headers that integration responses may set.
struct MethodResponse {
    std::string statusCode = "200"; ///< also "default" and "2XX" as plain OpenAPI has them, which AWS does not use
    std::map<std::string, bool> responseParameters; ///< "method.response.header.X" -> required flag
    StringMap responseModels;                       ///< media type -> model name
    Extra extra; ///< description, inline schemas, examples, links ...

    bool operator==(const MethodResponse &) const = default;
};

/// One verb of a resource.
struct Method {
    std::string httpMethod; ///< "GET" ... or "ANY"
    std::string operationName; ///< operationId
    AuthorizationType authorizationType = AuthorizationType::None;
    AuthorizerId authorizerId;
    std::vector<std::string> authorizationScopes;
    bool apiKeyRequired = false;
    std::vector<RequestParameter> requestParameters; ///< in document order
    StringMap requestModels;                         ///< media type -> model name
    std::string requestValidator;                    ///< a RequestValidator's name; empty: none (or the API's default)
    std::vector<MethodResponse> responses;           ///< in document order
    std::optional<Integration> integration;          ///< without one the API cannot be deployed
    Extra extra; ///< tags, summary, description, requestBody without a model, security that AWS ignores, x- fields ...

    [[nodiscard]] const MethodResponse *response(std::string_view statusCode) const noexcept;
    bool operator==(const Method &) const = default;
};

/// A node of the path tree.
struct Resource {
    ResourceId id;
    ResourceId parent;    ///< null for the root
    std::string pathPart; ///< "" for the root, "pets", "{petId}", "{proxy+}"
    std::vector<Method> methods; ///< in document order
    Extra extra;          ///< members of the Path Item that belong to no method

    [[nodiscard]] const Method *method(std::string_view httpMethod) const noexcept;
    [[nodiscard]] Method *method(std::string_view httpMethod) noexcept;
    bool operator==(const Resource &) const = default;
};

struct RequestValidator {
    std::string name;
    bool validateRequestBody = false;
    bool validateRequestParameters = false;

    bool operator==(const RequestValidator &) const = default;
};

/// An answer of the gateway itself, for one of the types of rest-runtime.md 2.1.
struct GatewayResponse {
    std::string responseType; ///< "MISSING_AUTHENTICATION_TOKEN" ... or "DEFAULT_4XX", "DEFAULT_5XX"
    std::string statusCode;   ///< empty: the type's own
    StringMap responseParameters;
    StringMap responseTemplates;

    bool operator==(const GatewayResponse &) const = default;
};

struct EndpointConfiguration {
    enum class Type : std::uint8_t { Edge, Regional, Private };

    Type type = Type::Edge;
    std::vector<std::string> vpcEndpointIds;
    std::string ipAddressType; ///< "ipv4", "dualstack" or ""
    bool disableExecuteApiEndpoint = false;

    bool operator==(const EndpointConfiguration &) const = default;
};
[[nodiscard]] std::string_view toString(EndpointConfiguration::Type type) noexcept; ///< "EDGE", "REGIONAL", "PRIVATE"
template <> std::optional<EndpointConfiguration::Type> fromString(std::string_view text);

struct DocumentationPart {
    json::Value location;   ///< {type, path, method, statusCode, name}
    json::Value properties; ///< any object

    bool operator==(const DocumentationPart &) const = default;
};

/// A REST API (API Gateway version 1) as one edits it: the draft.
struct RestApi {
    ApiId id;
    std::string name;
    std::string description;
    std::string version;
    std::string apiKeySource; ///< "HEADER", "AUTHORIZER" or "" (HEADER)
    std::vector<std::string> binaryMediaTypes;
    std::optional<std::int64_t> minimumCompressionSize; ///< octets, 0 to 10485760; absent: off
    EndpointConfiguration endpointConfiguration;
    std::string securityPolicy;
    std::string endpointAccessMode;
    json::Value policy; ///< resource policy document, or null
    std::vector<Cow<Resource>> resources; ///< the root first, parents before children, siblings in order
    std::vector<Cow<Model>> models;
    std::vector<RequestValidator> requestValidators;
    std::string requestValidator; ///< the default for every method
    std::vector<Authorizer> authorizers;
    std::vector<GatewayResponse> gatewayResponses;
    std::vector<DocumentationPart> documentationParts;
    std::string documentationVersion;
    std::vector<Tag> tags;
    Extra extra; ///< info.contact, servers, tags, components that AWS does not read, x- fields ...

    [[nodiscard]] const Resource *resource(const ResourceId &id) const noexcept;
    [[nodiscard]] Resource *editResource(const ResourceId &id); ///< detaches; null if there is none
    [[nodiscard]] const Resource *root() const noexcept;
    /// "/pets/{petId}"; "/" for the root; "" for an unknown id.
    [[nodiscard]] std::string path(const ResourceId &id) const;
    [[nodiscard]] const Resource *resourceAt(std::string_view path) const;
    [[nodiscard]] std::vector<const Resource *> children(const ResourceId &parent) const;
    [[nodiscard]] const Model *model(std::string_view name) const noexcept;
    [[nodiscard]] const Authorizer *authorizer(const AuthorizerId &id) const noexcept;

    bool operator==(const RestApi &) const = default;
};

/// The verbs that a method may have, with ANY last. Source: rest-runtime.md 1.3.
inline constexpr std::string_view kRestMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"};

/// What is wrong with @p pathPart as a child of @p parent (AWS's own words), or nothing. @p self is left out of the
/// comparison with siblings: it is the resource being renamed or moved. Source: rest-runtime.md 1.3, openapi.md 4.3.
[[nodiscard]] std::optional<std::string> pathPartProblem(const RestApi &api, const ResourceId &parent,
                                                         std::string_view pathPart, const ResourceId &self = {});

} // namespace gatehouse::model

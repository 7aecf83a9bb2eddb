#pragma once

#include "core/base/cow.h"
#include "core/model/common.h"
#include "core/model/rest_api.h"

namespace gatehouse::model {

/// A route of an HTTP or WebSocket API. Source: http-api.md 1, websocket-api.md 1.
struct Route {
    RouteId id;
    std::string routeKey; ///< "GET /pets/{id}", "ANY /{proxy+}", "$default"; WebSocket: "$connect", "sendMessage" ...
    IntegrationId target; ///< null: no integration yet
    std::string operationName;
    AuthorizationType authorizationType = AuthorizationType::None;
    AuthorizerId authorizerId;
    std::vector<std::string> authorizationScopes;
    bool apiKeyRequired = false;                     ///< WebSocket
    std::map<std::string, bool> requestParameters;   ///< WebSocket: "route.request.querystring.x" -> required
    StringMap requestModels;                         ///< WebSocket: selection key -> model name
    std::string modelSelectionExpression;            ///< WebSocket
    std::string routeResponseSelectionExpression;    ///< WebSocket; "$default" makes the route two-way
    StringMap routeResponses;                        ///< WebSocket: route response key -> model name ("" for none)
    Extra extra;

    bool operator==(const Route &) const = default;
};

struct CorsConfiguration {
    std::vector<std::string> allowOrigins;
    std::vector<std::string> allowMethods;
    std::vector<std::string> allowHeaders;
    std::vector<std::string> exposeHeaders;
    bool allowCredentials = false;
    std::optional<int> maxAge; ///< seconds, -1 to 86400

    bool operator==(const CorsConfiguration &) const = default;
};

/// An HTTP API (API Gateway version 2).
struct HttpApi {
    ApiId id;
    std::string name;
    std::string description;
    std::string version;
    std::optional<CorsConfiguration> cors;
    bool disableExecuteApiEndpoint = false;
    std::string ipAddressType;
    std::vector<Cow<Route>> routes;
    std::vector<Cow<Integration>> integrations;
    std::vector<Authorizer> authorizers;
    std::vector<Tag> tags;
    Extra extra;

    [[nodiscard]] const Route *route(const RouteId &id) const noexcept;
    [[nodiscard]] const Integration *integration(const IntegrationId &id) const noexcept;
    bool operator==(const HttpApi &) const = default;
};

/// A WebSocket API (API Gateway version 2). Lives in websocket.yaml: OpenAPI has no words for it.
struct WebSocketApi {
    ApiId id;
    std::string name;
    std::string description;
    std::string version;
    std::string routeSelectionExpression = "$request.body.action";
    std::string apiKeySelectionExpression = "$request.header.x-api-key";
    bool disableSchemaValidation = false;
    bool disableExecuteApiEndpoint = false;
    std::string ipAddressType;
    std::vector<Cow<Route>> routes;
    std::vector<Cow<Integration>> integrations;
    std::vector<Cow<Model>> models;
    std::vector<Authorizer> authorizers;
    std::vector<Tag> tags;
    Extra extra;

    [[nodiscard]] const Route *route(const RouteId &id) const noexcept;
    [[nodiscard]] const Integration *integration(const IntegrationId &id) const noexcept;
    bool operator==(const WebSocketApi &) const = default;
};

} // namespace gatehouse::model

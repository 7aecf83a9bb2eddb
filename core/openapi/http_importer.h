#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// Makes an HTTP API of a document in OpenAPI 3's words. Source: openapi.md 5, http-api.md 22.
[[nodiscard]] model::HttpApi readHttpApi(ImportContext &context);

inline constexpr std::string_view kIntegrationsKey = "x-amazon-apigateway-integrations";
inline constexpr std::string_view kIntegrationsPrefix = "#/components/x-amazon-apigateway-integrations/";

/// What API Gateway writes for each operation and path parameter of an HTTP API.
[[nodiscard]] json::Value defaultResponses(std::string_view routeKey);
[[nodiscard]] json::Value generatedPathParameter(std::string_view name);

/// Seeds of derived ids.
[[nodiscard]] inline std::string routeSeed(std::string_view routeKey)
{
    return "route " + std::string(routeKey);
}
[[nodiscard]] inline std::string integrationSeed(std::string_view routeKey)
{
    return "integration " + std::string(routeKey);
}
/// Whether @p name looks like an id of ours: shared integrations without a name of their own are written under their
/// id.
[[nodiscard]] bool isId(std::string_view name);

/// "GET /pets" -> {"/pets", "get"}; "$default" -> {"/$default", the any-method extension}.
struct RoutePlace {
    std::string path;
    std::string operation;
};
[[nodiscard]] RoutePlace placeOf(std::string_view routeKey);

} // namespace gatehouse::openapi

#pragma once

#include "core/openapi/members.h"

/// The order of members in written documents: API Gateway's own (openapi.md 6), with the places of what it does not
/// write.
namespace gatehouse::openapi::layouts {

inline constexpr std::string_view kRoot[] = {"openapi",
                                             "info",
                                             "externalDocs",
                                             "servers",
                                             "tags",
                                             "security",
                                             "paths",
                                             "components",
                                             "x-amazon-apigateway-cors",
                                             "x-amazon-apigateway-api-key-source",
                                             "x-amazon-apigateway-binary-media-types",
                                             "x-amazon-apigateway-documentation",
                                             "x-amazon-apigateway-endpoint-access-mode",
                                             "x-amazon-apigateway-endpoint-configuration",
                                             "x-amazon-apigateway-gateway-responses",
                                             "x-amazon-apigateway-minimum-compression-size",
                                             "x-amazon-apigateway-policy",
                                             "x-amazon-apigateway-request-validator",
                                             "x-amazon-apigateway-request-validators",
                                             "x-amazon-apigateway-security-policy",
                                             "x-amazon-apigateway-importexport-version"};
inline constexpr std::string_view kSwaggerRoot[] = {
    "swagger",  "info",  "externalDocs",        "host",        "basePath",   "schemes",  "consumes", "produces", "tags",
    "security", "paths", "securityDefinitions", "definitions", "parameters", "responses"};
inline constexpr std::string_view kInfo[] = {"title", "description", "termsOfService", "contact", "license", "version"};
inline constexpr std::string_view kComponents[]
    = {"schemas", "responses",       "parameters", "examples", "requestBodies",
       "headers", "securitySchemes", "links",      "callbacks"};
inline constexpr std::string_view kOperation[] = {"tags",
                                                  "summary",
                                                  "description",
                                                  "externalDocs",
                                                  "operationId",
                                                  "consumes",
                                                  "produces",
                                                  "parameters",
                                                  "requestBody",
                                                  "responses",
                                                  "deprecated",
                                                  "security",
                                                  "x-amazon-apigateway-request-validator",
                                                  "x-amazon-apigateway-auth",
                                                  "x-amazon-apigateway-integration"};
inline constexpr std::string_view kParameter[]
    = {"$ref",  "name",    "in",     "description", "required", "deprecated", "allowEmptyValue",
       "style", "explode", "schema", "type",        "format"};
inline constexpr std::string_view kRequestBody[] = {"$ref", "description", "content", "required"};
inline constexpr std::string_view kMediaType[] = {"schema"};
inline constexpr std::string_view kSchemaReference[] = {"$ref"};
inline constexpr std::string_view kResponse[]
    = {"$ref", "description", "schema", "headers", "content", "links", "examples"};
inline constexpr std::string_view kHeader[] = {"description", "required"};
inline constexpr std::string_view kScheme[]
    = {"type", "name", "in", "x-amazon-apigateway-authtype", "x-amazon-apigateway-authorizer"};
inline constexpr std::string_view kAuthorizer[] = {"type",
                                                   "authorizerUri",
                                                   "authorizerCredentials",
                                                   "authorizerPayloadFormatVersion",
                                                   "enableSimpleResponses",
                                                   "identitySource",
                                                   "identityValidationExpression",
                                                   "authorizerResultTtlInSeconds",
                                                   "providerARNs",
                                                   "jwtConfiguration"};
inline constexpr std::string_view kIntegration[] = {"$ref",
                                                    "type",
                                                    "httpMethod",
                                                    "uri",
                                                    "integrationSubtype",
                                                    "description",
                                                    "credentials",
                                                    "connectionType",
                                                    "connectionId",
                                                    "integrationTarget",
                                                    "requestParameters",
                                                    "requestTemplates",
                                                    "passthroughBehavior",
                                                    "contentHandling",
                                                    "cacheNamespace",
                                                    "cacheKeyParameters",
                                                    "timeoutInMillis",
                                                    "tlsConfig",
                                                    "payloadFormatVersion",
                                                    "responseTransferMode",
                                                    "responses",
                                                    "responseParameters"};
inline constexpr std::string_view kIntegrationResponse[]
    = {"statusCode", "responseParameters", "responseTemplates", "contentHandling"};
inline constexpr std::string_view kGatewayResponse[] = {"statusCode", "responseParameters", "responseTemplates"};

} // namespace gatehouse::openapi::layouts

#pragma once

#include "core/base/random.h"
#include "core/model/project.h"
#include "core/project/archive.h"

// The members of each object in a project's own files (design.md 4), under API Gateway's names where it has them.
// api.yaml is not here: it is OpenAPI.

namespace gatehouse::project {

/// A field of a saved request.
template <class Archive>
void describe(Archive &archive, std::pair<std::string, std::string> &field)
{
    archive.required("name", field.first);
    archive.member("value", field.second);
    archive.end();
}

} // namespace gatehouse::project

namespace gatehouse::model {

template <class Archive>
void describe(Archive &archive, Tag &tag)
{
    archive.required("key", tag.key);
    archive.member("value", tag.value);
    archive.end();
}

// ---- gatehouse.yaml ----

template <class Archive>
void describe(Archive &archive, ApiKey &key)
{
    archive.required("id", key.id);
    archive.member("name", key.name);
    archive.member("value", key.value);
    archive.member("description", key.description);
    archive.member("enabled", key.enabled, true);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, Throttle &throttle)
{
    archive.member("rateLimit", throttle.rateLimit);
    archive.member("burstLimit", throttle.burstLimit);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, Quota &quota)
{
    archive.member("limit", quota.limit);
    archive.member("offset", quota.offset);
    archive.member("period", quota.period, "DAY");
    archive.end();
}

template <class Archive>
void describe(Archive &archive, UsagePlan::ApiStage &stage)
{
    archive.required("api", stage.apiId);
    archive.required("stage", stage.stage);
    archive.member("throttle", stage.methodThrottles);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, UsagePlan &plan)
{
    archive.required("id", plan.id);
    archive.member("name", plan.name);
    archive.member("description", plan.description);
    archive.member("apiStages", plan.apiStages);
    archive.member("throttle", plan.throttle);
    archive.member("quota", plan.quota);
    archive.member("productCode", plan.productCode);
    archive.member("apiKeys", plan.keyIds);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, DomainName::Mapping &mapping)
{
    archive.member("basePath", mapping.basePath);
    archive.required("api", mapping.apiId);
    archive.required("stage", mapping.stage);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, DomainName &domain)
{
    archive.required("domainName", domain.name);
    archive.member("endpointType", domain.endpointType, "REGIONAL");
    archive.member("securityPolicy", domain.securityPolicy, "TLS_1_2");
    archive.member("mappings", domain.mappings);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, SampleBackend &backend)
{
    archive.required("kind", backend.kind);
    archive.member("stageVariable", backend.stageVariable);
    archive.end();
}

// ---- stages/NAME.yaml ----

template <class Archive>
void describe(Archive &archive, MethodSettings &settings)
{
    archive.member("metricsEnabled", settings.metricsEnabled);
    archive.member("loggingLevel", settings.loggingLevel);
    archive.member("dataTraceEnabled", settings.dataTraceEnabled);
    archive.member("throttlingBurstLimit", settings.throttlingBurstLimit);
    archive.member("throttlingRateLimit", settings.throttlingRateLimit);
    archive.member("cachingEnabled", settings.cachingEnabled);
    archive.member("cacheTtlInSeconds", settings.cacheTtlInSeconds);
    archive.member("cacheDataEncrypted", settings.cacheDataEncrypted);
    archive.member("requireAuthorizationForCacheControl", settings.requireAuthorizationForCacheControl);
    archive.member("unauthorizedCacheControlHeaderStrategy", settings.unauthorizedCacheControlHeaderStrategy);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, CanarySettings &canary)
{
    archive.member("deploymentId", canary.deploymentId);
    archive.member("percentTraffic", canary.percentTraffic);
    archive.member("stageVariableOverrides", canary.stageVariableOverrides);
    archive.member("useStageCache", canary.useStageCache);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, AccessLogSettings &log)
{
    archive.member("destination", log.destination);
    archive.member("format", log.format);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, Stage &stage)
{
    archive.required("stageName", stage.name);
    archive.member("description", stage.description);
    archive.member("deploymentId", stage.deploymentId);
    archive.member("autoDeploy", stage.autoDeploy);
    archive.member("variables", stage.variables);
    archive.member("methodSettings", stage.methodSettings);
    archive.member("canarySettings", stage.canary);
    archive.member("accessLogSettings", stage.accessLog);
    archive.member("cacheClusterEnabled", stage.cacheClusterEnabled);
    archive.member("cacheClusterSize", stage.cacheClusterSize);
    archive.member("clientCertificateId", stage.clientCertificateId);
    archive.member("documentationVersion", stage.documentationVersion);
    archive.member("tracingEnabled", stage.tracingEnabled);
    archive.member("tags", stage.tags);
    archive.rest(stage.extra);
}

// ---- websocket.yaml ----

template <class Archive>
void describe(Archive &archive, TlsConfig &tls)
{
    archive.member("insecureSkipVerification", tls.insecureSkipVerification);
    archive.member("serverNameToVerify", tls.serverNameToVerify);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, IntegrationResponse &response)
{
    archive.member("statusCode", response.statusCode, "200");
    archive.member("integrationResponseKey", response.selectionPattern);
    archive.member("responseParameters", response.responseParameters);
    archive.member("responseTemplates", response.responseTemplates);
    archive.member("contentHandlingStrategy", response.contentHandling);
    archive.rest(response.extra);
}

template <class Archive>
void describe(Archive &archive, Integration &integration)
{
    archive.required("integrationId", integration.id);
    archive.required("integrationType", integration.type);
    archive.member("integrationMethod", integration.httpMethod);
    archive.member("integrationUri", integration.uri);
    archive.member("description", integration.description);
    archive.member("credentialsArn", integration.credentials);
    archive.member("connectionType", integration.connectionType);
    archive.member("connectionId", integration.connectionId);
    archive.member("integrationTarget", integration.integrationTarget);
    archive.member("requestParameters", integration.requestParameters);
    archive.member("requestTemplates", integration.requestTemplates);
    archive.member("templateSelectionExpression", integration.templateSelectionExpression);
    archive.member("passthroughBehavior", integration.passthroughBehavior);
    archive.member("contentHandlingStrategy", integration.contentHandling);
    archive.member("cacheNamespace", integration.cacheNamespace);
    archive.member("cacheKeyParameters", integration.cacheKeyParameters);
    archive.member("timeoutInMillis", integration.timeoutInMillis);
    archive.member("tlsConfig", integration.tlsConfig);
    archive.member("integrationResponses", integration.responses);
    archive.member("responseParameters", integration.httpResponseParameters);
    archive.member("payloadFormatVersion", integration.payloadFormatVersion);
    archive.member("integrationSubtype", integration.subtype);
    archive.member("responseTransferMode", integration.responseTransferMode);
    archive.member("integrationResponseSelectionExpression", integration.integrationResponseSelectionExpression);
    archive.rest(integration.extra);
}

template <class Archive>
void describe(Archive &archive, Route &route)
{
    archive.required("routeKey", route.routeKey);
    archive.member("routeId", route.id, RouteId{ids::derivedId(route.routeKey)});
    archive.member("target", route.target);
    archive.member("operationName", route.operationName);
    archive.member("authorizationType", route.authorizationType);
    archive.member("authorizerId", route.authorizerId);
    archive.member("authorizationScopes", route.authorizationScopes);
    archive.member("apiKeyRequired", route.apiKeyRequired);
    archive.member("requestParameters", route.requestParameters);
    archive.member("requestModels", route.requestModels);
    archive.member("modelSelectionExpression", route.modelSelectionExpression);
    archive.member("routeResponseSelectionExpression", route.routeResponseSelectionExpression);
    archive.member("routeResponses", route.routeResponses);
    archive.rest(route.extra);
}

template <class Archive>
void describe(Archive &archive, Model &model)
{
    archive.required("name", model.name);
    archive.member("description", model.description);
    archive.member("contentType", model.contentType, "application/json");
    archive.member("schema", model.schema);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, Authorizer &authorizer)
{
    archive.required("name", authorizer.name);
    archive.member("authorizerId", authorizer.id, AuthorizerId{ids::derivedId(authorizer.name)});
    archive.required("authorizerType", authorizer.type);
    archive.member("authType", authorizer.authType);
    archive.member("authorizerUri", authorizer.uri);
    archive.member("authorizerCredentialsArn", authorizer.credentials);
    archive.member("identitySource", authorizer.identitySource);
    archive.member("identityValidationExpression", authorizer.identityValidationExpression);
    archive.member("authorizerResultTtlInSeconds", authorizer.resultTtlInSeconds);
    archive.member("providerArns", authorizer.providerArns);
    archive.member("authorizerPayloadFormatVersion", authorizer.payloadFormatVersion);
    archive.member("enableSimpleResponses", authorizer.enableSimpleResponses);
    archive.member("jwtIssuer", authorizer.jwtIssuer);
    archive.member("jwtAudience", authorizer.jwtAudience);
    archive.rest(authorizer.extra);
}

template <class Archive>
void describe(Archive &archive, WebSocketApi &api)
{
    archive.required("name", api.name);
    archive.member("description", api.description);
    archive.member("version", api.version);
    archive.member("routeSelectionExpression", api.routeSelectionExpression, "$request.body.action");
    archive.member("apiKeySelectionExpression", api.apiKeySelectionExpression, "$request.header.x-api-key");
    archive.member("disableSchemaValidation", api.disableSchemaValidation);
    archive.member("disableExecuteApiEndpoint", api.disableExecuteApiEndpoint);
    archive.member("ipAddressType", api.ipAddressType);
    archive.member("routes", api.routes);
    archive.member("integrations", api.integrations);
    archive.member("models", api.models);
    archive.member("authorizers", api.authorizers);
    archive.member("tags", api.tags);
    archive.rest(api.extra);
}

// ---- requests/*.yaml, environments/*.yaml ----

template <class Archive>
void describe(Archive &archive, SavedRequest &request)
{
    archive.required("name", request.name);
    archive.member("api", request.api);
    archive.member("stage", request.stage);
    archive.required("method", request.method);
    archive.required("path", request.path);
    archive.member("pathParameters", request.pathParameters);
    archive.member("query", request.query);
    archive.member("headers", request.headers);
    archive.member("body", request.body);
    archive.end();
}

// ---- tests/*.yaml, events/*.yaml: the name may be left to the file's ----

template <class Archive>
void describe(Archive &archive, TemplateOfMethod &place)
{
    archive.member("api", place.api);
    archive.required("method", place.method);
    archive.required("path", place.path);
    archive.member("side", place.side, TemplateSide::Request);
    archive.member("contentType", place.contentType, "application/json");
    archive.member("statusCode", place.statusCode);
    archive.member("selectionPattern", place.selectionPattern);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, TemplateTest::Expectation &expect)
{
    archive.member("output", expect.output);
    archive.member("compare", expect.compare);
    archive.member("overrides", expect.overrides);
    archive.member("error", expect.error);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, TemplateTest &test)
{
    archive.member("name", test.name);
    archive.member("description", test.description);
    archive.member("template", test.text);
    archive.member("method", test.method);
    archive.member("event", test.event);
    archive.member("expect", test.expect);
    archive.rest(test.extra);
}

template <class Archive>
void describe(Archive &archive, SavedEvent &saved)
{
    archive.member("name", saved.name);
    archive.rest(saved.event);
}

template <class Archive>
void describe(Archive &archive, Environment &environment)
{
    archive.required("name", environment.name);
    archive.member("variables", environment.variables);
    archive.end();
}

} // namespace gatehouse::model

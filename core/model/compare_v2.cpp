#include "core/model/comparison.h"

namespace gatehouse::model {

namespace {

using enum ChangedPart;

/// What an HTTP or WebSocket API's routes show as their target: the integration, not its id.
template <class V2Api>
std::string targetOf(const V2Api &api, const model::Route &route)
{
    const model::Integration *integration = api.integration(route.target);
    return integration ? summaryOf(*integration) : route.target.value;
}

/// Routes and the integrations that they share, of an HTTP or WebSocket API.
template <class V2Api>
void compareRoutes(Comparison &out, const V2Api &before, const V2Api &after)
{
    out.objects(
        ChangedPart::Route, before.routes, after.routes, [](const Cow<model::Route> &route) { return route->routeKey; },
        [](const std::string &key) { return ComparedPlace{key, {}, {}}; },
        [&](const ComparedPlace &place, const Cow<model::Route> &a, const Cow<model::Route> &b) {
            if (!(a->target == b->target))
                out.text(ChangedPart::Route, place.at("integration", ""), targetOf(before, *a), targetOf(after, *b));
            if (a == b)
                return;
            const auto member = [&](std::string_view words, const auto &of) {
                out.member(ChangedPart::Route, place, words, "", (*a).*of, (*b).*of);
            };
            using R = model::Route;
            out.member(Documentation, place, "operation name", "", a->operationName, b->operationName);
            member("authorization", &R::authorizationType);
            member("authorizer", &R::authorizerId);
            member("scopes", &R::authorizationScopes);
            member("API key required", &R::apiKeyRequired);
            out.entries(ChangedPart::Route, place, "parameter", "", a->requestParameters, b->requestParameters);
            out.entries(ChangedPart::Route, place, "request model", "", a->requestModels, b->requestModels);
            member("model selection", &R::modelSelectionExpression);
            member("route response selection", &R::routeResponseSelectionExpression);
            out.entries(ChangedPart::Route, place, "route response", "", a->routeResponses, b->routeResponses);
            out.extra(place, a->extra, b->extra);
        },
        [](const Cow<model::Route> &route) { return route->routeKey; });
    out.objects(
        ChangedPart::Integration, before.integrations, after.integrations,
        [](const Cow<model::Integration> &integration) { return integration->id.value; },
        [](const std::string &id) { return ComparedPlace{"integration " + id, {}, {}}; },
        [&](const ComparedPlace &place, const Cow<model::Integration> &a, const Cow<model::Integration> &b) {
            if (!(a == b))
                compareIntegrations(out, place, *a, *b);
        },
        [](const Cow<model::Integration> &integration) { return summaryOf(*integration); });
}

template <class V2Api>
void compareCommon(Comparison &out, const V2Api &before, const V2Api &after)
{
    out.member(Setting, {}, "name", "", before.name, after.name);
    out.member(Documentation, {}, "description", "", before.description, after.description);
    out.member(Documentation, {}, "version", "", before.version, after.version);
    out.member(Setting, {}, "default endpoint disabled", "", before.disableExecuteApiEndpoint,
               after.disableExecuteApiEndpoint);
    out.member(Setting, {}, "IP address type", "", before.ipAddressType, after.ipAddressType);
    out.member(Setting, {}, "tags", "", before.tags, after.tags);
}

} // namespace

Changes compareHttp(const HttpApi &before, const HttpApi &after)
{
    Comparison out;
    compareCommon(out, before, after);
    if (before.cors != after.cors) {
        const CorsConfiguration a = before.cors.value_or(CorsConfiguration());
        const CorsConfiguration b = after.cors.value_or(CorsConfiguration());
        const ComparedPlace place{"CORS", "/x-amazon-apigateway-cors", "/x-amazon-apigateway-cors"};
        out.text(Setting, place, before.cors ? "on" : "off", after.cors ? "on" : "off");
        out.member(Setting, place, "allowed origins", "allowOrigins", a.allowOrigins, b.allowOrigins);
        out.member(Setting, place, "allowed methods", "allowMethods", a.allowMethods, b.allowMethods);
        out.member(Setting, place, "allowed headers", "allowHeaders", a.allowHeaders, b.allowHeaders);
        out.member(Setting, place, "exposed headers", "exposeHeaders", a.exposeHeaders, b.exposeHeaders);
        out.member(Setting, place, "credentials", "allowCredentials", a.allowCredentials, b.allowCredentials);
        out.member(Setting, place, "max age", "maxAge", a.maxAge, b.maxAge);
    }
    compareRoutes(out, before, after);
    compareAuthorizers(out, before.authorizers, after.authorizers);
    out.extra({}, before.extra, after.extra);
    return out.take();
}

Changes compareWebSocket(const WebSocketApi &before, const WebSocketApi &after)
{
    Comparison out;
    compareCommon(out, before, after);
    out.member(Setting, {}, "route selection", "", before.routeSelectionExpression, after.routeSelectionExpression);
    out.member(Setting, {}, "API key selection", "", before.apiKeySelectionExpression, after.apiKeySelectionExpression);
    out.member(Setting, {}, "schema validation disabled", "", before.disableSchemaValidation,
               after.disableSchemaValidation);
    compareRoutes(out, before, after);
    compareModels(out, before.models, after.models);
    compareAuthorizers(out, before.authorizers, after.authorizers);
    out.extra({}, before.extra, after.extra);
    return out.take();
}

} // namespace gatehouse::model

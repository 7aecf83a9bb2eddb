#include "core/openapi/http_importer.h"

#include "core/base/random.h"
#include "core/openapi/authorizers.h"
#include "core/openapi/check.h"
#include "core/openapi/layouts.h"
#include "core/openapi/path_item.h"
#include "core/openapi/read_integration.h"
#include "core/openapi/read_operation.h"
#include "core/openapi/rest_importer.h"
#include "core/openapi/settings.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

Value defaultResponses(std::string_view routeKey)
{
    return Value::object(
        {{"default", Value::object({{"description", std::string("Default response for ").append(routeKey)}})}});
}

Value generatedPathParameter(std::string_view name)
{
    return Value::object({{"name", name},
                          {"in", "path"},
                          {"description", std::string("Generated path parameter for ").append(name)},
                          {"required", true},
                          {"schema", operation::textSchema()}});
}

bool isId(std::string_view name)
{
    return name.size() == 10
        && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos;
}

RoutePlace placeOf(std::string_view routeKey)
{
    const std::size_t space = routeKey.find(' ');
    if (space == std::string_view::npos)
        return {"/" + std::string(routeKey), std::string(kAnyMethod)};
    return {std::string(routeKey.substr(space + 1)), operationKeyOf(routeKey.substr(0, space))};
}

namespace {

class HttpImporter {
public:
    explicit HttpImporter(ImportContext &context)
        : m_context(context)
        , m_root(context.document)
    {
    }

    model::HttpApi read();

private:
    void readCors();
    void readTags();
    void readNamedIntegrations();
    void readPaths();
    void readPath(const json::Member &member, const std::string &prefix);
    void readRoute(const std::string &path, std::string_view key, const Value &operation);
    model::IntegrationId readTarget(Members &operation, const std::string &routeKey, const std::string &path);
    void readSecurity(Members &operation, model::Route &route);
    void checkRoute(const model::Route &route, const Value &operation);

    ImportContext &m_context;
    Members m_root;
    model::HttpApi m_api;
    std::map<std::string, model::IntegrationId, std::less<>> m_named; // of components
    Value m_otherIntegrations;
    Value m_otherSchemes;
    Value m_pathExtras; // what path items hold beside routes, by path
};

void HttpImporter::readCors()
{
    constexpr std::string_view kKey = "x-amazon-apigateway-cors";
    const Value *raw = m_root.find(kKey);
    if (!raw || !raw->isObject())
        return;
    Members members(*raw);
    model::CorsConfiguration cors;
    cors.allowOrigins = members.takeTexts("allowOrigins");
    cors.allowMethods = members.takeTexts("allowMethods");
    cors.allowHeaders = members.takeTexts("allowHeaders");
    cors.exposeHeaders = members.takeTexts("exposeHeaders");
    cors.allowCredentials = members.takeBoolean("allowCredentials").value_or(false);
    cors.maxAge = m_context.integer(members, "maxAge");
    if (cors.maxAge && (*cors.maxAge < -1 || *cors.maxAge > 86400))
        m_context.report.add(Severity::Error, "oas-schema", "maxAge should be between -1 and 86400", (*raw)["maxAge"]);
    if (cors.allowCredentials && std::ranges::find(cors.allowOrigins, "*") != cors.allowOrigins.end())
        m_context.report.add(Severity::Error, "http-api-cors",
                             "allowCredentials cannot be true where allowOrigins is *", *raw);
    m_api.cors = std::move(cors);
    m_root.keep(kKey, members.rest());
}

void HttpImporter::readTags()
{
    constexpr std::string_view kKey = "x-amazon-apigateway-tag-value";
    const Value *raw = m_root.find("tags");
    if (!raw || !raw->isArray())
        return;
    json::Array others;
    for (const Value &tag : raw->items()) {
        const Value *value = tag.find(kKey);
        if (value && value->isString() && tag.members().size() == 2 && tag["name"].isString())
            m_api.tags.push_back({std::string(tag["name"].string()), std::string(value->string())});
        else
            others.push_back(tag);
    }
    m_root.keep("tags", std::move(others));
}

void HttpImporter::readNamedIntegrations()
{
    for (const json::Member &member : m_context.document["components"][kIntegrationsKey].members()) {
        std::optional<model::Integration> integration
            = readIntegration(m_context, member.value, member.key, "components");
        if (!integration) {
            m_otherIntegrations.editMembers().set(member.key, member.value);
            continue;
        }
        if (isId(member.key)) {
            integration->id.value = member.key;
        } else {
            integration->id.value = ids::derivedId("named integration " + member.key);
            integration->extra.editMembers().set("$ref", referenceTo(kIntegrationsPrefix, member.key));
            integration->extra = arranged(std::move(integration->extra), layouts::kIntegration);
        }
        m_named.emplace(member.key, integration->id);
        m_api.integrations.emplace_back(*std::move(integration));
    }
}

model::IntegrationId HttpImporter::readTarget(Members &operation, const std::string &routeKey, const std::string &path)
{
    constexpr std::string_view kKey = "x-amazon-apigateway-integration";
    const Value *raw = operation.find(kKey);
    if (!raw)
        return {};
    if (const Value *reference = raw->find("$ref")) {
        const std::optional<std::string> name = referencedName(reference->string(), kIntegrationsPrefix);
        const auto named = name ? m_named.find(*name) : m_named.end();
        if (named == m_named.end() || raw->members().size() != 1) {
            m_context.report.add(
                Severity::Error, "invalid-ref",
                std::format("Reference '{}' should be one of components.{}", reference->string(), kIntegrationsKey),
                *reference);
            return {};
        }
        operation.take(kKey);
        return named->second;
    }
    std::optional<model::Integration> integration = readIntegration(m_context, *raw, path, routeKey);
    if (!integration)
        return {};
    operation.take(kKey);
    integration->id.value = ids::derivedId(integrationSeed(routeKey));
    m_api.integrations.emplace_back(*std::move(integration));
    return m_api.integrations.back()->id;
}

void HttpImporter::readSecurity(Members &operation, model::Route &route)
{
    const Value *security = operation.find("security");
    const Authorization found = m_context.security.ofOperation(security, operation.find("x-amazon-apigateway-auth"),
                                                               m_context.rootAuthorization);
    route.authorizationType = found.type;
    route.authorizerId = found.authorizerId;
    route.authorizationScopes = found.scopes;
    if (!security)
        return;
    checkSecurity(m_context, *security);
    if (m_context.security.toSecurity(found, m_context.rootAuthorization) == *security)
        operation.take("security");
}

void HttpImporter::checkRoute(const model::Route &route, const Value &operation)
{
    // The newest one first: it is the route's own unless the route shares a named one
    const auto found = std::find_if(m_api.integrations.rbegin(), m_api.integrations.rend(),
                                    [&route](const Cow<model::Integration> &i) { return i->id == route.target; });
    const model::Integration *integration = found == m_api.integrations.rend() ? nullptr : &**found;
    const Value &raw = operation["x-amazon-apigateway-integration"];
    if (!integration) {
        if (raw.isNull())
            m_context.report.add(Severity::Warning, "aws-missing-integration", "No integration defined for route",
                                 operation);
        return;
    }
    using Type = model::IntegrationType;
    if (integration->type != Type::HttpProxy && integration->type != Type::AwsProxy) {
        m_context.report.add(
            Severity::Warning, "rest-api-only",
            std::format("Integration type {} is for REST APIs; an HTTP API has HTTP_PROXY and AWS_PROXY",
                        toString(integration->type)),
            raw);
    }
    if (integration->payloadFormatVersion.empty() && integration->subtype.empty())
        m_context.report.add(Severity::Error, "http-api-payload-format", "payloadFormatVersion is required", raw);
    if (const auto timeout = integration->timeoutInMillis; timeout && (*timeout < 50 || *timeout > 30000))
        m_context.report.add(Severity::Error, "aws-timeout", "Timeout should be between 50 ms and 30000 ms", raw);
    for (const std::string_view key : {"x-amazon-apigateway-request-validator", "requestBody"}) {
        if (const Value *unused = operation.find(key))
            m_context.report.add(Severity::Info, "rest-api-only", std::format("An HTTP API makes no use of {}", key),
                                 *unused);
    }
}

void HttpImporter::readRoute(const std::string &path, std::string_view key, const Value &operation)
{
    Members members(operation);
    const bool isDefault = path == "/$default" && key == kAnyMethod;
    model::Route route;
    route.routeKey = isDefault ? "$default" : httpMethodOf(key) + " " + path;
    if (isDefault)
        members.takeBoolean("isDefaultRoute");
    route.id.value = takeId(members, routeSeed(route.routeKey));
    route.operationName = m_context.text(members, "operationId");
    readSecurity(members, route);
    route.target = readTarget(members, route.routeKey, path);
    const Value *responses = members.find("responses");
    if (responses && (*responses == defaultResponses(route.routeKey) || *responses == Value::object()))
        members.take("responses");
    route.extra = members.rest(layouts::kOperation);
    checkRoute(route, operation);
    m_api.routes.emplace_back(std::move(route));
}

void HttpImporter::readPath(const json::Member &member, const std::string &prefix)
{
    if (!member.key.starts_with('/') || !member.value.isObject()) {
        if (!member.key.starts_with("x-")) {
            m_context.report.add(
                Severity::Error, "oas-schema",
                std::format("Parse issue: attribute paths. Resource {} should start with /", member.key),
                member.keySpan);
        }
        m_pathExtras.editMembers().set(member.key, member.value);
        return;
    }
    const std::string path = prefix.empty() ? member.key : prefix + (member.key == "/" ? std::string() : member.key);
    Members item(member.value);
    for (const json::Member &entry : member.value.members()) {
        if (!isOperationKey(entry.key) || !entry.value.isObject())
            continue;
        readRoute(path, entry.key, entry.value);
        item.take(entry.key);
    }
    if (const Value *parameters = item.find("parameters"); parameters && parameters->isArray()) {
        json::Array others;
        for (const Value &parameter : parameters->items()) {
            if (!parameter.equivalent(generatedPathParameter(parameter["name"].string())))
                others.push_back(parameter);
        }
        item.keep("parameters", std::move(others));
    }
    if (Value rest = item.rest(); !rest.isNull())
        m_pathExtras.editMembers().set(path, std::move(rest));
}

void HttpImporter::readPaths()
{
    const Value *paths = m_root.find("paths");
    if (!paths || !paths->isObject()) {
        m_context.report.add(Severity::Error, "oas-schema", "'paths' should be an object",
                             paths ? *paths : m_context.document);
        return;
    }
    const std::string prefix = pathPrefix(m_context.document, m_context.options.basePath);
    for (const json::Member &member : paths->members()) {
        if (m_context.stopped())
            return;
        readPath(member, prefix);
    }
    // In the order in which the exporter writes paths: those with routes first
    json::Object ordered;
    for (const Cow<model::Route> &route : m_api.routes) {
        const std::string path = placeOf(route->routeKey).path;
        if (const Value *extra = m_pathExtras.find(path); extra && !ordered.contains(path))
            ordered.set(path, *extra);
    }
    for (const json::Member &member : m_pathExtras.members()) {
        if (!ordered.contains(member.key))
            ordered.set(member.key, member.value);
    }
    m_root.keep("paths", std::move(ordered));
}

model::HttpApi HttpImporter::read()
{
    readInfo(m_context, m_root, m_api.name, m_api.description, m_api.version);
    m_api.id.value = takeId(m_root, "api " + m_api.name);
    if (!m_context.options.apiId.isNull())
        m_api.id = m_context.options.apiId;
    model::EndpointConfiguration endpoint;
    readEndpoint(m_context, m_root, endpoint);
    m_api.disableExecuteApiEndpoint = endpoint.disableExecuteApiEndpoint;
    m_api.ipAddressType = endpoint.ipAddressType;
    readCors();
    readTags();
    m_root.takeText("x-amazon-apigateway-importexport-version");
    m_api.authorizers = readSchemes(m_context, m_otherSchemes);
    if (const Value *security = m_root.find("security"))
        m_context.rootAuthorization = m_context.security.interpret(*security);
    readNamedIntegrations();
    readPaths();

    const bool usesIam = std::ranges::any_of(m_api.routes, [](const Cow<model::Route> &route) {
        return route->authorizationType == model::AuthorizationType::AwsIam;
    });
    if (const Value *scheme = m_otherSchemes.find(kIamScheme); scheme && usesIam && scheme->equivalent(iamScheme()))
        m_otherSchemes.editMembers().erase(kIamScheme);
    if (const Value *components = m_root.find("components"); components && components->isObject()) {
        Members rest(*components);
        if ((*components)["securitySchemes"].isObject())
            rest.keep("securitySchemes", m_otherSchemes);
        if ((*components)[kIntegrationsKey].isObject())
            rest.keep(kIntegrationsKey, m_otherIntegrations);
        m_root.keep("components", rest.rest(layouts::kComponents));
    }
    if ((*m_root.find("openapi")).string() == "3.0.1")
        m_root.take("openapi");
    m_api.extra = m_root.rest(layouts::kRoot);
    return std::move(m_api);
}

} // namespace

model::HttpApi readHttpApi(ImportContext &context)
{
    return HttpImporter(context).read();
}

} // namespace gatehouse::openapi

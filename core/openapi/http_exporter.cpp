#include "core/base/random.h"
#include "core/openapi/export_context.h"
#include "core/openapi/http_importer.h"
#include "core/openapi/layouts.h"
#include "core/openapi/path_item.h"
#include "core/openapi/read_integration.h"
#include "core/openapi/read_operation.h"
#include "core/openapi/rest_exporter.h"
#include "core/openapi/settings.h"

#include <unordered_map>

namespace gatehouse::openapi {

using json::Value;

namespace {

class HttpExporter {
public:
    HttpExporter(const model::HttpApi &api, const ExportOptions &options)
        : m_api(api)
        , m_options(options)
        , m_out(options.keepUnknown ? api.extra : Value())
    {
        for (const Cow<model::Route> &route : api.routes)
            ++m_uses[route->target.value];
        for (const Cow<model::Integration> &integration : api.integrations)
            m_integrations.emplace(integration->id.value, &*integration);
    }

    Value write();

private:
    std::string sharedName(const model::Integration &integration, const std::string &routeKey) const;
    Value components(SecuritySchemes &security) const;
    Value operation(const ExportContext &context, const model::Route &route) const;
    Value paths(const ExportContext &context) const;
    void addPathParameters(MemberWriter &item, const std::string &path, const References &references) const;
    void writeCors();
    void writeTags();

    const model::HttpApi &m_api;
    const ExportOptions &m_options;
    MemberWriter m_out;
    std::unordered_map<std::string, int> m_uses; // integration id -> routes
    std::unordered_map<std::string, const model::Integration *> m_integrations;
};

/// The name under which an integration stands among the components; "" if it stands in its only route.
std::string HttpExporter::sharedName(const model::Integration &integration, const std::string &routeKey) const
{
    if (const auto name = referencedName(integration.extra["$ref"].string(), kIntegrationsPrefix))
        return *name;
    const auto uses = m_uses.find(integration.id.value);
    const bool derived = integration.id.value == ids::derivedId(integrationSeed(routeKey));
    const bool single = uses != m_uses.end() && uses->second == 1;
    return single && (derived || !m_options.keepUnknown) ? std::string() : integration.id.value;
}

Value HttpExporter::components(SecuritySchemes &security) const
{
    MemberWriter out(m_options.keepUnknown ? m_api.extra["components"] : Value());
    const bool usesIam = std::ranges::any_of(m_api.routes, [](const Cow<model::Route> &route) {
        return route->authorizationType == model::AuthorizationType::AwsIam;
    });
    Value schemes = writeSchemes(m_api.extra, m_api.authorizers, usesIam, false, m_options, security);
    if (!schemes.members().empty())
        out.set("securitySchemes", std::move(schemes));

    std::unordered_map<std::string, std::string> routeOf; // integration id -> the first route that has it
    for (const Cow<model::Route> &route : m_api.routes)
        routeOf.emplace(route->target.value, route->routeKey);
    MemberWriter shared(out.value()[kIntegrationsKey]);
    for (const Cow<model::Integration> &integration : m_api.integrations) {
        const std::string name = sharedName(*integration, routeOf[integration->id.value]);
        if (!name.empty())
            shared.set(name, writeIntegration(*integration, m_options.keepUnknown));
    }
    if (!shared.value().members().empty() && (m_options.extensions.integrations || m_options.extensions.apigateway))
        out.set(kIntegrationsKey, shared.finish());
    return out.finish(layouts::kComponents);
}

Value HttpExporter::operation(const ExportContext &context, const model::Route &route) const
{
    MemberWriter out(context.kept(route.extra));
    if (!context.full())
        stripExtensions(out.edit());
    out.text("operationId", route.operationName);
    if (!out.value().find("responses"))
        out.set("responses", defaultResponses(route.routeKey));
    writeSecurity(context, {route.authorizationType, route.authorizerId, route.authorizationScopes, false}, out);
    if (route.routeKey == "$default" && context.full())
        out.set("isDefaultRoute", true);
    if (m_options.keepUnknown)
        writeId(out, route.id.value, routeSeed(route.routeKey));
    const auto found = m_integrations.find(route.target.value);
    if (found != m_integrations.end() && context.integrations()) {
        const model::Integration *integration = found->second;
        const std::string name = sharedName(*integration, route.routeKey);
        out.set("x-amazon-apigateway-integration",
                name.empty() ? writeIntegration(*integration, m_options.keepUnknown)
                             : Value::object({{"$ref", referenceTo(kIntegrationsPrefix, name)}}));
    }
    return out.finish(layouts::kOperation);
}

void HttpExporter::addPathParameters(MemberWriter &item, const std::string &path, const References &references) const
{
    json::Array list = item.value()["parameters"].items();
    const auto declares = [&](const json::Array &parameters, const std::string &name) {
        return std::ranges::any_of(parameters, [&](const Value &parameter) {
            const Value *target = references.resolve(parameter).value;
            return target && (*target)["in"].string() == "path" && (*target)["name"].string() == name;
        });
    };
    for (const std::string &name : pathParameterNames(path)) {
        const bool declared
            = declares(list, name) || std::ranges::any_of(item.value().members(), [&](const json::Member &member) {
                  return isOperationKey(member.key) && declares(member.value["parameters"].items(), name);
              });
        if (!declared)
            list.push_back(generatedPathParameter(name));
    }
    if (!list.empty())
        item.set("parameters", std::move(list));
}

Value HttpExporter::paths(const ExportContext &context) const
{
    const Value kept = m_options.keepUnknown ? m_api.extra["paths"] : Value();
    json::Object paths;
    for (const Cow<model::Route> &route : m_api.routes) {
        const RoutePlace place = placeOf(route->routeKey);
        if (!isOperationKey(place.operation))
            continue;
        if (!paths.contains(place.path))
            paths.set(place.path, kept[place.path].isObject() ? kept[place.path] : Value::object());
        paths.find(place.path)->editMembers().set(place.operation, operation(context, *route));
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string path = paths[i].key;
        MemberWriter item(paths[i].value);
        addPathParameters(item, path, context.references);
        paths.set(path, item.finish());
    }
    for (const json::Member &member : kept.members()) {
        if (!paths.contains(member.key))
            paths.set(member.key, member.value);
    }
    return paths;
}

void HttpExporter::writeCors()
{
    if (!m_api.cors)
        return;
    const model::CorsConfiguration &cors = *m_api.cors;
    MemberWriter out(m_out.value()["x-amazon-apigateway-cors"]);
    out.texts("allowMethods", cors.allowMethods);
    if (cors.maxAge)
        out.set("maxAge", *cors.maxAge);
    out.set("allowCredentials", cors.allowCredentials);
    out.texts("allowOrigins", cors.allowOrigins);
    out.texts("allowHeaders", cors.allowHeaders);
    out.texts("exposeHeaders", cors.exposeHeaders);
    m_out.set("x-amazon-apigateway-cors", out.finish());
}

void HttpExporter::writeTags()
{
    if (m_api.tags.empty())
        return;
    json::Array tags;
    for (const model::Tag &tag : m_api.tags)
        tags.push_back(Value::object({{"name", tag.key}, {"x-amazon-apigateway-tag-value", tag.value}}));
    const json::Array &others = m_out.value()["tags"].items();
    tags.insert(tags.end(), others.begin(), others.end());
    m_out.set("tags", std::move(tags));
}

Value HttpExporter::write()
{
    SecuritySchemes security;
    Value components = this->components(security);
    const Value shared = Value::object({{"components", components}});
    const Authorization root = m_options.keepUnknown ? security.interpret(m_api.extra["security"]) : Authorization();
    const ExportContext context{m_options, shared, References(shared), std::move(security), root};

    if (!context.full())
        stripExtensions(m_out.edit());
    if (!m_out.value().find("openapi"))
        m_out.set("openapi", "3.0.1");
    if (!m_options.stage.empty())
        m_out.set("servers", stageServers(m_api.id.value, m_options, false));
    writeInfo(m_api.name, m_api.description, m_api.version, m_out);
    m_out.set("paths", paths(context));
    if (!components.members().empty())
        m_out.set("components", std::move(components));
    if (context.full()) {
        model::EndpointConfiguration endpoint;
        endpoint.disableExecuteApiEndpoint = m_api.disableExecuteApiEndpoint;
        endpoint.ipAddressType = m_api.ipAddressType;
        writeEndpoint(endpoint, m_out);
        writeCors();
        writeTags();
        m_out.set("x-amazon-apigateway-importexport-version", "1.0");
    }
    if (m_options.keepUnknown)
        writeId(m_out, m_api.id.value, "api " + m_api.name);
    return m_out.finish(layouts::kRoot);
}

} // namespace

Value writeHttpApi(const model::HttpApi &api, const ExportOptions &options)
{
    return HttpExporter(api, options).write();
}

} // namespace gatehouse::openapi

#include "core/openapi/layouts.h"
#include "core/openapi/settings.h"

namespace gatehouse::openapi {

using json::Value;

namespace {

constexpr std::string_view kEndpointKey = "x-amazon-apigateway-endpoint-configuration";

/// The object of that name among what was kept, to add to.
MemberWriter keptMember(const MemberWriter &root, std::string_view key)
{
    const Value *kept = root.value().find(key);
    return MemberWriter(kept && kept->isObject() ? *kept : Value());
}

void writeValidators(const model::RestApi &api, MemberWriter &root)
{
    if (api.requestValidators.empty())
        return;
    constexpr std::string_view kKey = "x-amazon-apigateway-request-validators";
    MemberWriter all = keptMember(root, kKey);
    for (const model::RequestValidator &validator : api.requestValidators) {
        MemberWriter out = keptMember(all, validator.name);
        out.set("validateRequestParameters", validator.validateRequestParameters);
        out.set("validateRequestBody", validator.validateRequestBody);
        all.set(validator.name, out.finish());
    }
    root.set(kKey, all.finish());
}

void writeGatewayResponses(const model::RestApi &api, MemberWriter &root)
{
    if (api.gatewayResponses.empty())
        return;
    constexpr std::string_view kKey = "x-amazon-apigateway-gateway-responses";
    MemberWriter all = keptMember(root, kKey);
    for (const model::GatewayResponse &response : api.gatewayResponses) {
        MemberWriter out = keptMember(all, response.responseType);
        out.text("statusCode", response.statusCode);
        out.textMap("responseParameters", response.responseParameters);
        out.textMap("responseTemplates", response.responseTemplates);
        all.set(response.responseType, out.finish(layouts::kGatewayResponse));
    }
    root.set(kKey, all.finish());
}

void writeDocumentation(const model::RestApi &api, MemberWriter &root)
{
    if (api.documentationParts.empty() && api.documentationVersion.empty())
        return;
    constexpr std::string_view kKey = "x-amazon-apigateway-documentation";
    MemberWriter out = keptMember(root, kKey);
    out.text("version", api.documentationVersion);
    json::Array parts;
    for (const model::DocumentationPart &part : api.documentationParts)
        parts.push_back(Value::object({{"location", part.location}, {"properties", part.properties}}));
    if (const Value *others = out.value().find("documentationParts"))
        parts.insert(parts.end(), others->items().begin(), others->items().end());
    if (!parts.empty())
        out.set("documentationParts", std::move(parts));
    static constexpr std::string_view kLayout[] = {"version", "documentationParts"};
    root.set(kKey, out.finish(kLayout));
}

} // namespace

void writeInfo(std::string_view name, std::string_view description, std::string_view version, MemberWriter &root)
{
    const Value *kept = root.value().find("info");
    const bool nothingToSay = name.empty() && description.empty() && version.empty();
    if (kept && !kept->isObject() && nothingToSay)
        return; // stays as malformed as it came
    MemberWriter info = keptMember(root, "info");
    if (!info.value().find("title"))
        info.set("title", name);
    info.text("title", name);
    info.text("description", description);
    if (!info.value().find("version"))
        info.set("version", version);
    info.text("version", version);
    root.set("info", info.finish(layouts::kInfo));
}

void writeEndpoint(const model::EndpointConfiguration &endpoint, MemberWriter &root)
{
    using Type = model::EndpointConfiguration::Type;
    MemberWriter out{Value()};
    out.texts("vpcEndpointIds", endpoint.vpcEndpointIds);
    if (endpoint.disableExecuteApiEndpoint)
        out.set("disableExecuteApiEndpoint", true);
    out.text("ipAddressType", endpoint.ipAddressType);
    const Type usual = endpoint.vpcEndpointIds.empty() ? Type::Edge : Type::Private;
    if (endpoint.type != usual)
        out.texts("types", {std::string(toString(endpoint.type))});
    if (out.value().members().empty())
        return;
    const Value *kept = root.value().find("servers");
    json::Array servers = kept ? kept->items() : json::Array();
    if (servers.empty())
        servers.push_back(Value::object({{"url", "/"}}));
    // The first server that kept a part of the setting, else the first one, as it is read back
    auto server = std::ranges::find_if(servers, [](const Value &s) { return s.find(kEndpointKey) != nullptr; });
    if (server == servers.end())
        server = servers.begin();
    MemberWriter merged((*server)[kEndpointKey]);
    for (const json::Member &member : out.value().members())
        merged.set(member.key, member.value);
    server->editMembers().set(kEndpointKey, merged.finish());
    root.set("servers", std::move(servers));
}

void writeSettings(const model::RestApi &api, const SettingsToWrite &what, MemberWriter &root)
{
    writeInfo(api.name, api.description, api.version, root);
    if (what.documentation)
        writeDocumentation(api, root);
    if (!what.full)
        return;
    if (what.keepUnknown)
        writeEndpoint(api.endpointConfiguration, root);
    root.text("x-amazon-apigateway-api-key-source", api.apiKeySource);
    root.texts("x-amazon-apigateway-binary-media-types", api.binaryMediaTypes);
    if (api.minimumCompressionSize)
        root.set("x-amazon-apigateway-minimum-compression-size", *api.minimumCompressionSize);
    root.text("x-amazon-apigateway-security-policy", api.securityPolicy);
    root.text("x-amazon-apigateway-endpoint-access-mode", api.endpointAccessMode);
    root.text("x-amazon-apigateway-request-validator", api.requestValidator);
    if (!api.policy.isNull())
        root.set("x-amazon-apigateway-policy", api.policy);
    writeValidators(api, root);
    writeGatewayResponses(api, root);
    if (what.keepUnknown && !api.tags.empty()) {
        MemberWriter tags = keptMember(root, "x-gatehouse-tags");
        for (const model::Tag &tag : api.tags)
            tags.set(tag.key, tag.value);
        root.set("x-gatehouse-tags", tags.finish());
    }
}

} // namespace gatehouse::openapi

#include "core/openapi/layouts.h"
#include "core/openapi/settings.h"
#include "core/openapi/text.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

namespace {

void readValidators(const ImportContext &context, Members &root, model::RestApi &api)
{
    constexpr std::string_view kKey = "x-amazon-apigateway-request-validators";
    const Value *raw = root.find(kKey);
    if (!raw || !raw->isObject())
        return;
    Members all(*raw);
    for (const json::Member &member : raw->members()) {
        if (!member.value.isObject()) {
            context.wrongShape(member.value, member.key, "an object");
            continue;
        }
        Members validator(member.value);
        model::RequestValidator out;
        out.name = member.key;
        out.validateRequestBody = validator.takeBoolean("validateRequestBody").value_or(false);
        out.validateRequestParameters = validator.takeBoolean("validateRequestParameters").value_or(false);
        api.requestValidators.push_back(std::move(out));
        all.keep(member.key, validator.rest());
    }
    root.keep(kKey, all.rest());
}

void readGatewayResponses(const ImportContext &context, Members &root, model::RestApi &api)
{
    constexpr std::string_view kKey = "x-amazon-apigateway-gateway-responses";
    const Value *raw = root.find(kKey);
    if (!raw || !raw->isObject())
        return;
    Members all(*raw);
    for (const json::Member &member : raw->members()) {
        if (!member.value.isObject()) {
            context.wrongShape(member.value, member.key, "an object");
            continue;
        }
        Members response(member.value);
        model::GatewayResponse out;
        out.responseType = member.key;
        out.statusCode = context.text(response, "statusCode");
        out.responseParameters = context.textMap(response, "responseParameters");
        out.responseTemplates = context.textMap(response, "responseTemplates");
        api.gatewayResponses.push_back(std::move(out));
        all.keep(member.key, response.rest(layouts::kGatewayResponse));
    }
    root.keep(kKey, all.rest());
}

void readDocumentation(const ImportContext &context, Members &root, model::RestApi &api)
{
    constexpr std::string_view kKey = "x-amazon-apigateway-documentation";
    const Value *raw = root.find(kKey);
    if (!raw || !raw->isObject() || context.options.ignoreDocumentation)
        return;
    Members documentation(*raw);
    api.documentationVersion = context.text(documentation, "version");
    if (const Value *parts = documentation.find("documentationParts"); parts && parts->isArray()) {
        json::Array others;
        for (const Value &part : parts->items()) {
            const bool understood
                = part["location"].isObject() && part["properties"].isObject() && part.members().size() == 2;
            if (understood)
                api.documentationParts.push_back({part["location"], part["properties"]});
            else
                others.push_back(part);
        }
        documentation.keep("documentationParts", std::move(others));
    }
    root.keep(kKey, documentation.rest());
}

void readTags(Members &root, model::RestApi &api)
{
    constexpr std::string_view kKey = "x-gatehouse-tags";
    root.takeTextMap(kKey, [](const std::string &, const Value &) { });
    for (const json::Member &member : root.object()[kKey].members()) {
        if (member.value.isString())
            api.tags.push_back({member.key, std::string(member.value.string())});
    }
}

void readEndpointObject(const ImportContext &context, Members &members, model::EndpointConfiguration &endpoint)
{
    endpoint.vpcEndpointIds = members.takeTexts("vpcEndpointIds");
    endpoint.disableExecuteApiEndpoint = members.takeBoolean("disableExecuteApiEndpoint").value_or(false);
    endpoint.ipAddressType = context.text(members, "ipAddressType");
    if (const Value *types = members.find("types"); types && types->items().size() == 1) {
        if (const auto type = model::fromString<model::EndpointConfiguration::Type>(types->items()[0].string())) {
            endpoint.type = *type;
            members.take("types");
            return;
        }
    }
    if (!endpoint.vpcEndpointIds.empty())
        endpoint.type = model::EndpointConfiguration::Type::Private;
}

constexpr std::string_view kEndpointKey = "x-amazon-apigateway-endpoint-configuration";

} // namespace

void readInfo(const ImportContext &context, Members &root, std::string &name, std::string &description,
              std::string &version)
{
    const Value *raw = root.find("info");
    if (!raw || !raw->isObject()) {
        context.report.add(Severity::Error, "oas-schema", "The document has no 'info' with a title", context.document);
        return;
    }
    Members info(*raw);
    name = context.text(info, "title");
    description = context.text(info, "description");
    version = context.text(info, "version");
    if (name.empty())
        context.report.add(Severity::Error, "oas-schema", "info.title is missing: it is the API's name", *raw);
    root.keep("info", info.rest(layouts::kInfo));
}

void readEndpoint(const ImportContext &context, Members &root, model::EndpointConfiguration &endpoint)
{
    if (const Value *raw = root.find(kEndpointKey); raw && raw->isObject()) {
        Members members(*raw);
        readEndpointObject(context, members, endpoint);
        root.keep(kEndpointKey, members.rest());
    }
    const Value *servers = root.find("servers");
    if (!servers || !servers->isArray())
        return;
    json::Array kept;
    bool changed = false;
    for (const Value &raw : servers->items()) {
        const Value *configuration = raw.find(kEndpointKey);
        if (!configuration || !configuration->isObject() || changed) {
            kept.push_back(raw);
            continue;
        }
        Members server(raw);
        Members members(*configuration);
        readEndpointObject(context, members, endpoint);
        server.keep(kEndpointKey, members.rest());
        kept.push_back(server.rest());
        changed = true;
    }
    // OpenAPI reads a missing list as this one server
    if (kept.size() == 1 && kept[0] == Value::object({{"url", "/"}}))
        kept.clear();
    if (changed || kept.empty())
        root.keep("servers", std::move(kept));
}

void readSettings(const ImportContext &context, Members &root, model::RestApi &api)
{
    readInfo(context, root, api.name, api.description, api.version);
    readEndpoint(context, root, api.endpointConfiguration);
    api.apiKeySource = context.text(root, "x-amazon-apigateway-api-key-source");
    api.binaryMediaTypes = root.takeTexts("x-amazon-apigateway-binary-media-types");
    api.minimumCompressionSize = root.takeInteger("x-amazon-apigateway-minimum-compression-size");
    if (const auto size = api.minimumCompressionSize; size && (*size < 0 || *size > 10485760)) {
        context.report.add(Severity::Error, "oas-schema", "minimum-compression-size should be between 0 and 10485760",
                           root.object()["x-amazon-apigateway-minimum-compression-size"]);
    }
    api.securityPolicy = context.text(root, "x-amazon-apigateway-security-policy");
    api.endpointAccessMode = context.text(root, "x-amazon-apigateway-endpoint-access-mode");
    api.requestValidator = context.text(root, "x-amazon-apigateway-request-validator");
    if (const Value *policy = root.find("x-amazon-apigateway-policy"); policy && policy->isObject()) {
        root.take("x-amazon-apigateway-policy");
        api.policy = *policy;
    } else if (policy && !policy->isNull()) {
        context.wrongShape(*policy, "x-amazon-apigateway-policy", "an object, not a text");
    }
    readValidators(context, root, api);
    readGatewayResponses(context, root, api);
    readDocumentation(context, root, api);
    readTags(root, api);
    for (const std::string_view key : {"x-amazon-apigateway-cors", "x-amazon-apigateway-importexport-version"}) {
        if (const Value *value = root.find(key))
            context.report.add(Severity::Warning, "http-api-only",
                               std::format("{} is for HTTP APIs; a REST API ignores it", key), *value);
    }
}

} // namespace gatehouse::openapi

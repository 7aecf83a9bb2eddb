#include "core/openapi/read_integration.h"

#include "core/openapi/layouts.h"

#include <format>

namespace gatehouse::openapi {

namespace {

using json::Value;

model::IntegrationResponse readResponse(const ImportContext &context, const std::string &key, const Value &raw)
{
    Members members(raw);
    model::IntegrationResponse response;
    response.selectionPattern = key == "default" ? std::string() : key;
    response.statusCode = context.text(members, "statusCode");
    if (response.statusCode.empty()) {
        const bool isStatus = key.size() == 3 && key.find_first_not_of("0123456789") == std::string::npos;
        response.statusCode = isStatus ? key : "200";
        context.report.add(
            Severity::Error, "aws-integration-status",
            std::format("Integration response '{}' has no statusCode; {} is assumed", key, response.statusCode), raw);
    }
    response.responseParameters = context.textMap(members, "responseParameters");
    response.responseTemplates = context.textMap(members, "responseTemplates");
    response.contentHandling = context.word<model::ContentHandling>(members, "contentHandling");
    response.extra = members.rest(layouts::kIntegrationResponse);
    return response;
}

/// requestParameters has its own AWS text for values that are no strings.
model::StringMap readRequestParameters(const ImportContext &context, Members &members, std::string_view path,
                                       std::string_view httpMethod)
{
    return members.takeTextMap("requestParameters", [&](const std::string &name, const Value &value) {
        context.report.add(
            Severity::Warning, "aws-request-parameter-type",
            std::format("Invalid format for 'requestParameters'. Expected type string for property '{}' of "
                        "resource '{}' and method '{}' but got '{}'",
                        name, path, httpMethod, value.scalarText().value_or("object")),
            value, "Put the value in quotes");
    });
}

std::optional<model::TlsConfig> readTlsConfig(Members &members)
{
    const Value *raw = members.find("tlsConfig");
    if (!raw || !raw->isObject())
        return {};
    Members inner(*raw);
    model::TlsConfig config;
    config.insecureSkipVerification = inner.takeBoolean("insecureSkipVerification").value_or(false);
    config.serverNameToVerify = inner.takeText("serverNameToVerify");
    members.keep("tlsConfig", inner.rest());
    return config;
}

/// HTTP APIs: status code -> parameter mapping.
std::map<std::string, model::StringMap> readStatusMaps(const ImportContext &context, Members &members)
{
    std::map<std::string, model::StringMap> maps;
    const Value *raw = members.find("responseParameters");
    if (!raw || !raw->isObject())
        return maps;
    Members inner(*raw);
    for (const json::Member &member : raw->members()) {
        if (!member.value.isObject())
            continue;
        maps.insert_or_assign(member.key, context.textMap(inner, member.key));
    }
    members.keep("responseParameters", inner.rest());
    return maps;
}

} // namespace

std::optional<model::Integration> readIntegration(const ImportContext &context, const Value &raw, std::string_view path,
                                                  std::string_view httpMethod)
{
    Members members(raw);
    if (!raw.isObject()) {
        context.wrongShape(raw, "x-amazon-apigateway-integration", "an object");
        return {};
    }
    const std::optional<model::IntegrationType> type = context.word<model::IntegrationType>(members, "type");
    if (!type) {
        if (!members.find("type"))
            context.report.add(Severity::Error, "oas-schema", "Integration without a type", raw,
                               "One of http, http_proxy, aws, aws_proxy, mock");
        return {};
    }
    model::Integration integration;
    integration.type = *type;
    integration.httpMethod = context.text(members, "httpMethod");
    integration.uri = context.text(members, "uri");
    integration.description = context.text(members, "description");
    integration.credentials = context.text(members, "credentials");
    integration.connectionType
        = context.word<model::ConnectionType>(members, "connectionType").value_or(model::ConnectionType::Internet);
    integration.connectionId = context.text(members, "connectionId");
    integration.integrationTarget = context.text(members, "integrationTarget");
    integration.requestParameters = readRequestParameters(context, members, path, httpMethod);
    integration.requestTemplates = context.textMap(members, "requestTemplates");
    integration.passthroughBehavior = context.word<model::PassthroughBehavior>(members, "passthroughBehavior");
    integration.contentHandling = context.word<model::ContentHandling>(members, "contentHandling");
    integration.cacheNamespace = context.text(members, "cacheNamespace");
    integration.cacheKeyParameters = members.takeTexts("cacheKeyParameters");
    integration.timeoutInMillis = context.integer(members, "timeoutInMillis");
    integration.tlsConfig = readTlsConfig(members);
    integration.httpResponseParameters = readStatusMaps(context, members);
    integration.payloadFormatVersion = context.text(members, "payloadFormatVersion");
    integration.subtype = context.text(members, "integrationSubtype");
    integration.responseTransferMode = context.text(members, "responseTransferMode");
    if (integration.responseTransferMode == "BUFFERED")
        integration.responseTransferMode.clear();
    if (const Value *responses = members.find("responses"); responses && responses->isObject()) {
        Value others;
        for (const json::Member &member : responses->members()) {
            if (member.value.isObject()) {
                integration.responses.push_back(readResponse(context, member.key, member.value));
            } else {
                context.wrongShape(member.value, member.key, "an object");
                others.editMembers().set(member.key, member.value);
            }
        }
        members.keep("responses", std::move(others));
    }
    integration.extra = members.rest(layouts::kIntegration);
    return integration;
}

} // namespace gatehouse::openapi

#include "core/openapi/document.h"

#include "core/openapi/path_item.h"
#include "core/openapi/text.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

Dialect dialectOf(const Value &document, Report &report)
{
    if (const Value *swagger = document.find("swagger")) {
        if (swagger->scalarText().value_or("") == "2.0" || swagger->number() == 2.0) {
            if (!swagger->isString())
                report.add(Severity::Warning, "oas-schema", "The version should be the text \"2.0\"", *swagger);
            return Dialect::Swagger20;
        }
        report.add(Severity::Error, "oas-schema", "Invalid OpenAPI input. Only Swagger 2.0 is known", *swagger);
        return Dialect::Unknown;
    }
    const Value *openapi = document.find("openapi");
    const std::string version = openapi ? openapi->scalarText().value_or("") : std::string();
    if (openapi && !openapi->isString())
        report.add(Severity::Warning, "oas-schema", "The version should be a text, such as \"3.0.1\"", *openapi);
    if (version == "3.0" || version.starts_with("3.0."))
        return Dialect::OpenApi30;
    if (version == "3.1" || version.starts_with("3.1.")) {
        report.add(Severity::Info, "aws-31", "API Gateway does not support OpenAPI 3.1 officially", *openapi,
                   "Export as OpenAPI 3.0 for AWS");
        return Dialect::OpenApi31;
    }
    report.add(Severity::Error, "oas-schema",
               openapi ? std::format("Invalid OpenAPI input. Version '{}' is not known: 2.0, 3.0 and 3.1 are", version)
                       : "Invalid OpenAPI input. There is neither 'swagger' nor 'openapi'",
               openapi ? *openapi : document);
    return Dialect::Unknown;
}

namespace {

void replaceAll(std::string &text, std::string_view what, std::string_view by)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// The value with its variables replaced; nothing if it has none, so that it stays shared.
std::optional<Value> substituted(const Value &value, const ImportOptions &options)
{
    std::optional<Value> out;
    if (value.isString()) {
        if (value.string().find("${AWS::") == std::string_view::npos)
            return out;
        std::string text(value.string());
        replaceAll(text, "${AWS::Region}", options.region);
        replaceAll(text, "${AWS::AccountId}", options.accountId);
        replaceAll(text, "${AWS::Partition}", "aws");
        out = Value(std::move(text));
        out->setSpan(value.span());
    } else if (value.isArray()) {
        for (std::size_t i = 0; i < value.items().size(); ++i) {
            if (std::optional<Value> item = substituted(value.items()[i], options)) {
                if (!out)
                    out = value;
                out->editItems()[i] = *std::move(item);
            }
        }
    } else if (value.isObject()) {
        for (const json::Member &member : value.members()) {
            if (std::optional<Value> changed = substituted(member.value, options)) {
                if (!out)
                    out = value;
                *out->editMembers().find(member.key) = *std::move(changed);
            }
        }
    }
    return out;
}

} // namespace

void substituteVariables(Value &document, const ImportOptions &options)
{
    if (std::optional<Value> changed = substituted(document, options))
        document = *std::move(changed);
}

namespace {

enum class Mark : std::uint8_t { None, Http, Rest };

Mark markOf(const Value &integration)
{
    const std::string type = lowered(integration["type"].string());
    if (type == "aws" || type == "http" || type == "mock" || integration.find("requestTemplates")
        || integration.find("passthroughBehavior") || integration.find("cacheNamespace"))
        return Mark::Rest;
    return integration.find("payloadFormatVersion") || integration.find("integrationSubtype") ? Mark::Http : Mark::None;
}

} // namespace

bool looksLikeHttpApi(const Value &document)
{
    for (const std::string_view key :
         {"x-amazon-apigateway-gateway-responses", "x-amazon-apigateway-request-validators",
          "x-amazon-apigateway-policy", "x-amazon-apigateway-api-key-source", "x-amazon-apigateway-binary-media-types",
          "x-amazon-apigateway-request-validator"}) {
        if (document.find(key))
            return false;
    }
    bool http = document.find("x-amazon-apigateway-cors") || document.find("x-amazon-apigateway-importexport-version")
        || document["components"].find("x-amazon-apigateway-integrations");
    for (const Value &tag : document["tags"].items())
        http = http || tag.find("x-amazon-apigateway-tag-value");
    for (const json::Member &scheme : document["components"]["securitySchemes"].members()) {
        const Value &authorizer = scheme.value["x-amazon-apigateway-authorizer"];
        http = http || authorizer.find("jwtConfiguration") || lowered(authorizer["type"].string()) == "jwt"
            || authorizer.find("authorizerPayloadFormatVersion");
    }
    for (const json::Member &path : document["paths"].members()) {
        for (const json::Member &member : path.value.members()) {
            if (!isOperationKey(member.key))
                continue;
            if (member.value.find("isDefaultRoute"))
                http = true;
            switch (markOf(member.value["x-amazon-apigateway-integration"])) {
            case Mark::Rest: return false;
            case Mark::Http: http = true; break;
            case Mark::None: break;
            }
        }
    }
    return http;
}

} // namespace gatehouse::openapi

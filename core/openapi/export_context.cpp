#include "core/openapi/export_context.h"

#include "core/openapi/authorizers.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

model::Extra ExportContext::kept(const model::Extra &extra) const
{
    if (options.keepUnknown)
        return extra;
    Value prose;
    if (documentation()) {
        for (const std::string_view key : {"tags", "summary", "description"}) {
            if (const Value *value = extra.find(key))
                prose.editMembers().set(key, *value);
        }
    }
    return prose;
}

Value writeSchemes(const model::Extra &extra, const std::vector<model::Authorizer> &authorizers, bool usesIam,
                   bool usesApiKeys, const ExportOptions &options, SecuritySchemes &security)
{
    const Value &others = extra["components"]["securitySchemes"];
    MemberWriter schemes(options.keepUnknown ? others : Value());
    for (const json::Member &member : others.members())
        security.add(member.key, SecuritySchemes::classify(member.value));
    for (const model::Authorizer &authorizer : authorizers) {
        Value scheme = writeAuthorizer(authorizer, options.keepUnknown);
        if (!writesAuthorizers(options.extensions))
            stripExtensions(scheme);
        schemes.set(authorizer.name, std::move(scheme));
        security.add(authorizer);
    }
    using Kind = SecuritySchemes::Kind;
    const auto need = [&](bool used, std::string_view name, Kind kind, Value (*usual)()) {
        const bool known = std::ranges::any_of(schemes.value().members(), [&](const json::Member &member) {
            return SecuritySchemes::classify(member.value) == kind;
        });
        if (!used || known)
            return;
        schemes.set(name, usual());
        security.add(name, kind);
    };
    need(usesIam, kIamScheme, Kind::Iam, iamScheme);
    need(usesApiKeys, kApiKeyScheme, Kind::ApiKey, apiKeyScheme);
    return schemes.finish();
}

void writeSecurity(const ExportContext &context, const Authorization &authorization, MemberWriter &operation)
{
    const Authorization said
        = context.security.ofOperation(operation.value().find("security"),
                                       operation.value().find("x-amazon-apigateway-auth"), context.rootAuthorization);
    if (said == authorization)
        return;
    json::Object &members = operation.edit().editMembers();
    members.erase("security");
    members.erase("x-amazon-apigateway-auth");
    if (std::optional<Value> security = context.security.toSecurity(authorization, context.rootAuthorization))
        members.set("security", *std::move(security));
}

void stripExtensions(Value &object, std::string_view except)
{
    const Value before = object;
    for (const json::Member &member : before.members()) {
        if (member.key.starts_with("x-amazon-apigateway-") && member.key != except)
            object.editMembers().erase(member.key);
    }
}

Value stageServers(const std::string &apiId, const ExportOptions &options, bool expanded)
{
    const std::string host = std::format("https://{}.execute-api.{}.amazonaws.com/", apiId, options.region);
    if (expanded)
        return Value::array({Value::object({{"url", host + options.stage}})});
    return Value::array(
        {Value::object({{"url", host + "{basePath}"},
                        {"variables", Value::object({{"basePath", Value::object({{"default", options.stage}})}})}})});
}

} // namespace gatehouse::openapi

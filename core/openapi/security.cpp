#include "core/openapi/security.h"

#include "core/openapi/text.h"

namespace gatehouse::openapi {

using json::Value;

SecuritySchemes::Kind SecuritySchemes::classify(const Value &scheme)
{
    if (scheme["x-amazon-apigateway-authorizer"].isObject())
        return Kind::Authorizer;
    if (const std::string_view authType = scheme["x-amazon-apigateway-authtype"].string(); !authType.empty())
        return lowered(authType).starts_with("aws") ? Kind::Iam : Kind::LacksAuthorizer;
    const bool isKey = scheme["type"].string() == "apiKey" && scheme["in"].string() == "header"
        && lowered(scheme["name"].string()) == "x-api-key";
    return isKey ? Kind::ApiKey : Kind::Other;
}

void SecuritySchemes::add(const model::Authorizer &authorizer)
{
    add(authorizer.name, Kind::Authorizer);
    m_authorizers.insert_or_assign(authorizer.name, Known{authorizer.id, authorizer.type});
}

std::optional<SecuritySchemes::Kind> SecuritySchemes::find(std::string_view name) const
{
    const auto found = m_kinds.find(name);
    return found == m_kinds.end() ? std::nullopt : std::optional(found->second);
}

std::string SecuritySchemes::nameOf(Kind kind, std::string_view fallback) const
{
    if (find(fallback) == kind)
        return std::string(fallback);
    const auto found = std::ranges::find(m_kinds, kind, &decltype(m_kinds)::value_type::second);
    return found == m_kinds.end() ? std::string(fallback) : found->first;
}

Authorization SecuritySchemes::interpret(const Value &security) const
{
    for (const Value &requirement : security.items()) {
        Authorization authorization;
        bool usable = false;
        for (const json::Member &member : requirement.members()) {
            const std::optional<Kind> kind = find(member.key);
            if (kind == Kind::ApiKey) {
                authorization.apiKeyRequired = true;
                usable = true;
            } else if (kind == Kind::Iam) {
                authorization.type = model::AuthorizationType::AwsIam;
                usable = true;
            } else if (const auto known = m_authorizers.find(member.key); known != m_authorizers.end()) {
                using Type = model::Authorizer::Type;
                const Type type = known->second.type;
                authorization.type = type == Type::Jwt ? model::AuthorizationType::Jwt
                    : type == Type::CognitoUserPools   ? model::AuthorizationType::CognitoUserPools
                                                       : model::AuthorizationType::Custom;
                authorization.authorizerId = known->second.id;
                if (type == Type::Jwt || type == Type::CognitoUserPools) {
                    for (const Value &scope : member.value.items()) {
                        if (scope.isString())
                            authorization.scopes.emplace_back(scope.string());
                    }
                }
                usable = true;
            }
        }
        if (usable)
            return authorization;
    }
    return {};
}

Authorization SecuritySchemes::ofOperation(const Value *security, const Value *auth,
                                           const Authorization &inherited) const
{
    Authorization authorization = security && security->isArray() ? interpret(*security) : inherited;
    if (!auth)
        return authorization;
    const std::string type = lowered((*auth)["type"].string());
    if (type == "aws_iam" || type == "none") {
        authorization.type = type == "none" ? model::AuthorizationType::None : model::AuthorizationType::AwsIam;
        authorization.authorizerId = {};
        authorization.scopes.clear();
    }
    return authorization;
}

std::optional<Value> SecuritySchemes::toSecurity(const Authorization &authorization,
                                                 const Authorization &inherited) const
{
    if (authorization == inherited)
        return {};
    json::Object requirement;
    if (authorization.type == model::AuthorizationType::AwsIam) {
        requirement.set(nameOf(Kind::Iam, kIamScheme), Value::array());
    } else if (authorization.type != model::AuthorizationType::None) {
        for (const auto &[name, known] : m_authorizers) {
            if (known.id != authorization.authorizerId)
                continue;
            json::Array scopes;
            for (const std::string &scope : authorization.scopes)
                scopes.emplace_back(scope);
            requirement.set(name, std::move(scopes));
            break;
        }
    }
    if (authorization.apiKeyRequired)
        requirement.set(nameOf(Kind::ApiKey, kApiKeyScheme), Value::array());
    return requirement.empty() ? Value::array() : Value::array({Value(std::move(requirement))});
}

Value iamScheme()
{
    return Value::object({{"type", "apiKey"},
                          {"name", "Authorization"},
                          {"in", "header"},
                          {"x-amazon-apigateway-authtype", "awsSigv4"}});
}

Value apiKeyScheme()
{
    return Value::object({{"type", "apiKey"}, {"name", "x-api-key"}, {"in", "header"}});
}

} // namespace gatehouse::openapi

#include "core/openapi/authorizers.h"

#include "core/openapi/check.h"
#include "core/openapi/layouts.h"
#include "core/openapi/text.h"

namespace gatehouse::openapi {

using json::Value;
using Type = model::Authorizer::Type;

namespace {

constexpr std::string_view kAuthorizerKey = "x-amazon-apigateway-authorizer";
constexpr std::string_view kAuthTypeKey = "x-amazon-apigateway-authtype";
constexpr std::string_view kHeaderSource = "method.request.header.";
constexpr std::string_view kDiscovery = "/.well-known/openid-configuration";

/// The scheme that API Gateway writes around an authorizer: the header it reads, or "Unused" for none or several.
Value defaultScheme(const model::Authorizer &authorizer)
{
    if (authorizer.type == Type::Jwt)
        return Value::object({{"type", "oauth2"}});
    std::string name = "Unused";
    if (authorizer.identitySource.size() == 1 && authorizer.identitySource[0].starts_with(kHeaderSource))
        name = authorizer.identitySource[0].substr(kHeaderSource.size());
    return Value::object({{"type", "apiKey"}, {"name", name}, {"in", "header"}});
}

bool readsOneHeader(Type type)
{
    return type == Type::Token || type == Type::CognitoUserPools;
}

std::string issuerOf(const Value &scheme)
{
    std::string_view url = scheme["openIdConnectUrl"].string();
    if (url.ends_with(kDiscovery))
        url.remove_suffix(kDiscovery.size());
    return std::string(url);
}

std::vector<std::string> readIdentitySource(Members &inner)
{
    const Value *source = inner.find("identitySource");
    if (source && source->isArray())
        return inner.takeTexts("identitySource");
    return splitList(inner.takeText("identitySource"));
}

} // namespace

model::Authorizer readAuthorizer(const ImportContext &context, const std::string &name, const Value &scheme)
{
    Members members(scheme);
    model::Authorizer authorizer;
    authorizer.name = name;
    authorizer.id.value = takeId(members, "authorizer " + name);
    authorizer.authType = members.takeText(kAuthTypeKey);

    Members inner(scheme[kAuthorizerKey]);
    if (const std::optional<Type> type = context.word<Type>(inner, "type"))
        authorizer.type = *type;
    else if (!inner.find("type"))
        context.wrongShape(inner.object(), "type", "token, request, cognito_user_pools or jwt");
    authorizer.uri = context.text(inner, "authorizerUri");
    authorizer.credentials = context.text(inner, "authorizerCredentials");
    authorizer.identitySource = readIdentitySource(inner);
    authorizer.identityValidationExpression = context.text(inner, "identityValidationExpression");
    authorizer.resultTtlInSeconds = context.integer(inner, "authorizerResultTtlInSeconds");
    authorizer.providerArns = inner.takeTexts("providerARNs");
    for (const Value &arn : inner.object()["providerARNs"].items()) {
        if (isIntrinsic(arn))
            context.report.add(Severity::Warning, "aws-cfn-intrinsic",
                               "A CloudFormation intrinsic in 'providerARNs' is kept, but nothing resolves it here",
                               arn);
    }
    authorizer.payloadFormatVersion = context.text(inner, "authorizerPayloadFormatVersion");
    authorizer.enableSimpleResponses = inner.takeBoolean("enableSimpleResponses").value_or(false);
    if (const Value *jwt = inner.find("jwtConfiguration"); jwt && jwt->isObject()) {
        Members configuration(*jwt);
        authorizer.jwtIssuer = context.text(configuration, "issuer");
        if (const Value *audience = configuration.find("audience"); audience && audience->isString())
            authorizer.jwtAudience = {configuration.takeText("audience")};
        else
            authorizer.jwtAudience = configuration.takeTexts("audience");
        inner.keep("jwtConfiguration", configuration.rest());
    }
    if (authorizer.type == Type::Jwt && authorizer.jwtIssuer.empty())
        authorizer.jwtIssuer = issuerOf(scheme);
    if (readsOneHeader(authorizer.type) && authorizer.identitySource.empty() && !inner.find("identitySource")) {
        const std::string_view header = scheme["name"].string();
        authorizer.identitySource = {std::string(kHeaderSource).append(header.empty() ? "Authorization" : header)};
    }
    if (authorizer.resultTtlInSeconds
        && (*authorizer.resultTtlInSeconds < 0 || *authorizer.resultTtlInSeconds > 3600)) {
        context.report.add(Severity::Error, "oas-schema", "authorizerResultTtlInSeconds should be between 0 and 3600",
                           scheme[kAuthorizerKey]["authorizerResultTtlInSeconds"]);
    }
    members.keep(kAuthorizerKey, inner.rest(layouts::kAuthorizer));

    const Value usual = defaultScheme(authorizer);
    const bool isUsual = std::ranges::all_of(
        usual.members(), [&](const json::Member &member) { return members.object()[member.key] == member.value; });
    if (isUsual) {
        for (const json::Member &member : usual.members())
            members.take(member.key);
    }
    authorizer.extra = members.rest(layouts::kScheme);
    return authorizer;
}

Value writeAuthorizer(const model::Authorizer &authorizer, bool keepUnknown)
{
    MemberWriter scheme(keepUnknown ? authorizer.extra : Value());
    const Value &kept = authorizer.extra;
    if (!kept.find("type") && !kept.find("name") && !kept.find("in")) {
        const Value usual = defaultScheme(authorizer);
        for (const json::Member &member : usual.members())
            scheme.set(member.key, member.value);
    } else if (!keepUnknown) {
        for (const std::string_view key : {"type", "name", "in", "openIdConnectUrl", "flows"}) {
            if (const Value *value = kept.find(key))
                scheme.set(key, *value);
        }
    }
    scheme.text(kAuthTypeKey, authorizer.authType);
    if (!keepUnknown && authorizer.authType.empty() && authorizer.type != Type::Jwt)
        scheme.text(kAuthTypeKey, authorizer.type == Type::CognitoUserPools ? "cognito_user_pools" : "custom");
    if (keepUnknown)
        writeId(scheme, authorizer.id.value, "authorizer " + authorizer.name);

    const Value *keptInner = scheme.value().find(kAuthorizerKey);
    MemberWriter inner(keptInner ? *keptInner : Value());
    inner.text("type", lowered(toString(authorizer.type)));
    inner.text("authorizerUri", authorizer.uri);
    inner.text("authorizerCredentials", authorizer.credentials);
    inner.text("authorizerPayloadFormatVersion", authorizer.payloadFormatVersion);
    if (authorizer.enableSimpleResponses)
        inner.set("enableSimpleResponses", true);
    const std::string usualSource = std::string(kHeaderSource).append(scheme.value()["name"].string());
    const bool isUsualSource = readsOneHeader(authorizer.type) && authorizer.identitySource.size() == 1
        && authorizer.identitySource[0] == usualSource;
    if (!isUsualSource)
        inner.text("identitySource", joined(authorizer.identitySource, ", "));
    inner.text("identityValidationExpression", authorizer.identityValidationExpression);
    if (authorizer.resultTtlInSeconds)
        inner.set("authorizerResultTtlInSeconds", *authorizer.resultTtlInSeconds);
    inner.texts("providerARNs", authorizer.providerArns);
    const bool ownIssuer = !authorizer.jwtIssuer.empty() && authorizer.jwtIssuer != issuerOf(kept);
    if (ownIssuer || !authorizer.jwtAudience.empty()) {
        const Value *keptJwt = inner.value().find("jwtConfiguration");
        MemberWriter jwt(keptJwt ? *keptJwt : Value());
        if (ownIssuer)
            jwt.text("issuer", authorizer.jwtIssuer);
        jwt.texts("audience", authorizer.jwtAudience);
        inner.set("jwtConfiguration", jwt.finish());
    }
    scheme.set(kAuthorizerKey, inner.finish(layouts::kAuthorizer));
    return scheme.finish(layouts::kScheme);
}

std::vector<model::Authorizer> readSchemes(ImportContext &context, Value &others)
{
    std::vector<model::Authorizer> authorizers;
    for (const json::Member &member : context.document["components"]["securitySchemes"].members()) {
        const References::Target target = context.references.resolve(member.value);
        if (!target.value) {
            reportReference(context, target.problem, target.text, "components.securitySchemes." + member.key,
                            member.value);
            others.editMembers().set(member.key, member.value);
            continue;
        }
        const SecuritySchemes::Kind kind = SecuritySchemes::classify(*target.value);
        checkScheme(context, member.key, *target.value);
        if (kind == SecuritySchemes::Kind::Authorizer && target.value == &member.value) {
            authorizers.push_back(readAuthorizer(context, member.key, member.value));
            context.security.add(authorizers.back());
        } else {
            context.security.add(member.key, kind);
            others.editMembers().set(member.key, member.value, member.keySpan);
        }
    }
    return authorizers;
}

} // namespace gatehouse::openapi

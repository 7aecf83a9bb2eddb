#include "core/model/comparison.h"

#include "core/json/reader.h"
#include "core/model/words.h"

#include <format>

namespace gatehouse::model {

namespace {

constexpr std::string_view kKinds[] = {"added", "removed", "changed", "moved"};
constexpr std::string_view kParts[] = {"setting",
                                       "resource",
                                       "route",
                                       "method",
                                       "method request",
                                       "method response",
                                       "integration",
                                       "integration response",
                                       "template",
                                       "model",
                                       "request validator",
                                       "authorizer",
                                       "gateway response",
                                       "documentation",
                                       "stage setting",
                                       "stage variable",
                                       "method settings",
                                       "canary"};

std::string below(const std::string &pointer, std::string_view member)
{
    return pointer.empty() || member.empty() ? pointer : json::pointerJoin(pointer, member);
}

} // namespace

std::string_view toString(ChangeKind kind) noexcept
{
    return wordFor(kKinds, kind);
}

std::string_view toString(ChangedPart part) noexcept
{
    return wordFor(kParts, part);
}

ComparedPlace ComparedPlace::at(std::string_view words, std::string_view member) const
{
    ComparedPlace place{label, below(before, member), below(after, member)};
    if (!words.empty())
        place.label.append(label.empty() ? "" : " ").append(words);
    return place;
}

std::string comparedText(const std::string &value)
{
    return value;
}

std::string comparedText(const json::Value &value)
{
    if (value.isNull())
        return {};
    return value.isString() ? std::string(value.string()) : json::toJson(value);
}

std::string comparedText(const std::vector<std::string> &values)
{
    std::string text;
    for (const std::string &value : values)
        text.append(text.empty() ? "" : ", ").append(value);
    return text;
}

std::string comparedText(const std::vector<Tag> &tags)
{
    std::string text;
    for (const Tag &tag : tags)
        text.append(text.empty() ? "" : ", ").append(tag.key).append("=").append(tag.value);
    return text;
}

std::string comparedText(const std::optional<TlsConfig> &tls)
{
    if (!tls)
        return {};
    return std::format("insecureSkipVerification: {}{}{}", tls->insecureSkipVerification,
                       tls->serverNameToVerify.empty() ? "" : ", serverNameToVerify: ", tls->serverNameToVerify);
}

std::string comparedText(bool value)
{
    return value ? "true" : "false";
}

std::string comparedText(std::int64_t value)
{
    return std::to_string(value);
}

std::string comparedText(double value)
{
    return std::format("{}", value);
}

void Comparison::added(ChangedPart part, const ComparedPlace &place, std::string text)
{
    m_changes.push_back({ChangeKind::Added, part, place.label, {}, std::move(text), {}, place.after});
}

void Comparison::removed(ChangedPart part, const ComparedPlace &place, std::string text)
{
    m_changes.push_back({ChangeKind::Removed, part, place.label, std::move(text), {}, place.before, {}});
}

void Comparison::text(ChangedPart part, const ComparedPlace &place, std::string before, std::string after)
{
    if (before == after)
        return;
    if (before.empty())
        added(part, place, std::move(after));
    else if (after.empty())
        removed(part, place, std::move(before));
    else
        add({ChangeKind::Changed, part, place.label, std::move(before), std::move(after), place.before, place.after});
}

void Comparison::extra(const ComparedPlace &place, const Extra &before, const Extra &after)
{
    if (before.equivalent(after))
        return;
    for (const json::Member &member : before.members()) {
        if (const json::Value *other = after.find(member.key); !other || !other->equivalent(member.value))
            text(ChangedPart::Documentation, place.at(member.key, member.key), comparedText(member.value),
                 other ? comparedText(*other) : std::string());
    }
    for (const json::Member &member : after.members()) {
        if (!before.find(member.key))
            added(ChangedPart::Documentation, place.at(member.key, member.key), comparedText(member.value));
    }
}

std::string summaryOf(const Integration &integration)
{
    std::string text(toString(integration.type));
    for (const std::string *word : {&integration.httpMethod, &integration.uri})
        text.append(word->empty() ? "" : " ").append(*word);
    return text;
}

void compareIntegrations(Comparison &out, const ComparedPlace &place, const Integration &before,
                         const Integration &after)
{
    using enum ChangedPart;
    const auto member = [&](std::string_view words, std::string_view name, const auto &of) {
        out.member(ChangedPart::Integration, place, words, name, before.*of, after.*of);
    };
    using I = model::Integration;
    member("type", "type", &I::type);
    member("HTTP method", "httpMethod", &I::httpMethod);
    member("URI", "uri", &I::uri);
    member("subtype", "integrationSubtype", &I::subtype);
    out.member(Documentation, place, "description", "description", before.description, after.description);
    member("credentials", "credentials", &I::credentials);
    member("connection type", "connectionType", &I::connectionType);
    member("connection", "connectionId", &I::connectionId);
    member("target", "integrationTarget", &I::integrationTarget);
    member("payload format version", "payloadFormatVersion", &I::payloadFormatVersion);
    out.entries(ChangedPart::Integration, place, "request parameter", "requestParameters", before.requestParameters,
                after.requestParameters);
    out.entries(Template, place, "request template", "requestTemplates", before.requestTemplates,
                after.requestTemplates);
    member("template selection", "templateSelectionExpression", &I::templateSelectionExpression);
    member("passthrough behavior", "passthroughBehavior", &I::passthroughBehavior);
    member("content handling", "contentHandling", &I::contentHandling);
    member("cache namespace", "cacheNamespace", &I::cacheNamespace);
    member("cache key parameters", "cacheKeyParameters", &I::cacheKeyParameters);
    member("timeout", "timeoutInMillis", &I::timeoutInMillis);
    member("TLS", "tlsConfig", &I::tlsConfig);
    member("response transfer mode", "responseTransferMode", &I::responseTransferMode);
    member("response selection", "integrationResponseSelectionExpression",
           &I::integrationResponseSelectionExpression);
    for (const auto &[status, parameters] : before.httpResponseParameters) {
        const auto same = after.httpResponseParameters.find(status);
        out.entries(IntegrationResponse, place, "response parameters " + status, "responseParameters", parameters,
                    same == after.httpResponseParameters.end() ? StringMap() : same->second);
    }
    for (const auto &[status, parameters] : after.httpResponseParameters) {
        if (!before.httpResponseParameters.contains(status))
            out.entries(IntegrationResponse, place, "response parameters " + status, "responseParameters", {},
                        parameters);
    }

    const ComparedPlace responses = place.at("", "responses");
    out.objects(
        IntegrationResponse, before.responses, after.responses,
        [](const model::IntegrationResponse &r) { return r.selectionPattern; },
        [&](const std::string &pattern) {
            const std::string name = pattern.empty() ? "default" : pattern;
            return responses.at("response " + name, name);
        },
        [&](const ComparedPlace &at, const model::IntegrationResponse &a, const model::IntegrationResponse &b) {
            out.member(IntegrationResponse, at, "status code", "statusCode", a.statusCode, b.statusCode);
            out.entries(IntegrationResponse, at, "parameter", "responseParameters", a.responseParameters,
                        b.responseParameters);
            out.entries(Template, at, "template", "responseTemplates", a.responseTemplates, b.responseTemplates);
            out.member(IntegrationResponse, at, "content handling", "contentHandling", a.contentHandling,
                       b.contentHandling);
            out.extra(at, a.extra, b.extra);
        },
        [](const model::IntegrationResponse &r) { return r.statusCode; });
    out.extra(place, before.extra, after.extra);
}

void compareAuthorizers(Comparison &out, const std::vector<Authorizer> &before, const std::vector<Authorizer> &after)
{
    const ComparedPlace all{"", "/components/securitySchemes", "/components/securitySchemes"};
    out.objects(
        ChangedPart::Authorizer, before, after, [](const Authorizer &a) { return a.name; },
        [&](const std::string &name) { return all.at("authorizer " + name, name); },
        [&](const ComparedPlace &place, const Authorizer &a, const Authorizer &b) {
            const auto member = [&](std::string_view words, const auto &of) {
                out.member(ChangedPart::Authorizer, place, words, "", a.*of, b.*of);
            };
            member("type", &Authorizer::type);
            member("auth type", &Authorizer::authType);
            member("URI", &Authorizer::uri);
            member("credentials", &Authorizer::credentials);
            member("identity source", &Authorizer::identitySource);
            member("identity validation", &Authorizer::identityValidationExpression);
            member("TTL", &Authorizer::resultTtlInSeconds);
            member("provider ARNs", &Authorizer::providerArns);
            member("payload format version", &Authorizer::payloadFormatVersion);
            member("simple responses", &Authorizer::enableSimpleResponses);
            member("issuer", &Authorizer::jwtIssuer);
            member("audience", &Authorizer::jwtAudience);
            out.extra(place, a.extra, b.extra);
        },
        [](const Authorizer &a) { return std::string(toString(a.type)); });
}

void compareModels(Comparison &out, const std::vector<Cow<Model>> &before, const std::vector<Cow<Model>> &after)
{
    const ComparedPlace all{"", "/components/schemas", "/components/schemas"};
    out.objects(
        ChangedPart::Model, before, after, [](const Cow<Model> &m) { return m->name; },
        [&](const std::string &name) { return all.at("model " + name, name); },
        [&](const ComparedPlace &place, const Cow<Model> &a, const Cow<Model> &b) {
            if (a == b)
                return;
            out.member(ChangedPart::Documentation, place, "description", "description", a->description,
                       b->description);
            out.member(ChangedPart::Model, place, "content type", "", a->contentType, b->contentType);
            if (!a->schema.equivalent(b->schema))
                out.text(ChangedPart::Model, place.at("schema", ""), comparedText(a->schema), comparedText(b->schema));
        },
        [](const Cow<Model> &m) { return comparedText(m->schema); });
}

Changes compare(const Api &before, const Api &after)
{
    if (const auto *rest = std::get_if<RestApi>(&before); rest && std::holds_alternative<RestApi>(after))
        return compareRest(*rest, std::get<RestApi>(after));
    if (const auto *http = std::get_if<HttpApi>(&before); http && std::holds_alternative<HttpApi>(after))
        return compareHttp(*http, std::get<HttpApi>(after));
    if (const auto *webSocket = std::get_if<WebSocketApi>(&before);
        webSocket && std::holds_alternative<WebSocketApi>(after))
        return compareWebSocket(*webSocket, std::get<WebSocketApi>(after));
    return {{ChangeKind::Changed, ChangedPart::Setting, "kind of API", std::string(toString(kindOf(before))),
             std::string(toString(kindOf(after))), {}, {}}};
}

} // namespace gatehouse::model

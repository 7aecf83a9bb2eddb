#include "ui/editors/object_facts.h"

#include "core/json/reader.h"
#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace gatehouse::ui {

namespace {

using Kind = ObjectRef::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::ObjectFacts", text);
}

QString yesOrNo(bool value)
{
    return value ? tr("yes") : tr("no");
}

QString lines(const std::vector<std::string> &values)
{
    QStringList all;
    for (const std::string &value : values)
        all << toQString(value);
    return all.join(u'\n');
}

QString words(const model::Throttle &throttle)
{
    return tr("%1 requests a second, bursts of %2")
        .arg(QLocale().toString(throttle.rateLimit), QLocale().toString(throttle.burstLimit));
}

class Collector {
public:
    explicit Collector(ObjectFacts &facts)
        : m_facts(facts)
    {
    }
    void add(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            m_facts.facts.append({label, value});
    }
    void add(const QString &label, std::string_view value) { add(label, toQString(value)); }

private:
    ObjectFacts &m_facts;
};

void addIntegration(Collector &facts, const model::Integration &integration)
{
    facts.add(tr("Integration"), model::toString(integration.type));
    facts.add(tr("Service action"), integration.subtype);
    facts.add(tr("Method"), integration.httpMethod);
    facts.add(tr("URI"), integration.uri);
    facts.add(tr("Payload format"), integration.payloadFormatVersion);
    if (integration.timeoutInMillis)
        facts.add(tr("Timeout"), tr("%1 ms").arg(QLocale().toString(*integration.timeoutInMillis)));
    QStringList mappings;
    for (const auto &[target, source] : integration.requestParameters)
        mappings << toQString(target) + QStringLiteral(" = ") + toQString(source);
    facts.add(tr("Request parameters"), mappings.join(u'\n'));
}

template <class Api>
void addRoute(ObjectFacts &found, const Api &api, const model::RouteId &id)
{
    const model::Route *route = api.route(id);
    if (!route)
        return;
    found.name = toQString(route->routeKey);
    Collector facts(found);
    facts.add(tr("Route key"), route->routeKey);
    facts.add(tr("Operation"), route->operationName);
    facts.add(tr("Authorization"), model::toString(route->authorizationType));
    for (const model::Authorizer &authorizer : api.authorizers) {
        if (authorizer.id == route->authorizerId)
            facts.add(tr("Authorizer"), authorizer.name);
    }
    facts.add(tr("Scopes"), lines(route->authorizationScopes));
    if (const model::Integration *integration = api.integration(route->target))
        addIntegration(facts, *integration);
    else
        facts.add(tr("Integration"), tr("none yet"));
}

void addAuthorizer(ObjectFacts &found, const std::vector<model::Authorizer> &authorizers, const std::string &id)
{
    const auto authorizer = std::ranges::find(authorizers, model::AuthorizerId{id}, &model::Authorizer::id);
    if (authorizer == authorizers.end())
        return;
    found.name = toQString(authorizer->name);
    Collector facts(found);
    facts.add(tr("Type"), model::toString(authorizer->type));
    facts.add(tr("Function"), authorizer->uri);
    facts.add(tr("Identity source"), lines(authorizer->identitySource));
    facts.add(tr("Issuer"), authorizer->jwtIssuer);
    facts.add(tr("Audience"), lines(authorizer->jwtAudience));
    facts.add(tr("Payload format"), authorizer->payloadFormatVersion);
    if (authorizer->resultTtlInSeconds)
        facts.add(tr("Results are kept"), tr("%1 s").arg(QLocale().toString(*authorizer->resultTtlInSeconds)));
}

void addModel(ObjectFacts &found, const model::WebSocketApi &api, const std::string &name)
{
    for (const Cow<model::Model> &each : api.models) {
        if (each->name != name)
            continue;
        found.name = toQString(name);
        Collector facts(found);
        facts.add(tr("Description"), each->description);
        facts.add(tr("Content type"), each->contentType);
        facts.add(tr("Schema"), json::toJson(each->schema));
    }
}

void addApiKey(ObjectFacts &found, const model::Project &project, const std::string &id)
{
    const auto key = std::ranges::find(project.apiKeys, id, &model::ApiKey::id);
    if (key == project.apiKeys.end())
        return;
    found.name = toQString(key->name.empty() ? key->id : key->name);
    Collector facts(found);
    facts.add(tr("Id"), key->id);
    facts.add(tr("Description"), key->description);
    facts.add(tr("Enabled"), yesOrNo(key->enabled));
    facts.add(tr("Value"), key->value.empty() ? tr("not set in the project") : tr("set; not shown, as it is a secret"));
    std::vector<std::string> plans;
    for (const model::UsagePlan &plan : project.usagePlans) {
        if (std::ranges::contains(plan.keyIds, id))
            plans.push_back(plan.name.empty() ? plan.id : plan.name);
    }
    facts.add(tr("Usage plans"), plans.empty() ? tr("none: no stage takes this key yet") : lines(plans));
}

void addUsagePlan(ObjectFacts &found, const model::Project &project, const std::string &id)
{
    const auto plan = std::ranges::find(project.usagePlans, id, &model::UsagePlan::id);
    if (plan == project.usagePlans.end())
        return;
    found.name = toQString(plan->name.empty() ? plan->id : plan->name);
    Collector facts(found);
    facts.add(tr("Id"), plan->id);
    facts.add(tr("Description"), plan->description);
    facts.add(tr("Throttle"), plan->throttle ? words(*plan->throttle) : tr("none"));
    facts.add(tr("Quota"),
              plan->quota ? tr("%1 requests a %2")
                                .arg(QLocale().toString(plan->quota->limit), toQString(plan->quota->period).toLower())
                          : tr("none"));
    QStringList stages;
    for (const model::UsagePlan::ApiStage &stage : plan->apiStages) {
        const model::ApiEntry *entry = project.api(stage.apiId);
        stages << toQString(entry ? model::nameOf(entry->api) : stage.apiId.value) + QStringLiteral(" / ")
                + toQString(stage.stage);
        for (const auto &[method, throttle] : stage.methodThrottles)
            stages << toQString(method) + QStringLiteral(": ") + words(throttle);
    }
    facts.add(tr("Stages"), stages.isEmpty() ? tr("none") : stages.join(u'\n'));
    std::vector<std::string> keys;
    for (const model::ApiKey &key : project.apiKeys) {
        if (std::ranges::contains(plan->keyIds, key.id))
            keys.push_back(key.name.empty() ? key.id : key.name);
    }
    facts.add(tr("API keys"), keys.empty() ? tr("none") : lines(keys));
}

} // namespace

ObjectFacts factsOf(const ProjectDocument &document, const ObjectRef &object)
{
    ObjectFacts found;
    const model::ApiEntry *entry = document.api(object.api);
    const auto *http = entry ? std::get_if<model::HttpApi>(&entry->api) : nullptr;
    const auto *webSocket = entry ? std::get_if<model::WebSocketApi>(&entry->api) : nullptr;
    found.detail = http ? tr("Read-only here; edit it in the text of the API.")
                        : tr("Read-only here; edit it in the project's files.");
    if (object.kind == Kind::Route && http)
        addRoute(found, *http, {object.name});
    else if (object.kind == Kind::Route && webSocket)
        addRoute(found, *webSocket, {object.name});
    else if (object.kind == Kind::Authorizer && entry)
        std::visit([&](const auto &api) { addAuthorizer(found, api.authorizers, object.name); }, entry->api);
    else if (object.kind == Kind::Model && webSocket)
        addModel(found, *webSocket, object.name);
    else if (object.kind == Kind::ApiKey)
        addApiKey(found, document.project(), object.name);
    else if (object.kind == Kind::UsagePlan)
        addUsagePlan(found, document.project(), object.name);
    return found;
}

} // namespace gatehouse::ui

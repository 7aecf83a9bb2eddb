#include "ui/document/project_document.h"
#include "ui/models/project_tree_node.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <map>

namespace gatehouse::ui {

using Kind = ObjectRef::Kind;
using NodePtr = ProjectTreeBuilder::NodePtr;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::ProjectTreeBuilder", text);
}

NodePtr makeNode(Kind kind, const model::ApiId &api, std::string name, QString text, QString detail = {})
{
    auto node = std::make_unique<ProjectTreeNode>();
    node->ref = {kind, api, {}, std::move(name)};
    node->text = std::move(text);
    node->detail = std::move(detail);
    return node;
}

QString when(SystemTime time)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return milliseconds == 0 ? QString()
                             : QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds), QLocale::ShortFormat);
}

NodePtr stagesOf(const ProjectDocument &document, const model::ApiEntry &entry)
{
    const model::ApiId &api = model::idOf(entry.api);
    const std::optional<model::DeploymentId> draft = document.draftId(api);
    NodePtr group = makeNode(Kind::Stages, api, {}, tr("Stages"));
    for (const model::Stage &stage : entry.stages) {
        ProjectTreeNode &row = group->add(makeNode(Kind::Stage, api, stage.name, toQString(stage.name)));
        row.deployState = stage.deploymentId.isNull() ? DeployState::NotDeployed
            : !draft                                  ? DeployState::Unknown
            : *draft == stage.deploymentId            ? DeployState::UpToDate
                                                      : DeployState::DraftDiffers;
        if (const model::DeploymentRecord *record = entry.deployment(stage.deploymentId)) {
            const QString text
                = record->description.empty() ? toQString(record->id.value) : toQString(record->description);
            row.add(makeNode(Kind::Deployment, api, record->id.value, text, when(record->createdAt)));
        }
    }
    return group;
}

template <class List, class Row>
NodePtr groupOf(Kind kind, const model::ApiId &api, const QString &title, const List &list, Row row)
{
    NodePtr group = makeNode(kind, api, {}, title);
    for (const auto &item : list)
        group->add(row(item));
    return group;
}

NodePtr authorizersOf(const model::ApiId &api, const std::vector<model::Authorizer> &authorizers)
{
    return groupOf(Kind::Authorizers, api, tr("Authorizers"), authorizers, [&](const model::Authorizer &authorizer) {
        return makeNode(Kind::Authorizer, api, authorizer.id.value, toQString(authorizer.name),
                        toQString(model::toString(authorizer.type)));
    });
}

NodePtr modelsOf(const model::ApiId &api, const std::vector<Cow<model::Model>> &models)
{
    return groupOf(Kind::Models, api, tr("Models"), models, [&](const Cow<model::Model> &item) {
        return makeNode(Kind::Model, api, item->name, toQString(item->name));
    });
}

NodePtr gatewayResponsesOf(const model::RestApi &api)
{
    return groupOf(Kind::GatewayResponses, api.id, tr("Gateway responses"), api.gatewayResponses,
                   [&](const model::GatewayResponse &response) {
                       return makeNode(Kind::GatewayResponse, api.id, response.responseType,
                                       toQString(response.responseType), toQString(response.statusCode));
                   });
}

NodePtr routesOf(const model::ApiId &api, const std::vector<Cow<model::Route>> &routes)
{
    return groupOf(Kind::Routes, api, tr("Routes"), routes, [&](const Cow<model::Route> &route) {
        const QString key = toQString(route->routeKey);
        const qsizetype space = key.indexOf(u' ');
        NodePtr row = makeNode(Kind::Route, api, route->id.value, key.mid(space + 1));
        row->method = key.left(std::max<qsizetype>(space, 0));
        row->hasIntegration = !route->target.isNull();
        return row;
    });
}

NodePtr backendsOf(const model::RestApi &api)
{
    std::map<QString, std::vector<NodePtr>> backends;
    std::unordered_map<std::string_view, QString> paths;
    for (const Cow<model::Resource> &resource : api.resources) {
        const QString path = resource->parent.isNull()
            ? QString()
            : paths[resource->parent.value] + u'/' + toQString(resource->pathPart);
        for (const model::Method &method : resource->methods) {
            if (!method.integration)
                continue;
            auto row = std::make_unique<ProjectTreeNode>();
            row->ref = {Kind::Method, api.id, resource->id, method.httpMethod};
            row->text = path.isEmpty() ? QStringLiteral("/") : path;
            row->method = toQString(method.httpMethod);
            backends[backendOf(*method.integration)].push_back(std::move(row));
        }
        paths.emplace(resource->id.value, path);
    }
    NodePtr group = makeNode(Kind::Backends, api.id, {}, tr("Integrations by backend"));
    for (auto &[backend, rows] : backends) {
        ProjectTreeNode &node = group->add(makeNode(Kind::Backend, api.id, toStd(backend), backend,
                                                    QLocale().toString(static_cast<qulonglong>(rows.size()))));
        for (NodePtr &row : rows)
            node.add(std::move(row));
    }
    return group;
}

} // namespace

ProjectTreeNode &ProjectTreeNode::add(std::unique_ptr<ProjectTreeNode> added)
{
    added->parent = this;
    added->row = static_cast<int>(children.size());
    return *children.emplace_back(std::move(added));
}

void ProjectTreeNode::renumber(int first)
{
    for (std::size_t i = static_cast<std::size_t>(first); i < children.size(); ++i) {
        children[i]->parent = this;
        children[i]->row = static_cast<int>(i);
    }
}

ProjectTreeNode *ProjectTreeNode::child(const ObjectRef &wanted) const
{
    for (const auto &candidate : children) {
        if (candidate->ref == wanted)
            return candidate.get();
    }
    return nullptr;
}

QString backendOf(const model::Integration &integration)
{
    if (integration.type == model::IntegrationType::Mock || integration.uri.empty())
        return toQString(model::toString(integration.type));
    // Not QUrl: stage variables make URIs that are none.
    const std::string &uri = integration.uri;
    const std::size_t scheme = uri.find("://");
    if (scheme == std::string::npos)
        return toQString(uri.substr(0, uri.find('/')));
    return toQString(uri.substr(0, uri.find('/', scheme + 3)));
}

NodePtr ProjectTreeBuilder::methodRow(const model::ApiId &api, const model::Resource &resource,
                                      const model::Method &method) const
{
    auto row = std::make_unique<ProjectTreeNode>();
    row->ref = {Kind::Method, api, resource.id, method.httpMethod};
    row->text = row->method = toQString(method.httpMethod);
    row->hasIntegration = method.integration.has_value();
    row->detail = method.integration ? toQString(model::toString(method.integration->type)) : tr("no integration");
    return row;
}

NodePtr ProjectTreeBuilder::resourceRow(const model::ApiId &api, const model::Resource &resource) const
{
    auto row = std::make_unique<ProjectTreeNode>();
    row->ref = {Kind::Resource, api, resource.id, {}};
    row->text = u'/' + toQString(resource.pathPart);
    return row;
}

NodePtr ProjectTreeBuilder::resource(const model::RestApi &api, const model::ResourceId &root) const
{
    std::unordered_map<std::string_view, ProjectTreeNode *> made;
    NodePtr top;
    for (const Cow<model::Resource> &each : api.resources) {
        const auto parent = made.find(each->parent.value);
        if (each->id != root && (parent == made.end() || each->parent.isNull()))
            continue;
        NodePtr row = resourceRow(api.id, *each);
        for (const model::Method &method : each->methods)
            row->add(methodRow(api.id, *each, method));
        made.emplace(each->id.value, row.get());
        if (each->id == root)
            top = std::move(row);
        else
            parent->second->add(std::move(row));
    }
    return top;
}

NodePtr ProjectTreeBuilder::group(Kind kind, const model::ApiEntry &entry) const
{
    const auto *rest = std::get_if<model::RestApi>(&entry.api);
    const auto *http = std::get_if<model::HttpApi>(&entry.api);
    const auto *webSocket = std::get_if<model::WebSocketApi>(&entry.api);
    const model::ApiId &api = model::idOf(entry.api);
    switch (kind) {
    case Kind::Stages: return stagesOf(m_document, entry);
    case Kind::Routes:
        return http ? routesOf(api, http->routes) : webSocket ? routesOf(api, webSocket->routes) : nullptr;
    case Kind::Models:
        return rest ? modelsOf(api, rest->models) : webSocket ? modelsOf(api, webSocket->models) : nullptr;
    case Kind::Authorizers:
        return std::visit([&](const auto &any) { return authorizersOf(api, any.authorizers); }, entry.api);
    case Kind::GatewayResponses: return rest ? gatewayResponsesOf(*rest) : nullptr;
    case Kind::Backends: return rest ? backendsOf(*rest) : nullptr;
    default: return nullptr;
    }
}

NodePtr ProjectTreeBuilder::apiRow(const model::ApiEntry &entry) const
{
    return makeNode(Kind::Api, model::idOf(entry.api), {}, toQString(model::nameOf(entry.api)),
                    toQString(model::toString(model::kindOf(entry.api))));
}

NodePtr ProjectTreeBuilder::api(const model::ApiEntry &entry) const
{
    NodePtr node = apiRow(entry);
    if (const auto *rest = std::get_if<model::RestApi>(&entry.api); rest && rest->root())
        node->add(resource(*rest, rest->root()->id));
    for (const Kind kind :
         {Kind::Routes, Kind::Stages, Kind::Models, Kind::Authorizers, Kind::GatewayResponses, Kind::Backends}) {
        if (NodePtr made = group(kind, entry))
            node->add(std::move(made));
    }
    return node;
}

NodePtr ProjectTreeBuilder::apiKeys() const
{
    return groupOf(Kind::ApiKeys, {}, tr("API keys"), m_document.project().apiKeys, [](const model::ApiKey &key) {
        return makeNode(Kind::ApiKey, {}, key.id, toQString(key.name.empty() ? key.id : key.name),
                        key.enabled ? QString() : tr("off"));
    });
}

NodePtr ProjectTreeBuilder::usagePlans() const
{
    return groupOf(
        Kind::UsagePlans, {}, tr("Usage plans"), m_document.project().usagePlans, [](const model::UsagePlan &plan) {
            return makeNode(Kind::UsagePlan, {}, plan.id, toQString(plan.name.empty() ? plan.id : plan.name));
        });
}

NodePtr ProjectTreeBuilder::events() const
{
    NodePtr group = groupOf(Kind::Events, {}, tr("Events"), m_document.project().events,
                            [](const model::SavedEvent &event) {
                                return makeNode(Kind::Event, {}, event.name, toQString(event.name));
                            });
    if (group->children.empty())
        group->detail = tr("none yet");
    return group;
}

NodePtr ProjectTreeBuilder::templateTests() const
{
    NodePtr group = groupOf(Kind::TemplateTests, {}, tr("Template tests"), m_document.project().tests,
                            [](const model::TemplateTest &test) {
                                const QString of = test.method ? toQString(test.method->method + ' ' + test.method->path)
                                                               : QString();
                                return makeNode(Kind::TemplateTest, {}, test.name, toQString(test.name), of);
                            });
    if (group->children.empty())
        group->detail = tr("none yet");
    return group;
}

std::vector<NodePtr> ProjectTreeBuilder::projectGroups() const
{
    std::vector<NodePtr> groups;
    groups.push_back(events());
    groups.push_back(templateTests());
    groups.push_back(apiKeys());
    groups.push_back(usagePlans());
    return groups;
}

NodePtr ProjectTreeBuilder::project() const
{
    auto root = std::make_unique<ProjectTreeNode>();
    for (const model::ApiEntry &entry : m_document.project().apis)
        root->add(api(entry));
    for (NodePtr &group : projectGroups())
        root->add(std::move(group));
    return root;
}

} // namespace gatehouse::ui

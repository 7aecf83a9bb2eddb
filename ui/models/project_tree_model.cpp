#include "ui/models/project_tree_model.h"

#include "ui/commands/api_commands.h"
#include "ui/commands/model_commands.h"
#include "ui/commands/resource_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/commands/test_commands.h"
#include "ui/document/pointers.h"
#include "ui/widgets/text.h"

#include <QMimeData>

#include <algorithm>
#include <unordered_set>

namespace gatehouse::ui {

using Kind = ObjectRef::Kind;
using Change = DocumentChange::Kind;

namespace {

constexpr QLatin1StringView kResourceMimeType("application/x-gatehouse-resource");
constexpr int kBackendDelay = 100; // ms

std::string keyOf(const model::ApiId &api, const model::ResourceId &resource)
{
    return api.value + '/' + resource.value;
}

struct RefHash {
    std::size_t operator()(const ObjectRef &ref) const noexcept
    {
        const std::hash<std::string> hash;
        return hash(ref.name) ^ (hash(ref.resource.value) << 1) ^ (static_cast<std::size_t>(ref.kind) << 3);
    }
};

} // namespace

struct ProjectTreeModel::Drop {
    model::ApiId api;
    model::ResourceId resource;
    model::ResourceId parent;
    model::ResourceId before; // null: as the last child
};

ProjectTreeModel::ProjectTreeModel(ProjectDocument &document, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_root(ProjectTreeBuilder(document).project())
{
    index(*m_root);
    m_backendTimer.setSingleShot(true);
    m_backendTimer.setInterval(kBackendDelay);
    connect(&m_backendTimer, &QTimer::timeout, this, &ProjectTreeModel::syncBackends);
    connect(&document, &ProjectDocument::changed, this, &ProjectTreeModel::follow);
    connect(&document, &ProjectDocument::draftIdChanged, this,
            [this](const model::ApiId &api) { syncGroup(Kind::Stages, api); });
    connect(&document, &ProjectDocument::diagnosticsChanged, this, &ProjectTreeModel::updateSeverities);
    updateSeverities({});
}

ProjectTreeModel::~ProjectTreeModel() = default;

// ---- The document's changes -----------------------------------------------------------------------------------

void ProjectTreeModel::follow(const DocumentChange &change)
{
    const ProjectTreeBuilder builder(m_document);
    const model::ApiEntry *entry = m_document.api(change.api);
    switch (change.kind) {
    case Change::ProjectReset:
        beginResetModel();
        m_root = builder.project();
        m_resources.clear();
        m_marked.clear();
        index(*m_root);
        endResetModel();
        break;
    case Change::ProjectSettings:
        for (NodePtr &wanted : builder.projectGroups())
            sync(*m_root->child(wanted->ref), *wanted);
        break;
    case Change::ApiInserted: {
        const auto &apis = m_document.project().apis;
        insert(*m_root, static_cast<int>(entry - apis.data()), builder.api(*entry));
        break;
    }
    case Change::ApiRemoved:
        if (const Node *api = apiNode(change.api))
            remove(*m_root, api->row, api->row);
        break;
    case Change::ApiReplaced:
        if (Node *api = apiNode(change.api))
            sync(*api, *builder.api(*entry));
        break;
    case Change::ApiSettings:
        if (Node *api = apiNode(change.api); api && !api->sameFacts(*builder.apiRow(*entry))) {
            api->text = toQString(model::nameOf(entry->api));
            Q_EMIT dataChanged(indexFor(*api), indexFor(*api));
        }
        break;
    case Change::Models: syncGroup(Kind::Models, change.api); break;
    case Change::Authorizers: syncGroup(Kind::Authorizers, change.api); break;
    case Change::GatewayResponses: syncGroup(Kind::GatewayResponses, change.api); break;
    case Change::ResourceInserted: insertResource(change); break;
    case Change::ResourceRemoved:
        if (Node *resource = resourceNode(change.api, change.resource))
            remove(*resource->parent, resource->row, resource->row);
        break;
    case Change::ResourceMoved: moveResource(change); break;
    case Change::ResourceChanged:
        if (Node *resource = resourceNode(change.api, change.resource)) {
            resource->text = builder.resourceRow(change.api, *m_document.resource(change.api, change.resource))->text;
            Q_EMIT dataChanged(indexFor(*resource), indexFor(*resource));
        }
        break;
    case Change::MethodInserted:
    case Change::MethodRemoved:
    case Change::MethodChanged: syncMethods(change); break;
    case Change::StageInserted:
    case Change::StageRemoved:
    case Change::StageChanged:
    case Change::Deployments: syncGroup(Kind::Stages, change.api); break;
    }
    if (change.touchesDraft() && change.kind != Change::ApiReplaced) {
        m_staleBackends.insert(change.api);
        m_backendTimer.start();
    }
}

void ProjectTreeModel::insertResource(const DocumentChange &change)
{
    const model::Resource &resource = *m_document.resource(change.api, change.resource);
    Node *parent = resource.parent.isNull() ? apiNode(change.api) : resourceNode(change.api, resource.parent);
    if (parent) {
        insert(*parent, resourceRow(change.api, resource, *parent),
               ProjectTreeBuilder(m_document).resource(*m_document.restApi(change.api), change.resource));
    }
}

void ProjectTreeModel::moveResource(const DocumentChange &change)
{
    const model::Resource &resource = *m_document.resource(change.api, change.resource);
    Node *moved = resourceNode(change.api, change.resource);
    Node *from = moved ? moved->parent : nullptr;
    Node *to = resourceNode(change.api, resource.parent);
    if (!from || !to)
        return;
    const int source = moved->row;
    const int target = resourceRow(change.api, resource, *to); // once it is there
    if (from == to && source == target)
        return;
    beginMoveRows(indexFor(*from), source, source, indexFor(*to), from == to && target > source ? target + 1 : target);
    NodePtr taken = std::move(from->children[static_cast<std::size_t>(source)]);
    from->children.erase(from->children.begin() + source);
    to->children.insert(to->children.begin() + target, std::move(taken));
    from->renumber();
    to->renumber();
    endMoveRows();
}

void ProjectTreeModel::syncMethods(const DocumentChange &change)
{
    Node *shown = resourceNode(change.api, change.resource);
    const model::Resource *resource = m_document.resource(change.api, change.resource);
    if (!shown || !resource)
        return;
    const ProjectTreeBuilder builder(m_document);
    // A change of verb is the same row with another name, not a removal that would lose the selection.
    if (change.kind == Change::MethodChanged && change.name != change.previousName) {
        if (Node *row = shown->child(ObjectRef::of(MethodRef{change.api, change.resource, change.previousName})))
            row->ref.name = change.name;
    }
    int methods = 0;
    for (const model::Method &method : resource->methods) {
        NodePtr wanted = builder.methodRow(change.api, *resource, method);
        Node *present = shown->child(wanted->ref);
        if (!present) {
            insert(*shown, methods, std::move(wanted));
        } else if (!present->sameFacts(*wanted)) {
            wanted->severity = present->severity;
            present->text = wanted->text;
            present->detail = wanted->detail;
            present->method = wanted->method;
            present->hasIntegration = wanted->hasIntegration;
            Q_EMIT dataChanged(indexFor(*present), indexFor(*present));
        }
        ++methods;
    }
    for (int row = static_cast<int>(shown->children.size()) - 1; row >= 0; --row) {
        const ObjectRef &ref = shown->children[static_cast<std::size_t>(row)]->ref;
        if (ref.kind == Kind::Method && !resource->method(ref.name))
            remove(*shown, row, row);
    }
}

void ProjectTreeModel::syncGroup(Kind kind, const model::ApiId &api)
{
    const model::ApiEntry *entry = m_document.api(api);
    Node *owner = apiNode(api);
    Node *group = owner ? owner->child({kind, api, {}, {}}) : nullptr;
    if (!entry || !group)
        return;
    if (const NodePtr wanted = ProjectTreeBuilder(m_document).group(kind, *entry))
        sync(*group, *wanted);
}

void ProjectTreeModel::syncBackends()
{
    for (const model::ApiId &api : std::exchange(m_staleBackends, {}))
        syncGroup(Kind::Backends, api);
}

// ---- Problems -------------------------------------------------------------------------------------------------

void ProjectTreeModel::updateSeverities(const model::ApiId &api)
{
    for (const NodePtr &node : m_root->children) {
        if (node->ref.kind != Kind::Api || !(api.isNull() || node->ref.api == api))
            continue;
        const bool any = m_document.diagnostics().worstBelow(node->ref.api, {}).has_value();
        if (!any && !m_marked.contains(node->ref.api))
            continue; // no look at thousands of rows that were and are well
        if (any)
            m_marked.insert(node->ref.api);
        else
            m_marked.erase(node->ref.api);
        updateSeverity(*node, node->ref.api, {});
    }
}

std::optional<Severity> ProjectTreeModel::updateSeverity(Node &node, const model::ApiId &api, const std::string &path)
{
    const DiagnosticsIndex &diagnostics = m_document.diagnostics();
    std::optional<Severity> worst;
    std::string own = path;
    switch (node.ref.kind) {
    case Kind::Api: worst = diagnostics.worstBelow(api, {}); break;
    case Kind::Resource:
        own = node.text == u"/" ? std::string() : path + toStd(node.text);
        worst = diagnostics.worstBelow(api, methodPointer(own.empty() ? "/" : own));
        break;
    case Kind::Method:
        worst = diagnostics.worstBelow(api, methodPointer(own.empty() ? "/" : own, node.ref.name));
        break;
    case Kind::Model: worst = diagnostics.worstBelow(api, "/components/schemas/" + node.ref.name); break;
    case Kind::Backends: return std::nullopt; // shows the methods once more
    default: break;
    }
    for (const NodePtr &child : node.children)
        worst = std::max(worst, updateSeverity(*child, api, own));
    if (worst != node.severity) {
        node.severity = worst;
        Q_EMIT dataChanged(indexFor(node), indexFor(node), {SeverityRole, Qt::AccessibleTextRole});
    }
    return worst;
}

// ---- Rows -----------------------------------------------------------------------------------------------------

void ProjectTreeModel::sync(Node &shown, Node &wanted)
{
    if (!shown.sameFacts(wanted) && &shown != m_root.get()) {
        shown.text = wanted.text;
        shown.detail = wanted.detail;
        shown.method = wanted.method;
        shown.hasIntegration = wanted.hasIntegration;
        shown.deployState = wanted.deployState;
        Q_EMIT dataChanged(indexFor(shown), indexFor(shown));
    }

    const auto sameRef = [](const NodePtr &a, const NodePtr &b) { return a->ref == b->ref; };
    if (std::ranges::equal(shown.children, wanted.children, sameRef)) { // as nearly always
        for (std::size_t i = 0; i < wanted.children.size(); ++i)
            sync(*shown.children[i], *wanted.children[i]);
        return;
    }
    std::unordered_set<ObjectRef, RefHash> kept;
    for (const NodePtr &child : wanted.children)
        kept.insert(child->ref);
    for (int last = static_cast<int>(shown.children.size()) - 1; last >= 0; --last) {
        int first = last;
        while (first >= 0 && !kept.contains(shown.children[static_cast<std::size_t>(first)]->ref))
            --first;
        if (first < last)
            remove(shown, first + 1, last);
        last = std::min(last, first);
    }

    for (std::size_t i = 0; i < wanted.children.size(); ++i) {
        Node &next = *wanted.children[i];
        const int row = static_cast<int>(i);
        if (i < shown.children.size() && shown.children[i]->ref == next.ref) {
            sync(*shown.children[i], next);
            continue;
        }
        Node *present = shown.child(next.ref);
        if (!present) {
            insert(shown, row, std::move(wanted.children[i]));
            continue;
        }
        beginMoveRows(indexFor(shown), present->row, present->row, indexFor(shown), row);
        const auto begin = shown.children.begin();
        std::rotate(begin + row, begin + present->row, begin + present->row + 1);
        shown.renumber(row);
        endMoveRows();
        sync(*shown.children[i], next);
    }
}

void ProjectTreeModel::insert(Node &parent, int row, NodePtr child)
{
    row = std::clamp(row, 0, static_cast<int>(parent.children.size()));
    beginInsertRows(indexFor(parent), row, row);
    index(*child);
    parent.children.insert(parent.children.begin() + row, std::move(child));
    parent.renumber(row);
    endInsertRows();
}

void ProjectTreeModel::remove(Node &parent, int first, int last)
{
    beginRemoveRows(indexFor(parent), first, last);
    for (int row = first; row <= last; ++row)
        forget(*parent.children[static_cast<std::size_t>(row)]);
    parent.children.erase(parent.children.begin() + first, parent.children.begin() + last + 1);
    parent.renumber(first);
    endRemoveRows();
}

void ProjectTreeModel::index(Node &node)
{
    if (node.ref.kind == Kind::Resource)
        m_resources[keyOf(node.ref.api, node.ref.resource)] = &node;
    if (node.ref.kind != Kind::Backends) {
        for (const NodePtr &child : node.children)
            index(*child);
    }
}

void ProjectTreeModel::forget(Node &node)
{
    if (node.ref.kind == Kind::Resource) {
        // It may have come back elsewhere already.
        const auto known = m_resources.find(keyOf(node.ref.api, node.ref.resource));
        if (known != m_resources.end() && known->second == &node)
            m_resources.erase(known);
    }
    for (const NodePtr &child : node.children)
        forget(*child);
}

ProjectTreeNode *ProjectTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ProjectTreeModel::indexFor(const Node &node) const
{
    return node.parent ? createIndex(node.row, 0, &node) : QModelIndex();
}

ProjectTreeNode *ProjectTreeModel::apiNode(const model::ApiId &api) const
{
    return m_root->child({Kind::Api, api, {}, {}});
}

ProjectTreeNode *ProjectTreeModel::resourceNode(const model::ApiId &api, const model::ResourceId &resource) const
{
    const auto found = m_resources.find(keyOf(api, resource));
    return found == m_resources.end() ? nullptr : found->second;
}

int ProjectTreeModel::resourceRow(const model::ApiId &api, const model::Resource &resource, const Node &parent) const
{
    int row = static_cast<int>(
        std::ranges::count_if(parent.children, [](const NodePtr &child) { return child->ref.kind == Kind::Method; }));
    for (const model::Resource *sibling : m_document.restApi(api)->children(resource.parent)) {
        if (sibling->id == resource.id)
            break;
        ++row;
    }
    return row;
}

// ---- QAbstractItemModel ---------------------------------------------------------------------------------------

QModelIndex ProjectTreeModel::indexOf(const ObjectRef &object) const
{
    Node *found = nullptr;
    if (object.kind == Kind::Resource || object.kind == Kind::Method) {
        found = resourceNode(object.api, object.resource);
        if (found && object.kind == Kind::Method)
            found = found->child(object);
    } else {
        const Node *top = object.api.isNull() ? m_root.get() : apiNode(object.api);
        if (top && top->ref == object)
            return indexFor(*top);
        // Everything else is a group, or in one; a deployment is below its stage.
        std::vector<const Node *> level{top};
        for (int depth = 0; depth < 3 && !found; ++depth) {
            std::vector<const Node *> below;
            for (const Node *each : level) {
                if (!each || each->ref.kind == Kind::Resource)
                    continue;
                if ((found = each->child(object)))
                    break;
                for (const NodePtr &child : each->children)
                    below.push_back(child.get());
            }
            level = std::move(below);
        }
    }
    return found ? indexFor(*found) : QModelIndex();
}

ObjectRef ProjectTreeModel::objectAt(const QModelIndex &index)
{
    return index.data(ObjectRole).value<ObjectRef>();
}

QModelIndex ProjectTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent)
        ? createIndex(row, column, node(parent)->children[static_cast<std::size_t>(row)].get())
        : QModelIndex();
}

QModelIndex ProjectTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexFor(*node(index)->parent) : QModelIndex();
}

int ProjectTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent)->children.size());
}

int ProjectTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ProjectTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &row = *node(index);
    switch (role) {
    case Qt::DisplayRole: return row.text;
    case Qt::EditRole: return row.ref.kind == Kind::Resource ? row.text.mid(1) : row.text;
    case ObjectRole: return QVariant::fromValue(row.ref);
    case KindRole: return static_cast<int>(row.ref.kind);
    case MethodRole: return row.method;
    case DetailRole: return row.detail;
    case SeverityRole: return row.severity ? QVariant(static_cast<int>(*row.severity)) : QVariant();
    case DeployStateRole: return static_cast<int>(row.deployState);
    case HasIntegrationRole: return row.hasIntegration;
    case FilterRole: return row.method.isEmpty() || row.method == row.text ? row.text : row.method + u' ' + row.text;
    }
    return {};
}

Qt::ItemFlags ProjectTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Node &row = *node(index);
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool isRoot = row.parent && row.parent->ref.kind == Kind::Api;
    switch (row.ref.kind) {
    case Kind::Resource:
        flags |= Qt::ItemIsDropEnabled;
        if (!isRoot)
            flags |= Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
        break;
    case Kind::Api:
    case Kind::Stage:
    case Kind::Event:
    case Kind::TemplateTest:
    case Kind::Model: flags |= Qt::ItemIsEditable; break;
    default: break;
    }
    return flags;
}

std::optional<QString> ProjectTreeModel::renameProblem(const QModelIndex &index, const QString &text) const
{
    const ObjectRef object = objectAt(index);
    const std::string name = toStd(text);
    switch (object.kind) {
    case Kind::Resource: {
        const model::RestApi *api = m_document.restApi(object.api);
        const model::Resource *resource = m_document.resource(object.api, object.resource);
        if (!api || !resource)
            return tr("It is not there any more.");
        const auto problem = model::pathPartProblem(*api, resource->parent, name, resource->id);
        return problem ? std::optional(toQString(*problem)) : std::nullopt;
    }
    case Kind::Stage: return stageNameProblem(*m_document.api(object.api), name, object.name);
    case Kind::Api: return text.trimmed().isEmpty() ? std::optional(tr("An API needs a name.")) : std::nullopt;
    case Kind::Model: return modelNameProblem(*m_document.api(object.api), name, object.name);
    case Kind::Event: return eventNameProblem(m_document.project(), name, object.name);
    case Kind::TemplateTest: return testNameProblem(m_document.project(), name, object.name);
    default: return tr("This cannot be renamed.");
    }
}

bool ProjectTreeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString text = value.toString();
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || renameProblem(index, text))
        return false;
    const ObjectRef object = objectAt(index);
    const std::string name = toStd(text);
    switch (object.kind) {
    case Kind::Resource: m_document.push(new RenameResource(m_document, object.api, object.resource, name)); break;
    case Kind::Stage:
        editStage(m_document, object.stage(), tr("Rename stage %1 to %2").arg(toQString(object.name), text), {},
                  [&](model::Stage &stage) { stage.name = name; });
        break;
    case Kind::Model: renameModel(m_document, object.api, object.name, name); break;
    case Kind::Api: renameApi(m_document, object.api, name); break;
    case Kind::Event: renameSavedEvent(m_document, object.name, name); break;
    case Kind::TemplateTest: renameTemplateTest(m_document, object.name, name); break;
    default: return false;
    }
    return true;
}

// ---- Drag and drop --------------------------------------------------------------------------------------------

QStringList ProjectTreeModel::mimeTypes() const
{
    return {kResourceMimeType};
}

QMimeData *ProjectTreeModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.size() != 1 || objectAt(indexes.first()).kind != Kind::Resource)
        return nullptr;
    const ObjectRef object = objectAt(indexes.first());
    auto data = std::make_unique<QMimeData>();
    data->setData(kResourceMimeType, QByteArray::fromStdString(keyOf(object.api, object.resource)));
    data->setText(indexes.first().data().toString());
    return data.release();
}

std::optional<ProjectTreeModel::Drop> ProjectTreeModel::dropAt(const QMimeData *data, int row,
                                                               const QModelIndex &parent) const
{
    const ObjectRef target = objectAt(parent);
    const auto dragged = m_resources.find(data->data(kResourceMimeType).toStdString());
    if (dragged == m_resources.end() || target.kind != Kind::Resource || dragged->second->ref.api != target.api)
        return std::nullopt;
    const ObjectRef &source = dragged->second->ref;
    const model::RestApi *api = m_document.restApi(target.api);
    if (!api || moveProblem(*api, source.resource, target.resource))
        return std::nullopt;
    Drop drop{target.api, source.resource, target.resource, {}};
    const auto &siblings = node(parent)->children;
    // Before the first resource at or after the row: methods stay in front.
    for (std::size_t i = row < 0 ? siblings.size() : static_cast<std::size_t>(row); i < siblings.size(); ++i) {
        const ObjectRef &sibling = siblings[i]->ref;
        if (sibling.kind == Kind::Resource && sibling.resource != source.resource) {
            drop.before = sibling.resource;
            break;
        }
    }
    return drop;
}

bool ProjectTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                                       const QModelIndex &parent) const
{
    return action == Qt::MoveAction && dropAt(data, row, parent);
}

bool ProjectTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                                    const QModelIndex &parent)
{
    const std::optional<Drop> drop = action == Qt::MoveAction ? dropAt(data, row, parent) : std::nullopt;
    if (!drop)
        return false;
    m_document.push(new MoveResource(m_document, drop->api, drop->resource, drop->parent, drop->before));
    return true;
}

} // namespace gatehouse::ui

#include "ui/editors/project_tree_view.h"

#include "ui/commands/api_commands.h"
#include "ui/commands/method_commands.h"
#include "ui/commands/model_commands.h"
#include "ui/commands/resource_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/commands/test_commands.h"
#include "ui/editors/cors_dialog.h"
#include "ui/editors/project_tree_delegate.h"
#include "ui/models/project_tree_filter.h"
#include "ui/models/project_tree_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatehouse::ui {

using Kind = ObjectRef::Kind;

ProjectTreeView::ProjectTreeView(ProjectDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new ProjectTreeModel(document, this))
    , m_filter(new ProjectTreeFilter(this))
    , m_filterField(new QLineEdit)
    , m_view(new QTreeView)
    , m_stack(new QStackedWidget)
    , m_methodMenu(new QMenu(tr("Add &method"), this))
{
    m_filter->setSourceModel(m_model);
    m_filterField->setPlaceholderText(tr("Filter by path, verb or name"));
    m_filterField->setAccessibleName(tr("Filter the project"));
    m_filterField->setClearButtonEnabled(true);
    m_filterField->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filterField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        if (!text.isEmpty())
            m_view->expandAll();
    });

    m_view->setModel(m_filter);
    m_view->setItemDelegate(new ProjectTreeDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true); // thousands of rows are laid out without asking each
    m_view->setAccessibleName(tr("Project"));
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(kGroupGap);
    m_view->setExpandsOnDoubleClick(false);

    auto *empty = new EmptyState(QStringLiteral("api-rest"), tr("No API yet"),
                                 tr("Open a project folder or an OpenAPI file, or start with a new API."));
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGap, kGap, kGap, 0);
    top->addWidget(m_filterField);
    column->addLayout(top);
    column->addWidget(m_stack, 1);

    m_open = addAction(QStringLiteral("open"), tr("&Open"), {}, &ProjectTreeView::open);
    m_openText = addAction(QStringLiteral("code"), tr("Show in &text"), QKeySequence(Qt::CTRL | Qt::Key_Return),
                           &ProjectTreeView::openText);
    m_addResource = addAction(QStringLiteral("resource"), tr("Add &resource"), QKeySequence(Qt::Key_Insert),
                              &ProjectTreeView::addResource);
    m_addMethod = addAction(QStringLiteral("method"), tr("Add next &method"), QKeySequence(Qt::SHIFT | Qt::Key_Insert),
                            &ProjectTreeView::addFirstMethod);
    m_addStage = addAction(QStringLiteral("stage"), tr("Add &stage"), {}, &ProjectTreeView::addStage);
    m_addModel = addAction(QStringLiteral("model"), tr("Add m&odel"), {}, &ProjectTreeView::addModel);
    m_rename = addAction(QStringLiteral("rename"), tr("Re&name"), QKeySequence(Qt::Key_F2), &ProjectTreeView::rename);
    m_duplicate = addAction(QStringLiteral("duplicate"), tr("D&uplicate"), QKeySequence(Qt::CTRL | Qt::Key_D),
                            &ProjectTreeView::duplicate);
    m_remove
        = addAction(QStringLiteral("delete"), tr("&Delete"), QKeySequence(Qt::Key_Delete), &ProjectTreeView::remove);
    m_deploy = addAction(QStringLiteral("deploy"), tr("Deplo&y draft to this stage"), {}, &ProjectTreeView::deploy);
    m_enableCors = addAction(QStringLiteral("domain"), tr("Enable &CORS…"), {}, &ProjectTreeView::enableCors);
    m_methodMenu->setIcon(icon(QStringLiteral("method")));
    connect(m_methodMenu, &QMenu::aboutToShow, this, &ProjectTreeView::fillMethodMenu);

    connect(m_view, &QTreeView::customContextMenuRequested, this, &ProjectTreeView::showMenu);
    connect(m_view, &QTreeView::activated, this, &ProjectTreeView::open);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        updateActions();
        Q_EMIT currentChanged(current());
    });
    const auto showRows = [this] { m_stack->setCurrentIndex(m_document.project().apis.empty() ? 1 : 0); };
    connect(m_model, &QAbstractItemModel::modelReset, this, [this, showRows] {
        showRows();
        expandFirstRows();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, showRows);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, showRows);
    connect(&document, &ProjectDocument::changed, this, &ProjectTreeView::updateActions);
    showRows();
    expandFirstRows();
    updateActions();
}

QAction *ProjectTreeView::addAction(const QString &iconName, const QString &text, const QKeySequence &keys,
                                    void (ProjectTreeView::*slot)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut); // F2 and Del mean other things elsewhere
    connect(action, &QAction::triggered, this, slot);
    m_view->addAction(action);
    return action;
}

QList<QAction *> ProjectTreeView::editActions() const
{
    return {m_addResource, m_addMethod, m_enableCors, m_addStage, m_addModel, m_rename, m_duplicate, m_remove};
}

void ProjectTreeView::setEmptyAction(QAction *action)
{
    QWidget *old = m_stack->widget(1);
    m_stack->addWidget(new EmptyState(QStringLiteral("api-rest"), tr("No API yet"),
                                      tr("Open a project folder or an OpenAPI file, or start with a new API."),
                                      action));
    delete old;
    m_stack->setCurrentIndex(m_document.project().apis.empty() ? 1 : 0);
}

void ProjectTreeView::expandFirstRows()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex api = m_filter->index(row, 0);
        if (ProjectTreeModel::objectAt(api).kind != Kind::Api)
            continue;
        m_view->expand(api);
        for (int child = 0; child < m_filter->rowCount(api); ++child) {
            const QModelIndex index = m_filter->index(child, 0, api);
            const Kind kind = ProjectTreeModel::objectAt(index).kind;
            if (kind == Kind::Resource
                && m_document.restApi(ProjectTreeModel::objectAt(index).api)->resources.size() < 200)
                m_view->expandRecursively(index);
            else if (kind == Kind::Resource || kind == Kind::Stages)
                m_view->expand(index);
        }
    }
}

ObjectRef ProjectTreeView::current() const
{
    return ProjectTreeModel::objectAt(m_view->currentIndex());
}

void ProjectTreeView::setCurrent(const ObjectRef &object)
{
    if (current() == object)
        return;
    const QModelIndex source = m_model->indexOf(object);
    if (!source.isValid())
        return;
    if (!m_filter->mapFromSource(source).isValid())
        m_filterField->clear();
    const QModelIndex index = m_filter->mapFromSource(source);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

model::ResourceId ProjectTreeView::currentResource() const
{
    const ObjectRef object = current();
    if (!object.resource.isNull())
        return object.resource;
    const model::RestApi *api = m_document.restApi(object.api);
    return api && api->root() && object.kind == Kind::Api ? api->root()->id : model::ResourceId{};
}

void ProjectTreeView::updateActions()
{
    const ObjectRef object = current();
    const model::RestApi *rest = m_document.restApi(object.api);
    const bool inResource = !currentResource().isNull();
    const model::Resource *resource = m_document.resource(object.api, object.resource);
    const bool isRoot = resource && resource->parent.isNull();
    const bool isResource = object.kind == Kind::Resource && !isRoot;
    const bool isStage = object.kind == Kind::Stage;
    m_open->setEnabled(object.kind != Kind::None);
    m_openText->setEnabled(rest != nullptr);
    m_addResource->setEnabled(inResource);
    m_addMethod->setEnabled(inResource);
    m_methodMenu->setEnabled(inResource);
    m_addStage->setEnabled(!object.api.isNull());
    m_addModel->setEnabled(rest);
    m_rename->setEnabled(m_view->currentIndex().flags() & Qt::ItemIsEditable);
    m_duplicate->setEnabled(isResource || isStage || object.kind == Kind::Method || object.kind == Kind::Event
                            || object.kind == Kind::TemplateTest);
    m_remove->setEnabled(isResource || isStage || object.kind == Kind::Method || object.kind == Kind::Model
                         || object.kind == Kind::Authorizer || object.kind == Kind::GatewayResponse
                         || object.kind == Kind::Api || object.kind == Kind::Event
                         || object.kind == Kind::TemplateTest);
    m_deploy->setEnabled(isStage);
    m_enableCors->setEnabled(resource && object.kind == Kind::Resource && !resource->methods.empty());
}

void ProjectTreeView::showMenu(const QPoint &position)
{
    const ObjectRef object = current();
    QMenu menu(this);
    menu.addAction(m_open);
    if (m_openText->isEnabled())
        menu.addAction(m_openText);
    menu.addSeparator();
    if (object.kind == Kind::Stage)
        menu.addAction(m_deploy);
    if (m_addResource->isEnabled()) {
        menu.addAction(m_addResource);
        menu.addMenu(m_methodMenu);
    }
    if (m_enableCors->isEnabled())
        menu.addAction(m_enableCors);
    if (object.kind == Kind::Stages || object.kind == Kind::Api)
        menu.addAction(m_addStage);
    if (object.kind == Kind::Models || object.kind == Kind::Api)
        menu.addAction(m_addModel);
    menu.addSeparator();
    for (QAction *action : {m_rename, m_duplicate, m_remove}) {
        if (action->isEnabled())
            menu.addAction(action);
    }
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void ProjectTreeView::fillMethodMenu()
{
    m_methodMenu->clear();
    const model::Resource *resource = m_document.resource(current().api, currentResource());
    for (const std::string_view verb : model::kRestMethods) {
        QAction *action = m_methodMenu->addAction(toQString(verb));
        action->setEnabled(resource && !resource->method(verb));
        connect(action, &QAction::triggered, this, [this, verb] { addMethod(std::string(verb)); });
    }
}

void ProjectTreeView::edit(const ObjectRef &object)
{
    setCurrent(object);
    rename();
}

void ProjectTreeView::addResource()
{
    const model::ApiId api = current().api;
    const model::ResourceId parent = currentResource();
    const model::RestApi *rest = m_document.restApi(api);
    if (!rest || parent.isNull())
        return;
    const std::string stem = "resource";
    std::string part = stem;
    // A greedy parent can have no child whatever its name.
    for (int i = 2; model::pathPartProblem(*rest, parent, part); ++i) {
        part = stem + '-' + std::to_string(i);
        if (i > 1000)
            return;
    }
    auto *command = new InsertResource(m_document, api, parent, part);
    const model::ResourceId added = command->resource();
    m_document.push(command);
    edit({Kind::Resource, api, added, {}});
}

void ProjectTreeView::addMethod(const std::string &verb)
{
    const ObjectRef added{Kind::Method, current().api, currentResource(), verb};
    m_document.push(new InsertMethod(m_document, added.api, added.resource, newMockMethod(verb)));
    setCurrent(added);
    Q_EMIT openRequested(added);
}

void ProjectTreeView::addFirstMethod()
{
    const model::Resource *resource = m_document.resource(current().api, currentResource());
    if (const std::string verb = resource ? freeVerb(*resource) : std::string(); !verb.empty())
        addMethod(verb);
}

void ProjectTreeView::addStage()
{
    const model::ApiEntry *entry = m_document.api(current().api);
    if (!entry)
        return;
    model::Stage stage;
    stage.name = "stage";
    for (int i = 2; entry->stage(stage.name); ++i)
        stage.name = "stage-" + std::to_string(i);
    const ObjectRef added{Kind::Stage, current().api, {}, stage.name};
    m_document.push(new InsertStage(m_document, added.api, std::move(stage)));
    edit(added);
}

void ProjectTreeView::addModel()
{
    const model::ApiId api = current().api;
    const model::ApiEntry *entry = m_document.api(api);
    if (!entry)
        return;
    model::Model added;
    added.name = "Model";
    for (int i = 2; modelNameProblem(*entry, added.name); ++i)
        added.name = "Model" + std::to_string(i);
    added.schema = json::Value::object({{"type", "object"}});
    editRestApi(m_document, DocumentChange::Kind::Models, api, tr("Add model"), {},
                [&](model::RestApi &rest) { rest.models.push_back(added); });
    edit({Kind::Model, api, {}, added.name});
}

void ProjectTreeView::rename()
{
    m_view->edit(m_view->currentIndex());
}

void ProjectTreeView::duplicate()
{
    const ObjectRef object = current();
    if (object.kind == Kind::Resource) {
        auto *command
            = new InsertResource(m_document, object.api, duplicateOf(*m_document.restApi(object.api), object.resource));
        const model::ResourceId added = command->resource();
        m_document.push(command);
        edit({Kind::Resource, object.api, added, {}});
    } else if (object.kind == Kind::Method) {
        model::Method copy = *m_document.method(object.method());
        copy.httpMethod = freeVerb(*m_document.resource(object.api, object.resource));
        copy.operationName.clear(); // has to be unique
        if (copy.httpMethod.empty())
            return;
        const ObjectRef added{Kind::Method, object.api, object.resource, copy.httpMethod};
        m_document.push(new InsertMethod(m_document, object.api, object.resource, std::move(copy)));
        setCurrent(added);
    } else if (object.kind == Kind::Stage) {
        model::Stage copy = *m_document.stage(object.stage());
        for (int i = 1; m_document.stage({object.api, copy.name}); ++i)
            copy.name = object.name + "-copy" + (i > 1 ? '-' + std::to_string(i) : std::string());
        const ObjectRef added{Kind::Stage, object.api, {}, copy.name};
        m_document.push(new InsertStage(m_document, object.api, std::move(copy)));
        edit(added);
    } else if (object.kind == Kind::Event) {
        model::SavedEvent copy = *m_document.project().event(object.name);
        copy.name = freeEventName(m_document.project(), object.name);
        const ObjectRef added{Kind::Event, {}, {}, copy.name};
        putSavedEvent(m_document, std::move(copy));
        edit(added);
    } else if (object.kind == Kind::TemplateTest) {
        model::TemplateTest copy = *m_document.project().test(object.name);
        copy.name = freeTestName(m_document.project(), object.name);
        const ObjectRef added{Kind::TemplateTest, {}, {}, copy.name};
        putTemplateTest(m_document, std::move(copy));
        edit(added);
    }
}

void ProjectTreeView::remove()
{
    const ObjectRef object = current();
    using Change = DocumentChange::Kind;
    switch (object.kind) {
    case Kind::Resource: m_document.push(new RemoveResource(m_document, object.api, object.resource)); break;
    case Kind::Method: m_document.push(new RemoveMethod(m_document, object.method())); break;
    case Kind::Stage: m_document.push(new RemoveStage(m_document, object.stage())); break;
    case Kind::Event: removeSavedEvent(m_document, object.name); break;
    case Kind::TemplateTest: removeTemplateTest(m_document, object.name); break;
    case Kind::Api: m_document.push(new RemoveApi(m_document, object.api)); break;
    case Kind::Model:
        editRestApi(
            m_document, Change::Models, object.api, tr("Delete model %1").arg(toQString(object.name)), {},
            [&](auto &api) { std::erase_if(api.models, [&](const auto &each) { return each->name == object.name; }); });
        break;
    case Kind::Authorizer:
        editRestApi(m_document, Change::Authorizers, object.api, tr("Delete authorizer"), {}, [&](auto &api) {
            std::erase_if(api.authorizers, [&](const auto &each) { return each.id.value == object.name; });
        });
        break;
    case Kind::GatewayResponse:
        editRestApi(m_document, Change::GatewayResponses, object.api,
                    tr("Delete gateway response %1").arg(toQString(object.name)), {}, [&](auto &api) {
                        std::erase_if(api.gatewayResponses,
                                      [&](const auto &each) { return each.responseType == object.name; });
                    });
        break;
    default: break;
    }
}

void ProjectTreeView::open()
{
    const QModelIndex index = m_view->currentIndex();
    switch (const ObjectRef object = current(); object.kind) {
    case Kind::None: break;
    case Kind::Api:
    case Kind::Method:
    case Kind::Route:
    case Kind::Stage:
    case Kind::Deployment:
    case Kind::Model:
    case Kind::Authorizer:
    case Kind::ApiKey:
    case Kind::UsagePlan:
    case Kind::Event:
    case Kind::TemplateTest:
    case Kind::TemplateTests:
    case Kind::GatewayResponse: Q_EMIT openRequested(object); break;
    default: m_view->setExpanded(index, !m_view->isExpanded(index)); break; // the tree itself shows what is in it
    }
}

void ProjectTreeView::openText()
{
    Q_EMIT openTextRequested(current());
}

void ProjectTreeView::deploy()
{
    Q_EMIT deployRequested(current().stage());
}

void ProjectTreeView::enableCors()
{
    auto *dialog = new CorsDialog(m_document, current().api, current().resource, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace gatehouse::ui

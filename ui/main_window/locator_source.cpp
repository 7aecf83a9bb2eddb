#include "ui/main_window/locator_source.h"

#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

/// Collects the entries of one API.
class Collector {
    Q_DECLARE_TR_FUNCTIONS(Locator)

public:
    Collector(QList<LocatorEntry> &entries, const std::function<void(const ObjectRef &)> &open, const QString &apiName)
        : m_entries(entries)
        , m_open(open)
        , m_apiName(apiName)
    {
    }

    void add(const QString &text, const QString &kind, const QString &iconName, const ObjectRef &object,
             const QString &method = {})
    {
        m_entries.append(
            {text, QStringLiteral("%1 · %2").arg(kind, m_apiName), iconName, method, {}, [open = m_open, object] {
                 open(object);
             }});
    }

    void operator()(const model::RestApi &api)
    {
        std::map<model::ResourceId, QString> paths; // parents come before children
        for (const Cow<model::Resource> &shared : api.resources) {
            const model::Resource &resource = *shared;
            const QString above = paths.contains(resource.parent) ? paths[resource.parent] : QString();
            const QString path = resource.parent.isNull() ? QString() : above + u'/' + toQString(resource.pathPart);
            paths[resource.id] = path;
            const QString shown = path.isEmpty() ? QStringLiteral("/") : path;
            add(shown, tr("resource"), QStringLiteral("resource"),
                {ObjectRef::Kind::Resource, api.id, resource.id, {}});
            for (const model::Method &method : resource.methods) {
                const QString verb = toQString(method.httpMethod);
                add(verb + u' ' + shown, tr("method"), {},
                    ObjectRef::of(MethodRef{api.id, resource.id, method.httpMethod}), verb);
            }
        }
        addModels(api);
        addAuthorizers(api);
    }

    void operator()(const model::HttpApi &api)
    {
        addRoutes(api);
        addAuthorizers(api);
    }

    void operator()(const model::WebSocketApi &api)
    {
        addRoutes(api);
        addModels(api);
        addAuthorizers(api);
    }

private:
    template <class Api>
    void addModels(const Api &api)
    {
        for (const Cow<model::Model> &model : api.models)
            add(toQString(model->name), tr("model"), QStringLiteral("model"),
                {ObjectRef::Kind::Model, api.id, {}, model->name});
    }
    template <class Api>
    void addAuthorizers(const Api &api)
    {
        for (const model::Authorizer &authorizer : api.authorizers)
            add(toQString(authorizer.name), tr("authorizer"), QStringLiteral("authorizer"),
                {ObjectRef::Kind::Authorizer, api.id, {}, authorizer.id.value});
    }
    template <class Api>
    void addRoutes(const Api &api)
    {
        for (const Cow<model::Route> &route : api.routes)
            add(toQString(route->routeKey), tr("route"), QStringLiteral("method"),
                {ObjectRef::Kind::Route, api.id, {}, route->id.value});
    }

    QList<LocatorEntry> &m_entries;
    const std::function<void(const ObjectRef &)> &m_open;
    const QString m_apiName;
};

} // namespace

QList<LocatorEntry> objectEntries(const ProjectDocument &document, const std::function<void(const ObjectRef &)> &open,
                                  const std::function<void(const model::ApiId &)> &openText)
{
    QList<LocatorEntry> entries;
    for (const model::ApiEntry &entry : document.project().apis) {
        const QString name = toQString(model::nameOf(entry.api));
        const model::ApiId &id = model::idOf(entry.api);
        Collector collect(entries, open, name);
        std::visit(collect, entry.api);
        for (const model::Stage &stage : entry.stages)
            collect.add(toQString(stage.name), Collector::tr("stage"), QStringLiteral("stage"),
                        ObjectRef::of(StageRef{id, stage.name}));
        entries.append({name, Collector::tr("API"), QStringLiteral("api-rest"), {}, {}, [open, id] {
                            open({ObjectRef::Kind::Api, id, {}, {}});
                        }});
        if (model::kindOf(entry.api) != model::ApiKind::WebSocket)
            entries.append({Collector::tr("OpenAPI text of %1").arg(name),
                            Collector::tr("text"),
                            QStringLiteral("code"),
                            {},
                            {},
                            [openText, id] { openText(id); }});
    }
    return entries;
}

QList<LocatorEntry> actionEntries(const QList<QAction *> &actions)
{
    QList<LocatorEntry> entries;
    for (QAction *action : actions) {
        QString text = action->text();
        text.remove(u'&');
        if (!action->isEnabled() || text.isEmpty() || action->isSeparator() || action->menu())
            continue;
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        entries.append({text,
                        Collector::tr("action"),
                        action->icon().isNull() ? QStringLiteral("chevron-right") : action->icon().name(),
                        {},
                        shortcut,
                        [action] { action->trigger(); }});
    }
    return entries;
}

} // namespace gatehouse::ui

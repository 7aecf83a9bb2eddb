#include "ui/commands/method_commands.h"

#include "ui/widgets/text.h"

namespace gatehouse::ui {

using model::Method;

namespace {

QString nameOf(const ProjectDocument &document, const MethodRef &ref)
{
    const model::RestApi *api = document.restApi(ref.api);
    return toQString(ref.httpMethod) + u' ' + (api ? toQString(api->path(ref.resource)) : QString());
}

QString keyOf(const MethodRef &ref, const QString &field)
{
    if (field.isEmpty())
        return {};
    return QStringList{toQString(ref.api.value), toQString(ref.resource.value), toQString(ref.httpMethod), field}.join(
        u'\n');
}

} // namespace

InsertMethod::InsertMethod(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                           Method method)
    : DocumentCommand(document, tr("Add method %1").arg(nameOf(document, {api, resource, method.httpMethod})))
    , m_ref{api, resource, method.httpMethod}
    , m_method(std::move(method))
{
    const model::Resource *owner = document.resource(api, resource);
    setObsolete(!owner || owner->method(m_ref.httpMethod));
}

void InsertMethod::redo()
{
    editor().insertMethod(m_ref, std::size_t(-1), m_method);
}

void InsertMethod::undo()
{
    editor().takeMethod(m_ref);
}

RemoveMethod::RemoveMethod(ProjectDocument &document, const MethodRef &ref)
    : DocumentCommand(document, tr("Delete method %1").arg(nameOf(document, ref)))
    , m_ref(ref)
{
    setObsolete(!document.method(ref));
}

void RemoveMethod::redo()
{
    m_removed = editor().takeMethod(m_ref);
}

void RemoveMethod::undo()
{
    editor().insertMethod(m_ref, m_removed.first, m_removed.second);
}

EditMethod::EditMethod(ProjectDocument &document, const MethodRef &ref, const Method &after, const QString &text,
                       const QString &field)
    : DocumentCommand(document, text, keyOf(ref, field))
    , m_ref(ref)
    , m_before(*document.method(ref))
    , m_after(after)
{
    setObsolete(m_before == m_after);
}

bool EditMethod::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditMethod *>(other); // same id()
    if (!continuesAs(*later) || m_ref.httpMethod != m_after.httpMethod)
        return false;
    m_after = later->m_after;
    setObsolete(m_before == m_after);
    return true;
}

void EditMethod::redo()
{
    editor().setMethod(m_ref, m_after);
}

void EditMethod::undo()
{
    editor().setMethod({m_ref.api, m_ref.resource, m_after.httpMethod}, m_before);
}

void editMethod(ProjectDocument &document, const MethodRef &ref, const QString &text, const QString &field,
                const std::function<void(Method &)> &change)
{
    const Method *current = document.method(ref);
    if (!current)
        return;
    Method after = *current;
    change(after);
    document.push(new EditMethod(document, ref, after, text, field));
}

Method newMockMethod(const std::string &httpMethod)
{
    Method method;
    method.httpMethod = httpMethod;
    model::Integration integration;
    integration.type = model::IntegrationType::Mock;
    integration.requestTemplates["application/json"] = "{\"statusCode\": 200}";
    integration.responses.push_back({});
    method.integration = std::move(integration);
    method.responses.push_back({});
    return method;
}

std::string freeVerb(const model::Resource &resource)
{
    for (const std::string_view verb : model::kRestMethods) {
        if (!resource.method(verb))
            return std::string(verb);
    }
    return {};
}

} // namespace gatehouse::ui

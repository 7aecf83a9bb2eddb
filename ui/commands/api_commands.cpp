#include "ui/commands/api_commands.h"

#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

using model::Api;
using model::ApiId;

namespace {

Api withoutResources(Api api)
{
    if (auto *rest = std::get_if<model::RestApi>(&api))
        rest->resources.clear();
    return api;
}

model::Project withoutApis(model::Project project)
{
    project.apis.clear();
    return project;
}

bool hasFolder(const model::Project &project, const std::string &folder)
{
    return std::ranges::contains(project.apis, folder, &model::ApiEntry::folder);
}

} // namespace

EditApi::EditApi(ProjectDocument &document, DocumentChange::Kind kind, const ApiId &api, Api after, const QString &text,
                 const QString &field)
    : DocumentCommand(document, text, field.isEmpty() ? QString() : toQString(api.value) + u'\n' + field)
    , m_kind(kind)
    , m_api(api)
    , m_before(withoutResources(document.api(api)->api))
    , m_after(withoutResources(std::move(after)))
{
    setObsolete(m_before == m_after);
}

bool EditApi::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditApi *>(other); // same id()
    if (!continuesAs(*later) || m_kind != later->m_kind)
        return false;
    m_after = later->m_after;
    setObsolete(m_before == m_after);
    return true;
}

void EditApi::redo()
{
    editor().setApiParts(m_kind, m_api, m_after);
}

void EditApi::undo()
{
    editor().setApiParts(m_kind, m_api, m_before);
}

ReplaceApi::ReplaceApi(ProjectDocument &document, Api after, ApiText text, const QString &what, bool typing)
    : DocumentCommand(document, what, typing ? toQString(model::idOf(after).value) : QString())
    , m_before(document.api(model::idOf(after))->api)
    , m_after(std::move(after))
    , m_textBefore(document.apiText(model::idOf(m_after)))
    , m_textAfter(std::move(text))
{
    setObsolete(m_before == m_after);
}

bool ReplaceApi::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const ReplaceApi *>(other); // same id()
    if (!continuesAs(*later))
        return false;
    m_after = later->m_after;
    m_textAfter = later->m_textAfter;
    setObsolete(m_before == m_after);
    return true;
}

void ReplaceApi::redo()
{
    editor().replaceApi(model::idOf(m_after), m_after, m_textAfter);
}

void ReplaceApi::undo()
{
    editor().replaceApi(model::idOf(m_before), m_before, m_textBefore);
}

InsertApi::InsertApi(ProjectDocument &document, model::ApiEntry entry, ApiText text)
    : DocumentCommand(document, tr("Add API %1").arg(toQString(model::nameOf(entry.api))))
    , m_entry(std::move(entry))
    , m_text(std::move(text))
{
    if (model::idOf(m_entry.api).isNull() || document.api(model::idOf(m_entry.api)))
        std::visit([](auto &api) { api.id = {newObjectId()}; }, m_entry.api);
    const std::string folder = m_entry.folder.empty() ? "api" : m_entry.folder;
    m_entry.folder = folder;
    for (int i = 2; hasFolder(document.project(), m_entry.folder); ++i)
        m_entry.folder = folder + '-' + std::to_string(i);
}

void InsertApi::redo()
{
    editor().insertApi(std::size_t(-1), m_entry, m_text);
}

void InsertApi::undo()
{
    editor().takeApi(api());
}

RemoveApi::RemoveApi(ProjectDocument &document, const ApiId &api)
    : DocumentCommand(
          document,
          tr("Delete API %1").arg(document.api(api) ? toQString(model::nameOf(document.api(api)->api)) : QString()))
    , m_api(api)
    , m_text(document.apiText(api))
{
    setObsolete(!document.api(api));
}

void RemoveApi::redo()
{
    m_removed = editor().takeApi(m_api);
}

void RemoveApi::undo()
{
    editor().insertApi(m_removed.first, m_removed.second, m_text);
}

EditProject::EditProject(ProjectDocument &document, model::Project after, const QString &text, const QString &field)
    : DocumentCommand(document, text, field)
    , m_before(withoutApis(document.project()))
    , m_after(withoutApis(std::move(after)))
{
    setObsolete(m_before == m_after);
}

bool EditProject::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditProject *>(other); // same id()
    if (!continuesAs(*later))
        return false;
    m_after = later->m_after;
    setObsolete(m_before == m_after);
    return true;
}

void EditProject::redo()
{
    editor().setProjectSettings(m_after);
}

void EditProject::undo()
{
    editor().setProjectSettings(m_before);
}

void editRestApi(ProjectDocument &document, DocumentChange::Kind kind, const ApiId &api, const QString &text,
                 const QString &field, const std::function<void(model::RestApi &)> &change)
{
    const model::RestApi *current = document.restApi(api);
    if (!current)
        return;
    model::RestApi after = *current;
    change(after);
    document.push(new EditApi(document, kind, api, std::move(after), text, field));
}

void renameApi(ProjectDocument &document, const ApiId &api, const std::string &name)
{
    const model::ApiEntry *entry = document.api(api);
    if (!entry)
        return;
    Api after = withoutResources(entry->api);
    std::visit([&](auto &any) { any.name = name; }, after);
    document.push(
        new EditApi(document, DocumentChange::Kind::ApiSettings, api, std::move(after),
                    QCoreApplication::translate("gatehouse::ui::EditApi", "Rename API to %1").arg(toQString(name))));
}

} // namespace gatehouse::ui

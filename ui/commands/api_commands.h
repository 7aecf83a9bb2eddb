#pragma once

#include "ui/commands/document_command.h"

#include <QCoreApplication>

#include <functional>

namespace gatehouse::ui {

/// Changes any part of a draft but the resources of a REST API: settings, models, authorizers, gateway responses; and
/// the routes and integrations of the other kinds.
class EditApi final : public DocumentCommand {
public:
    /// @p kind says what differs: ApiSettings, Models, Authorizers or GatewayResponses (others: ApiReplaced).
    EditApi(ProjectDocument &document, DocumentChange::Kind kind, const model::ApiId &api, model::Api after,
            const QString &text, const QString &field = {});
    [[nodiscard]] int id() const override { return merges() ? MergeApiParts : -1; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    const DocumentChange::Kind m_kind;
    const model::ApiId m_api;
    const model::Api m_before; // without resources
    model::Api m_after; // without resources
};

/// Puts another draft in place of the one that is there: an import into the API, or an edit of its text.
class ReplaceApi final : public DocumentCommand {
public:
    /// @p after has the id of the API it replaces (adoptIds). @p typing: successive ones are one step.
    ReplaceApi(ProjectDocument &document, model::Api after, ApiText text, const QString &what, bool typing = false);
    [[nodiscard]] int id() const override { return merges() ? MergeApiText : -1; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    const model::Api m_before;
    model::Api m_after;
    const ApiText m_textBefore;
    ApiText m_textAfter;
};

/// Adds an API to the project: an import as a new one, or an empty one.
class InsertApi final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::InsertApi)

public:
    /// The entry's id and folder are changed if the project has them already.
    InsertApi(ProjectDocument &document, model::ApiEntry entry, ApiText text = {nullptr, true, false, nullptr});
    [[nodiscard]] const model::ApiId &api() const noexcept { return model::idOf(m_entry.api); }
    void redo() override;
    void undo() override;

private:
    model::ApiEntry m_entry;
    const ApiText m_text;
};

class RemoveApi final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RemoveApi)

public:
    RemoveApi(ProjectDocument &document, const model::ApiId &api);
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    const ApiText m_text;
    std::pair<std::size_t, model::ApiEntry> m_removed;
};

/// Changes any part of a project but its APIs.
class EditProject final : public DocumentCommand {
public:
    EditProject(ProjectDocument &document, model::Project after, const QString &text, const QString &field = {});
    [[nodiscard]] int id() const override { return merges() ? MergeProject : -1; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    const model::Project m_before; // without APIs
    model::Project m_after; // without APIs
};

/// Changes the draft of the REST API @p api as @p change does (its resources excepted), as one undoable step.
void editRestApi(ProjectDocument &document, DocumentChange::Kind kind, const model::ApiId &api, const QString &text,
                 const QString &field, const std::function<void(model::RestApi &)> &change);

/// Gives an API of any kind another name.
void renameApi(ProjectDocument &document, const model::ApiId &api, const std::string &name);

/// Gives the objects of @p incoming, read from a text, the ids of the same objects of @p current: resources of the same
/// path, authorizers of the same name, routes of the same key. What is new gets ids that are not in use.
void adoptIds(model::Api &incoming, const model::Api &current);

} // namespace gatehouse::ui

#pragma once

#include "core/base/diagnostic.h"
#include "core/project/project_store.h"
#include "ui/document/diagnostics_index.h"
#include "ui/document/document_change.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

class QUndoCommand;
class QUndoStack;

namespace gatehouse::ui {

/// The OpenAPI text of one API. Commands that change the draft leave it behind; whoever shows it brings it up to date.
struct ApiText {
    std::shared_ptr<const std::string> text; ///< null for an API that has none yet
    bool yaml = true;
    bool current = true; ///< it says what the draft holds
    std::shared_ptr<const model::Api> model = {}; ///< the draft of which it said so last; null: the one it comes with

    bool operator==(const ApiText &) const = default;
};

/// The project being edited: a model::Project that only commands change, its undo stack and its diagnostics.
///
/// Lives on the GUI thread. A copy of project() is a cheap snapshot for other threads, because resources are shared
/// until they change.
class ProjectDocument : public QObject {
    Q_OBJECT

public:
    explicit ProjectDocument(QObject *parent = nullptr);
    ~ProjectDocument() override;

    [[nodiscard]] const model::Project &project() const noexcept { return m_project; }
    [[nodiscard]] const model::ApiEntry *api(const model::ApiId &id) const noexcept { return project().api(id); }
    [[nodiscard]] const model::RestApi *restApi(const model::ApiId &id) const noexcept; ///< null for other kinds
    [[nodiscard]] const model::Resource *resource(const model::ApiId &api, const model::ResourceId &id) const noexcept;
    [[nodiscard]] const model::Method *method(const MethodRef &ref) const noexcept;
    [[nodiscard]] const model::Stage *stage(const StageRef &ref) const noexcept;

    /// Changes the document: does @p command and takes ownership. One marked obsolete changes nothing and is dropped.
    void push(QUndoCommand *command);
    [[nodiscard]] QUndoStack &undoStack() noexcept { return *m_undoStack; }
    [[nodiscard]] bool isModified() const;

    /// Another project, as loaded; clears the undo stack. @p unsaved: what is shown instead of the files' content (work
    /// recovered after a crash).
    void reset(project::LoadedProject loaded, std::optional<model::Project> unsaved = {});
    /// What was last loaded or saved, with the texts of the files: project::save() takes it and project().
    [[nodiscard]] const project::LoadedProject &loaded() const noexcept { return m_loaded; }
    /// After a save: the files are as @p saved says. @p undoIndex is the index of the undo stack
    /// when the save began: edits made meanwhile stay unsaved.
    void setSaved(project::LoadedProject saved, int undoIndex);

    /// Folder or single OpenAPI file; empty for a project that has not been saved.
    [[nodiscard]] QString path() const;
    /// The project's name, or that of its file or folder, for window titles.
    [[nodiscard]] QString displayName() const;

    /// The text of an API; empty if it has none yet (it is made by whoever shows it) or never has (WebSocket APIs).
    [[nodiscard]] ApiText apiText(const model::ApiId &api) const;
    /// Says that @p text is what the draft reads as. Not an edit: the draft stays as it is.
    void setApiText(const model::ApiId &api, ApiText text);
    /// The user has typed into the text: what it says beyond the draft, such as comments, wants to be saved too.
    void keepTypedText(const model::ApiId &api);
    /// The texts that were typed into since the last save and differ from their files, for project::save().
    [[nodiscard]] project::TypedTexts typedTexts() const;

    /// The deployment that the draft would make now (its content's hash), or nothing until that has been worked out.
    [[nodiscard]] std::optional<model::DeploymentId> draftId(const model::ApiId &api) const;
    void setDraftId(const model::ApiId &api, const model::DeploymentId &draft);

    [[nodiscard]] const DiagnosticsIndex &diagnostics() const noexcept { return m_diagnostics; }
    /// Replaces what @p source ("import", "text", "check") had found out about an API.
    void setDiagnostics(const model::ApiId &api, const std::string &source, Diagnostics diagnostics);

Q_SIGNALS:
    void aboutToChange(const gatehouse::ui::DocumentChange &change);
    void changed(const gatehouse::ui::DocumentChange &change);
    void apiTextChanged(const gatehouse::model::ApiId &api);
    void draftIdChanged(const gatehouse::model::ApiId &api);
    void diagnosticsChanged(const gatehouse::model::ApiId &api);
    void modifiedChanged(bool modified);
    void pathChanged();

private:
    friend class DocumentEditor;
    void updateModified();

    project::LoadedProject m_loaded; // as the files are
    model::Project m_project; // as edited
    QUndoStack *m_undoStack;
    std::map<model::ApiId, ApiText> m_texts;
    std::set<model::ApiId> m_typedTexts; // since the last save
    std::map<model::ApiId, model::DeploymentId> m_draftIds;
    DiagnosticsIndex m_diagnostics;
    bool m_recovered = false; // unsaved although the undo stack is clean
    bool m_modified = false; // as last announced
};

} // namespace gatehouse::ui

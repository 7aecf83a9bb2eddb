#pragma once

#include "ui/document/document_editor.h"

#include <QUndoCommand>

namespace gatehouse::ui {

/// The base of all commands. They keep ids and values, never pointers into the model, and are marked obsolete by their
/// constructor when they would change nothing (ProjectDocument::push drops such ones).
class DocumentCommand : public QUndoCommand {
protected:
    DocumentCommand(ProjectDocument &document, const QString &text, QString mergeKey = {});

    [[nodiscard]] ProjectDocument &document() const noexcept { return m_document; }
    [[nodiscard]] DocumentEditor editor() const { return DocumentEditor(m_document); }
    /// Whether @p later goes on with the same typing: both have the same merge key, which names field and object.
    [[nodiscard]] bool continuesAs(const DocumentCommand &later) const;
    [[nodiscard]] bool merges() const noexcept { return !m_mergeKey.isEmpty(); }

    /// QUndoCommand::id() of the commands that merge.
    enum MergeId { MergeMethod = 1, MergeStage, MergeApiParts, MergeApiText, MergeProject };

private:
    ProjectDocument &m_document;
    const QString m_mergeKey;
};

/// A new id for an object made by the user, in the shape that API Gateway's ids have.
[[nodiscard]] std::string newObjectId();

} // namespace gatehouse::ui

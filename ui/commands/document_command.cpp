#include "ui/commands/document_command.h"

#include "core/base/random.h"

namespace gatehouse::ui {

DocumentCommand::DocumentCommand(ProjectDocument &document, const QString &text, QString mergeKey)
    : QUndoCommand(text)
    , m_document(document)
    , m_mergeKey(std::move(mergeKey))
{
}

bool DocumentCommand::continuesAs(const DocumentCommand &later) const
{
    return merges() && m_mergeKey == later.m_mergeKey;
}

std::string newObjectId()
{
    thread_local Random random; // ids are adopted off the GUI thread too
    return ids::shortId(random);
}

} // namespace gatehouse::ui

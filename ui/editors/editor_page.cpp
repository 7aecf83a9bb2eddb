#include "ui/editors/editor_page.h"

#include "ui/document/project_document.h"

namespace gatehouse::ui {

EditorPage::EditorPage(ProjectDocument &document, ObjectRef object, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_object(std::move(object))
{
    connect(&document, &ProjectDocument::changed, this, &EditorPage::track);
}

void EditorPage::setTrace(const TracePtr &) { }

void EditorPage::reveal(const ObjectRef &) { }

void EditorPage::track(const DocumentChange &change)
{
    using Kind = ObjectRef::Kind;
    using Change = DocumentChange::Kind;
    if (m_object.kind == Kind::None)
        return;
    if (change.kind == Change::MethodChanged
        && m_object == ObjectRef{Kind::Method, change.api, change.resource, change.previousName})
        m_object.name = change.name;
    if (change.kind == Change::StageChanged && m_object == ObjectRef{Kind::Stage, change.api, {}, change.previousName})
        m_object.name = change.name;
    if (!exists(m_document, m_object))
        m_object = {};
    follow(change);
    Q_EMIT titleChanged();
}

} // namespace gatehouse::ui

#pragma once

#include "ui/bridge/trace_feed.h"
#include "ui/document/object_ref.h"
#include "ui/document/template_ref.h"

#include <QIcon>
#include <QWidget>

namespace gatehouse::ui {

class ProjectDocument;

/// One tab of the centre: a view of one object of the document.
class EditorPage : public QWidget {
    Q_OBJECT

public:
    /// What the page shows. Follows renames; its kind becomes None when the object has been deleted.
    [[nodiscard]] const ObjectRef &object() const noexcept { return m_object; }
    [[nodiscard]] virtual QString title() const = 0; ///< of the tab
    [[nodiscard]] virtual QIcon titleIcon() const = 0;

    /// Shows the data of a request on the page, if it is about this object; null shows none. Most pages have no use for
    /// it.
    virtual void setTrace(const TracePtr &trace);
    /// Brings the object, a part of what the page shows, into view.
    virtual void reveal(const ObjectRef &object);
    /// The part that the user is at: object(), but for pages that show many things.
    [[nodiscard]] virtual ObjectRef currentPart() const { return m_object; }
    /// What becomes of text that was typed on the page and that the document does not have.
    enum class TypedText : std::uint8_t {
        None, ///< the document has all
        BeingRead, ///< it will have it in a moment; takeTypedText() hurries
        Unreadable, ///< it cannot take it: closing the page loses the text
    };
    [[nodiscard]] virtual TypedText typedText() const { return TypedText::None; }
    virtual void takeTypedText() { }
    /// Whether the page stays although object() is none.
    [[nodiscard]] virtual bool standsAlone() const { return false; }
    /// Whether this page is the place to show @p object.
    [[nodiscard]] virtual bool shows(const ObjectRef &object) const { return object == m_object; }

Q_SIGNALS:
    void titleChanged();
    void typedTextChanged();
    /// The user asked for another object: a link was followed, an entry opened.
    void openRequested(const gatehouse::ui::ObjectRef &object);
    /// The cursor came upon another object: for the tree to show it, without leaving the page.
    void objectUnderCursorChanged(const gatehouse::ui::ObjectRef &object);
    /// A mapping template of the page is to be worked on in a playground.
    void playgroundRequested(const gatehouse::ui::TemplateRef &ref);
    /// Deployment of the draft to @p stage was asked for.
    void deployRequested(const gatehouse::ui::StageRef &stage);

protected:
    EditorPage(ProjectDocument &document, ObjectRef object, QWidget *parent);

    [[nodiscard]] ProjectDocument &document() const noexcept { return m_document; }
    void setObject(ObjectRef object) { m_object = std::move(object); }
    /// A change of the document that may concern the page. The base class keeps object() right before it calls this.
    virtual void follow(const DocumentChange &change) = 0;

private:
    void track(const DocumentChange &change);

    ProjectDocument &m_document;
    ObjectRef m_object;
};

/// The page for @p object, or null if it has none: resources and groups are shown by the tree.
[[nodiscard]] EditorPage *makeEditorPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent = nullptr);
/// The text page of an API.
[[nodiscard]] EditorPage *makeTextPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent = nullptr);

} // namespace gatehouse::ui

#pragma once

#include "ui/bridge/trace_feed.h"
#include "ui/document/object_ref.h"
#include "ui/editors/editor_page.h"

#include <QPointer>
#include <QTabWidget>

#include <functional>
#include <map>

namespace gatehouse::ui {

class PlaygroundPage;
class ProjectDocument;
class ToolPage;
class TrafficModel;
struct PlaygroundState;

/// The editors in the centre: one tab for each object that is open, one for the text of each API, and one for each tool.
/// A tab whose object is deleted goes.
class EditorTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit EditorTabs(ProjectDocument &document, QWidget *parent = nullptr);

    /// Shows @p object in the page that shows it already, or in a new one. False if it has no page.
    bool open(const ObjectRef &object);
    /// The OpenAPI text of an API, at @p object if that is in it.
    void openText(const model::ApiId &api, const ObjectRef &object = {});
    /// The same at a line (1-based) of the text.
    void openTextAt(const model::ApiId &api, std::uint32_t line, std::uint32_t column);
    /// Another playground page, in front.
    PlaygroundPage *openPlayground(const PlaygroundState &state);
    /// The playground that is bound to that template, or a new one with its text and an event from its model.
    PlaygroundPage *openPlayground(const TemplateRef &ref);
    /// Where playgrounds take recorded requests from.
    void setTraffic(TrafficModel *traffic) { m_traffic = traffic; }
    /// Brings @p object into view if the text of its API is in front.
    void revealInText(const ObjectRef &object);

    /// Shows the tool of that name: the one that is open, or what @p make makes.
    ToolPage *openTool(const QString &name, const std::function<ToolPage *()> &make);
    /// Whether a page is open that is no tool.
    [[nodiscard]] bool hasProjectPages() const;

    [[nodiscard]] EditorPage *currentPage() const;
    [[nodiscard]] QList<EditorPage *> pages() const;
    /// A page with text that the document does not have, of that kind; null if all is in the document.
    [[nodiscard]] EditorPage *pageWithTypedText(EditorPage::TypedText kind) const;
    void close(EditorPage *page);
    void closeCurrent();
    void closeOthers();
    /// All pages but tools.
    void closeProjectPages();
    /// The request whose data pages show.
    void setTrace(const TracePtr &trace);

Q_SIGNALS:
    void countChanged(int count);
    /// Another page came to the front, or the cursor upon another part of the page in front.
    void currentObjectChanged(const gatehouse::ui::ObjectRef &object);
    /// The user wants to close a page, but its text cannot be read and would be lost. close() closes it all the same.
    void lossOfTextImminent(gatehouse::ui::EditorPage *page);
    void deployRequested(const gatehouse::ui::StageRef &stage);
    void playgroundOpened(gatehouse::ui::PlaygroundPage *page);
    void aboutToClose(gatehouse::ui::EditorPage *page);

protected:
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    void add(EditorPage *page);
    void requestClose(int index);
    void closeAt(int index);
    void closeOrphans();

    ProjectDocument &m_document;
    std::map<model::ApiId, QPointer<EditorPage>> m_texts;
    TracePtr m_trace;
    TrafficModel *m_traffic = nullptr;
};

} // namespace gatehouse::ui

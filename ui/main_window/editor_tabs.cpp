#include "ui/main_window/editor_tabs.h"

#include "ui/document/project_document.h"
#include "ui/editors/tool_page.h"
#include "ui/playground/playground_events.h"
#include "ui/playground/playground_page.h"
#include "ui/widgets/code_editor.h"

#include <QTabBar>

namespace gatehouse::ui {

EditorTabs::EditorTabs(ProjectDocument &document, QWidget *parent)
    : QTabWidget(parent)
    , m_document(document)
{
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    tabBar()->setAccessibleName(tr("Open editors"));
    connect(this, &QTabWidget::tabCloseRequested, this, &EditorTabs::requestClose);
    connect(this, &QTabWidget::currentChanged, this, [this] {
        const EditorPage *page = currentPage();
        Q_EMIT currentObjectChanged(page ? page->currentPart() : ObjectRef());
    });
    connect(&m_document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::ProjectReset)
            closeProjectPages();
        else // once all have followed the change
            QMetaObject::invokeMethod(this, &EditorTabs::closeOrphans, Qt::QueuedConnection);
    });
}

bool EditorTabs::open(const ObjectRef &object)
{
    for (EditorPage *page : pages()) {
        if (page->shows(object)
            && !std::ranges::contains(m_texts, page, [](const auto &text) { return text.second.data(); })) {
            setCurrentWidget(page);
            page->reveal(object);
            return true;
        }
    }
    EditorPage *page = makeEditorPage(m_document, object);
    if (!page)
        return false;
    add(page);
    page->reveal(object);
    return true;
}

void EditorTabs::openText(const model::ApiId &api, const ObjectRef &object)
{
    QPointer<EditorPage> &page = m_texts[api];
    const bool isNew = !page;
    if (isNew)
        page = makeTextPage(m_document, api);
    if (!page)
        return;
    if (object.kind != ObjectRef::Kind::None)
        page->reveal(object);
    if (isNew)
        add(page);
    else
        setCurrentWidget(page);
}

PlaygroundPage *EditorTabs::openPlayground(const PlaygroundState &state)
{
    auto *page = new PlaygroundPage(m_document, m_traffic, state);
    add(page);
    Q_EMIT playgroundOpened(page);
    return page;
}

PlaygroundPage *EditorTabs::openPlayground(const TemplateRef &ref)
{
    for (EditorPage *page : pages()) {
        auto *playground = qobject_cast<PlaygroundPage *>(page);
        if (playground && playground->state().bound == ref) {
            setCurrentWidget(playground);
            return playground;
        }
    }
    PlaygroundState state;
    if (const std::string *text = templateText(m_document, ref))
        state.source = *text;
    state.event = eventFromModel(m_document, ref);
    state.phase = ref.phase;
    state.mediaType = ref.mediaType;
    state.bound = ref;
    return openPlayground(state);
}

void EditorTabs::revealInText(const ObjectRef &object)
{
    const auto text = m_texts.find(object.api);
    if (text != m_texts.end() && text->second && text->second == currentPage())
        text->second->reveal(object);
}

void EditorTabs::openTextAt(const model::ApiId &api, std::uint32_t line, std::uint32_t column)
{
    openText(api);
    const EditorPage *page = currentPage();
    auto *editor = page ? page->findChild<CodeEditor *>() : nullptr;
    if (!editor)
        return;
    editor->goTo(line, column);
    editor->setFocus(Qt::OtherFocusReason);
}

ToolPage *EditorTabs::openTool(const QString &name, const std::function<ToolPage *()> &make)
{
    for (EditorPage *page : pages()) {
        auto *tool = qobject_cast<ToolPage *>(page);
        if (tool && tool->objectName() == name) {
            setCurrentWidget(tool);
            return tool;
        }
    }
    ToolPage *tool = make();
    tool->setObjectName(name);
    add(tool);
    return tool;
}

bool EditorTabs::hasProjectPages() const
{
    return std::ranges::any_of(pages(), [](const EditorPage *page) { return !qobject_cast<const ToolPage *>(page); });
}

EditorPage *EditorTabs::currentPage() const
{
    return qobject_cast<EditorPage *>(currentWidget());
}

QList<EditorPage *> EditorTabs::pages() const
{
    QList<EditorPage *> pages;
    for (int i = 0; i < count(); ++i)
        pages.append(qobject_cast<EditorPage *>(widget(i)));
    return pages;
}

void EditorTabs::add(EditorPage *page)
{
    const int index = insertTab(currentIndex() + 1, page, page->titleIcon(), page->title());
    setTabToolTip(index, page->title());
    connect(page, &EditorPage::titleChanged, this, [this, page] {
        setTabText(indexOf(page), page->title());
        setTabToolTip(indexOf(page), page->title());
        setTabIcon(indexOf(page), page->titleIcon());
    });
    connect(page, &EditorPage::openRequested, this, &EditorTabs::open);
    connect(page, &EditorPage::objectUnderCursorChanged, this, [this, page](const ObjectRef &object) {
        if (page == currentPage())
            Q_EMIT currentObjectChanged(object);
    });
    connect(page, &EditorPage::deployRequested, this, &EditorTabs::deployRequested);
    connect(page, &EditorPage::playgroundRequested, this,
            [this](const TemplateRef &ref) { openPlayground(ref)->setFocus(Qt::OtherFocusReason); });
    page->setTrace(m_trace);
    setCurrentWidget(page);
}

void EditorTabs::closeCurrent()
{
    requestClose(currentIndex());
}

void EditorTabs::requestClose(int index)
{
    auto *page = qobject_cast<EditorPage *>(widget(index));
    if (!page)
        return;
    page->takeTypedText();
    if (page->typedText() == EditorPage::TypedText::None)
        closeAt(index);
    else if (page->typedText() == EditorPage::TypedText::Unreadable)
        Q_EMIT lossOfTextImminent(page);
    else // once it is known whether the text can be read
        connect(
            page, &EditorPage::typedTextChanged, this, [this, page = QPointer(page)] { requestClose(indexOf(page)); },
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void EditorTabs::close(EditorPage *page)
{
    closeAt(indexOf(page));
}

EditorPage *EditorTabs::pageWithTypedText(EditorPage::TypedText kind) const
{
    const QList<EditorPage *> all = pages();
    const auto found = std::ranges::find(all, kind, &EditorPage::typedText);
    return found == all.end() ? nullptr : *found;
}

void EditorTabs::closeOthers()
{
    const QWidget *kept = currentWidget();
    for (int i = count() - 1; i >= 0; --i) {
        if (widget(i) != kept)
            requestClose(i);
    }
}

void EditorTabs::closeProjectPages()
{
    for (int i = count() - 1; i >= 0; --i) {
        if (!qobject_cast<ToolPage *>(widget(i)))
            closeAt(i);
    }
}

void EditorTabs::setTrace(const TracePtr &trace)
{
    m_trace = trace;
    for (EditorPage *page : pages())
        page->setTrace(trace);
}

void EditorTabs::closeAt(int index)
{
    QWidget *page = widget(index);
    if (!page)
        return;
    Q_EMIT aboutToClose(qobject_cast<EditorPage *>(page));
    std::erase_if(m_texts, [page](const auto &text) { return text.second == page; });
    removeTab(index);
    page->deleteLater();
}

void EditorTabs::closeOrphans()
{
    {
        // The user did not go to the page that comes to the front now: the tree stays where it is.
        const QSignalBlocker quiet(this);
        for (int i = count() - 1; i >= 0; --i) {
            const auto *page = qobject_cast<EditorPage *>(widget(i));
            if (page->object().kind == ObjectRef::Kind::None && !page->standsAlone())
                closeAt(i);
        }
    }
    Q_EMIT countChanged(count());
}

void EditorTabs::tabInserted(int)
{
    Q_EMIT countChanged(count());
}

void EditorTabs::tabRemoved(int)
{
    Q_EMIT countChanged(count());
}

} // namespace gatehouse::ui

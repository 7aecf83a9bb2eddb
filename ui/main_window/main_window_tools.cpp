// Tools: tabs that need no project.
#include "ui/main_window/actions.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/main_window.h"
#include "ui/playground/blueprint_page.h"
#include "ui/playground/json_path_tester.h"
#include "ui/playground/playground_page.h"
#include "ui/playground/playground_tests.h"
#include "ui/playground/schema_tester.h"
#include "ui/playground/test_list.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QToolBar>

namespace gatehouse::ui {

namespace {

PlaygroundState stateOf(const playground::Blueprint &blueprint)
{
    PlaygroundState state;
    state.source = blueprint.source;
    state.event = blueprint.event;
    state.phase = blueprint.side;
    state.mediaType = blueprint.contentType;
    return state;
}

} // namespace

void MainWindow::connectTools()
{
    const auto on = [this](QAction *action, const QString &name, const std::function<ToolPage *()> &make) {
        connect(action, &QAction::triggered, this,
                [this, name, make] { m_editors->openTool(name, make)->setFocus(Qt::ShortcutFocusReason); });
    };
    on(m_actions->blueprints, QStringLiteral("blueprints"), [this] {
        auto *page = new BlueprintPage(m_document);
        connect(page, &BlueprintPage::playgroundRequested, this, [this](const playground::Blueprint &blueprint) {
            m_editors->openPlayground(stateOf(blueprint))->setFocus(Qt::OtherFocusReason);
        });
        connect(page, &BlueprintPage::useRequested, this, [this](const playground::Blueprint &blueprint) {
            m_editors->openPlayground(stateOf(blueprint))->apply(); // asks for the method
        });
        return page;
    });
    on(m_actions->jsonPathTester, QStringLiteral("jsonPathTester"), [this] { return new JsonPathTester(m_document); });
    on(m_actions->schemaTester, QStringLiteral("schemaTester"), [this] { return new SchemaTester(m_document); });
    connect(m_editors, &EditorTabs::playgroundOpened, this,
            [this](PlaygroundPage *page) { page->addToTools(m_actions->blueprints); });
    connect(m_tests, &TestList::openRequested, this, &MainWindow::openTest);
    connect(m_tests, &TestList::addRequested, this, [this] {
        if (auto *page = qobject_cast<PlaygroundPage *>(m_editors->currentPage()))
            page->saveTest();
        else
            openPlayground();
    });
}

void MainWindow::openTest(const std::string &name)
{
    if (const model::TemplateTest *test = m_document.project().test(name))
        m_editors->openPlayground(stateOfTest(m_document, *test))->setFocus(Qt::OtherFocusReason);
}

void MainWindow::openEvent(const std::string &name)
{
    const model::SavedEvent *saved = m_document.project().event(name);
    if (!saved)
        return;
    const Expected<playground::Event> event = playground::eventFromJson(saved->event);
    if (!event) {
        tell(Severity::Error, tr("%1 is no event: %2").arg(toQString(name), toQString(event.error().detail)));
        return;
    }
    auto *page = qobject_cast<PlaygroundPage *>(m_editors->currentPage());
    if (!page)
        page = m_editors->openPlayground(firstPlayground());
    page->setEvent(*event);
    page->setFocus(Qt::OtherFocusReason);
}

} // namespace gatehouse::ui

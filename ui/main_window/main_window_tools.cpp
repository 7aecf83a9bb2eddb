// Tools: tabs that need no project.
#include "ui/main_window/actions.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/main_window.h"
#include "ui/playground/blueprint_page.h"
#include "ui/playground/json_path_tester.h"
#include "ui/playground/playground_page.h"
#include "ui/playground/schema_tester.h"

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
            [this](PlaygroundPage *page) { page->toolBar().addAction(m_actions->blueprints); });
}

} // namespace gatehouse::ui

#include "ui/main_window/main_window.h"

#include "ui/commands/api_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/consoles/console_target.h"
#include "ui/consoles/replay_dialog.h"
#include "ui/consoles/request_console.h"
#include "ui/consoles/sample_request.h"
#include "ui/consoles/traffic_list.h"
#include "ui/document/pointers.h"
#include "ui/editors/editor_page.h"
#include "ui/editors/project_tree_view.h"
#include "ui/inspectors/problems_view.h"
#include "ui/inspectors/trace_inspector.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/deploy_dialog.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/file_drop.h"
#include "ui/main_window/locator.h"
#include "ui/main_window/run_bar.h"
#include "ui/main_window/stage_selector.h"
#include "ui/main_window/welcome_page.h"
#include "ui/models/problems_model.h"
#include "ui/playground/playground_events.h"
#include "ui/playground/playground_keeper.h"
#include "ui/playground/playground_page.h"
#include "ui/settings/settings.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/text.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace gatehouse::ui {

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->newProject, [this] { unlessUnsaved([this] { askForName(); }); });
    on(m_actions->openFolder, [this] { askForFolder(); });
    on(m_actions->openFile, [this] { askForFile(); });
    on(m_actions->save, [this] { save({}); });
    on(m_actions->saveAs, [this] { askWhereToSave({}); });
    on(m_actions->importApi, [this] { importApi({}); });
    on(m_actions->exportApi, [this] { exportApi(); });
    on(m_actions->closeProject, [this] { unlessUnsaved([this] { m_session.close(); }); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->settings, [this] { showSettings(); });
    on(m_actions->locate, [this] { m_locator->open(); });
    on(m_actions->playground, [this] { openPlayground(); });
    on(m_actions->openApiText, [this] {
        const EditorPage *page = m_editors->currentPage();
        const ObjectRef object = page ? page->currentPart() : ObjectRef();
        m_editors->openText(object.api.isNull() ? currentStage().api : object.api, object);
    });
    on(m_actions->closeTab, [this] { m_editors->closeCurrent(); });
    on(m_actions->closeOtherTabs, [this] { m_editors->closeOthers(); });
    on(m_actions->nextTab, [this] {
        if (m_editors->count() > 0)
            m_editors->setCurrentIndex((m_editors->currentIndex() + 1) % m_editors->count());
    });
    on(m_actions->previousTab, [this] {
        if (m_editors->count() > 0)
            m_editors->setCurrentIndex((m_editors->currentIndex() + m_editors->count() - 1) % m_editors->count());
    });
    on(m_actions->switchTheme, [this] { m_settings.setScheme(isDark() ? Scheme::Light : Scheme::Dark); });
    on(m_actions->fullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(m_actions->resetLayout, [this] { m_layouts->reset(); });
    on(m_actions->toggleGateway, [this] { m_gateway.toggle(); });
    on(m_actions->deploy, [this] { deploy(currentStage()); });
    on(m_actions->callMethod, [this] { callMethod(); });
    on(m_actions->copyAddress, [this] { QApplication::clipboard()->setText(m_runBar->address()); });
    on(m_actions->replayTraffic, [this] { replayTraffic(); });
    on(m_actions->clearTraffic, [this] { m_traffic.clear(); });
    on(m_actions->shortcuts, [this] { showShortcuts(); });
    on(m_actions->about, [this] { showAbout(); });
    connect(m_actions->layouts, &QActionGroup::triggered, this,
            [this](const QAction *layout) { m_layouts->show(layout->data().toString()); });
    connect(m_layouts, &WindowLayouts::currentChanged, this, [this](const QString &name) {
        for (QAction *layout : m_actions->layouts->actions())
            layout->setChecked(layout->data().toString() == name);
    });
    connectTools();
    connect(m_actions->recentMenu, &QMenu::aboutToShow, this, &MainWindow::refillRecentMenu);
    connect(&m_settings, &Settings::appearanceChanged, this, &MainWindow::applyAppearance);
    connect(&m_settings, &Settings::gatewayChanged, this, &MainWindow::applyGatewaySettings);
    connect(new FileDrop(this), &FileDrop::dropped, this, &MainWindow::takeDrop);
}

void MainWindow::connectSession()
{
    connect(&m_session, &ProjectSession::opened, this, &MainWindow::showProject);
    connect(&m_session, &ProjectSession::closed, this, &MainWindow::showNoProject);
    connect(&m_session, &ProjectSession::restored, &m_recovery, &Recovery::inherit);
    connect(&m_session, &ProjectSession::failed, this, [this](const QString &what, const QString &why) {
        tell(Severity::Error, why.isEmpty() ? what : tr("%1: %2").arg(what, why));
    });
    connect(&m_session, &ProjectSession::notice, this,
            [this](const QString &text) { statusBar()->showMessage(text, 5000); });
    connect(&m_session, &ProjectSession::externalConflict, this, [this](const QString &files) {
        tell(Severity::Warning,
             tr("Another program changed the same places as you: %1. Nothing was written.").arg(files),
             {answer(tr("Save as Another Project…"), [this] { askWhereToSave({}); }),
              answer(tr("Reload from Disk"), [this] { m_session.open(m_document.path()); })});
    });
    connect(&m_document, &ProjectDocument::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &ProjectDocument::pathChanged, this, &MainWindow::updateTitle);
}

void MainWindow::connectGateway()
{
    connect(&m_document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        if (change.kind != DocumentChange::Kind::ProjectReset)
            m_gateway.updateProject(m_document.project());
    });
    connect(&m_gateway, &GatewayController::stateChanged, this, &MainWindow::updateRunAction);
    connect(&m_gateway, &GatewayController::problemsChanged, this,
            [this](const model::ApiId &api, const Diagnostics &problems) {
                m_document.setDiagnostics(api, "deploy", problems);
            });
    connect(&m_gateway, &GatewayController::stagesChanged, this, [this] {
        for (const StageStatus &stage : m_gateway.stages())
            m_document.setDraftId(stage.key.api, stage.draft);
    });
    connect(&m_gateway.traces(), &TraceFeed::arrived, &m_traffic, &TrafficModel::append);
}

void MainWindow::connectViews()
{
    connect(m_tree, &ProjectTreeView::openRequested, this, [this](const ObjectRef &object) {
        if (object.kind == ObjectRef::Kind::TemplateTest)
            openTest(object.name);
        else if (object.kind == ObjectRef::Kind::Event)
            openEvent(object.name);
        else if (object.kind == ObjectRef::Kind::TemplateTests)
            raiseDock(m_docks.tests);
        else
            m_editors->open(object);
    });
    connect(m_tree, &ProjectTreeView::openTextRequested, this,
            [this](const ObjectRef &object) { m_editors->openText(object.api, object); });
    connect(m_tree, &ProjectTreeView::deployRequested, this, &MainWindow::deploy);
    connect(m_editors, &EditorTabs::deployRequested, this, &MainWindow::deploy);
    connect(m_editors, &EditorTabs::playgroundOpened, m_playgrounds, &PlaygroundKeeper::follow);
    connect(m_editors, &EditorTabs::aboutToClose, m_playgrounds, [this](EditorPage *page) {
        if (auto *playground = qobject_cast<PlaygroundPage *>(page))
            m_playgrounds->close(playground);
    });
    connect(m_trafficList, &TrafficList::playgroundRequested, this,
            [this](const TracePtr &trace) { openPlayground(*trace); });
    connect(m_editors, &EditorTabs::lossOfTextImminent, this, [this](EditorPage *page) {
        askToLoseText(page, [this, page = QPointer(page)] {
            if (page)
                m_editors->close(page);
        });
    });
    connect(m_editors, &EditorTabs::countChanged, this, &MainWindow::updateCentre);
    connect(m_tree, &ProjectTreeView::currentChanged, m_editors, &EditorTabs::revealInText);
    connect(m_editors, &EditorTabs::currentObjectChanged, m_tree, [this](const ObjectRef &object) {
        const QSignalBlocker quiet(m_tree); // or the text would jump to the start of what the cursor is in
        if (object.kind != ObjectRef::Kind::None)
            m_tree->setCurrent(object);
    });
    connect(m_stage, &StageSelector::stageChanged, this, &MainWindow::chooseStage);
    connect(m_trafficList, &TrafficList::traceSelected, this, &MainWindow::showTrace);
    connect(m_trafficList, &TrafficList::resendRequested, this, [this](const TracePtr &trace) {
        m_console->compose(*trace);
        raiseDock(m_docks.request);
    });
    connect(m_console, &RequestConsole::traceRequested, this, [this](const QString &requestId) {
        if (m_trafficList->select(requestId))
            raiseDock(m_docks.trace);
    });
    connect(m_console, &RequestConsole::message, this,
            [this](const QString &text) { statusBar()->showMessage(text, 5000); });
    connect(m_console, &RequestConsole::saveRequested, this, &MainWindow::keepRequest);
    connect(&m_gateway, &GatewayController::stagesChanged, this, &MainWindow::updateTargets);
    connect(&m_gateway, &GatewayController::endpointChanged, this, &MainWindow::updateTargets);
    connect(&m_gateway, &GatewayController::stateChanged, this, &MainWindow::updateTargets);
    connect(&m_document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::ProjectSettings || change.kind == DocumentChange::Kind::ProjectReset)
            updateSavedRequests();
    });
    connect(m_trace, &TraceInspector::pointerActivated, this, &MainWindow::openPointer);
    connect(m_trace, &TraceInspector::routeActivated, this, &MainWindow::openRoute);
    connect(m_problemsView, &ProblemsView::openRequested, m_editors, &EditorTabs::open);
    connect(m_problemsView, &ProblemsView::openTextRequested, m_editors, &EditorTabs::openTextAt);
    connect(m_problems, &ProblemsModel::countsChanged, this, &MainWindow::updateProblemCounts);
    updateProblemCounts();
}

void MainWindow::showProject()
{
    m_traffic.clear();
    showTrace({});
    m_actions->setProjectOpen(true);
    m_gateway.openProject(m_document.project());
    m_layouts->setDocksShown(true);
    for (const model::ApiEntry &entry : m_document.project().apis) {
        if (!m_wantedStage.isEmpty() && entry.stage(toStd(m_wantedStage))) {
            m_stage->setCurrent({model::idOf(entry.api), toStd(m_wantedStage)});
            break;
        }
    }
    m_wantedStage.clear();
    chooseStage(m_stage->current());
    m_toolBar->show();
    const bool isFresh = !m_editors->hasProjectPages();
    for (const PlaygroundState &state : m_playgrounds->beginProject())
        m_editors->openPlayground(state);
    if (isFresh && !m_document.project().apis.empty())
        m_editors->open({ObjectRef::Kind::Api, model::idOf(m_document.project().apis.front().api), {}, {}});
    updateCentre();
    updateTitle();
    updateProblemCounts();
    if (m_startWhenOpen || m_settings.startGatewayOnOpen())
        m_gateway.start();
    m_startWhenOpen = false;
    m_tree->view().setFocus();
}

void MainWindow::showNoProject()
{
    m_gateway.stop();
    m_gateway.openProject({});
    m_actions->setProjectOpen(false);
    m_layouts->setDocksShown(false);
    m_toolBar->hide();
    updateCentre();
    updateTitle();
    updateRunAction();
    updateProblemCounts();
}

void MainWindow::updateTitle()
{
    if (!m_session.hasProject()) {
        setWindowTitle(tr("Gatehouse"));
        setWindowModified(false);
        return;
    }
    setWindowTitle(tr("%1[*] – Gatehouse").arg(m_document.displayName()));
    setWindowFilePath(m_document.path());
    setWindowModified(m_document.isModified());
    m_actions->save->setEnabled(m_document.isModified() || m_document.path().isEmpty());
}

void MainWindow::updateCentre()
{
    if (m_editors->count() > 0)
        m_centre->setCurrentWidget(m_editors);
    else if (m_session.hasProject())
        m_centre->setCurrentWidget(m_noTabs);
    else
        m_centre->setCurrentWidget(m_welcome);
}

void MainWindow::updateRunAction()
{
    using State = GatewayController::State;
    const State state = m_gateway.state();
    const bool runs = state == State::Running || state == State::Starting;
    m_actions->toggleGateway->setText(runs ? tr("&Stop Gateway") : tr("&Start Gateway"));
    m_actions->toggleGateway->setIcon(icon(runs ? QStringLiteral("stop") : QStringLiteral("run")));
    m_actions->toggleGateway->setEnabled(m_session.hasProject() && state != State::Stopping);
    m_actions->copyAddress->setEnabled(state == State::Running);
    if (state != State::Failed)
        return;
    QList<QAction *> answers;
    if (const quint16 port = m_gateway.suggestedPort(); port != 0) {
        answers.append(answer(tr("Use Port %1").arg(port), [this, port] {
            m_gateway.setEndpoint(m_gateway.address(), port);
            m_gateway.start();
        }));
    }
    answers.append(answer(tr("Settings…"), [this] { showSettings(); }));
    tell(Severity::Error, tr("The gateway cannot start: %1").arg(m_gateway.errorText()), answers);
}

void MainWindow::updateProblemCounts()
{
    m_problemCounts->setVisible(m_session.hasProject());
    const int errors = m_problems->count(Severity::Error);
    const int warnings = m_problems->count(Severity::Warning);
    QStringList words;
    if (errors > 0)
        words.append(tr("%n error(s)", nullptr, errors));
    if (warnings > 0)
        words.append(tr("%n warning(s)", nullptr, warnings));
    m_problemCounts->setText(words.isEmpty() ? tr("No problems") : words.join(QStringLiteral(", ")));
    m_problemCounts->setIcon(icon(errors > 0         ? QStringLiteral("problem-error")
                                      : warnings > 0 ? QStringLiteral("problem-warning")
                                                     : QStringLiteral("ok")));
}

StageRef MainWindow::currentStage() const
{
    return m_stage->current();
}

void MainWindow::chooseStage(const StageRef &stage)
{
    m_runBar->setStage(stage);
    m_actions->deploy->setEnabled(m_session.hasProject() && !stage.api.isNull());
}

void MainWindow::showTrace(const TracePtr &trace)
{
    m_trace->setTrace(trace);
    m_editors->setTrace(trace);
}

void MainWindow::deploy(const StageRef &stage)
{
    if (stage.api.isNull())
        return;
    auto *dialog = new DeployDialog(m_document, stage, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const StageRef target = dialog->stage();
        m_gateway.prepareDeployment(
            target.api, target.name, dialog->description(), this,
            [this, target, side = dialog->target(), percent = dialog->percentTraffic()](
                const std::optional<model::DeploymentRecord> &record, const Diagnostics &problems) {
                m_document.setDiagnostics(target.api, "deploy", problems);
                if (!record) {
                    tell(Severity::Error, tr("The draft cannot be deployed: the problems below say why."));
                    raiseDock(m_docks.problems);
                    return;
                }
                m_document.push(
                    new Deploy(m_document, target, *record, side,
                               side == model::DeployTarget::Canary ? std::optional(percent) : std::nullopt));
                m_stage->setCurrent(target);
                statusBar()->showMessage(tr("Deployed to %1").arg(toQString(target.name)), 5000);
            });
    });
    dialog->open();
}

void MainWindow::replayTraffic()
{
    const StageRef stage = currentStage();
    if (stage.api.isNull())
        return;
    const StageStatus *status = m_gateway.stage(stage.api, stage.name);
    auto *dialog = new ReplayDialog(m_document.project(), stage.api, m_traffic.traces(),
                                    status ? status->overrides : model::StringMap(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show(); // one may look at the project meanwhile
}

void MainWindow::openPointer(const QString &apiId, const QString &pointer)
{
    const model::ApiId api{toStd(apiId)};
    if (m_document.api(api))
        m_editors->open(objectAtPointer(m_document, api, toStd(pointer)));
}

void MainWindow::openRoute(const QString &apiId, const QString &route)
{
    const qsizetype space = route.indexOf(u' ');
    openPointer(apiId, toQString(methodPointer(toStd(route.mid(space + 1)), toStd(route.left(space)))));
}

void MainWindow::updateTargets()
{
    m_console->setTargets(consoleTargets(m_document.project(), m_gateway));
}

void MainWindow::updateSavedRequests()
{
    m_console->setSavedRequests(m_document.project().requests);
}

void MainWindow::keepRequest(const model::SavedRequest &request)
{
    model::Project settings = m_document.project();
    settings.apis.clear();
    const auto same = std::ranges::find(settings.requests, request.name, &model::SavedRequest::name);
    if (same == settings.requests.end())
        settings.requests.push_back(request);
    else
        *same = request;
    m_document.push(
        new EditProject(m_document, std::move(settings), tr("Save request %1").arg(toQString(request.name))));
}

ObjectRef MainWindow::currentObject() const
{
    const EditorPage *page = m_editors->currentPage();
    return page && !m_tree->isAncestorOf(QApplication::focusWidget()) ? page->currentPart() : m_tree->current();
}

void MainWindow::callMethod()
{
    const ObjectRef object = currentObject();
    const model::RestApi *api = m_document.restApi(object.api);
    const model::Resource *resource = m_document.resource(object.api, object.resource);
    if (!api || !resource || resource->methods.empty()) {
        statusBar()->showMessage(tr("Choose a method first"), 5000);
        return;
    }
    const model::Method *method = m_document.method(object.method());
    const StageRef stage = currentStage().api == object.api ? currentStage() : StageRef();
    m_console->compose(sampleRequest(*api, *resource, method ? *method : resource->methods.front()),
                       toQString(m_document.api(object.api)->folder), toQString(stage.name));
    m_docks.request->show();
    m_docks.request->raise();
    m_console->focusAddress();
}

void MainWindow::openPlayground()
{
    const std::optional<PlaygroundState> closed = m_playgrounds->takeClosed();
    m_editors->openPlayground(closed ? *closed : firstPlayground())->setFocus(Qt::OtherFocusReason);
}

void MainWindow::openPlayground(const trace::Trace &trace)
{
    using playground::Phase;
    PlaygroundState state;
    state.event = eventFromTrace(m_document, trace, Phase::Request);
    state.bound = templateOfTrace(m_document, trace, Phase::Request);
    const std::string *text = state.bound ? templateText(m_document, *state.bound) : nullptr;
    if (text)
        state.source = *text;
    m_editors->openPlayground(state)->setFocus(Qt::OtherFocusReason);
}

void MainWindow::raiseDock(QDockWidget *dock)
{
    dock->show();
    dock->raise();
    if (dock == m_docks.request) {
        m_console->focusAddress();
        return;
    }
    for (auto *view : dock->findChildren<QAbstractItemView *>()) {
        if (view->isVisible()) {
            view->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void MainWindow::tell(Severity severity, const QString &text, const QList<QAction *> &actions)
{
    m_infoBar->showMessage(severity, text, actions);
}

QAction *MainWindow::answer(const QString &text, const std::function<void()> &slot)
{
    auto *action = new QAction(text, this);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::applyAppearance()
{
    applyTheme(*qApp, m_settings.scheme());
    QFont font = m_systemFont;
    if (m_settings.fontSize() > 0)
        font.setPointSize(m_settings.fontSize());
    if (QApplication::font() != font)
        QApplication::setFont(font);
    setMonospacePointSize(m_settings.codeFontSize());
    CodeEditor::setPreferences({m_settings.lineNumbers(), m_settings.wrapLines()});
    m_actions->switchTheme->setIcon(icon(isDark() ? QStringLiteral("light") : QStringLiteral("dark")));
}

void MainWindow::applyGatewaySettings()
{
    m_gateway.setEndpoint(m_settings.gatewayAddress(), m_settings.gatewayPort());
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_session.checkForExternalChanges();
    QMainWindow::changeEvent(event);
}

} // namespace gatehouse::ui

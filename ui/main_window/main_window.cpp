#include "ui/main_window/main_window.h"

#include "ui/consoles/request_console.h"
#include "ui/consoles/traffic_list.h"
#include "ui/editors/project_tree_view.h"
#include "ui/inspectors/problems_view.h"
#include "ui/inspectors/trace_inspector.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/locator.h"
#include "ui/main_window/locator_source.h"
#include "ui/main_window/run_bar.h"
#include "ui/main_window/stage_selector.h"
#include "ui/main_window/task_status.h"
#include "ui/main_window/welcome_page.h"
#include "ui/models/problems_model.h"
#include "ui/playground/playground_keeper.h"
#include "ui/playground/test_list.h"
#include "ui/settings/settings.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/info_bar.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

/// A tool button that says what it does: icons alone shut out screen readers and newcomers.
QToolButton *labelled(QAction *action)
{
    auto *button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

MainWindow::MainWindow(Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_session(m_document, settings)
    , m_recovery(m_document, settings.unsavedFolder())
    , m_problems(new ProblemsModel(m_document, this))
    , m_playgrounds(new PlaygroundKeeper(m_document, settings.playgroundFolder(), this))
    , m_actions(new Actions(this))
    , m_systemFont(QApplication::font())
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu);
    resize(1280, 820);
    applyAppearance();

    QAction *undo = m_document.undoStack().createUndoAction(this, tr("&Undo"));
    QAction *redo = m_document.undoStack().createRedoAction(this, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    undo->setIcon(icon(QStringLiteral("undo")));
    redo->setIcon(icon(QStringLiteral("redo")));
    m_actions->fillMenus(menuBar(), undo, redo);

    makeCentre();
    makeDocks();
    makeToolBar();
    makeStatusBar();
    m_layouts = new WindowLayouts(*this, m_docks, m_settings);
    m_locator = new Locator(
        [this] {
            return objectEntries(
                       m_document, [this](const ObjectRef &object) { m_editors->open(object); },
                       [this](const model::ApiId &api) { m_editors->openText(api); })
                + actionEntries(m_actions->all() + m_tree->editActions());
        },
        this);
    m_actions->apiMenu->addActions(m_tree->editActions());
    m_actions->requestMenu->addActions(m_console->commands());

    connectActions();
    connectSession();
    connectGateway();
    connectViews();
    applyGatewaySettings();
    if (!restoreGeometry(m_settings.windowState(QStringLiteral("geometry"))))
        resize(1280, 820);
    showNoProject();
}

MainWindow::~MainWindow()
{
    // Parts refer to the document and the gateway, which are members and so go before the children would.
    delete m_playgrounds; // while the pages are there
    delete m_locator;
    delete takeCentralWidget();
    for (QDockWidget *dock : m_docks.all())
        delete dock;
    delete m_toolBar;
}

void MainWindow::makeCentre()
{
    m_welcome = new WelcomePage(m_settings, {m_actions->newProject, m_actions->openFolder, m_actions->openFile},
                                {m_actions->blueprints, m_actions->jsonPathTester, m_actions->schemaTester});
    connect(m_welcome, &WelcomePage::openRequested, this, [this](const QString &path) { open(path); });
    connect(m_welcome, &WelcomePage::sampleRequested, &m_session, &ProjectSession::openSample);
    m_noTabs = new EmptyState(QStringLiteral("diagram"), tr("Nothing is open"),
                              tr("Choose a method or a stage in the project tree, or go to anything by its name."),
                              m_actions->locate);
    m_editors = new EditorTabs(m_document);
    m_editors->setTraffic(&m_traffic);
    m_centre = new QStackedWidget;
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(m_noTabs);
    m_centre->addWidget(m_editors);

    m_infoBar = new InfoBar;
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_infoBar);
    column->addWidget(m_centre, 1);
    setCentralWidget(holder);
}

QDockWidget *MainWindow::makeDock(const QString &name, const QString &title, QWidget *content, const QKeySequence &key)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setAllowedAreas(Qt::AllDockWidgetAreas);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    for (auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(dock, signal, this, &MainWindow::updateDockTitles, Qt::QueuedConnection);
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::updateDockTitles, Qt::QueuedConnection);
    // The key shows the panel and goes into it; the menu's check mark hides it.
    auto *go = new QAction(icon(QStringLiteral("chevron-right")), tr("Go to %1").arg(title), this);
    go->setShortcut(key);
    connect(go, &QAction::triggered, this, [this, dock] { raiseDock(dock); });
    addAction(go);
    m_actions->panelsMenu->addAction(go);
    return dock;
}

void MainWindow::makeDocks()
{
    const auto key = [](int number) { return QKeySequence(QStringLiteral("Alt+%1").arg(number)); };
    m_tree = new ProjectTreeView(m_document);
    m_console = new RequestConsole(m_traffic, m_settings.historyFile());
    m_trafficList = new TrafficList(m_traffic);
    m_problemsView = new ProblemsView(*m_problems);
    m_tests = new TestList(m_document);
    m_trace = new TraceInspector;
    m_docks.project = makeDock(QStringLiteral("project"), tr("Project"), m_tree, key(1));
    m_docks.request = makeDock(QStringLiteral("request"), tr("Request"), m_console, key(2));
    m_docks.traffic = makeDock(QStringLiteral("traffic"), tr("Traffic"), m_trafficList, key(3));
    m_docks.problems = makeDock(QStringLiteral("problems"), tr("Problems"), m_problemsView, key(4));
    m_docks.trace = makeDock(QStringLiteral("trace"), tr("Trace"), m_trace, key(5));
    m_docks.tests = makeDock(QStringLiteral("tests"), tr("Tests"), m_tests, key(6));
    m_actions->panelsMenu->addSeparator();
    for (QDockWidget *dock : m_docks.all())
        m_actions->panelsMenu->addAction(dock->toggleViewAction());
}

/// A dock among tabs has its name on the tab: no second title.
void MainWindow::updateDockTitles()
{
    for (QDockWidget *dock : m_docks.all()) {
        const bool onTab = !dock->isFloating() && !tabifiedDockWidgets(dock).isEmpty();
        if (onTab == (dock->titleBarWidget() != nullptr))
            continue;
        const QWidget *before = dock->titleBarWidget();
        dock->setTitleBarWidget(onTab ? new QWidget : nullptr);
        delete before;
    }
}

void MainWindow::makeToolBar()
{
    m_stage = new StageSelector(m_document);
    m_runBar = new RunBar(m_gateway);
    m_toolBar = addToolBar(tr("Toolbar"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setFloatable(false);
    m_toolBar->toggleViewAction()->setVisible(false);
    m_toolBar->addWidget(m_stage);
    m_toolBar->addWidget(labelled(m_actions->deploy));
    m_toolBar->addSeparator();
    m_toolBar->addWidget(labelled(m_actions->toggleGateway));
    m_runBar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(m_runBar);
    for (QAction *layout : m_actions->layouts->actions()) {
        auto *button = labelled(layout);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        m_toolBar->addWidget(button);
    }
    m_toolBar->addSeparator();
    m_toolBar->addWidget(labelled(m_actions->playground));
    m_toolBar->addWidget(labelled(m_actions->locate));
    QToolButton *theme = labelled(m_actions->switchTheme);
    theme->setToolButtonStyle(Qt::ToolButtonIconOnly);
    theme->setAccessibleName(m_actions->switchTheme->toolTip());
    m_toolBar->addWidget(theme);
}

void MainWindow::makeStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    m_problemCounts = new QToolButton;
    m_problemCounts->setAutoRaise(true);
    m_problemCounts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_problemCounts->setToolTip(tr("Show the problems"));
    connect(m_problemCounts, &QToolButton::clicked, this, [this] { raiseDock(m_docks.problems); });
    statusBar()->addPermanentWidget(new TaskStatus);
    statusBar()->addPermanentWidget(m_problemCounts);
}

} // namespace gatehouse::ui

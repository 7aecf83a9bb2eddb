#pragma once

#include "ui/bridge/gateway_controller.h"
#include "ui/document/object_ref.h"
#include "ui/document/project_document.h"
#include "ui/main_window/project_session.h"
#include "ui/main_window/recovery.h"
#include "ui/main_window/window_layouts.h"
#include "ui/models/traffic_model.h"

#include <QMainWindow>

class QStackedWidget;
class QToolButton;

namespace gatehouse::ui {

class Actions;
class EditorPage;
class EditorTabs;
class EmptyState;
class InfoBar;
class Locator;
class PlaygroundKeeper;
class ProblemsModel;
class ProblemsView;
class ProjectTreeView;
class RequestConsole;
class RunBar;
class Settings;
class StageSelector;
class TestList;
class TraceInspector;
class TrafficList;
class WelcomePage;

/// The studio's window. Composition only: makes the parts, puts them in their places, and passes the signals of one to
/// the slots of another. Questions to the user start here.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void open(const QString &path);
    /// Starts the gateway as soon as the project that is being opened is there.
    void startGatewayWhenOpen() { m_startWhenOpen = true; }
    /// The stage to choose when the project is there.
    void setWantedStage(const QString &name) { m_wantedStage = name; }
    /// What was left unsaved by a studio that ended without closing.
    void offerRecovery();

    [[nodiscard]] ProjectDocument &document() { return m_document; }
    [[nodiscard]] GatewayController &gateway() { return m_gateway; }
    [[nodiscard]] ProjectSession &session() { return m_session; }
    [[nodiscard]] Actions &actions() { return *m_actions; }
    [[nodiscard]] EditorTabs &editors() { return *m_editors; }
    [[nodiscard]] WindowLayouts &layouts() { return *m_layouts; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // composition (main_window.cpp)
    void makeCentre();
    void makeDocks();
    void makeToolBar();
    void makeStatusBar();
    QDockWidget *makeDock(const QString &name, const QString &title, QWidget *content, const QKeySequence &key);

    // what signals mean (main_window_actions.cpp)
    void connectActions();
    void connectSession();
    void connectGateway();
    void connectViews();
    void connectTools(); // main_window_tools.cpp
    void showProject();
    void showNoProject();
    void updateTitle();
    void updateCentre();
    void updateDockTitles();
    void updateRunAction();
    void updateProblemCounts();
    void refillRecentMenu();
    void askForFolder();
    void askForFile();
    void askForName();
    void askWhereToSave(const ProjectSession::Done &done);
    void save(const ProjectSession::Done &done);
    void importApi(const QString &file);
    void exportApi();
    void takeDrop(const QString &path);
    void unlessUnsaved(const std::function<void()> &then); ///< asks what becomes of unsaved changes first
    /// Whether to go on although the text typed on @p page cannot be read and goes with it.
    void askToLoseText(const EditorPage *page, const std::function<void()> &then);
    /// Calls @p then when the document has all that was typed, but for what cannot be read.
    void onceTextIsRead(const std::function<void()> &then);
    void deploy(const StageRef &stage);
    void replayTraffic();
    void openPointer(const QString &apiId, const QString &pointer);
    void openRoute(const QString &apiId, const QString &route);
    void showTrace(const TracePtr &trace);
    void chooseStage(const StageRef &stage);
    void tell(Severity severity, const QString &text, const QList<QAction *> &actions = {});
    QAction *answer(const QString &text, const std::function<void()> &slot);
    void raiseDock(QDockWidget *dock);
    void applyAppearance();
    void applyGatewaySettings();
    void showSettings();
    void showShortcuts();
    void showAbout();
    void updateTargets();
    void updateSavedRequests();
    void keepRequest(const model::SavedRequest &request);
    void callMethod();
    /// A playground: what was closed last, or a first one.
    void openPlayground();
    void openPlayground(const trace::Trace &trace);
    void openTest(const std::string &name); ///< in a playground
    void openEvent(const std::string &name); ///< in the playground in front, or one of its own
    [[nodiscard]] ObjectRef currentObject() const;
    [[nodiscard]] StageRef currentStage() const;

    Settings &m_settings;
    ProjectDocument m_document;
    GatewayController m_gateway;
    ProjectSession m_session;
    Recovery m_recovery;
    TrafficModel m_traffic;
    ProblemsModel *m_problems;
    PlaygroundKeeper *m_playgrounds;
    Actions *m_actions;
    WindowLayouts *m_layouts = nullptr;
    Locator *m_locator = nullptr;

    QStackedWidget *m_centre = nullptr;
    WelcomePage *m_welcome = nullptr;
    EmptyState *m_noTabs = nullptr;
    EditorTabs *m_editors = nullptr;
    InfoBar *m_infoBar = nullptr;
    QToolBar *m_toolBar = nullptr;
    StageSelector *m_stage = nullptr;
    RunBar *m_runBar = nullptr;
    QToolButton *m_problemCounts = nullptr;

    Docks m_docks;
    ProjectTreeView *m_tree = nullptr;
    TraceInspector *m_trace = nullptr;
    RequestConsole *m_console = nullptr;
    TrafficList *m_trafficList = nullptr;
    ProblemsView *m_problemsView = nullptr;
    TestList *m_tests = nullptr;

    QFont m_systemFont;
    QString m_wantedStage;
    bool m_startWhenOpen = false;
    bool m_closing = false; // the user has been asked
};

} // namespace gatehouse::ui

#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QWidget;

namespace gatehouse::ui {

/// Every action of the window with text, icon and key, and the menus they are in. What they do is connected by
/// MainWindow.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QWidget *window);

    /// @p undo and @p redo come from the undo stack.
    void fillMenus(QMenuBar *bar, QAction *undo, QAction *redo);
    /// All that the locator offers.
    [[nodiscard]] QList<QAction *> all() const;
    /// What only makes sense with a project.
    void setProjectOpen(bool open);

    QAction *newProject;
    QAction *openFolder;
    QAction *openFile;
    QAction *save;
    QAction *saveAs;
    QAction *importApi;
    QAction *exportApi;
    QAction *closeProject;
    QAction *quit;
    QAction *settings;

    QAction *locate;
    QAction *openApiText;
    QAction *playground;
    QAction *closeTab;
    QAction *closeOtherTabs;
    QAction *nextTab;
    QAction *previousTab;
    QAction *switchTheme;
    QAction *fullScreen;
    QActionGroup *layouts; ///< data(): name of the layout
    QAction *resetLayout;

    QAction *toggleGateway;
    QAction *deploy;
    QAction *callMethod; ///< the current method into the request console
    QAction *copyAddress;
    QAction *replayTraffic;
    QAction *clearTraffic;

    QAction *blueprints;
    QAction *jsonPathTester;
    QAction *schemaTester;

    QAction *shortcuts; ///< a list of all keys
    QAction *about;

    QMenu *recentMenu = nullptr;
    QMenu *panelsMenu = nullptr;
    QMenu *apiMenu = nullptr; ///< filled with the project tree's actions
    QMenu *requestMenu = nullptr; ///< filled with the console's
    QMenu *toolsMenu = nullptr;

private:
    QAction *add(const QString &iconName, const QString &text, const QKeySequence &shortcut = {});

    QWidget *m_window;
};

} // namespace gatehouse::ui

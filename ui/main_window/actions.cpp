#include "ui/main_window/actions.h"

#include "ui/widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace gatehouse::ui {

Actions::Actions(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    const auto key = [](const char *sequence) { return QKeySequence(QString::fromLatin1(sequence)); };

    newProject = add(QStringLiteral("new"), tr("&New Project…"), QKeySequence::New);
    openFolder = add(QStringLiteral("open"), tr("Open Project &Folder…"), key("Ctrl+Shift+O"));
    openFile = add(QStringLiteral("file"), tr("&Open OpenAPI File…"), QKeySequence::Open);
    save = add(QStringLiteral("save"), tr("&Save"), QKeySequence::Save);
    saveAs = add({}, tr("Save Project &As…"), key("Ctrl+Shift+S"));
    importApi = add(QStringLiteral("import"), tr("&Import API…"), key("Ctrl+I"));
    exportApi = add(QStringLiteral("export"), tr("&Export API…"), key("Ctrl+E"));
    closeProject = add({}, tr("&Close Project"), key("Ctrl+Shift+W"));
    quit = add({}, tr("&Quit"), key("Ctrl+Q"));
    settings = add(QStringLiteral("settings"), tr("&Settings…"), key("Ctrl+,"));

    locate = add(QStringLiteral("search"), tr("&Go To…"), key("Ctrl+K"));
    openApiText = add(QStringLiteral("code"), tr("OpenAPI &Text"), key("Ctrl+T"));
    playground = add(QStringLiteral("code"), tr("&Playground"), key("Ctrl+Shift+P"));
    closeTab = add({}, tr("&Close Tab"), key("Ctrl+W"));
    closeOtherTabs = add({}, tr("Close &Other Tabs"), {});
    nextTab = add({}, tr("&Next Tab"), key("Ctrl+PgDown"));
    previousTab = add({}, tr("&Previous Tab"), key("Ctrl+PgUp"));
    switchTheme = add(QStringLiteral("dark"), tr("Light or &Dark"), key("Ctrl+Shift+L"));
    fullScreen = add({}, tr("&Full Screen"), key("F11"));
    fullScreen->setCheckable(true);
    resetLayout = add({}, tr("&Reset This Layout"), {});

    layouts = new QActionGroup(this);
    const std::pair<const char *, QString> kinds[]
        = {{"design", tr("&Design")}, {"run", tr("&Run")}, {"debug", tr("De&bug")}};
    int number = 0;
    for (const auto &[name, text] : kinds) {
        QAction *layout = add({}, text, QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)));
        layout->setCheckable(true);
        layout->setData(QString::fromLatin1(name));
        layouts->addAction(layout);
    }

    toggleGateway = add(QStringLiteral("run"), tr("&Start Gateway"), key("F5"));
    deploy = add(QStringLiteral("deploy"), tr("&Deploy…"), key("Ctrl+Shift+D"));
    callMethod = add(QStringLiteral("send"), tr("C&all This Method"), key("Ctrl+R"));
    copyAddress = add(QStringLiteral("link"), tr("&Copy Address"), key("Ctrl+Shift+A"));
    replayTraffic = add(QStringLiteral("restart"), tr("Re&play Traffic…"), key("Ctrl+Shift+R"));
    clearTraffic = add(QStringLiteral("clear"), tr("C&lear Traffic"), {});

    blueprints = add(QStringLiteral("model"), tr("Template &Blueprints"), key("Ctrl+Shift+B"));
    blueprints->setStatusTip(tr("Mapping templates to begin with, each with an event and what it writes"));
    jsonPathTester = add(QStringLiteral("search"), tr("&JSONPath Tester"), key("Ctrl+Shift+J"));
    jsonPathTester->setStatusTip(tr("What $input.path and $input.json make of a path"));
    schemaTester = add(QStringLiteral("check"), tr("&Schema Tester"), key("Ctrl+Shift+M"));
    schemaTester->setStatusTip(tr("What a request validator says of a body"));

    shortcuts = add(QStringLiteral("help"), tr("&Keyboard Shortcuts"), QKeySequence::HelpContents);
    about = add(QStringLiteral("gateway"), tr("&About Gatehouse"), {});
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    settings->setMenuRole(QAction::PreferencesRole);
}

QAction *Actions::add(const QString &iconName, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    if (!iconName.isEmpty()) {
        action->setIcon(icon(iconName));
        action->setData(iconName); // for views that draw it in their own way
    }
    action->setShortcut(shortcut);
    QString plain = text;
    plain.remove(u'&');
    action->setToolTip(
        shortcut.isEmpty() ? plain : QStringLiteral("%1 (%2)").arg(plain, shortcut.toString(QKeySequence::NativeText)));
    m_window->addAction(action);
    return action;
}

void Actions::fillMenus(QMenuBar *bar, QAction *undo, QAction *redo)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({newProject, openFolder, openFile});
    recentMenu = file->addMenu(icon(QStringLiteral("history")), tr("Open &Recent"));
    file->addSeparator();
    file->addActions({save, saveAs});
    file->addSeparator();
    file->addActions({importApi, exportApi});
    file->addSeparator();
    file->addActions({closeProject, quit});

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({locate});
    edit->addSeparator();
    edit->addAction(settings);

    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions(layouts->actions());
    view->addAction(resetLayout);
    view->addSeparator();
    panelsMenu = view->addMenu(icon(QStringLiteral("project")), tr("&Panels"));
    view->addActions({openApiText, playground});
    view->addSeparator();
    view->addActions({nextTab, previousTab, closeTab, closeOtherTabs});
    view->addSeparator();
    view->addActions({switchTheme, fullScreen});

    apiMenu = bar->addMenu(tr("&API"));

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addActions({toggleGateway, copyAddress});
    run->addSeparator();
    run->addAction(deploy);
    run->addSeparator();
    run->addAction(callMethod);
    requestMenu = run->addMenu(icon(QStringLiteral("request")), tr("Re&quest"));
    run->addSeparator();
    run->addActions({replayTraffic, clearTraffic});

    toolsMenu = bar->addMenu(tr("&Tools"));
    toolsMenu->addActions({blueprints, jsonPathTester, schemaTester});

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({shortcuts, about});
}

QList<QAction *> Actions::all() const
{
    return findChildren<QAction *>(Qt::FindDirectChildrenOnly);
}

void Actions::setProjectOpen(bool open)
{
    for (QAction *action : {save, saveAs, importApi, exportApi, closeProject, openApiText, resetLayout, toggleGateway,
                            deploy, callMethod, copyAddress, replayTraffic, clearTraffic})
        action->setEnabled(open);
    layouts->setEnabled(open);
}

} // namespace gatehouse::ui

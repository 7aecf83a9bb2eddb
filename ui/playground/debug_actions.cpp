#include "ui/playground/debug_actions.h"

#include "ui/widgets/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>

namespace gatehouse::ui {

DebugActions::DebugActions(DebugSession *session, QWidget *where)
    : QObject(where)
    , start(nullptr)
    , m_session(session)
    , m_where(where)
{
    start = add(QStringLiteral("debug"), tr("Start debugging"), Qt::Key_F5);
    startPaused = add(QStringLiteral("debug-pause"), tr("Debug from the first statement"), Qt::CTRL | Qt::Key_F5);
    pause = add(QStringLiteral("pause"), tr("Pause"), Qt::CTRL | Qt::ALT | Qt::Key_F5);
    stop = add(QStringLiteral("stop"), tr("Stop debugging"), Qt::SHIFT | Qt::Key_F5);
    restart = add(QStringLiteral("restart"), tr("Restart debugging"), Qt::CTRL | Qt::SHIFT | Qt::Key_F5);
    stepOver = add(QStringLiteral("step-over"), tr("Step over"), Qt::Key_F10);
    stepIn = add(QStringLiteral("step-in"), tr("Step in"), Qt::Key_F11);
    stepOut = add(QStringLiteral("step-out"), tr("Step out"), Qt::SHIFT | Qt::Key_F11);
    runToCursor = add(QStringLiteral("run-to-cursor"), tr("Run to cursor"), Qt::CTRL | Qt::Key_F10);
    toggleBreakpoint = add(QStringLiteral("breakpoint"), tr("Toggle breakpoint"), Qt::Key_F9);
    watchSelection = add(QStringLiteral("watch"), tr("Watch this"), Qt::CTRL | Qt::Key_F9);

    connect(start, &QAction::triggered, this, [this] {
        if (m_session->state() == DebugSession::State::Paused)
            m_session->resume();
        else
            Q_EMIT startWanted(false);
    });
    connect(startPaused, &QAction::triggered, this, [this] { Q_EMIT startWanted(true); });
    connect(restart, &QAction::triggered, this, [this] { Q_EMIT startWanted(false); });
    connect(pause, &QAction::triggered, m_session, &DebugSession::pause);
    connect(stop, &QAction::triggered, m_session, &DebugSession::stop);
    connect(stepOver, &QAction::triggered, m_session, &DebugSession::stepOver);
    connect(stepIn, &QAction::triggered, m_session, [this] {
        if (m_session->isActive())
            m_session->stepIn();
        else
            Q_EMIT startWanted(true); // as debuggers do: into the program
    });
    connect(stepOut, &QAction::triggered, m_session, &DebugSession::stepOut);
    connect(runToCursor, &QAction::triggered, this, &DebugActions::runToCursorWanted);
    connect(toggleBreakpoint, &QAction::triggered, this, &DebugActions::toggleBreakpointWanted);
    connect(watchSelection, &QAction::triggered, this, &DebugActions::watchSelectionWanted);
    connect(m_session, &DebugSession::stateChanged, this, &DebugActions::follow);
    m_where->installEventFilter(this);
    follow();
}

bool DebugActions::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_where || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return QObject::eventFilter(watched, event);
    const QKeySequence key(static_cast<QKeyEvent *>(event)->keyCombination());
    for (QAction *action : all()) {
        if (action->shortcut() != key)
            continue;
        if (event->type() == QEvent::ShortcutOverride)
            event->accept(); // it comes as a key then
        else
            action->trigger();
        return true;
    }
    return false;
}

QAction *DebugActions::add(const QString &iconName, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_where->addAction(action);
    return action;
}

QList<QAction *> DebugActions::all() const
{
    return {start,       startPaused,      pause,         stop, restart, stepOver, stepIn, stepOut,
            runToCursor, toggleBreakpoint, watchSelection};
}

void DebugActions::follow()
{
    using State = DebugSession::State;
    const State state = m_session->state();
    const bool paused = state == State::Paused;
    start->setText(paused ? tr("Continue") : tr("Start debugging"));
    start->setIcon(icon(paused ? QStringLiteral("run") : QStringLiteral("debug")));
    start->setEnabled(state != State::Running);
    startPaused->setEnabled(state == State::Idle);
    pause->setEnabled(state == State::Running);
    stop->setEnabled(state != State::Idle);
    restart->setEnabled(state != State::Idle);
    stepIn->setEnabled(state != State::Running);
    for (QAction *action : {stepOver, stepOut, runToCursor})
        action->setEnabled(paused);
}

} // namespace gatehouse::ui

#pragma once

#include "ui/playground/debug_session.h"

class QAction;
class QKeySequence;

namespace gatehouse::ui {

/// What can be done with a debugger, enabled as the session allows. The keys work wherever the focus is within the
/// widget they are added to, and come before those of the window there: F5 and F11 mean the debugger.
class DebugActions : public QObject {
    Q_OBJECT

public:
    DebugActions(DebugSession *session, QWidget *where);

    [[nodiscard]] QList<QAction *> all() const;

    QAction *start; ///< or continue
    QAction *startPaused; ///< and pause at the first statement
    QAction *pause;
    QAction *stop;
    QAction *restart;
    QAction *stepOver;
    QAction *stepIn;
    QAction *stepOut;
    QAction *runToCursor;
    QAction *toggleBreakpoint;
    QAction *watchSelection;

Q_SIGNALS:
    void startWanted(bool pauseAtStart);
    void runToCursorWanted();
    void toggleBreakpointWanted();
    void watchSelectionWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *add(const QString &iconName, const QString &text, const QKeySequence &key);
    void follow();

    DebugSession *m_session;
    QWidget *m_where;
};

} // namespace gatehouse::ui

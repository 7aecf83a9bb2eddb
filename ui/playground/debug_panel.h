#pragma once

#include "ui/playground/debug_session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QTreeView;

namespace gatehouse::ui {

class DebugActions;
class DebugEditors;
class DebugStackModel;
class DebugValueModel;
class DebugValueView;
class ElidedLabel;

/// Everything of the debugger but the editors: buttons, variables, watches, call stack, a line to evaluate in.
class DebugPanel final : public QWidget {
    Q_OBJECT

public:
    DebugPanel(DebugSession *session, DebugEditors *editors, DebugActions *actions, QWidget *parent = nullptr);

    void addWatch(const QString &expression);
    void removeWatch();

private:
    QWidget *makeToolBar();
    QWidget *makeVariables();
    QWidget *makeWatches();
    QWidget *makeStack();
    QWidget *makeEvaluate();

    void showState();
    void showPause(const PausePtr &pause);
    void showWatches();
    void showEnd(const DebugEndPtr &end);
    void say(const QString &text, const QString &iconName);
    void evaluate();
    void editWatch(int row, const QString &expression);

    DebugSession *m_session;
    DebugEditors *m_editors;
    DebugActions *m_actions;
    DebugValueModel *m_variables;
    DebugValueModel *m_watches;
    DebugStackModel *m_stack;
    DebugValueView *m_watchView;
    QTreeView *m_stackView = nullptr;
    QStackedWidget *m_variablePages;
    QLabel *m_stateIcon;
    ElidedLabel *m_stateText;
    QListWidget *m_answers;
    QLineEdit *m_expression;
    QStringList m_asked; // expressions evaluated, newest last
    qsizetype m_recalled = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace gatehouse::ui

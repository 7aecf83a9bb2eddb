#include "ui/playground/debug_panel.h"

#include "ui/playground/debug_actions.h"
#include "ui/playground/debug_editors.h"
#include "ui/playground/debug_stack_model.h"
#include "ui/playground/debug_value_model.h"
#include "ui/playground/debug_value_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

QWidget *withCaption(const QString &caption, QWidget *view)
{
    auto *pane = new QWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *label = new QLabel(caption);
    label->setFont(captionFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(kGap, kGrid, kGap, kGrid);
    label->setBuddy(view);
    column->addWidget(label);
    column->addWidget(view, 1);
    return pane;
}

} // namespace

DebugPanel::DebugPanel(DebugSession *session, DebugEditors *editors, DebugActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_editors(editors)
    , m_actions(actions)
    , m_variables(new DebugValueModel(this))
    , m_watches(new DebugValueModel(this))
    , m_stack(new DebugStackModel(this))
    , m_watchView(new DebugValueView)
    , m_variablePages(new QStackedWidget)
    , m_stateIcon(new QLabel)
    , m_stateText(new ElidedLabel)
    , m_answers(new QListWidget)
    , m_expression(new QLineEdit)
{
    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(makeStack());
    right->addWidget(makeEvaluate());
    right->setChildrenCollapsible(false);
    auto *columns = new QSplitter(Qt::Horizontal);
    columns->addWidget(makeVariables());
    columns->addWidget(makeWatches());
    columns->addWidget(right);
    columns->setChildrenCollapsible(false);
    columns->setStretchFactor(0, 4);
    columns->setStretchFactor(1, 4);
    columns->setStretchFactor(2, 3);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolBar());
    column->addWidget(columns, 1);

    connect(m_session, &DebugSession::stateChanged, this, &DebugPanel::showState);
    connect(m_session, &DebugSession::paused, this, &DebugPanel::showPause);
    connect(m_session, &DebugSession::finished, this, &DebugPanel::showEnd);
    connect(m_session, &DebugSession::watchesChanged, this, &DebugPanel::showWatches);
    connect(m_session, &DebugSession::failedToStart, this,
            [this](const QString &why) { say(why, QStringLiteral("problem-error")); });
    connect(m_session, &DebugSession::evaluated, this, [this](const playground::WatchResult &result) {
        auto *item = new QListWidgetItem(QStringLiteral("%1 = %2").arg(
            toQString(result.expression), toQString(result.error ? *result.error : result.value.text)));
        if (result.error) {
            item->setText(QStringLiteral("%1: %2").arg(toQString(result.expression), toQString(*result.error)));
            item->setIcon(icon(QStringLiteral("problem-error")));
        }
        item->setToolTip(item->text());
        m_answers->addItem(item);
        m_answers->scrollToBottom();
    });
    connect(m_actions, &DebugActions::runToCursorWanted, this, [this] { m_session->runTo(m_editors->cursorLine()); });
    connect(m_actions, &DebugActions::toggleBreakpointWanted, m_editors, &DebugEditors::toggleBreakpoint);
    connect(m_actions, &DebugActions::watchSelectionWanted, this,
            [this] { addWatch(m_editors->selectedExpression()); });
    showWatches();
    showState();
}

QWidget *DebugPanel::makeToolBar()
{
    auto *bar = new QToolBar;
    bar->setIconSize(QSize(4 * kGrid, 4 * kGrid));
    const auto add = [bar](QAction *action, bool withText = false) {
        bar->addAction(action);
        auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(action));
        button->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAccessibleName(action->text());
        connect(action, &QAction::changed, button, [button, action] { button->setAccessibleName(action->text()); });
    };
    add(m_actions->start, true);
    add(m_actions->startPaused);
    add(m_actions->pause);
    add(m_actions->stop);
    add(m_actions->restart);
    bar->addSeparator();
    add(m_actions->stepOver, true);
    add(m_actions->stepIn, true);
    add(m_actions->stepOut, true);
    add(m_actions->runToCursor);
    bar->addSeparator();
    add(m_actions->toggleBreakpoint);
    add(m_actions->watchSelection);
    bar->addSeparator();
    m_stateText->setContentsMargins(kGrid, 0, kGap, 0);
    m_stateText->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_stateIcon->setContentsMargins(kGap, 0, 0, 0);
    bar->addWidget(m_stateIcon);
    bar->addWidget(m_stateText);
    return bar;
}

QWidget *DebugPanel::makeVariables()
{
    auto *view = new DebugValueView;
    view->setModel(m_variables);
    view->setAccessibleName(tr("Variables"));
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(icon(QStringLiteral("copy")), tr("Copy value"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, view, [view] {
        QGuiApplication::clipboard()->setText(
            view->currentIndex().siblingAtColumn(DebugValueModel::ValueColumn).data().toString());
    });
    view->addAction(copy);
    m_variablePages->addWidget(new EmptyState(
        QStringLiteral("debug"), tr("Not debugging"),
        tr("Click beside a line to set a breakpoint, then start: variables appear when the rendering pauses."),
        m_actions->startPaused));
    m_variablePages->addWidget(view);
    return withCaption(tr("Variables"), m_variablePages);
}

QWidget *DebugPanel::makeWatches()
{
    m_watchView->setModel(m_watches);
    m_watchView->setAccessibleName(tr("Watches"));
    m_watchView->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *remove = new QAction(icon(QStringLiteral("remove")), tr("Remove watch"), m_watchView);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &DebugPanel::removeWatch);
    m_watchView->addAction(remove);
    // Later, because the edit under way belongs to rows that are about to go.
    connect(m_watches, &DebugValueModel::expressionEdited, this, &DebugPanel::editWatch, Qt::QueuedConnection);
    return withCaption(tr("Watches"), m_watchView);
}

QWidget *DebugPanel::makeStack()
{
    m_stackView = new QTreeView;
    m_stackView->setModel(m_stack);
    m_stackView->setRootIsDecorated(false);
    m_stackView->setUniformRowHeights(true);
    m_stackView->setFrameShape(QFrame::NoFrame);
    m_stackView->setAccessibleName(tr("Call stack"));
    m_stackView->header()->setStretchLastSection(false);
    m_stackView->header()->setHighlightSections(false);
    m_stackView->header()->setSectionResizeMode(DebugStackModel::FrameColumn, QHeaderView::Stretch);
    m_stackView->header()->setSectionResizeMode(DebugStackModel::LineColumn, QHeaderView::ResizeToContents);
    const auto show = [this](const QModelIndex &index) {
        if (index.isValid())
            m_editors->showFrame(m_stack->frame(index.row()));
    };
    connect(m_stackView, &QTreeView::clicked, this, show);
    connect(m_stackView, &QTreeView::activated, this, show);
    return m_stackView;
}

QWidget *DebugPanel::makeEvaluate()
{
    auto *pane = new QWidget;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_answers->setFrameShape(QFrame::NoFrame);
    m_answers->setFont(monospaceFont());
    m_answers->setTextElideMode(Qt::ElideRight);
    m_answers->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_answers->setAccessibleName(tr("Answers"));
    m_expression->setFont(monospaceFont());
    m_expression->setPlaceholderText(tr("Evaluate while paused\u2026"));
    m_expression->setAccessibleName(tr("Expression to evaluate"));
    m_expression->installEventFilter(this);
    connect(m_expression, &QLineEdit::returnPressed, this, &DebugPanel::evaluate);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    row->addWidget(m_expression);
    column->addWidget(m_answers, 1);
    column->addLayout(row);
    return pane;
}

void DebugPanel::evaluate()
{
    const QString expression = m_expression->text().trimmed();
    if (expression.isEmpty() || !m_session->evaluate(expression))
        return;
    m_asked.removeAll(expression);
    m_asked.append(expression);
    m_recalled = m_asked.size();
    m_expression->clear();
}

bool DebugPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_expression || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    m_recalled = std::clamp<qsizetype>(m_recalled + (key == Qt::Key_Up ? -1 : 1), 0, m_asked.size());
    m_expression->setText(m_recalled < m_asked.size() ? m_asked[m_recalled] : QString());
    return true;
}

void DebugPanel::addWatch(const QString &expression)
{
    if (!expression.isEmpty() && !m_session->watches().contains(expression))
        m_session->setWatches(m_session->watches() + QStringList(expression));
}

void DebugPanel::removeWatch()
{
    QModelIndex index = m_watchView->currentIndex();
    while (index.parent().isValid())
        index = index.parent();
    if (index.isValid())
        editWatch(index.row(), {});
}

void DebugPanel::editWatch(int row, const QString &expression)
{
    QStringList expressions = m_session->watches();
    if (row < expressions.size() && expression.isEmpty())
        expressions.removeAt(row);
    else if (row < expressions.size())
        expressions[row] = expression;
    else if (!expression.isEmpty())
        expressions.append(expression);
    expressions.removeDuplicates();
    m_session->setWatches(expressions);
}

void DebugPanel::showState()
{
    const bool paused = m_session->state() == DebugSession::State::Paused;
    m_expression->setEnabled(paused);
    m_variablePages->setCurrentIndex(m_session->isActive() ? 1 : 0);
    if (m_session->state() == DebugSession::State::Running)
        say(tr("Running"), QStringLiteral("run"));
    else if (!m_session->isActive())
        say({}, {});
}

void DebugPanel::showPause(const PausePtr &pause)
{
    using Reason = playground::Pause::Reason;
    m_variables->setValues(pause->variables, pause->number);
    m_stack->setFrames(pause->stack);
    m_stackView->setCurrentIndex(m_stack->index(0, 0));
    showWatches();

    const auto line = static_cast<int>(pause->stack.empty() ? 0 : pause->stack.front().line);
    const QString note = toQString(pause->note);
    switch (pause->reason) {
    case Reason::Start: say(tr("Paused before the first statement"), QStringLiteral("pause")); break;
    case Reason::Breakpoint:
        if (note.isEmpty())
            say(tr("Paused at a breakpoint in line %1").arg(line), QStringLiteral("breakpoint"));
        else
            say(tr("Line %1: the condition of the breakpoint cannot be decided: %2").arg(line).arg(note),
                QStringLiteral("problem-warning"));
        break;
    case Reason::Step:
    case Reason::Line:
    case Reason::Asked: say(tr("Paused in line %1").arg(line), QStringLiteral("pause")); break;
    case Reason::Error: say(tr("Line %1 fails: %2").arg(line).arg(note), QStringLiteral("problem-error")); break;
    }
}

void DebugPanel::showWatches()
{
    const PausePtr &pause = m_session->lastPause();
    const bool paused = pause && m_session->state() == DebugSession::State::Paused;
    m_watches->setWatches(m_session->watches(), paused ? pause->watches : std::vector<playground::WatchResult>(),
                          paused ? pause->number : 0);
}

void DebugPanel::showEnd(const DebugEndPtr &end)
{
    m_variables->clear();
    m_stack->setFrames({});
    showWatches();
    if (end->stopped)
        say(tr("Stopped"), QStringLiteral("stop"));
    else if (end->error)
        say(tr("Failed: %1").arg(toQString(end->error->text())), QStringLiteral("problem-error"));
    else
        say(tr("Finished without pausing again"), QStringLiteral("ok"));
}

void DebugPanel::say(const QString &text, const QString &iconName)
{
    m_stateIcon->setPixmap(iconName.isEmpty() ? QPixmap() : icon(iconName).pixmap(QSize(4 * kGrid, 4 * kGrid)));
    m_stateText->setText(text);
    m_stateText->setToolTip(text);
}

} // namespace gatehouse::ui

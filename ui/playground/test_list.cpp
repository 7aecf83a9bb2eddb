#include "ui/playground/test_list.h"

#include "ui/commands/test_commands.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatehouse::ui {

using Status = playground::TestResult::Status;

namespace {

enum Column { NameColumn, ResultColumn, TimeColumn, ColumnCount };

struct Look {
    QString word;
    QString icon;
};

/// A word and a shape: never a colour alone.
Look lookOf(Status status)
{
    switch (status) {
    case Status::Passed: return {TestList::tr("Passed"), QStringLiteral("ok")};
    case Status::Failed: return {TestList::tr("Failed"), QStringLiteral("problem-error")};
    case Status::Faulty: return {TestList::tr("Faulty"), QStringLiteral("problem-warning")};
    case Status::Stopped: break;
    }
    return {TestList::tr("Not run"), QStringLiteral("clock")};
}

QString timeText(std::chrono::nanoseconds duration)
{
    const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
    return milliseconds < 1 ? TestList::tr("%1 µs").arg(QLocale().toString(1000 * milliseconds, 'f', 0))
                            : TestList::tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', 1));
}

QToolButton *buttonFor(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->toolTip());
    return button;
}

} // namespace

TestList::TestList(ProjectDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_runs(document)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_view(new QTreeView)
    , m_progress(new QProgressBar)
    , m_sums(new QLabel)
    , m_message(new QLabel)
    , m_difference(new CodeEditor)
    , m_pages(new QStackedWidget)
{
    const auto make = [this](const QString &iconName, const QString &text, const QKeySequence &keys, auto slot) {
        auto *action = new QAction(icon(iconName), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    m_runAll = make(QStringLiteral("run"), tr("Run &all tests"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
                    [this] { m_runs.runAll(); });
    m_runSelected = make(QStringLiteral("restart"), tr("&Run the chosen tests"),
                         QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_U), [this] { m_runs.run(selection()); });
    m_stop = make(QStringLiteral("stop"), tr("&Stop"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_X),
                  [this] { m_runs.stop(); });
    m_open = make(QStringLiteral("open"), tr("&Open in the playground"), {}, [this] {
        if (const std::string name = current(); !name.empty())
            Q_EMIT openRequested(name);
    });
    m_rename = make(QStringLiteral("rename"), tr("Re&name"), {},
                    [this] { m_view->edit(m_view->currentIndex().siblingAtColumn(NameColumn)); });
    m_remove = make(QStringLiteral("delete"), tr("&Delete"), {}, [this] {
        for (const std::string &name : selection())
            removeTemplateTest(m_document, name);
    });
    m_add = new QAction(icon(QStringLiteral("add")), tr("Save the playground as a test"), this);
    connect(m_add, &QAction::triggered, this, &TestList::addRequested);

    auto *empty = new EmptyState(QStringLiteral("check"), tr("No template tests yet"),
                                 tr("A test keeps a template, its event and what must come out."), m_add);
    m_pages->addWidget(makeList());
    m_pages->addWidget(empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);

    connect(&document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        if (change.kind <= DocumentChange::Kind::ProjectSettings)
            showTests();
    });
    connect(&m_runs, &TestRuns::changed, this, &TestList::showResults);
    connect(&TaskRegistry::instance(), &TaskRegistry::updated, this,
            [this] { m_progress->setValue(static_cast<int>(100 * m_runs.progress())); });
    showTests();
}

QWidget *TestList::makeList()
{
    m_filter->setPlaceholderText(tr("Find a test"));
    m_filter->setAccessibleName(tr("Find a test"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);

    m_model->setHorizontalHeaderLabels({tr("Test"), tr("Result"), tr("Time")});
    m_view->setModel(m_filtered);
    m_view->setAccessibleName(tr("Template tests"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(ResultColumn, QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(TimeColumn, QHeaderView::ResizeToContents);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions({m_open, m_runSelected, m_rename, m_remove});
    connect(m_view, &QTreeView::activated, m_open, &QAction::trigger);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &TestList::showDetails);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TestList::showDetails);
    connect(m_model, &QStandardItemModel::itemChanged, this, [this](QStandardItem *item) {
        const std::string name = toStd(item->data().toString()), newName = toStd(item->text());
        if (item->column() != NameColumn || name == newName)
            return;
        if (testNameProblem(m_document.project(), newName, name))
            item->setText(toQString(name));
        else // the row goes on being used by who edits it until this is over
            QMetaObject::invokeMethod(
                this, [this, name, newName] { renameTemplateTest(m_document, name, newName); }, Qt::QueuedConnection);
    });

    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(kGrid);
    m_progress->setAccessibleName(tr("Progress of the tests"));
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->setContentsMargins(kGap, kGrid, kGap, kGrid);
    m_difference->setReadOnly(true);
    m_difference->setSyntax(QStringLiteral("Diff"));
    m_difference->setLineNumbersVisible(false);
    m_difference->setFrameShape(QFrame::NoFrame);
    m_difference->setAccessibleName(tr("Difference between what was expected and what came"));

    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGap, kGap, kGap, kGrid);
    top->addWidget(buttonFor(m_runAll));
    top->addWidget(buttonFor(m_runSelected));
    top->addWidget(buttonFor(m_stop));
    top->addWidget(m_filter, 1);
    top->addSpacing(kGrid);
    top->addWidget(m_sums);
    auto *details = new QWidget;
    auto *below = new QVBoxLayout(details);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_message);
    below->addWidget(m_difference, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_view);
    splitter->addWidget(details);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_progress);
    column->addWidget(splitter, 1);
    return page;
}

std::string TestList::current() const
{
    return toStd(m_view->currentIndex().siblingAtColumn(NameColumn).data(Qt::UserRole + 1).toString());
}

void TestList::setCurrent(const std::string &name)
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex index = m_filtered->index(row, NameColumn);
        if (toStd(index.data(Qt::UserRole + 1).toString()) == name)
            m_view->setCurrentIndex(index);
    }
}

std::set<std::string> TestList::selection() const
{
    std::set<std::string> names;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows(NameColumn))
        names.insert(toStd(index.data(Qt::UserRole + 1).toString()));
    return names;
}

void TestList::showTests()
{
    const std::string chosen = current();
    m_model->removeRows(0, m_model->rowCount());
    for (const model::TemplateTest &test : m_document.project().tests) {
        auto *name = new QStandardItem(toQString(test.name));
        name->setData(toQString(test.name));
        name->setToolTip(toQString(test.description));
        QList<QStandardItem *> row{name, new QStandardItem, new QStandardItem};
        row[ResultColumn]->setEditable(false);
        row[TimeColumn]->setEditable(false);
        row[TimeColumn]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_model->appendRow(row);
    }
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
    setCurrent(chosen);
    showResults();
}

void TestList::showResults()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const std::string name = toStd(m_model->item(row, NameColumn)->data().toString());
        const TestRuns::Result result = m_runs.result(name);
        Look look = lookOf(result ? result->status : Status::Stopped);
        if (m_runs.isRunning(name))
            look = {tr("Running"), QStringLiteral("run")};
        QStandardItem *word = m_model->item(row, ResultColumn);
        word->setText(look.word);
        word->setIcon(icon(look.icon));
        m_model->item(row, TimeColumn)->setText(result ? timeText(result->run.duration) : QString());
    }
    const auto failed = static_cast<int>(m_runs.count(Status::Failed) + m_runs.count(Status::Faulty));
    const auto passed = static_cast<int>(m_runs.count(Status::Passed));
    m_sums->setText(failed + passed == 0 ? QString() : tr("%1 passed, %2 not").arg(passed).arg(failed));
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_progress->setVisible(m_runs.isRunning());
    m_stop->setEnabled(m_runs.isRunning());
    showDetails();
}

void TestList::showDetails()
{
    const std::string name = current();
    const TestRuns::Result result = m_runs.result(name);
    const bool any = !name.empty();
    for (QAction *action : {m_open, m_runSelected, m_rename, m_remove})
        action->setEnabled(any);
    QString message;
    if (!any)
        message = tr("Choose a test to see what became of it.");
    else if (!result)
        message = tr("This test has not been run.");
    else if (result->status == Status::Passed)
        message = tr("The template gives what is expected.");
    else
        message = toQString(result->message);
    m_message->setText(message);
    const QString difference = result ? toQString(toText(result->difference)) : QString();
    if (m_difference->toPlainText() != difference)
        m_difference->setPlainText(difference);
    m_difference->setVisible(!difference.isEmpty());
}

} // namespace gatehouse::ui

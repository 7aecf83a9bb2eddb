#include "ui/consoles/traffic_list.h"

#include "ui/bridge/background_task.h"
#include "ui/consoles/har_export.h"
#include "ui/models/traffic_filter.h"
#include "ui/models/traffic_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/status_badge.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPainter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::milliseconds kFilterDelay{150}; // after the last key

class StatusDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        paintStatusBadge(painter, option.rect.adjusted(kGrid, 0, -kGrid, 0), index.data().toInt(), item.font,
                         themeColor(ColorRole::Text));
    }
};

/// Widths in characters of the view's font, so that they grow with it; the path takes the rest.
void layOutColumns(QTableView &table)
{
    QHeaderView &header = *table.horizontalHeader();
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setSectionResizeMode(TrafficModel::PathColumn, QHeaderView::Stretch);
    header.setHighlightSections(false);
    header.setMinimumSectionSize(12 * kGrid);
    const QFontMetrics metrics = table.fontMetrics();
    const auto fit = [&](int column, const QString &sample) {
        header.resizeSection(
            column, std::max(metrics.horizontalAdvance(sample) + 6 * kGrid, header.sectionSizeHint(column) + kGap));
    };
    fit(TrafficModel::TimeColumn, QStringLiteral("00:00:00.000"));
    header.resizeSection(TrafficModel::MethodColumn,
                         methodBadgeSize(QStringLiteral("OPTIONS"), table.font()).width() + 4 * kGrid);
    header.resizeSection(TrafficModel::StatusColumn, statusBadgeSize(403, table.font()).width() + 4 * kGrid);
    fit(TrafficModel::DurationColumn, QStringLiteral("10,000.0"));
    fit(TrafficModel::IntegrationColumn, QStringLiteral("10,000.0"));
    fit(TrafficModel::StageColumn, QStringLiteral("default"));
    fit(TrafficModel::SizeColumn, QStringLiteral("10,000,000"));
}

} // namespace

TrafficList::TrafficList(TrafficModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filtered(new TrafficFilterModel(this))
    , m_filter(new QLineEdit)
    , m_table(new QTableView)
    , m_pages(new QStackedWidget)
    , m_count(new QLabel)
    , m_filterTimer(new QTimer(this))
    , m_pause(makeAction(QStringLiteral("pause"), tr("Pause")))
    , m_follow(makeAction(QStringLiteral("chevron-down"), tr("Follow the newest")))
    , m_clear(makeAction(QStringLiteral("clear"), tr("Clear")))
    , m_export(makeAction(QStringLiteral("export"), tr("Export\u2026")))
    , m_resend(makeAction(QStringLiteral("send"), tr("Open in the console"), Qt::CTRL | Qt::Key_E))
    , m_play(makeAction(QStringLiteral("code"), tr("Open in playground"), Qt::CTRL | Qt::SHIFT | Qt::Key_E))
{
    m_filtered->setSourceModel(&m_model);
    makeTable();
    m_pages->addWidget(new EmptyState(QStringLiteral("traffic"), tr("No requests yet"),
                                      tr("Every request that reaches the gateway appears here, whoever sends it.")));
    m_pages->addWidget(m_table);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolBar());
    column->addWidget(m_pages, 1);

    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, [this] {
        followTail();
        showCount();
    });
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, &TrafficList::showCount);
    connect(m_filtered, &QAbstractItemModel::modelReset, this, &TrafficList::showCount);
    connect(&m_model, &TrafficModel::stateChanged, this, &TrafficList::showCount);
    connect(&m_model, &TrafficModel::rowsInserted, this, &TrafficList::showCount);
    showCount();
}

QAction *TrafficList::makeAction(const QString &iconName, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

QWidget *TrafficList::makeToolBar()
{
    m_filter->setPlaceholderText(tr("Filter: text, method:post, status:5xx, slower:100, -path:/health"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter of the traffic list"));
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setToolTip(tr("Words that must all match; a leading “-” negates one.\n"
                            "Keys: method, status (403 or 4xx), stage, path, id, slower (milliseconds)."));
    m_filterTimer->setSingleShot(true);
    m_filterTimer->setInterval(kFilterDelay);
    connect(m_filter, &QLineEdit::textChanged, m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_filterTimer, &QTimer::timeout, this, [this] {
        m_filtered->setFilter(m_filter->text());
        showCount();
        followTail();
    });

    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Keep the list as it is; new requests wait"));
    connect(m_pause, &QAction::toggled, &m_model, &TrafficModel::setPaused);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QAction::toggled, this, &TrafficList::followTail);
    connect(m_clear, &QAction::triggered, &m_model, &TrafficModel::clear);
    connect(m_export, &QAction::triggered, this, &TrafficList::exportTraces);

    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(kGap, kGrid, kGap, kGrid);
    row->setSpacing(kGap);
    row->addWidget(m_filter, 1);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_count);
    for (QAction *action : {m_pause, m_follow, m_clear, m_export}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(action == m_pause ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text());
        row->addWidget(button);
    }
    return bar;
}

void TrafficList::makeTable()
{
    m_table->setModel(m_filtered);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("Requests"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + kGap);
    m_table->setItemDelegateForColumn(TrafficModel::MethodColumn, new MethodBadgeDelegate(Qt::DisplayRole, m_table));
    m_table->setItemDelegateForColumn(TrafficModel::StatusColumn, new StatusDelegate(m_table));
    m_table->installEventFilter(this);
    layOutColumns(*m_table);

    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_resend, m_play, m_clear, m_export});
    connect(m_play, &QAction::triggered, this, [this] {
        if (const TracePtr trace = current())
            Q_EMIT playgroundRequested(trace);
    });
    connect(m_resend, &QAction::triggered, this, [this] {
        if (const TracePtr trace = current())
            Q_EMIT resendRequested(trace);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { Q_EMIT traceSelected(current()); });
    // A look at an older request must not be swept away.
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.row() < m_filtered->rowCount() - 1)
            m_follow->setChecked(false);
    });
}

bool TrafficList::select(const QString &requestId)
{
    const int row = m_model.rowOfRequest(requestId);
    const QModelIndex index = m_filtered->mapFromSource(m_model.index(row, 0));
    if (!index.isValid())
        return false;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    return true;
}

TracePtr TrafficList::current() const
{
    return m_table->currentIndex().data(TrafficModel::TraceRole).value<TracePtr>();
}

bool TrafficList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_End)
            m_follow->setChecked(true);
        else if (key == Qt::Key_Up || key == Qt::Key_PageUp || key == Qt::Key_Home)
            m_follow->setChecked(false);
    }
    return QWidget::eventFilter(watched, event);
}

void TrafficList::showCount()
{
    const QLocale locale;
    const int all = m_model.rowCount();
    const int shown = m_filtered->rowCount();
    QStringList parts;
    if (all != shown)
        parts.append(tr("%1 of %2 shown").arg(locale.toString(shown), locale.toString(all)));
    else if (all > 0)
        parts.append(tr("%1 shown").arg(locale.toString(all)));
    if (m_model.waiting() > 0)
        parts.append(tr("%1 waiting").arg(locale.toString(static_cast<qulonglong>(m_model.waiting()))));
    if (m_model.dropped() > 0)
        parts.append(tr("%1 older gone").arg(locale.toString(m_model.dropped())));
    m_count->setText(parts.join(QStringLiteral(" \u00b7 ")));
    m_pages->setCurrentIndex(all == 0 ? 0 : 1);
    m_export->setEnabled(all > 0);
    m_clear->setEnabled(all > 0);
}

void TrafficList::followTail()
{
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void TrafficList::exportTraces()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export requests"), QStringLiteral("traffic.har"),
                                                      tr("HTTP archive (*.har);;JSON lines (*.jsonl)"));
    if (file.isEmpty())
        return;
    TraceBatch traces;
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        traces.push_back(m_filtered->index(row, 0).data(TrafficModel::TraceRole).value<TracePtr>());
    runInBackground(
        this, tr("Exporting requests"),
        [traces = std::move(traces), file](Task &) { return exportTraffic(traces, file); },
        [this, file](const QString &error) {
            if (!error.isEmpty())
                QMessageBox::warning(this, tr("Export requests"), tr("%1 could not be written: %2").arg(file, error));
        });
}

} // namespace gatehouse::ui

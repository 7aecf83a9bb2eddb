#include "ui/consoles/request_list.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/status_badge.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Group { SavedGroup, HistoryGroup };
enum Role { MethodRole = Qt::UserRole, IndexRole }; ///< IndexRole: in the vector or list that the row stands for

QStandardItem *makeItem(const QString &method, const QString &text, const QString &toolTip, qsizetype index)
{
    auto *item = new QStandardItem(text);
    item->setData(method, MethodRole);
    item->setData(index, IndexRole);
    item->setToolTip(toolTip);
    item->setAccessibleText(method + QLatin1Char(' ') + text);
    item->setEditable(false);
    return item;
}

QStandardItem *makeGroup(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setSelectable(false);
    QFont font = item->font();
    font.setWeight(QFont::DemiBold);
    item->setFont(font);
    return item;
}

} // namespace

RequestList::RequestList(RequestHistory &history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(new QStandardItemModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_view(new QTreeView)
{
    m_model->appendRow(makeGroup(tr("Saved in the project")));
    m_model->appendRow(makeGroup(tr("History")));
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_filter->setPlaceholderText(tr("Find a request"));
    m_filter->setAccessibleName(tr("Find a request"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);

    m_view->setModel(m_filtered);
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(true);
    m_view->setIndentation(3 * kGrid);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(new MethodBadgeDelegate(MethodRole, m_view));
    m_view->setAccessibleName(tr("Saved requests and history"));
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->expandAll();
    connect(m_view, &QTreeView::activated, this, &RequestList::activate);

    auto *clear = new QAction(icon(QStringLiteral("clear")), tr("Clear the history"), m_view);
    connect(clear, &QAction::triggered, &m_history, &RequestHistory::clear);
    m_view->addAction(clear);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGap, kGap, kGap, kGap);
    top->addWidget(m_filter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    connect(&m_history, &RequestHistory::changed, this, &RequestList::showHistory);
    showSaved();
    showHistory();
}

void RequestList::setSaved(const std::vector<model::SavedRequest> &saved)
{
    if (saved == m_saved)
        return;
    m_saved = saved;
    showSaved();
}

void RequestList::showSaved()
{
    QStandardItem *group = m_model->item(SavedGroup);
    group->removeRows(0, group->rowCount());
    QList<QStandardItem *> items;
    for (std::size_t i = 0; i < m_saved.size(); ++i) {
        const model::SavedRequest &saved = m_saved[i];
        items.append(
            makeItem(toQString(saved.method), toQString(saved.name), toQString(saved.path), static_cast<qsizetype>(i)));
    }
    group->appendRows(items);
    m_view->setRowHidden(SavedGroup, {}, m_saved.empty());
    m_view->expandAll();
}

void RequestList::showHistory()
{
    QStandardItem *group = m_model->item(HistoryGroup);
    group->removeRows(0, group->rowCount());
    QList<QStandardItem *> items;
    for (qsizetype i = 0; i < m_history.entries().size(); ++i) {
        const HistoryEntry &entry = m_history.entries()[i];
        const QString toolTip = tr("%1\n%2\n%3")
                                    .arg(entry.request.base + entry.request.path, statusText(entry.status),
                                         QLocale().toString(entry.time.toLocalTime(), QLocale::ShortFormat));
        items.append(makeItem(entry.request.method, entry.request.path, toolTip, i));
    }
    group->appendRows(items);
    group->setText(items.isEmpty() ? tr("History (nothing sent yet)") : tr("History"));
    m_view->expandAll();
}

void RequestList::activate(const QModelIndex &index)
{
    const QModelIndex source = m_filtered->mapToSource(index);
    const QModelIndex group = source.parent();
    if (!group.isValid())
        return;
    const qsizetype at = source.data(IndexRole).toLongLong();
    if (group.row() == SavedGroup)
        Q_EMIT savedActivated(m_saved[static_cast<std::size_t>(at)]);
    else
        Q_EMIT historyActivated(m_history.entries()[at]);
}

} // namespace gatehouse::ui

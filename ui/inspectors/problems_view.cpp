#include "ui/inspectors/problems_view.h"

#include "ui/models/problems_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

/// The model gives the severity as a number; here it becomes an icon.
class SeverityDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->icon = icon(severityIconName(static_cast<Severity>(index.data(ProblemsModel::SeverityRole).toInt())));
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(16, 16);
    }
};

} // namespace

ProblemsView::ProblemsView(ProblemsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new QTableView)
    , m_pages(new QStackedWidget)
{
    m_table->setModel(&model);
    m_table->setItemDelegateForColumn(ProblemsModel::MessageColumn, new SeverityDelegate(m_table));
    m_table->setAccessibleName(tr("Problems"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    header->resizeSection(ProblemsModel::PlaceColumn, 180);
    header->resizeSection(ProblemsModel::RuleColumn, 150);

    const auto action = [this](const QString &iconName, const QString &text, const QKeySequence &key, auto slot) {
        auto *made = new QAction(icon(iconName), text, m_table);
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, slot);
        m_table->addAction(made);
    };
    action(QStringLiteral("diagram"), tr("Open"), QKeySequence(Qt::Key_Return), &ProblemsView::open);
    action(QStringLiteral("code"), tr("Show in the text"), QKeySequence(QStringLiteral("Ctrl+Return")),
           &ProblemsView::openText);
    action(QStringLiteral("copy"), tr("Copy the message"), QKeySequence::Copy, &ProblemsView::copy);
    connect(m_table, &QTableView::doubleClicked, this, &ProblemsView::open);

    m_pages->addWidget(new EmptyState(QStringLiteral("ok"), tr("No problems"),
                                      tr("What imports, edits and deployments find wrong will be listed here.")));
    m_pages->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    connect(&m_model, &ProblemsModel::modelReset, this, &ProblemsView::showPage);
    connect(&m_model, &ProblemsModel::rowsInserted, this, &ProblemsView::showPage);
    connect(&m_model, &ProblemsModel::rowsRemoved, this, &ProblemsView::showPage);
    showPage();
}

void ProblemsView::showPage()
{
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
}

void ProblemsView::open()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const auto object = current.data(ProblemsModel::ObjectRole).value<ObjectRef>();
    if (object.kind == ObjectRef::Kind::Api && current.data(ProblemsModel::LineRole).toUInt() > 0)
        openText(); // no object of its own: the line says more
    else
        Q_EMIT openRequested(object);
}

void ProblemsView::openText()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        Q_EMIT openTextRequested(current.data(ProblemsModel::ObjectRole).value<ObjectRef>().api,
                                 current.data(ProblemsModel::LineRole).toUInt(),
                                 current.data(ProblemsModel::ColumnRole).toUInt());
}

void ProblemsView::copy()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        QGuiApplication::clipboard()->setText(current.siblingAtColumn(ProblemsModel::MessageColumn).data().toString());
}

} // namespace gatehouse::ui

#include "ui/editors/changes_view.h"

#include "ui/models/changes_model.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

/// Colours the word for what was done; the word itself tells it without colour.
class KindDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto color = [&] {
            switch (static_cast<model::ChangeKind>(index.data(ChangesModel::KindRole).toInt())) {
            case model::ChangeKind::Added: return ColorRole::Success;
            case model::ChangeKind::Removed: return ColorRole::Error;
            case model::ChangeKind::Changed:
            case model::ChangeKind::Moved: break;
            }
            return ColorRole::Info;
        };
        option->palette.setColor(QPalette::Text, themeColor(color()));
        option->palette.setColor(QPalette::HighlightedText, themeColor(color()));
    }
};

} // namespace

ChangesView::ChangesView(const QString &none, QWidget *parent)
    : QWidget(parent)
    , m_model(new ChangesModel(this))
    , m_count(new QLabel)
    , m_none(new QLabel(none))
    , m_table(new QTableView)
    , m_pages(new QStackedWidget)
{
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(ChangesModel::KindColumn, new KindDelegate(m_table));
    m_table->setAccessibleName(tr("Changes"));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    m_table->setMinimumHeight(6 * (fontMetrics().height() + kGap));
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(ChangesModel::KindColumn, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ChangesModel::LabelColumn, QHeaderView::Stretch);
    for (const int column : {ChangesModel::BeforeColumn, ChangesModel::AfterColumn})
        header->resizeSection(column, 20 * fontMetrics().averageCharWidth());
    const auto activate = [this](const QModelIndex &index) {
        if (const QString pointer = index.data(ChangesModel::PointerRole).toString(); !pointer.isEmpty())
            Q_EMIT pointerActivated(pointer);
    };
    connect(m_table, &QTableView::activated, this, activate);

    auto *list = new QWidget;
    auto *listColumn = new QVBoxLayout(list);
    listColumn->setContentsMargins(0, 0, 0, 0);
    listColumn->setSpacing(kGrid);
    listColumn->addWidget(m_count);
    listColumn->addWidget(m_table, 1);
    m_pages->addWidget(m_none);
    m_pages->addWidget(list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    setChanges({});
}

void ChangesView::setChanges(model::Changes changes)
{
    m_model->setChanges(std::move(changes));
    m_count->setText(tr("%n change(s)", nullptr, m_model->rowCount()));
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
}

void ChangesView::setNone(const QString &text)
{
    m_none->setText(text);
}

const model::Changes &ChangesView::changes() const
{
    return m_model->changes();
}

} // namespace gatehouse::ui

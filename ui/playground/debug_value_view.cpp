#include "ui/playground/debug_value_view.h"

#include "ui/playground/debug_value_model.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace gatehouse::ui {

namespace {

class ValueDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto mark = [option](const QString &name) {
            option->icon = icon(name);
            option->decorationSize = QSize(option->fontMetrics.ascent(), option->fontMetrics.ascent());
            option->features |= QStyleOptionViewItem::HasDecoration;
        };
        switch (index.column()) {
        case DebugValueModel::NameColumn:
            if (!index.constInternalPointer()) { // where the next expression goes
                option->palette.setColor(QPalette::Text, themeColor(ColorRole::MutedText));
                option->font.setItalic(true);
                break;
            }
            option->font = monospaceFont();
            break;
        case DebugValueModel::ValueColumn:
            option->font = monospaceFont();
            if (index.data(DebugValueModel::ErrorRole).toBool()) {
                option->font = option->widget->font();
                mark(QStringLiteral("problem-error"));
            } else if (index.data(DebugValueModel::ChangedRole).toBool()) {
                option->font.setBold(true);
                mark(QStringLiteral("changed"));
            }
            break;
        case DebugValueModel::TypeColumn:
            option->palette.setColor(QPalette::Text, themeColor(ColorRole::MutedText));
            break;
        }
    }
};

} // namespace

DebugValueView::DebugValueView(QWidget *parent)
    : QTreeView(parent)
{
    setItemDelegate(new ValueDelegate(this));
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollMode(ScrollPerPixel);
    header()->setHighlightSections(false);
}

void DebugValueView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &DebugValueView::keepOpen);
    connect(model, &QAbstractItemModel::modelReset, this, &DebugValueView::openAgain);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(10 * kGrid);
    header()->setSectionResizeMode(DebugValueModel::NameColumn, QHeaderView::Interactive);
    header()->setSectionResizeMode(DebugValueModel::ValueColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(DebugValueModel::TypeColumn, QHeaderView::ResizeToContents);
    header()->resizeSection(DebugValueModel::NameColumn, fontMetrics().averageCharWidth() * 22);
}

QString DebugValueView::pathOf(const QModelIndex &index)
{
    const QString name = index.siblingAtColumn(DebugValueModel::NameColumn).data().toString();
    return index.parent().isValid() ? pathOf(index.parent()) + u'\n' + name : name;
}

void DebugValueView::keepOpen()
{
    const QModelIndex current = currentIndex();
    m_current = current.isValid() ? pathOf(current) : QString();
    m_currentRow = current.isValid() && !current.parent().isValid() ? current.row() : -1;
    const auto visit = [this](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < model()->rowCount(parent); ++row) {
            const QModelIndex index = model()->index(row, 0, parent);
            if (!model()->hasChildren(index))
                continue;
            if (isExpanded(index)) {
                m_open.insert(pathOf(index));
                self(self, index);
            } else {
                m_open.remove(pathOf(index));
            }
        }
    };
    visit(visit, {});
}

void DebugValueView::openAgain()
{
    const auto visit = [this](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < model()->rowCount(parent); ++row) {
            const QModelIndex index = model()->index(row, 0, parent);
            const QString path = pathOf(index);
            if (path == m_current || (!parent.isValid() && row == m_currentRow && !currentIndex().isValid()))
                setCurrentIndex(index);
            if (model()->hasChildren(index) && m_open.contains(path)) {
                setExpanded(index, true);
                self(self, index);
            }
        }
    };
    visit(visit, {});
}

} // namespace gatehouse::ui

#include "ui/editors/method_settings_table.h"

#include "ui/models/method_settings_model.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace gatehouse::ui {

namespace {

class SettingDelegate final : public QStyledItemDelegate {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::MethodSettingsTable)

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QStringList choices = index.data(MethodSettingsModel::ChoicesRole).toStringList();
        if (choices.isEmpty()) {
            QWidget *field = QStyledItemDelegate::createEditor(parent, option, index);
            field->setAccessibleName(nameOf(index));
            return field;
        }
        auto *choice = new QComboBox(parent);
        choice->setAccessibleName(nameOf(index));
        choice->addItem(tr("Inherit"), QString());
        for (const QString &word : choices)
            choice->addItem(word, word);
        return choice;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        if (auto *choice = qobject_cast<QComboBox *>(editor))
            choice->setCurrentIndex(std::max(0, choice->findData(index.data(Qt::EditRole))));
        else
            QStyledItemDelegate::setEditorData(editor, index);
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        if (const auto *choice = qobject_cast<QComboBox *>(editor))
            model->setData(index, choice->currentData(), Qt::EditRole);
        else
            QStyledItemDelegate::setModelData(editor, model, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(MethodSettingsModel::InheritedRole).toBool())
            option->palette.setColor(QPalette::Text, themeColor(ColorRole::MutedText));
        else if (index.column() != MethodSettingsModel::MethodColumn)
            option->font.setBold(true); // told apart without colour, too
    }

private:
    static QString nameOf(const QModelIndex &index)
    {
        return index.model()->headerData(index.column(), Qt::Horizontal).toString();
    }
};

} // namespace

MethodSettingsTable::MethodSettingsTable(MethodSettingsModel &model, QWidget *parent)
    : QTableView(parent)
{
    setModel(&model);
    setItemDelegate(new SettingDelegate(this));
    setAccessibleName(tr("Method settings"));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap + kGrid);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(MethodSettingsModel::MethodColumn, QHeaderView::Stretch);
}

void MethodSettingsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Delete && event->key() != Qt::Key_Backspace) {
        QTableView::keyPressEvent(event);
        return;
    }
    for (const QModelIndex &index : selectionModel()->selectedIndexes())
        model()->setData(index, QString(), Qt::EditRole);
}

QSize MethodSettingsTable::sizeHint() const
{
    constexpr int kMostRows = 12;
    const int rows = std::clamp(model()->rowCount(), 3, kMostRows);
    return {QTableView::sizeHint().width(),
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth()};
}

} // namespace gatehouse::ui

#include "ui/editors/parameter_table.h"

#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace gatehouse::ui {

namespace {

using Location = model::RequestParameter::Location;

enum Column { InColumn, NameColumn, RequiredColumn, ColumnCount };

QString locationText(Location location)
{
    switch (location) {
    case Location::Path: return ParameterTable::tr("path");
    case Location::QueryString: return ParameterTable::tr("query string");
    case Location::Header: return ParameterTable::tr("header");
    }
    return {};
}

class LocationDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *choice = new QComboBox(parent);
        for (const Location location : {Location::Path, Location::QueryString, Location::Header})
            choice->addItem(locationText(location), static_cast<int>(location));
        return choice;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        auto *choice = static_cast<QComboBox *>(editor);
        choice->setCurrentIndex(choice->findData(index.data(Qt::UserRole)));
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        const auto *choice = static_cast<QComboBox *>(editor);
        model->setItemData(index, {{Qt::UserRole, choice->currentData()}, {Qt::DisplayRole, choice->currentText()}});
    }
};

} // namespace

ParameterTable::ParameterTable(QWidget *parent)
    : QTableWidget(0, ColumnCount, parent)
{
    setHorizontalHeaderLabels({tr("In"), tr("Name"), tr("Required")});
    setItemDelegateForColumn(InColumn, new LocationDelegate(this));
    setAccessibleName(tr("Request parameters"));
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setColumnWidth(InColumn, fontMetrics().horizontalAdvance(locationText(Location::QueryString)) + 4 * kGroupGap);
    setShowGrid(false);
    setFrameShape(NoFrame);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QTableWidget::cellChanged, this, [this](int row, int column) {
        const bool last = row == rowCount() - 1;
        if (last && column == NameColumn && !item(row, NameColumn)->text().isEmpty()) {
            const QSignalBlocker blocker(this);
            addNewRow();
        }
        if (!last || column == NameColumn)
            Q_EMIT edited();
    });
    const QSignalBlocker blocker(this);
    addNewRow();
}

void ParameterTable::setParameters(const std::vector<model::RequestParameter> &shown)
{
    if (parameters() == shown)
        return;
    const QSignalBlocker blocker(this);
    m_shown = shown;
    setRowCount(0);
    for (const model::RequestParameter &parameter : shown) {
        insertRow(rowCount());
        setRow(rowCount() - 1, parameter);
    }
    addNewRow();
    updateGeometry();
}

std::vector<model::RequestParameter> ParameterTable::parameters() const
{
    std::vector<model::RequestParameter> result;
    for (int row = 0; row < rowCount(); ++row) {
        const QString name = item(row, NameColumn)->text().trimmed();
        if (name.isEmpty())
            continue;
        model::RequestParameter parameter;
        if (static_cast<std::size_t>(row) < m_shown.size())
            parameter = m_shown[static_cast<std::size_t>(row)];
        parameter.location = static_cast<Location>(item(row, InColumn)->data(Qt::UserRole).toInt());
        parameter.name = toStd(name);
        parameter.required = item(row, RequiredColumn)->checkState() == Qt::Checked;
        result.push_back(std::move(parameter));
    }
    return result;
}

void ParameterTable::setRow(int row, const model::RequestParameter &parameter)
{
    auto *in = new QTableWidgetItem(locationText(parameter.location));
    in->setData(Qt::UserRole, static_cast<int>(parameter.location));
    auto *name = new QTableWidgetItem(toQString(parameter.name));
    name->setFont(monospaceFont());
    auto *required = new QTableWidgetItem;
    required->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    required->setCheckState(parameter.required ? Qt::Checked : Qt::Unchecked);
    required->setData(Qt::AccessibleTextRole, tr("Required"));
    setItem(row, InColumn, in);
    setItem(row, NameColumn, name);
    setItem(row, RequiredColumn, required);
}

void ParameterTable::addNewRow()
{
    insertRow(rowCount());
    setRow(rowCount() - 1, {});
    item(rowCount() - 1, InColumn)->setForeground(palette().color(QPalette::PlaceholderText));
    updateGeometry();
}

void ParameterTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Delete || state() == EditingState) {
        QTableWidget::keyPressEvent(event);
        return;
    }
    std::vector<model::RequestParameter> kept;
    const std::vector<model::RequestParameter> all = parameters();
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (!selectionModel()->isRowSelected(static_cast<int>(row)))
            kept.push_back(all[row]);
    }
    setParameters(kept);
    Q_EMIT edited();
}

QSize ParameterTable::sizeHint() const
{
    const int rows = std::clamp(rowCount(), 2, 8);
    return {320,
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth()};
}

} // namespace gatehouse::ui

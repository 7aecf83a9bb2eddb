#include "ui/widgets/key_value_table.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyledItemDelegate>

namespace gatehouse::ui {

namespace {

/// Completes names while they are typed.
class NameDelegate final : public QStyledItemDelegate {
public:
    NameDelegate(QStringList names, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_names(std::move(names))
    {
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto *line = qobject_cast<QLineEdit *>(editor)) {
            auto *completer = new QCompleter(m_names, line);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            line->setCompleter(completer);
        }
        return editor;
    }

private:
    QStringList m_names;
};

} // namespace

KeyValueModel::KeyValueModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_nameHeading(tr("Name"))
    , m_valueHeading(tr("Value"))
{
}

void KeyValueModel::setRows(QList<KeyValue> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void KeyValueModel::insertRowsAt(int row, const QList<KeyValue> &rows)
{
    if (rows.isEmpty())
        return;
    const int at = std::clamp(row, 0, static_cast<int>(m_rows.size()));
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_rows.insert(at + i, rows[i]);
    endInsertRows();
    Q_EMIT edited();
}

void KeyValueModel::setHeadings(const QString &name, const QString &value)
{
    m_nameHeading = name;
    m_valueHeading = value;
    Q_EMIT headerDataChanged(Qt::Horizontal, NameColumn, ValueColumn);
}

void KeyValueModel::setCheckable(bool checkable)
{
    beginResetModel();
    m_checkable = checkable;
    endResetModel();
}

void KeyValueModel::setReadOnly(bool readOnly)
{
    beginResetModel();
    m_readOnly = readOnly;
    endResetModel();
}

int KeyValueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + (m_readOnly ? 0 : 1);
}

int KeyValueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyValueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (isNewRow(index.row())) {
        if (role == Qt::DisplayRole && index.column() == NameColumn)
            return tr("Add…");
        if (role == Qt::ForegroundRole)
            return themeColor(ColorRole::MutedText);
        return {};
    }
    const KeyValue &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::ToolTipRole: return index.column() == NameColumn ? row.name : row.value;
    case Qt::CheckStateRole:
        if (m_checkable && index.column() == NameColumn)
            return row.enabled ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::ForegroundRole:
        if (!row.enabled)
            return themeColor(ColorRole::MutedText);
        return {};
    case Qt::FontRole: return monospaceFont();
    default: return {};
    }
}

bool KeyValueModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_readOnly)
        return false;
    if (isNewRow(index.row())) {
        if (role != Qt::EditRole || value.toString().isEmpty())
            return false;
        KeyValue row;
        (index.column() == NameColumn ? row.name : row.value) = value.toString();
        insertRowsAt(index.row(), {row});
        return true;
    }
    KeyValue row = m_rows[index.row()];
    if (role == Qt::EditRole)
        (index.column() == NameColumn ? row.name : row.value) = value.toString();
    else if (role == Qt::CheckStateRole && m_checkable)
        row.enabled = value.toInt() == Qt::Checked;
    else
        return false;
    if (row == m_rows[index.row()])
        return true;
    m_rows[index.row()] = row;
    Q_EMIT dataChanged(index.siblingAtColumn(NameColumn), index.siblingAtColumn(ValueColumn));
    Q_EMIT edited();
    return true;
}

QVariant KeyValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? m_nameHeading : m_valueHeading;
}

Qt::ItemFlags KeyValueModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    if (!m_readOnly)
        flags |= Qt::ItemIsEditable;
    if (m_checkable && !m_readOnly && index.column() == NameColumn && !isNewRow(index.row()))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool KeyValueModel::removeRows(int row, int count, const QModelIndex &parent)
{
    count = std::min(count, static_cast<int>(m_rows.size()) - row);
    if (parent.isValid() || m_readOnly || row < 0 || count <= 0)
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    Q_EMIT edited();
    return true;
}

KeyValueTable::KeyValueTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new KeyValueModel(this))
{
    setModel(m_model);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->resizeSection(KeyValueModel::NameColumn, 200);

    const auto action = [this](const QString &iconName, const QString &text, const QKeySequence &shortcut, auto slot) {
        auto *made = new QAction(icon(iconName), text, this);
        made->setShortcut(shortcut);
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
    };
    action(QStringLiteral("copy"), tr("Copy rows"), QKeySequence::Copy, [this] { copySelected(); });
    action(QStringLiteral("paste"), tr("Paste rows"), QKeySequence::Paste, [this] { paste(); });
    action(QStringLiteral("delete"), tr("Remove rows"), QKeySequence::Delete, [this] { removeSelected(); });
    connect(m_model, &KeyValueModel::edited, this, &KeyValueTable::changed);
}

void KeyValueTable::setRows(const QList<KeyValue> &rows)
{
    m_model->setRows(rows);
}

QList<KeyValue> KeyValueTable::rows() const
{
    QList<KeyValue> rows = m_model->rows();
    rows.removeIf([](const KeyValue &row) { return row.name.isEmpty() && row.value.isEmpty(); });
    return rows;
}

void KeyValueTable::setHeadings(const QString &name, const QString &value)
{
    m_model->setHeadings(name, value);
}

void KeyValueTable::setCheckable(bool checkable)
{
    m_model->setCheckable(checkable);
}

void KeyValueTable::setReadOnly(bool readOnly)
{
    m_model->setReadOnly(readOnly);
}

void KeyValueTable::setNameSuggestions(const QStringList &names)
{
    setItemDelegateForColumn(KeyValueModel::NameColumn, new NameDelegate(names, this));
}

QList<KeyValue> KeyValueTable::parse(const QString &text)
{
    QList<KeyValue> rows;
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const qsizetype tab = line.indexOf(u'\t');
        const qsizetype colon = line.indexOf(u':');
        const qsizetype equals = line.indexOf(u'=');
        qsizetype at = tab;
        if (at < 0)
            at = colon >= 0 && (equals < 0 || colon < equals) ? colon : equals;
        KeyValue row;
        row.name = line.left(at).trimmed();
        row.value = at < 0 ? QString() : line.mid(at + 1).trimmed();
        if (!row.name.isEmpty())
            rows.append(row);
    }
    return rows;
}

void KeyValueTable::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && state() != EditingState && currentIndex().isValid()) {
        edit(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Space && !m_model->isReadOnly() && currentIndex().isValid()) {
        const QModelIndex name = currentIndex().siblingAtColumn(KeyValueModel::NameColumn);
        const QVariant checked = name.data(Qt::CheckStateRole);
        if (checked.isValid()) {
            m_model->setData(name, checked.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
            return;
        }
    }
    QTableView::keyPressEvent(event);
}

QSize KeyValueTable::sizeHint() const
{
    const int rows = std::clamp(m_model->rowCount(), 3, 8);
    return {360, horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2};
}

void KeyValueTable::removeSelected()
{
    QModelIndexList selected = selectionModel()->selectedRows();
    std::ranges::sort(selected, std::greater(), &QModelIndex::row);
    for (const QModelIndex &index : std::as_const(selected))
        m_model->removeRow(index.row());
}

void KeyValueTable::copySelected() const
{
    QModelIndexList selected = selectionModel()->selectedRows();
    std::ranges::sort(selected, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &index : std::as_const(selected)) {
        if (index.row() < m_model->rows().size()) {
            const KeyValue &row = m_model->rows()[index.row()];
            lines.append(row.name + QStringLiteral(": ") + row.value);
        }
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void KeyValueTable::paste()
{
    if (m_model->isReadOnly())
        return;
    const int row = currentIndex().isValid() ? currentIndex().row() : m_model->rowCount();
    m_model->insertRowsAt(row, parse(QGuiApplication::clipboard()->text()));
}

} // namespace gatehouse::ui

#include "ui/playground/debug_value_model.h"

#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

struct DebugValueModel::Node {
    QString name;
    QString value;
    QString type;
    bool error = false;
    bool changed = false;
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node &add(QString childName)
    {
        auto child = std::make_unique<Node>();
        child->name = std::move(childName);
        child->parent = this;
        child->row = static_cast<int>(children.size());
        return *children.emplace_back(std::move(child));
    }
};

DebugValueModel::DebugValueModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

DebugValueModel::~DebugValueModel() = default;

void DebugValueModel::fill(Node &node, const playground::ShownValue &value)
{
    node.value = toQString(value.text);
    node.type = toQString(value.type);
    for (const playground::ShownValue &child : value.children)
        fill(node.add(toQString(child.name)), child);
    if (value.hidden > 0) {
        Node &more = node.add(QStringLiteral("\u2026"));
        more.value = value.children.empty() ? tr("%n part(s)", nullptr, static_cast<int>(value.hidden))
                                            : tr("%n more", nullptr, static_cast<int>(value.hidden));
    }
}

/// Marks what is new or other than before, and what holds such.
void DebugValueModel::compare(Node &now, const Node &before)
{
    for (std::size_t i = 0; i < now.children.size(); ++i) {
        Node &child = *now.children[i];
        const auto &others = before.children;
        const auto same = [&child](const std::unique_ptr<Node> &other) { return other->name == child.name; };
        const auto found = i < others.size() && same(others[i]) ? others.begin() + static_cast<std::ptrdiff_t>(i)
                                                                : std::ranges::find_if(others, same);
        if (found == others.end()) {
            child.changed = true;
            continue;
        }
        compare(child, **found);
        child.changed = child.value != (*found)->value || child.type != (*found)->type
            || std::ranges::any_of(child.children, [](const auto &part) { return part->changed; });
    }
}

void DebugValueModel::show(std::unique_ptr<Node> root, std::uint64_t number)
{
    beginResetModel();
    if (number != m_number) {
        m_before = m_number > 0 && number > m_number ? std::move(m_root) : nullptr;
        m_number = number;
    }
    m_root = std::move(root);
    if (m_before)
        compare(*m_root, *m_before);
    endResetModel();
}

void DebugValueModel::setValues(const std::vector<playground::ShownValue> &values, std::uint64_t number)
{
    auto root = std::make_unique<Node>();
    for (const playground::ShownValue &value : values)
        fill(root->add(toQString(value.name)), value);
    show(std::move(root), number);
}

void DebugValueModel::setWatches(const QStringList &expressions, const std::vector<playground::WatchResult> &results,
                                 std::uint64_t number)
{
    m_editable = true;
    auto root = std::make_unique<Node>();
    for (const QString &expression : expressions) {
        Node &node = root->add(expression);
        const auto result = std::ranges::find(results, toStd(expression), &playground::WatchResult::expression);
        if (result == results.end())
            continue;
        if (result->error) {
            node.value = toQString(*result->error);
            node.error = true;
        } else {
            fill(node, result->value);
        }
    }
    show(std::move(root), number);
}

void DebugValueModel::clear()
{
    m_before.reset();
    m_number = 0;
    show(std::make_unique<Node>(), 0);
}

const DebugValueModel::Node &DebugValueModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const Node *>(index.constInternalPointer()) : *m_root;
}

QModelIndex DebugValueModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node &node = nodeOf(parent);
    const auto at = static_cast<std::size_t>(row);
    // The row for the next expression has no node.
    return createIndex(row, column, at < node.children.size() ? node.children[at].get() : nullptr);
}

QModelIndex DebugValueModel::parent(const QModelIndex &child) const
{
    const auto *node = static_cast<const Node *>(child.constInternalPointer());
    if (!node || !node->parent || node->parent == m_root.get())
        return {};
    return createIndex(node->parent->row, 0, node->parent);
}

int DebugValueModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_root->children.size()) + (m_editable ? 1 : 0);
    if (parent.column() != 0 || !parent.constInternalPointer())
        return 0;
    return static_cast<int>(nodeOf(parent).children.size());
}

int DebugValueModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DebugValueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (!index.constInternalPointer()) {
        const bool name = index.column() == NameColumn;
        if (name && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole))
            return tr("Add an expression\u2026");
        return name && role == Qt::EditRole ? QVariant(QString()) : QVariant();
    }
    const Node &node = nodeOf(index);
    const QString *const texts[] = {&node.name, &node.value, &node.type};
    const QString &text = *texts[index.column()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return text;
    case Qt::ToolTipRole: return index.column() == ValueColumn ? QVariant(text) : QVariant();
    case Qt::AccessibleTextRole:
        if (index.column() == ValueColumn && node.error)
            return tr("Error: %1").arg(text);
        return index.column() == ValueColumn && node.changed ? tr("%1, changed").arg(text) : text;
    case ChangedRole: return node.changed;
    case ErrorRole: return node.error;
    }
    return {};
}

bool DebugValueModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed();
    if (text == index.data(Qt::EditRole).toString())
        return false;
    Q_EMIT expressionEdited(index.row(), text);
    return true;
}

QVariant DebugValueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return m_editable ? tr("Expression") : tr("Name");
    case ValueColumn: return tr("Value");
    case TypeColumn: return tr("Type");
    }
    return {};
}

Qt::ItemFlags DebugValueModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (m_editable && index.isValid() && index.column() == NameColumn && !index.parent().isValid())
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace gatehouse::ui

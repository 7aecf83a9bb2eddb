#include "ui/models/changes_model.h"

#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

/// One line of a text that may have many.
QString shown(const std::string &text)
{
    const QString whole = toQString(text);
    const qsizetype end = whole.indexOf(u'\n');
    return end < 0 ? whole : whole.left(end) + QStringLiteral(" …");
}

} // namespace

QString changeWord(model::ChangeKind kind)
{
    switch (kind) {
    case model::ChangeKind::Added: return ChangesModel::tr("Added");
    case model::ChangeKind::Removed: return ChangesModel::tr("Removed");
    case model::ChangeKind::Changed: return ChangesModel::tr("Changed");
    case model::ChangeKind::Moved: return ChangesModel::tr("Moved");
    }
    return {};
}

void ChangesModel::setChanges(model::Changes changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::Change &change = m_changes[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case KindColumn: return changeWord(change.kind);
        case LabelColumn: return toQString(change.label);
        case BeforeColumn: return shown(change.before);
        case AfterColumn: return shown(change.after);
        default: return {};
        }
    case Qt::ToolTipRole:
        switch (index.column()) {
        case LabelColumn: return toQString(change.label);
        case BeforeColumn: return toQString(change.before);
        case AfterColumn: return toQString(change.after);
        default: return {};
        }
    case KindRole: return static_cast<int>(change.kind);
    case PointerRole: return toQString(change.pointerAfter.empty() ? change.pointerBefore : change.pointerAfter);
    default: return {};
    }
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn: return tr("Change");
    case LabelColumn: return tr("What");
    case BeforeColumn: return tr("Before");
    case AfterColumn: return tr("After");
    default: return {};
    }
}

} // namespace gatehouse::ui

#include "ui/models/project_tree_filter.h"

#include "ui/models/project_tree_model.h"
#include "ui/models/project_tree_words.h"

#include <algorithm>

namespace gatehouse::ui {

ProjectTreeFilter::ProjectTreeFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setAutoAcceptChildRows(true);
}

void ProjectTreeFilter::setText(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    // Looking at ancestors and descendants of every change costs too much when everything is shown anyway.
    setRecursiveFilteringEnabled(!words.isEmpty());
    invalidateFilter();
}

QVariant ProjectTreeFilter::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QSortFilterProxyModel::data(index, role);
    QStringList words{kindText(static_cast<ObjectRef::Kind>(index.data(ProjectTreeModel::KindRole).toInt()))};
    words << index.data(ProjectTreeModel::FilterRole).toString() << index.data(ProjectTreeModel::DetailRole).toString();
    words << deployStateText(static_cast<DeployState>(index.data(ProjectTreeModel::DeployStateRole).toInt()));
    if (const QVariant severity = index.data(ProjectTreeModel::SeverityRole); severity.isValid())
        words << severityText(static_cast<Severity>(severity.toInt()));
    words.removeAll(QString());
    return words.join(QStringLiteral(", "));
}

bool ProjectTreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(ProjectTreeModel::FilterRole).toString();
    return std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace gatehouse::ui

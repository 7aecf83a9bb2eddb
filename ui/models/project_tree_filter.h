#pragma once

#include <QSortFilterProxyModel>

namespace gatehouse::ui {

/// The rows of the project tree whose name, path part or verb holds the text, with what is above and below them. Puts
/// their facts in words too, for screen readers and tooltips.
class ProjectTreeFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ProjectTreeFilter(QObject *parent = nullptr);
    /// Words are joined by "and"; letter case does not matter. Empty shows everything.
    void setText(const QString &text);

    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace gatehouse::ui

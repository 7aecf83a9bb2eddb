#pragma once

#include "core/model/compare.h"

#include <QAbstractTableModel>

namespace gatehouse::ui {

/// A list of changes (model::compare): what was done to what, and the texts before and after.
class ChangesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { KindColumn, LabelColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< model::ChangeKind as a number
        PointerRole, ///< of the side after, else before: a place in the API's document; may be empty
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(model::Changes changes);
    [[nodiscard]] const model::Changes &changes() const noexcept { return m_changes; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    model::Changes m_changes;
};

/// "added", "removed", "changed", "moved", translated.
[[nodiscard]] QString changeWord(model::ChangeKind kind);

} // namespace gatehouse::ui

#pragma once

#include "core/model/method_settings.h"
#include "core/model/project.h"

#include <QAbstractTableModel>

#include <vector>

namespace gatehouse::ui {

/// The method settings of a stage: a row for all methods, then one for each method of the API. A cell shows its own
/// value, or the inherited one as such; an empty edit takes the own value away.
class MethodSettingsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        MethodColumn,
        LoggingColumn,
        DataTraceColumn,
        MetricsColumn,
        RateColumn,
        BurstColumn,
        CachingColumn,
        TtlColumn,
        ColumnCount
    };
    enum Role {
        ChoicesRole = Qt::UserRole, ///< QStringList of words that a cell may have; invalid for numbers
        InheritedRole, ///< bool: the value shown is not the cell's own
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setStage(const model::ApiEntry &entry, const model::Stage &stage);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user gave a method other settings; empty ones are to be removed.
    void edited(const QString &key, const gatehouse::model::MethodSettings &settings);

private:
    struct Row {
        model::MethodSettingsKey key;
        std::string fileKey; ///< as the stage spells it, or as it would
        model::MethodSettings own;
        model::EffectiveSettings effective;

        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] static bool isOwn(const Row &row, int column);

    std::vector<Row> m_rows;
};

} // namespace gatehouse::ui

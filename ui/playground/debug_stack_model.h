#pragma once

#include "core/playground/pause.h"

#include <QAbstractTableModel>

namespace gatehouse::ui {

/// The frames of a paused rendering, innermost first: what they are and their line.
class DebugStackModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { FrameColumn, LineColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFrames(std::vector<playground::Pause::Frame> frames);
    [[nodiscard]] const playground::Pause::Frame &frame(int row) const
    {
        return m_frames[static_cast<std::size_t>(row)];
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<playground::Pause::Frame> m_frames;
};

} // namespace gatehouse::ui

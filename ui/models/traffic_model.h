#pragma once

#include "ui/bridge/trace_feed.h"

#include <QAbstractTableModel>

#include <deque>

namespace gatehouse::ui {

/// The latest requests that reached the gateway, one a row, oldest first.
///
/// A ring: when it is full the oldest rows go, some at a time so that a fast stream costs no row shuffle per request.
/// Gives facts as roles; badges and colours are the view's.
class TrafficModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        MethodColumn,
        PathColumn,
        StatusColumn,
        StageColumn,
        DurationColumn, ///< milliseconds
        IntegrationColumn, ///< milliseconds; empty if no backend was called
        SizeColumn, ///< octets of the response body
        ColumnCount
    };
    enum Role {
        TraceRole = Qt::UserRole, ///< TracePtr
        SortRole, ///< a number where the column shows one
    };

    static constexpr std::size_t kDefaultCapacity = 20000;

    explicit TrafficModel(QObject *parent = nullptr, std::size_t capacity = kDefaultCapacity);

    /// Adds a batch; takes no more time than the batch is long.
    void append(const TraceBatch &traces, quint64 droppedBefore = 0);
    void clear();
    /// While paused, rows stay as they are and new requests wait; they come when the pause ends.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const noexcept { return m_paused; }
    [[nodiscard]] std::size_t waiting() const noexcept { return m_waiting.size(); }
    /// Requests that went by without a row left for them: pushed out of the ring, or dropped on the way here.
    [[nodiscard]] quint64 dropped() const noexcept { return m_dropped; }
    [[nodiscard]] TracePtr traceAt(int row) const;
    /// The newest row of that x-amzn-RequestId from @p firstRow on, or -1.
    [[nodiscard]] int rowOfRequest(const QString &requestId, int firstRow = 0) const;
    [[nodiscard]] const std::deque<TracePtr> &traces() const noexcept { return m_traces; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// What dropped(), isPaused() or waiting() say has changed.
    void stateChanged();

private:
    void hold(const TraceBatch &traces);
    void insert(const TraceBatch &traces);

    const std::size_t m_capacity;
    std::deque<TracePtr> m_traces;
    TraceBatch m_waiting; // while paused; at most m_capacity
    quint64 m_dropped = 0;
    bool m_paused = false;
};

} // namespace gatehouse::ui

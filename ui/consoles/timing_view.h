#pragma once

#include "ui/bridge/trace_feed.h"
#include "ui/consoles/request_sender.h"

#include <QTreeView>

class QStandardItemModel;

namespace gatehouse::ui {

/// Where the time of one call went: what the console saw of the network, and from the trace what the gateway and the
/// backend took of it.
class TimingView : public QTreeView {
    Q_OBJECT

public:
    explicit TimingView(QWidget *parent = nullptr);

    /// @param trace of the same request; null if it did not go to the embedded gateway (or is not there yet)
    void setTimings(const CallTimings &timings, const TracePtr &trace);
    void clear();

private:
    void addRow(const QString &name, std::chrono::nanoseconds start, std::chrono::nanoseconds end,
                std::chrono::nanoseconds total);

    QStandardItemModel *m_rows;
};

} // namespace gatehouse::ui

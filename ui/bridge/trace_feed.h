#pragma once

#include "core/trace/trace.h"

#include <QMetaType>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace gatehouse::ui {

using TracePtr = std::shared_ptr<const trace::Trace>;
using TraceBatch = std::vector<TracePtr>; ///< oldest first

/// Brings finished traces from the gateway's I/O threads to the GUI thread, in batches: however many requests run, the
/// GUI thread wakes at most every kInterval, and not at all while there are none.
class TraceFeed : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kInterval{50};
    /// Traces that may wait for a GUI thread that is busy; later ones are counted and dropped.
    static constexpr std::size_t kMaxWaiting = 20000;

    explicit TraceFeed(QObject *parent = nullptr);
    ~TraceFeed() override;

    /// For Gateway::setTraceSink(); may outlive this object, and then takes traces for nothing.
    [[nodiscard]] std::shared_ptr<trace::Sink> sink() const;

Q_SIGNALS:
    /// @param dropped how many were lost before @p traces since the last batch
    void arrived(const gatehouse::ui::TraceBatch &traces, quint64 dropped);

private:
    void deliver();

    class Collector;
    std::shared_ptr<Collector> m_collector;
    QTimer m_timer;
};

} // namespace gatehouse::ui

Q_DECLARE_METATYPE(gatehouse::ui::TracePtr)

#include "ui/bridge/trace_feed.h"

#include <mutex>
#include <utility>

namespace gatehouse::ui {

class TraceFeed::Collector final : public trace::Sink {
public:
    explicit Collector(TraceFeed *feed)
        : m_feed(feed)
    {
    }

    void accept(TracePtr trace) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_feed)
            return;
        if (m_waiting.size() >= kMaxWaiting) {
            ++m_dropped;
            return;
        }
        m_waiting.push_back(std::move(trace));
        if (m_waiting.size() == 1) // the first since the last take(): nothing is scheduled yet
            QMetaObject::invokeMethod(m_feed, [feed = m_feed] { feed->m_timer.start(); }, Qt::QueuedConnection);
    }

    std::pair<TraceBatch, quint64> take()
    {
        const std::scoped_lock lock(m_mutex);
        return {std::exchange(m_waiting, {}), std::exchange(m_dropped, 0)};
    }

    void detach()
    {
        const std::scoped_lock lock(m_mutex);
        m_feed = nullptr;
    }

private:
    std::mutex m_mutex; // held for a push or a swap
    TraceFeed *m_feed;
    TraceBatch m_waiting;
    quint64 m_dropped = 0;
};

TraceFeed::TraceFeed(QObject *parent)
    : QObject(parent)
    , m_collector(std::make_shared<Collector>(this))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &TraceFeed::deliver);
}

TraceFeed::~TraceFeed()
{
    m_collector->detach();
}

std::shared_ptr<trace::Sink> TraceFeed::sink() const
{
    return m_collector;
}

void TraceFeed::deliver()
{
    const auto [traces, dropped] = m_collector->take();
    Q_EMIT arrived(traces, dropped);
}

} // namespace gatehouse::ui

#include "tests/support/sample_traces.h"
#include "ui/bridge/trace_feed.h"

#include <QTest>

#include <thread>

using namespace gatehouse;
using namespace gatehouse::ui;

class TraceFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tracesOfSeveralThreadsArriveInBatches();
    void surplusIsCountedNotKept();
    void sinkOutlivesTheFeed();
};

void TraceFeedTest::tracesOfSeveralThreadsArriveInBatches()
{
    constexpr std::size_t kThreads = 4;
    constexpr std::size_t kEach = 2000;
    TraceFeed feed;
    std::size_t received = 0;
    std::size_t batches = 0;
    bool onGuiThread = true;
    connect(&feed, &TraceFeed::arrived, this, [&](const TraceBatch &traces) {
        received += traces.size();
        ++batches;
        onGuiThread = onGuiThread && QThread::currentThread() == thread();
    });
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < kThreads; ++i) {
            threads.emplace_back([sink = feed.sink(), trace = tests::share(tests::petsTrace())] {
                for (std::size_t n = 0; n < kEach; ++n)
                    sink->accept(trace);
            });
        }
    }
    QTRY_COMPARE(received, kThreads * kEach);
    QCOMPARE(batches, std::size_t(1)); // all of them came before the GUI thread looked
    QVERIFY(onGuiThread);
}

void TraceFeedTest::surplusIsCountedNotKept()
{
    TraceFeed feed;
    std::size_t received = 0;
    quint64 lost = 0;
    connect(&feed, &TraceFeed::arrived, this, [&](const TraceBatch &traces, quint64 dropped) {
        received += traces.size();
        lost += dropped;
    });
    const TracePtr trace = tests::share(tests::petsTrace());
    for (std::size_t n = 0; n < TraceFeed::kMaxWaiting + 7; ++n)
        feed.sink()->accept(trace);
    QTRY_COMPARE(received, TraceFeed::kMaxWaiting);
    QCOMPARE(lost, quint64(7));
    feed.sink()->accept(trace); // and goes on afterwards
    QTRY_COMPARE(received, TraceFeed::kMaxWaiting + 1);
    QCOMPARE(lost, quint64(7));
}

void TraceFeedTest::sinkOutlivesTheFeed()
{
    std::shared_ptr<trace::Sink> sink;
    {
        const TraceFeed feed;
        sink = feed.sink();
    }
    const TracePtr trace = tests::share(tests::petsTrace());
    sink->accept(trace);
    QCOMPARE(trace.use_count(), 1L); // not kept
}

QTEST_MAIN(TraceFeedTest)
#include "trace_feed_test.moc"

#include "core/base/clock.h"

#include <QtTest/QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace gatehouse;
using namespace std::chrono_literals;

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standsStillUntilTold()
    {
        VirtualClock clock;
        const SystemTime start = clock.now();
        QVERIFY(clock.now() == start);
        QCOMPARE(clock.factor(), 0.0);
        clock.advance(31 * 24h);
        QVERIFY(clock.now() == start + 31 * 24h);
        QVERIFY(clock.steady() == SteadyTime(31 * 24h));
        clock.advance(-1s);
        QVERIFY(clock.now() == start + 31 * 24h);
    }

    void runsAheadAndStops()
    {
        VirtualClock clock;
        clock.run(1e9); // 30 years a second: any real time passing shows
        const SteadyTime first = clock.steady();
        while (clock.steady() == first) { }
        clock.pause();
        const SteadyTime stopped = clock.steady();
        QVERIFY(stopped > first);
        QVERIFY(clock.steady() == stopped);
        clock.advance(1s);
        QVERIFY(clock.steady() == stopped + 1s);
    }

    void neverRunsBackWhileItIsSteered()
    {
        VirtualClock clock;
        std::atomic<bool> done = false;
        std::atomic<bool> ranBack = false;
        std::vector<std::jthread> readers;
        for (int i = 0; i < 2; ++i) {
            readers.emplace_back([&] {
                SteadyTime last = clock.steady();
                SystemTime lastWall = clock.now();
                while (!done) {
                    const SteadyTime now = clock.steady();
                    const SystemTime wall = clock.now();
                    if (now < last || wall < lastWall)
                        ranBack = true;
                    last = now;
                    lastWall = wall;
                }
            });
        }
        for (int i = 0; i < 2000; ++i) {
            clock.run(i % 3 == 0 ? 0.0 : double(i));
            clock.advance(std::chrono::microseconds(i));
        }
        done = true;
        readers.clear();
        QVERIFY(!ranBack);
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"

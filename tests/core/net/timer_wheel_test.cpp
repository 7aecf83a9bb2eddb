#include "core/net/timer_wheel.h"

#include "core/base/random.h"

#include <QtTest/QTest>

#include <memory>
#include <vector>

using namespace gatehouse;
using namespace gatehouse::net;
using namespace std::chrono_literals;

namespace {

struct Probe {
    Timer timer{this, [](void *self) { ++static_cast<Probe *>(self)->fired; }};
    int fired = 0;
};

} // namespace

class TimerWheelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isNeverEarlyAndAtMostATickLate_data()
    {
        QTest::addColumn<qint64>("start"); // ms
        QTest::addColumn<qint64>("delay"); // ms
        const auto row = [](qint64 start, qint64 delay) {
            QTest::addRow("from %lld, %lld ms", static_cast<long long>(start), static_cast<long long>(delay))
                << start << delay;
        };
        for (const qint64 start : {0LL, 635LL, 40955LL, 2621435LL, 167772155LL, 1234567891LL}) {
            for (const qint64 delay :
                 {1LL, 10LL, 50LL, 639LL, 640LL, 641LL, 29000LL, 40960LL, 310000LL, 2621440LL, 172800000LL})
                row(start, delay);
        }
    }

    void isNeverEarlyAndAtMostATickLate()
    {
        QFETCH(const qint64, start);
        QFETCH(const qint64, delay);
        const SteadyTime begin(std::chrono::milliseconds{start});
        TimerWheel wheel(begin);
        Probe probe;
        wheel.set(probe.timer, begin + std::chrono::milliseconds(delay));
        while (probe.fired == 0) {
            const std::int64_t next = wheel.nextTick();
            QVERIFY(next != TimerWheel::kNever);
            const SteadyTime now = TimerWheel::timeOf(next);
            QVERIFY(now <= begin + std::chrono::milliseconds(delay) + TimerWheel::kTick);
            wheel.advance(now);
            QCOMPARE(probe.fired == 1, now >= begin + std::chrono::milliseconds(delay));
        }
        QCOMPARE(wheel.nextTick(), TimerWheel::kNever);
    }

    void firesAllInOneJump()
    {
        TimerWheel wheel(SteadyTime{});
        Random random(7);
        std::vector<std::unique_ptr<Probe>> probes;
        for (int i = 0; i < 2000; ++i) {
            probes.push_back(std::make_unique<Probe>());
            wheel.set(probes.back()->timer, SteadyTime(std::chrono::milliseconds(random.next() % 1000000)));
        }
        for (std::size_t i = 0; i < probes.size(); i += 2)
            probes[i].reset(); // a destroyed timer does not fire
        wheel.advance(SteadyTime(1000s));
        for (std::size_t i = 1; i < probes.size(); i += 2)
            QCOMPARE(probes[i]->fired, 1);
    }

    void movesBothWays()
    {
        TimerWheel wheel(SteadyTime{});
        Probe probe;
        QVERIFY(wheel.set(probe.timer, SteadyTime(1s)));
        QVERIFY(!wheel.set(probe.timer, SteadyTime(5s))); // later: nobody need wake earlier
        wheel.advance(SteadyTime(4s));
        QCOMPARE(probe.fired, 0);
        QVERIFY(wheel.set(probe.timer, SteadyTime(4500ms)));
        wheel.advance(SteadyTime(4500ms));
        QCOMPARE(probe.fired, 1);
        QVERIFY(!probe.timer.isSet());
    }

    void callbacksMaySetAndDestroyTimers()
    {
        struct Chain {
            TimerWheel wheel{SteadyTime{}};
            SteadyTime now{};
            int count = 0;
            std::unique_ptr<Timer> timer
                = std::make_unique<Timer>(this, [](void *self) { static_cast<Chain *>(self)->next(); });
            void next()
            {
                ++count;
                timer = std::make_unique<Timer>(this, [](void *self) { static_cast<Chain *>(self)->next(); });
                now += 1s;
                wheel.set(*timer, now);
            }
        } chain;
        chain.next();
        chain.wheel.advance(SteadyTime(10s));
        QCOMPARE(chain.count, 11);
    }
};

QTEST_APPLESS_MAIN(TimerWheelTest)
#include "timer_wheel_test.moc"

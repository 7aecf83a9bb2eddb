#include "core/auth/quota.h"

#include "core/auth/usage.h"

#include <QtTest/QTest>

#include <format>
#include <thread>
#include <vector>

using namespace gatehouse;
using namespace std::chrono_literals;
using auth::QuotaCounter;
using auth::QuotaPeriod;
using std::chrono::sys_days;

namespace {

constexpr sys_days kDay = std::chrono::year(2026) / 1 / 1;

std::string text(sys_days day)
{
    return std::format("{:%F}", day);
}

} // namespace

class QuotaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void periodsBeginAtMidnight_data();
    void periodsBeginAtMidnight();

    void countsToTheLimitAndAnewInTheNextPeriod()
    {
        QuotaCounter counter;
        for (int i = 0; i < 3; ++i)
            QVERIFY(counter.take(3, kDay));
        QVERIFY(!counter.take(3, kDay));
        QCOMPARE(counter.use(kDay).used, 3);
        counter.giveBack();
        QVERIFY(counter.take(3, kDay));
        QVERIFY(counter.take(3, kDay + std::chrono::days(1)));
        QCOMPARE(counter.use(kDay + std::chrono::days(1)).used, 1);
        QVERIFY2(counter.take(3, kDay), "a clock set back does not bring the old period again");
        QCOMPARE(counter.use(kDay).used, 2);
    }

    void remainingCanBeSet()
    {
        QuotaCounter counter;
        for (int i = 0; i < 5; ++i)
            QVERIFY(counter.take(5, kDay));
        counter.setRemaining(5, kDay, 2);
        QVERIFY(counter.take(5, kDay));
        QVERIFY(counter.take(5, kDay));
        QVERIFY(!counter.take(5, kDay));
        QVERIFY2(counter.take(5, kDay + std::chrono::days(1)), "the next period has its usual quota");
        counter.setRemaining(5, kDay + std::chrono::days(1), 0);
        QVERIFY(!counter.take(5, kDay + std::chrono::days(1)));
        counter.reset();
        QVERIFY(counter.take(5, kDay + std::chrono::days(1)));
    }

    void threadsNeverExceedIt()
    {
        QuotaCounter counter;
        std::atomic<int> admitted = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 3000; ++k)
                    admitted += counter.take(5000, kDay) ? 1 : 0;
            });
        }
        threads.clear();
        QCOMPARE(admitted.load(), 5000);
        QCOMPARE(counter.use(kDay).used, 5000);
    }

    void offsetIsForTheFirstPeriodOnly()
    {
        const auth::Quota quota{100, 30, QuotaPeriod::Month, kDay + std::chrono::days(14)};
        QCOMPARE(quota.limitIn(kDay), 70);
        QCOMPARE(quota.limitIn(std::chrono::year(2026) / 2 / 1), 100);
        QCOMPARE((auth::Quota{10, 30, QuotaPeriod::Day, kDay}.limitIn(kDay)), 0);
    }

    void usageIsSavedAndRestored()
    {
        auth::Usage usage;
        QCOMPARE(usage.firstDay("p1", kDay), kDay);
        const auto counter = usage.counter("p1", "k1");
        QVERIFY(counter->take(5, kDay));
        QVERIFY(counter->take(5, kDay));
        counter->setRemaining(5, kDay, 1);
        const json::Value saved = usage.toJson();

        auth::Usage other;
        QVERIFY(other.restore(saved));
        QVERIFY(other.toJson() == saved);
        QCOMPARE(other.firstDay("p1", kDay + std::chrono::days(9)), kDay);
        QVERIFY(other.counter("p1", "k1")->take(5, kDay));
        QVERIFY(!other.counter("p1", "k1")->take(5, kDay));
    }

    void refusesWhatIsNoUsage()
    {
        auth::Usage usage;
        QVERIFY(!usage.restore(json::Value()));
        const auto with = [](const char *day, std::int64_t used) {
            return json::Value::object(
                {{"plans", json::Value::array()},
                 {"usage",
                  json::Value::array({json::Value::object(
                      {{"usagePlanId", "p"}, {"apiKeyId", "k"}, {"periodBegin", day}, {"used", used}})})}});
        };
        QVERIFY(usage.restore(with("2026-02-28", 1)));
        QVERIFY(!usage.restore(with("2026-02-30", 1)));
        QVERIFY(!usage.restore(with("2026-2-3", 1)));
        QVERIFY(!usage.restore(with("2026-02-03", -1)));
    }

    void forgetsOldCountersThatNobodyKeeps()
    {
        auth::Usage usage;
        const auto kept = usage.counter("p", "kept");
        QVERIFY(kept->take(5, kDay));
        QVERIFY(usage.counter("p", "dropped")->take(5, kDay));
        QVERIFY(usage.counter("p", "recent")->take(5, kDay + std::chrono::days(30)));
        usage.dropOld(kDay + std::chrono::days(60));
        QVERIFY(usage.find("p", "kept"));
        QVERIFY(!usage.find("p", "dropped"));
        QVERIFY(usage.find("p", "recent"));
    }
};

void QuotaTest::periodsBeginAtMidnight_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<qint64>("time"); // seconds since 1970
    QTest::addColumn<std::string>("begin");
    QTest::addColumn<std::string>("end");
    const auto row = [](const char *label, const char *name, sys_days day, std::chrono::seconds in, const char *begin,
                        const char *end) {
        QTest::newRow(label) << std::string(name) << qint64((day.time_since_epoch() + in) / 1s) << std::string(begin)
                             << std::string(end);
    };
    using namespace std::chrono;
    // clang-format off
    row("assumed: a day", "DAY", 2026y / 11 / 23, 13h, "2026-11-23", "2026-11-24");
    row("assumed: its last second", "DAY", 2026y / 12 / 31, 24h - 1s, "2026-12-31", "2027-01-01");
    row("assumed: weeks begin on Monday", "WEEK", 2026y / 11 / 23, 0s, "2026-11-23", "2026-11-30");
    row("assumed: Sunday is the last day", "WEEK", 2026y / 11 / 29, 24h - 1s, "2026-11-23", "2026-11-30");
    row("assumed: a week over the new year", "WEEK", 2027y / 1 / 1, 0s, "2026-12-28", "2027-01-04");
    row("assumed: a month", "MONTH", 2026y / 11 / 30, 5h, "2026-11-01", "2026-12-01");
    row("assumed: February of a leap year", "MONTH", 2028y / 2 / 29, 24h - 1s, "2028-02-01", "2028-03-01");
    row("assumed: December", "MONTH", 2026y / 12 / 1, 0s, "2026-12-01", "2027-01-01");
    // clang-format on
}

void QuotaTest::periodsBeginAtMidnight()
{
    QFETCH(const std::string, name);
    QFETCH(const qint64, time);
    QFETCH(const std::string, begin);
    QFETCH(const std::string, end);
    const auto period = auth::quotaPeriod(name);
    QVERIFY(period);
    QCOMPARE(std::string(auth::toString(*period)), name);
    const auth::PeriodDays days = auth::periodAt(*period, SystemTime(std::chrono::seconds(time)));
    QCOMPARE(text(days.begin), begin);
    QCOMPARE(text(days.end), end);
}

QTEST_APPLESS_MAIN(QuotaTest)
#include "quota_test.moc"

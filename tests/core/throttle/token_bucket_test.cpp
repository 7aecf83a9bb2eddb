#include "core/throttle/token_bucket.h"

#include "core/base/random.h"

#include <QtTest/QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace gatehouse;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using throttle::Limit;
using throttle::TokenBucket;

namespace {

SteadyTime at(double seconds)
{
    return SteadyTime(microseconds(std::llround(seconds * 1e6)));
}

/// How far the worst stretch of these admissions is above burst + rate x time, in tokens. Of all stretches from one
/// admission to a later one: count - rate x time, looked at as prefix sums.
long double excess(const std::vector<std::int64_t> &micros, const Limit &limit)
{
    const long double rate = static_cast<long double>(limit.rate) / 1e6L;
    long double worst = -1e30L;
    long double lowest = 1e30L; // of i - rate x t(i)
    for (std::size_t i = 0; i < micros.size(); ++i) {
        const long double here = static_cast<long double>(i) - rate * static_cast<long double>(micros[i]);
        lowest = std::min(lowest, here);
        worst = std::max(worst, here - lowest + 1 - static_cast<long double>(limit.burst));
    }
    return worst;
}

} // namespace

class TokenBucketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAsTheReferenceSays()
    {
        TokenBucket bucket({1.0, 2}, at(0)); // authorization.md 15
        const double times[] = {0, 0, 0, 1.0, 1.5, 2.0};
        const bool admitted[] = {true, true, false, true, false, true};
        for (std::size_t i = 0; i < std::size(times); ++i)
            QCOMPARE(bucket.take(at(times[i])), admitted[i]);
    }

    void admitsExactCounts_data();
    void admitsExactCounts();
    void neverAdmitsMoreInAnyStretch_data();
    void neverAdmitsMoreInAnyStretch();
    void threadsShareOneBurst();
    void threadsOnASteppedClockStayBelowTheBound();

    void timeThatRunsBackBringsNothing()
    {
        TokenBucket bucket({1.0, 1}, at(10));
        QVERIFY(bucket.take(at(12)));
        QVERIFY(!bucket.take(at(11)));
        QVERIFY(!bucket.take(at(12.5)));
        QVERIFY(bucket.take(at(13)));
        QVERIFY(!bucket.take(at(5)));
    }

    void anotherLimitKeepsWhatIsMissing_data();
    void anotherLimitKeepsWhatIsMissing();

    void smallRegionsHaveAQuarter()
    {
        QCOMPARE(throttle::accountLimit("us-east-1").rate, 10000.0);
        QCOMPARE(throttle::accountLimit("us-east-1").burst, 5000);
        QCOMPARE(throttle::accountLimit("eu-south-1").rate, 2500.0);
        QCOMPARE(throttle::accountLimit("eu-south-1").burst, 1250);
    }
};

void TokenBucketTest::admitsExactCounts_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("burst");
    QTest::addColumn<double>("seconds"); // of asking ten times as often as tokens come, and at the last moment
    QTest::addColumn<int>("expected");
    // clang-format off
    QTest::newRow("account")            << 10'000.0 << 5000 << 10.0    << 105'000;
    QTest::newRow("a third of a second") << 3.0     << 3    << 1.0     << 6;
    QTest::newRow("a third, long")      << 3.0      << 2    << 100.0   << 302;
    QTest::newRow("fraction")           << 5.5      << 10   << 2.0     << 21;
    QTest::newRow("slower than one")    << 0.1      << 2    << 100.0   << 12;
    QTest::newRow("just not yet")       << 3.0      << 3    << 0.999999 << 5;
    QTest::newRow("three decimals")     << 0.125    << 1    << 8.0     << 2;
    QTest::newRow("no rate")            << 0.0      << 4    << 1000.0  << 4;
    QTest::newRow("no burst")           << 100.0    << 0    << 10.0    << 0;
    QTest::newRow("nothing")            << 0.0      << 0    << 10.0    << 0;
    QTest::newRow("hardly any rate")    << 1e-12    << 1000 << 1000.0  << 1000;
    // clang-format on
}

void TokenBucketTest::admitsExactCounts()
{
    QFETCH(const double, rate);
    QFETCH(const int, burst);
    QFETCH(const double, seconds);
    QFETCH(const int, expected);
    TokenBucket bucket({rate, burst}, at(1000));
    int admitted = 0;
    const auto ask = [&](double time) {
        while (bucket.take(at(1000 + time)))
            ++admitted;
    };
    const double step = std::max(0.1 / std::max(rate, 1.0), 1e-5);
    for (double time = 0; time < seconds; time += step)
        ask(time);
    ask(seconds);
    QCOMPARE(admitted, expected);
}

void TokenBucketTest::neverAdmitsMoreInAnyStretch_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("burst");
    const double rates[] = {0.3, 1.0, 1.0 / 3.0, 7.77, 333.33, 1000.0 / 7.0, 9999.9, 12345.678, 250'000.0, 3e6};
    for (const double rate : rates) {
        for (const int burst : {1, 2, 17, 5000})
            QTest::addRow("%g a second, %d at once", rate, burst) << rate << burst;
    }
}

void TokenBucketTest::neverAdmitsMoreInAnyStretch()
{
    QFETCH(const double, rate);
    QFETCH(const int, burst);
    const Limit limit{rate, burst};
    Random random(static_cast<std::uint64_t>(burst) * 31 + static_cast<std::uint64_t>(rate * 1000));
    TokenBucket bucket(limit, SteadyTime(microseconds(0)));
    std::int64_t now = 0;
    std::vector<std::int64_t> admitted;
    for (int i = 0; i < 20'000; ++i) {
        // Bursts at one moment, requests about as often as tokens come, and long silence.
        const double kind = random.unit();
        if (kind > 0.3)
            now += static_cast<std::int64_t>(random.unit() * (2e6 / rate + 1));
        if (kind > 0.999)
            now += static_cast<std::int64_t>(random.unit() * 1e6 * burst / rate);
        if (bucket.take(SteadyTime(microseconds(now))))
            admitted.push_back(now);
    }
    QVERIFY(admitted.size() > 100);
    QVERIFY2(excess(admitted, limit) <= 1e-9L, std::to_string(double(excess(admitted, limit))).c_str());
    QVERIFY(bucket.level(SteadyTime(microseconds(now))) <= burst);
}

void TokenBucketTest::threadsShareOneBurst()
{
    TokenBucket bucket({1000.0, 1234}, at(0));
    std::atomic<int> admitted = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 2000; ++k)
                admitted += bucket.take(at(0)) ? 1 : 0;
        });
    }
    threads.clear();
    QCOMPARE(admitted.load(), 1234);
    for (int k = 0; k < 2000; ++k)
        admitted += bucket.take(at(0.5)) ? 1 : 0;
    QCOMPARE(admitted.load(), 1234 + 500);
}

void TokenBucketTest::threadsOnASteppedClockStayBelowTheBound()
{
    for (const Limit limit : {Limit{100.0, 5}, Limit{33.3, 50}, Limit{12'345.6, 100}}) {
        VirtualClock clock;
        TokenBucket bucket(limit, clock.steady());
        std::atomic<int> admitted = 0;
        std::atomic<bool> done = false;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([&] {
                while (!done)
                    admitted += bucket.take(clock.steady()) ? 1 : 0;
            });
        }
        Random random(7);
        std::int64_t elapsed = 0;
        bool below = true;
        for (int i = 0; i < 400; ++i) {
            const int before = admitted; // whatever was admitted by now was admitted by this time
            below = below && before <= double(limit.burst) + limit.rate * double(elapsed) / 1e6;
            const auto step = static_cast<std::int64_t>(random.unit() * 1e5);
            clock.advance(microseconds(step));
            elapsed += step;
        }
        done = true;
        threads.clear();
        QVERIFY(below);
        while (bucket.take(clock.steady()))
            ++admitted;
        QVERIFY(admitted <= double(limit.burst) + limit.rate * double(elapsed) / 1e6);
    }
}

void TokenBucketTest::anotherLimitKeepsWhatIsMissing_data()
{
    QTest::addColumn<int>("taken");
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("burst");
    QTest::addColumn<double>("level");
    // clang-format off
    QTest::newRow("full stays full")         << 0  << 7.0 << 50 << 50.0;
    QTest::newRow("larger burst")            << 10 << 1.0 << 20 << 10.0;
    QTest::newRow("smaller burst")           << 4  << 1.0 << 6  << 2.0;
    QTest::newRow("less than what is missing") << 8 << 1.0 << 5 << 0.0;
    QTest::newRow("another rate alone")      << 3  << 9.9 << 10 << 7.0;
    // clang-format on
}

void TokenBucketTest::anotherLimitKeepsWhatIsMissing()
{
    QFETCH(const int, taken);
    QFETCH(const double, rate);
    QFETCH(const int, burst);
    QFETCH(const double, level);
    TokenBucket before({1.0, 10}, at(0));
    for (int i = 0; i < taken; ++i)
        QVERIFY(before.take(at(0)));
    const TokenBucket after({rate, burst}, before, at(0));
    QCOMPARE(after.level(at(0)), level);
    QCOMPARE(after.level(at(1)), std::min(level + rate, double(burst)));
}

QTEST_APPLESS_MAIN(TokenBucketTest)
#include "token_bucket_test.moc"

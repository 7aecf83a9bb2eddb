#include "core/throttle/registry.h"

#include <QtTest/QTest>

using namespace gatehouse;
using namespace std::chrono_literals;
using throttle::BucketInfo;
using throttle::Limit;
using throttle::Owner;
using throttle::Registry;
using throttle::Scope;

namespace {

Owner method(const std::string &name)
{
    return {.scope = Scope::Method, .apiId = "api1", .stage = "dev", .method = name};
}

class Log final : public throttle::RefusalObserver {
public:
    void refused(const BucketInfo &bucket) override { seen.push_back(bucket); }
    std::vector<BucketInfo> seen;
};

} // namespace

class RegistryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneOwnerHasOneBucket()
    {
        VirtualClock clock;
        Registry registry(clock);
        const auto pets = registry.bucket(method("/pets/GET"), {1.0, 2});
        QCOMPARE(registry.bucket(method("/pets/GET"), {1.0, 2}), pets);
        QVERIFY(registry.bucket(method("/pets/POST"), {1.0, 2}) != pets);
        Owner otherStage = method("/pets/GET");
        otherStage.stage = "prod";
        QVERIFY(registry.bucket(otherStage, {1.0, 2}) != pets);
    }

    void tellsHowTheyStand()
    {
        VirtualClock clock;
        Registry registry(clock);
        const auto bucket = registry.bucket(method("/pets/GET"), {2.0, 2});
        QVERIFY(registry.take(*bucket));
        QVERIFY(registry.take(*bucket));
        QVERIFY(!registry.take(*bucket));
        clock.advance(250ms);
        const auto all = registry.list();
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].level, 0.5);
        QCOMPARE(all[0].admitted, 2U);
        QCOMPARE(all[0].refused, 1U);
        QVERIFY(all[0].owner == method("/pets/GET"));
        QCOMPARE(throttle::toString(all[0].owner), std::string("method /pets/GET of api1/dev"));
    }

    void anotherLimitGoesOnWithTheSame()
    {
        VirtualClock clock;
        Registry registry(clock);
        auto bucket = registry.bucket(method("/pets/GET"), {1.0, 5});
        for (int i = 0; i < 4; ++i)
            QVERIFY(registry.take(*bucket));
        const auto id = registry.list().front().id;
        bucket = registry.bucket(method("/pets/GET"), {1.0, 6});
        const BucketInfo info = registry.list().front();
        QCOMPARE(info.id, id);
        QCOMPARE(info.admitted, 4U);
        QCOMPARE(info.level, 2.0);
    }

    void keepsWhatNobodyUsesUntilItIsFull()
    {
        VirtualClock clock;
        Registry registry(clock);
        auto bucket = registry.bucket(method("/pets/GET"), {1.0, 5});
        QVERIFY(registry.take(*bucket));
        bucket.reset();
        clock.advance(500ms);
        QCOMPARE(registry.list().size(), std::size_t(1));
        QCOMPARE(registry.bucket(method("/pets/GET"), {1.0, 5})->info(clock.steady()).level, 4.5);
        clock.advance(500ms);
        QVERIFY(registry.list().empty());
    }

    void staysBounded()
    {
        VirtualClock clock;
        Registry registry(clock);
        for (int i = 0; i < 10'000; ++i)
            (void)registry.bucket(method("/" + std::to_string(i) + "/GET"), {1.0, 5});
        QVERIFY(registry.size() <= 1024);
    }

    void tellsTheObserverOfRefusals()
    {
        VirtualClock clock;
        Registry registry(clock);
        const auto log = std::make_shared<Log>();
        const auto bucket = registry.bucket(method("/pets/GET"), {1.0, 1});
        QVERIFY(registry.take(*bucket));
        QVERIFY(!registry.take(*bucket));
        registry.setObserver(log);
        QVERIFY(!registry.take(*bucket));
        QCOMPARE(log->seen.size(), std::size_t(1));
        QCOMPARE(log->seen[0].level, 0.0);
        QCOMPARE(log->seen[0].refused, 2U);
        registry.setObserver(nullptr);
        QVERIFY(!registry.take(*bucket));
        QCOMPARE(log->seen.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(RegistryTest)
#include "registry_test.moc"

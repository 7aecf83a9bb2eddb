// Keys, plans and quotas (authorization.md 9, rest-runtime.md 5.4), without sockets.
#include "core/auth/usage_plans.h"

#include "tests/support/plans.h"

#include <QtTest/QTest>

#include <malloc.h>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;
using auth::UsagePlans;
using auth::Verdict;

namespace {

struct Fixture {
    VirtualClock clock;
    throttle::Registry buckets{clock};
    auth::Usage usage;
    UsagePlans::Result result;

    explicit Fixture(const model::Project &project)
        : result(UsagePlans::compile(project, buckets, usage, clock))
    {
    }
    Verdict check(const std::string &value, const std::string &stage = "dev",
                  const std::string &method = "/pets/GET") const
    {
        return result.plans->check(value, "api1", stage, method).verdict;
    }
    void install(const model::Project &project) { result = UsagePlans::compile(project, buckets, usage, clock); }
};

bool warns(const Diagnostics &diagnostics, std::string_view text)
{
    return std::ranges::any_of(diagnostics, [text](const Diagnostic &d) { return d.message.contains(text); });
}

} // namespace

class UsagePlansTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyAKeyIsRefused_data();
    void saysWhyAKeyIsRefused();

    void oneBucketForAllStagesOfAPlan()
    {
        model::Project project = projectWithKey();
        project.usagePlans[0].throttle = model::Throttle{1.0, 2};
        const Fixture fixture(project);
        QCOMPARE(fixture.check(kKeyValue, "dev"), Verdict::Admitted);
        QCOMPARE(fixture.check(kKeyValue, "prod"), Verdict::Admitted);
        QCOMPARE(fixture.check(kKeyValue, "dev"), Verdict::Throttled);
        QCOMPARE(fixture.check(kKeyValue, "prod"), Verdict::Throttled);
    }

    void aMethodsThrottleReplacesThePlans_data();
    void aMethodsThrottleReplacesThePlans();

    void keysHaveBucketsOfTheirOwn()
    {
        model::Project project = projectWithKey();
        project.apiKeys.push_back({"k2", "other", "another-value-of-a-key-1", "", true});
        project.usagePlans[0].keyIds.push_back("k2");
        project.usagePlans[0].throttle = model::Throttle{1.0, 1};
        project.usagePlans[0].quota = model::Quota{5, 0, "DAY"};
        const Fixture fixture(project);
        QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
        QCOMPARE(fixture.check(kKeyValue), Verdict::Throttled);
        QCOMPARE(fixture.check("another-value-of-a-key-1"), Verdict::Admitted);
        QCOMPARE(fixture.result.plans->usage("p1").size(), std::size_t(2));
    }

    void aThrottledRequestUsesNoQuota()
    {
        model::Project project = projectWithKey();
        project.usagePlans[0].throttle = model::Throttle{1.0, 1};
        project.usagePlans[0].quota = model::Quota{2, 0, "DAY"};
        const Fixture fixture(project);
        QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(fixture.check(kKeyValue), Verdict::Throttled);
        QCOMPARE(fixture.result.plans->usage()[0].used, 1);
        QCOMPARE(fixture.result.plans->usage()[0].remaining(), 1);
    }

    void aMonthlyQuotaIsExact();
    void editingPlansKeepsWhatWasUsed();
    void remainingIsSetOnce();
    void warnsOfWhatCannotBe();

    void theEnvironmentGivesValues()
    {
        QCOMPARE(auth::keyVariable("k1-Ab.c"), std::string("GATEHOUSE_API_KEY_K1_AB_C"));
        qputenv("GATEHOUSE_API_KEY_K1", "a-value-from-the-environment");
        const Fixture fixture(projectWithKey());
        qunsetenv("GATEHOUSE_API_KEY_K1");
        QCOMPARE(fixture.check("a-value-from-the-environment"), Verdict::Admitted);
        QCOMPARE(fixture.check(kKeyValue), Verdict::Forbidden);
    }

    void threadsShareQuotaAndBucket();
    void manyKeysStayWithinTheirMemory();
};

void UsagePlansTest::saysWhyAKeyIsRefused_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("stage");
    QTest::addColumn<std::string>("reason"); // empty: admitted
    // clang-format off
    QTest::newRow("admitted")  << std::string(kKeyValue) << std::string("dev") << std::string();
    QTest::newRow("none")      << std::string() << std::string("dev") << std::string("the request has no API key");
    QTest::newRow("unknown")   << std::string("nothing-of-the-kind-here") << std::string("dev") << std::string("there is no such API key");
    QTest::newRow("case")      << std::string("THE-VALUE-OF-KEY-ONE") << std::string("dev") << std::string("there is no such API key");
    QTest::newRow("disabled")  << std::string("the-value-of-a-disabled-key") << std::string("dev") << std::string("the API key is disabled");
    QTest::newRow("no plan")   << std::string("the-value-of-a-planless-key") << std::string("dev") << std::string("no usage plan of the API key has this stage");
    QTest::newRow("other stage") << std::string(kKeyValue) << std::string("test") << std::string("no usage plan of the API key has this stage");
    // clang-format on
}

void UsagePlansTest::saysWhyAKeyIsRefused()
{
    QFETCH(const std::string, value);
    QFETCH(const std::string, stage);
    QFETCH(const std::string, reason);
    model::Project project = projectWithKey();
    project.apiKeys.push_back({"k2", "disabled", "the-value-of-a-disabled-key", "", false});
    project.apiKeys.push_back({"k3", "planless", "the-value-of-a-planless-key", "", true});
    project.usagePlans[0].keyIds.push_back("k2");
    const Fixture fixture(project);
    const auth::Admission admission = fixture.result.plans->check(value, "api1", stage, "/pets/GET");
    QCOMPARE(std::string(admission.reason), reason);
    QCOMPARE(admission.verdict, reason.empty() ? Verdict::Admitted : Verdict::Forbidden);
    QCOMPARE(fixture.result.plans->check(value, "another-api", stage, "/pets/GET").verdict, Verdict::Forbidden);
}

void UsagePlansTest::aMethodsThrottleReplacesThePlans_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("method");
    QTest::addColumn<int>("admitted"); // of ten at once; the plan has five
    // clang-format off
    QTest::newRow("as AWS writes it") << std::string("/pets/GET") << std::string("/pets/GET") << 2;
    QTest::newRow("another method")   << std::string("/pets/POST") << std::string("/pets/GET") << 5;
    QTest::newRow("root")             << std::string("//GET") << std::string("//GET") << 2;
    QTest::newRow("escaped")          << std::string("~1pets~1{id}/GET") << std::string("/pets/{id}/GET") << 2;
    // clang-format on
}

void UsagePlansTest::aMethodsThrottleReplacesThePlans()
{
    QFETCH(const std::string, key);
    QFETCH(const std::string, method);
    QFETCH(const int, admitted);
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{1.0, 5};
    project.usagePlans[0].apiStages[0].methodThrottles[key] = {1.0, 2};
    const Fixture fixture(project);
    int count = 0;
    for (int i = 0; i < 10; ++i)
        count += fixture.check(kKeyValue, "dev", method) == Verdict::Admitted ? 1 : 0;
    QCOMPARE(count, admitted);
    QVERIFY2(fixture.check(kKeyValue, "prod", "/other/GET") == Verdict::Admitted || admitted == 5,
             "the plan's bucket is another");
}

void UsagePlansTest::aMonthlyQuotaIsExact()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].quota = model::Quota{10'000, 1000, "MONTH"};
    Fixture fixture(project); // on the first of January
    std::vector<int> admitted;
    for (const int days : {31, 28, 31}) {
        int count = 0;
        for (int day = 0; day < days; ++day) {
            for (int i = 0; i < 500; ++i)
                count += fixture.check(kKeyValue) == Verdict::Admitted ? 1 : 0;
            fixture.clock.advance(24h);
        }
        admitted.push_back(count);
    }
    QCOMPARE(admitted, (std::vector<int>{9000, 10'000, 10'000}));
    // The last instant of a month and the first of the next.
    fixture.clock.advance(30 * 24h - std::chrono::microseconds(1)); // all of April but one microsecond
    for (int i = 0; i < 10'000; ++i)
        QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::QuotaExceeded);
    fixture.clock.advance(std::chrono::microseconds(1));
    QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.result.plans->usage("p1")[0].remaining(), 9999);
}

void UsagePlansTest::editingPlansKeepsWhatWasUsed()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{1.0, 4};
    project.usagePlans[0].quota = model::Quota{5, 0, "DAY"};
    Fixture fixture(project);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    const auto before = fixture.result.plans; // as a request under way keeps it
    project.usagePlans[0].name = "renamed";
    fixture.install(project);
    QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::Throttled);
    fixture.clock.advance(10s);
    QCOMPARE(before->check(kKeyValue, "api1", "dev", "/pets/GET").verdict, Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::QuotaExceeded);
    project.usagePlans[0].quota->limit = 6;
    fixture.install(project);
    QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::QuotaExceeded);
}

void UsagePlansTest::remainingIsSetOnce()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].quota = model::Quota{1, 0, "DAY"};
    Fixture fixture(project);
    QVERIFY(fixture.result.plans->setRemaining("p1", "k1", 3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::QuotaExceeded);
    QCOMPARE(fixture.result.plans->usage()[0].limit, 3);
    fixture.clock.advance(24h);
    QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QCOMPARE(fixture.check(kKeyValue), Verdict::QuotaExceeded);
    QVERIFY(!fixture.result.plans->setRemaining("p1", "nobody", 3));
    QVERIFY(!fixture.result.plans->setRemaining("nothing", "k1", 3));
}

void UsagePlansTest::warnsOfWhatCannotBe()
{
    model::Project project = projectWithKey();
    project.apiKeys.push_back({"k2", "short", "short", "", true});
    project.apiKeys.push_back({"k3", "none", "", "", true});
    project.apiKeys.push_back({"k4", "double", kKeyValue, "", true});
    project.usagePlans[0].keyIds.push_back("k9");
    project.usagePlans[0].apiStages.push_back({{"nowhere"}, "dev", {}});
    project.usagePlans[0].apiStages[0].methodThrottles["nonsense"] = {1.0, 1};
    project.usagePlans[0].quota = model::Quota{1, 0, "YEAR"};
    model::UsagePlan second = project.usagePlans[0];
    second.id = "p2";
    project.usagePlans.push_back(second);
    const Fixture fixture(project);
    for (const char *text :
         {"API Key value should be at least 20 characters", "none has no value", "API Key already exists",
          "there is no API key k9", "Invalid API Stage {api: nowhere, stage: dev} specified for usageplan p1",
          "nonsense names no method", "its quota is not applied", "is in two usage plans of one stage"})
        QVERIFY2(warns(fixture.result.diagnostics, text), text);
    QCOMPARE(fixture.check(kKeyValue), Verdict::Admitted);
    QVERIFY(UsagePlans::compile(projectWithKey(), *std::make_unique<throttle::Registry>(SystemClock::instance()),
                                *std::make_unique<auth::Usage>(), SystemClock::instance())
                .diagnostics.empty());
}

void UsagePlansTest::threadsShareQuotaAndBucket()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{0.0, 3000};
    project.usagePlans[0].quota = model::Quota{2500, 0, "MONTH"};
    const Fixture fixture(project);
    std::atomic<int> admitted = 0, throttled = 0, exceeded = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int k = 0; k < 1000; ++k) {
                const Verdict verdict = fixture.check(kKeyValue, i % 2 ? "dev" : "prod");
                (verdict == Verdict::Admitted ? admitted : verdict == Verdict::Throttled ? throttled : exceeded)++;
            }
        });
    }
    threads.clear();
    QCOMPARE(admitted.load(), 2500);
    QCOMPARE(exceeded.load(), 500);
    QCOMPARE(throttled.load(), 1000);
}

void UsagePlansTest::manyKeysStayWithinTheirMemory()
{
    constexpr int kKeys = 100'000;
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{10.0, 5};
    project.usagePlans[0].quota = model::Quota{1000, 0, "MONTH"};
    for (int i = 0; i < kKeys - 1; ++i) {
        const std::string id = "key" + std::to_string(1'000'000 + i);
        project.apiKeys.push_back({id, "client " + std::to_string(i), id + "abcdefghijklmnopqrstuvwxyz0123", "", true});
        project.usagePlans[0].keyIds.push_back(id);
    }
    const auto allocated = [] { return double(mallinfo2().uordblks + mallinfo2().hblkhd) / 1e6; };
    const double before = allocated();
    const Fixture fixture(project);
    const double installed = allocated() - before;
    QCOMPARE(fixture.result.plans->keyCount(), std::size_t(kKeys));
    for (const model::ApiKey &key : project.apiKeys)
        QCOMPARE(fixture.check(key.value), Verdict::Admitted);
    const double used = allocated() - before;
    qInfo("100,000 keys: %.1f MB installed, %.1f MB when all have been used", installed, used);
    QVERIFY(installed < 48); // as core/auth's README row states; 0 where a sanitizer allocates
    QVERIFY(used < 120);
}

QTEST_APPLESS_MAIN(UsagePlansTest)
#include "usage_plans_test.moc"

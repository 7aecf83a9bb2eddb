#include "core/base/random.h"
#include "core/deploy/deployment.h"
#include "core/model/stage_operations.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

namespace {

/// Answers which deployment, which variable and which side it is.
model::Api apiSaying(const std::string &name)
{
    ApiBuilder builder;
    builder.mock("GET", "/", name + " $stageVariables.colour $context.isCanaryRequest $context.deploymentId");
    return builder.api;
}

model::Stage stageWithCanary(double percent)
{
    model::Stage stage = stageNamed("prod");
    stage.deploymentId = {"d1"};
    stage.variables = {{"colour", "blue"}};
    stage.canary = model::CanarySettings{{"d2"}, percent, {{"colour", "green"}}, false};
    return stage;
}

deploy::CompileResult compiled(const model::Stage &stage)
{
    static const model::Api own = apiSaying("old");
    static const model::Api canary = apiSaying("new");
    deploy::CompileOptions options;
    options.deploymentId = stage.deploymentId;
    options.canaryApi = stage.canary ? &canary : nullptr;
    return deploy::compile(own, stage, options);
}

constexpr std::string_view kRequest = "GET /prod/ HTTP/1.1\r\nHost: x\r\n\r\n";

} // namespace

class CanaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sidesHaveTheirOwnDeploymentAndVariables_data();
    void sidesHaveTheirOwnDeploymentAndVariables();
    void shareIsThatOfTheRandomNumbers_data();
    void shareIsThatOfTheRandomNumbers();
    void traceTellsTheSide();
    void promotionServesTheCanaryToAll();
    void canaryThatCannotBeCompiledServesNothing();
    void stageCacheIsUsedOnlyIfAllowed_data();
    void stageCacheIsUsedOnlyIfAllowed();
};

void CanaryTest::sidesHaveTheirOwnDeploymentAndVariables_data()
{
    QTest::addColumn<model::Stage>("stage");
    QTest::addColumn<std::string>("body");
    model::Stage without = stageWithCanary(0);
    without.canary.reset();
    QTest::newRow("documented: no canary, no isCanaryRequest") << without << std::string("old blue  d1");
    QTest::newRow("documented: 0 %") << stageWithCanary(0) << std::string("old blue false d1");
    QTest::newRow("documented: 100 %") << stageWithCanary(100) << std::string("new green true d2");
}

void CanaryTest::sidesHaveTheirOwnDeploymentAndVariables()
{
    QFETCH(const model::Stage, stage);
    gateway::Gateway gateway;
    gateway.install(compiled(stage).deployment);
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    QVERIFY(client.send(std::string(kRequest)));
    QTEST(bodyOf(client.receive()), "body");
}

void CanaryTest::shareIsThatOfTheRandomNumbers_data()
{
    QTest::addColumn<double>("percent");
    QTest::newRow("none") << 0.0;
    QTest::newRow("a tenth") << 10.0;
    QTest::newRow("a fraction of a percent") << 0.4;
    QTest::newRow("all") << 100.0;
}

void CanaryTest::shareIsThatOfTheRandomNumbers()
{
    QFETCH(const double, percent);
    constexpr int kRequests = 20000;
    const auto deployment = compiled(stageWithCanary(percent)).deployment;
    Random random(7), same(7);
    int canary = 0, expected = 0;
    for (int i = 0; i < kRequests; ++i) {
        canary += deployment->choose(random).stage().canarySide == trace::CanarySide::Canary ? 1 : 0;
        expected += same.unit() < percent / 100 ? 1 : 0;
    }
    QCOMPARE(canary, expected);
    QVERIFY(std::abs(canary - kRequests * percent / 100) <= 0.01 * kRequests);
}

void CanaryTest::traceTellsTheSide()
{
    const auto log = std::make_shared<TraceLog>();
    gateway::Gateway gateway;
    gateway.setTraceSink(log);
    gateway.install(compiled(stageWithCanary(100)).deployment);
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    QVERIFY(client.send(std::string(kRequest)));
    QVERIFY(!client.receive().empty());
    const auto canary = log->take();
    QVERIFY(canary->canarySide == trace::CanarySide::Canary);
    QCOMPARE(canary->deploymentId, std::string("d2"));
    QCOMPARE(noteOf(*canary, "canary"), std::string("true: answered by the canary"));
    QCOMPARE(trace::executionLogGroup(*canary), std::string("API-Gateway-Execution-Logs_api1/prod/Canary"));

    gateway.install(compiled(stageWithCanary(0)).deployment); // takes effect with the next request
    QVERIFY(client.send(std::string(kRequest)));
    QVERIFY(!client.receive().empty());
    const auto own = log->take();
    QVERIFY(own->canarySide == trace::CanarySide::Stage);
    QCOMPARE(trace::executionLogGroup(*own), std::string("API-Gateway-Execution-Logs_api1/prod"));
}

void CanaryTest::promotionServesTheCanaryToAll()
{
    model::Stage stage = stageWithCanary(25);
    QVERIFY(model::promoteCanary(stage));
    const model::Api canary = apiSaying("new");
    deploy::CompileOptions options;
    options.deploymentId = stage.deploymentId;
    const auto deployment = deploy::compile(canary, stage, options).deployment;
    gateway::Gateway gateway;
    gateway.install(deployment);
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    for (int i = 0; i < 20; ++i) {
        QVERIFY(client.send(std::string(kRequest)));
        QCOMPARE(bodyOf(client.receive()), std::string("new green false d2"));
    }
}

void CanaryTest::canaryThatCannotBeCompiledServesNothing()
{
    const model::Api own = apiSaying("old");
    const model::Api empty = model::RestApi();
    deploy::CompileOptions options;
    options.canaryApi = &empty;
    const deploy::CompileResult result = deploy::compile(own, stageWithCanary(10), options);
    QVERIFY(!result.deployment);
    QCOMPARE(result.diagnostics.size(), std::size_t(1));
    QCOMPARE(result.diagnostics[0].message, std::string("Canary: The REST API doesn't contain any methods"));
}

void CanaryTest::stageCacheIsUsedOnlyIfAllowed_data()
{
    QTest::addColumn<bool>("cluster");
    QTest::addColumn<bool>("useStageCache");
    QTest::newRow("documented: allowed") << true << true;
    QTest::newRow("documented: not allowed") << true << false;
    QTest::newRow("documented: no cache at all") << false << true;
}

void CanaryTest::stageCacheIsUsedOnlyIfAllowed()
{
    QFETCH(const bool, cluster);
    QFETCH(const bool, useStageCache);
    model::Stage stage = stageWithCanary(10);
    stage.cacheClusterEnabled = cluster;
    stage.canary->useStageCache = useStageCache;
    QCOMPARE(model::canaryStage(stage).cacheClusterEnabled, cluster && useStageCache);
}

QTEST_GUILESS_MAIN(CanaryTest)
#include "canary_test.moc"

#include "core/model/stage_operations.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::model;

namespace {

DeploymentRecord record(const std::string &id)
{
    return {{id}, "deployment " + id, {}, std::make_shared<const Api>(RestApi())};
}

/// Deployments d1 and d2; "prod" serves d1.
ApiEntry entryWithProd()
{
    ApiEntry entry;
    entry.deployments = {record("d1"), record("d2")};
    Stage prod;
    prod.name = "prod";
    prod.deploymentId = {"d1"};
    prod.variables = {{"backend", "blue"}, {"kept", "yes"}};
    entry.stages.push_back(prod);
    return entry;
}

} // namespace

class StageOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void stagesAreCreatedCopiedDeleted();
    void namesAreThoseOfAws_data();
    void namesAreThoseOfAws();
    void stageGoesBackToAnOlderDeployment();
    void deploymentsGoWhereAwsSendsThem_data();
    void deploymentsGoWhereAwsSendsThem();
    void canaryNeedsAStageWithADeployment();
    void promotionTakesDeploymentAndVariables();
    void stageWithoutACanaryHasNothingToPromote();
    void deploymentsTellWhoServesThem();
};

void StageOperationsTest::stagesAreCreatedCopiedDeleted()
{
    ApiEntry entry = entryWithProd();
    entry.stages[0].canary = CanarySettings{{"d2"}, 10, {}, false};
    QVERIFY(copyStage(entry, "prod", "copy"));
    QCOMPARE(entry.stages.size(), std::size_t(2));
    QCOMPARE(entry.stages[1].variables.at("backend"), std::string("blue"));
    QVERIFY(!entry.stages[1].canary);
    QVERIFY(copyStage(entry, "prod", "copy").error().code == StageErrc::StageExists);
    QVERIFY(copyStage(entry, "nobody", "x").error().code == StageErrc::UnknownStage);
    QVERIFY(deleteStage(entry, "prod"));
    QVERIFY(deleteStage(entry, "prod").error().code == StageErrc::UnknownStage);
    QCOMPARE(entry.stages.size(), std::size_t(1));
}

void StageOperationsTest::namesAreThoseOfAws_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("documented: letters, digits, - and _") << std::string("v1_Test-2") << true;
    QTest::newRow("documented: 128") << std::string(128, 'a') << true;
    QTest::newRow("documented: 129") << std::string(129, 'a') << false;
    QTest::newRow("documented: a space") << std::string("my stage") << false;
    QTest::newRow("documented: $default is of HTTP APIs") << std::string("$default") << false;
    QTest::newRow("empty") << std::string() << false;
}

void StageOperationsTest::namesAreThoseOfAws()
{
    QFETCH(const std::string, name);
    ApiEntry entry;
    Stage stage;
    stage.name = name;
    QTEST(createStage(entry, stage).has_value(), "accepted");
}

void StageOperationsTest::stageGoesBackToAnOlderDeployment()
{
    ApiEntry entry = entryWithProd();
    QVERIFY(pointStage(entry, "prod", {"d2"}));
    QCOMPARE(entry.stage("prod")->deploymentId.value, std::string("d2"));
    const auto refused = pointStage(entry, "prod", {"d9"});
    QCOMPARE(refused.error().code.message(), std::string("Deployment id does not exist"));
    QCOMPARE(entry.stage("prod")->deploymentId.value, std::string("d2"));
}

void StageOperationsTest::deploymentsGoWhereAwsSendsThem_data()
{
    QTest::addColumn<bool>("hasCanary");
    QTest::addColumn<int>("target");
    QTest::addColumn<std::string>("stage");
    QTest::addColumn<std::string>("canary"); // empty: none
    const auto automatic = int(DeployTarget::Automatic);
    // clang-format off
    QTest::newRow("documented: to the stage")                << false << automatic                  << std::string("d3") << std::string();
    QTest::newRow("documented: to the canary if there is one") << true << automatic                 << std::string("d1") << std::string("d3");
    QTest::newRow("the stage all the same")                  << true  << int(DeployTarget::Stage)   << std::string("d3") << std::string("d2");
    QTest::newRow("measured: a canary is made")              << false << int(DeployTarget::Canary)  << std::string("d1") << std::string("d3");
    // clang-format on
}

void StageOperationsTest::deploymentsGoWhereAwsSendsThem()
{
    QFETCH(const bool, hasCanary);
    QFETCH(const int, target);
    ApiEntry entry = entryWithProd();
    if (hasCanary)
        entry.stages[0].canary = CanarySettings{{"d2"}, 10, {}, false};
    QVERIFY(deployTo(entry, "prod", record("d3"), DeployTarget(target)));
    QVERIFY(deployTo(entry, "prod", record("d3"), DeployTarget(target))); // the same again adds none
    QCOMPARE(entry.deployments.size(), std::size_t(3));
    const Stage &stage = *entry.stage("prod");
    QTEST(stage.deploymentId.value, "stage");
    QTEST(stage.canary ? stage.canary->deploymentId.value : std::string(), "canary");
    QCOMPARE(stage.canary ? stage.canary->percentTraffic : 10, hasCanary || !stage.canary ? 10.0 : 0.0);
}

void StageOperationsTest::canaryNeedsAStageWithADeployment()
{
    ApiEntry entry;
    QVERIFY(deployTo(entry, "new", record("d1"), DeployTarget::Canary).error().code == StageErrc::UnknownStage);
    Stage empty;
    empty.name = "empty";
    QVERIFY(createStage(entry, empty));
    QVERIFY(deployTo(entry, "empty", record("d1"), DeployTarget::Canary).error().code == StageErrc::UnknownDeployment);
    QVERIFY(deployTo(entry, "empty", record("d1"), DeployTarget::Stage, 101.0).error().code
            == StageErrc::BadPercentage);
    QVERIFY(entry.deployments.empty());
}

void StageOperationsTest::promotionTakesDeploymentAndVariables()
{
    ApiEntry entry = entryWithProd();
    Stage &stage = entry.stages[0];
    stage.canary = CanarySettings{{"d2"}, 25, {{"backend", "green"}, {"new", "1"}}, true};
    const Stage seen = canaryStage(stage);
    QVERIFY(promoteCanary(stage));
    QCOMPARE(stage.deploymentId.value, std::string("d2"));
    QVERIFY(stage.variables == StringMap({{"backend", "green"}, {"kept", "yes"}, {"new", "1"}}));
    QVERIFY(stage.variables == seen.variables);
    QCOMPARE(stage.canary->percentTraffic, 0.0); // documented: it stays until it is removed
    QVERIFY(deleteCanary(stage));
    QVERIFY(!stage.canary);
}

void StageOperationsTest::stageWithoutACanaryHasNothingToPromote()
{
    Stage stage;
    QCOMPARE(promoteCanary(stage).error().code.message(),
             std::string("Promotion not available. Canary does not exist."));
    QVERIFY(!deleteCanary(stage));
}

void StageOperationsTest::deploymentsTellWhoServesThem()
{
    ApiEntry entry = entryWithProd();
    QVERIFY(copyStage(entry, "prod", "test"));
    entry.stages[0].canary = CanarySettings{{"d2"}, 12.5, {}, false};
    QCOMPARE(stagesAt(entry, {"d1"}), std::vector<std::string>({"prod", "test"}));
    QCOMPARE(stagesAt(entry, {"d2"}), std::vector<std::string>({"prod (canary 12.5 %)"}));
    QVERIFY(stagesAt(entry, {"d3"}).empty());
}

QTEST_APPLESS_MAIN(StageOperationsTest)
#include "stage_operations_test.moc"

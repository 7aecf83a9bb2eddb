#include "core/deploy/stage_check.h"
#include "tests/support/api_builder.h"

#include <QtTest>

#include <functional>

using namespace gatehouse;

class StageCheckTest : public QObject {
    Q_OBJECT

private slots:
    void whatAwsRefusesIsAnError_data();
    void whatAwsRefusesIsAnError();
    void variablesAreChecked_data();
    void variablesAreChecked();
};

void StageCheckTest::whatAwsRefusesIsAnError_data()
{
    QTest::addColumn<std::function<void(model::Stage &)>>("change");
    QTest::addColumn<QString>("said"); // empty: nothing is wrong
    const auto row = [](const char *name, std::function<void(model::Stage &)> change, const char *said) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(said);
    };
    row("nothing", [](model::Stage &) { }, "");
    row("documented: a name", [](model::Stage &s) { s.name = "my stage"; }, "error Stage name only allows a-zA-Z0-9_-");
    row(
        "documented: a key of each kind",
        [](model::Stage &s) {
            s.methodSettings["*/*"].loggingLevel = "INFO";
            s.methodSettings["~1pets/GET"].cacheTtlInSeconds = 3600;
            s.methodSettings["any/DELETE"].throttlingRateLimit = 0.5; // the resource has ANY
        },
        "");
    row(
        "a key that is none", [](model::Stage &s) { s.methodSettings["GET"]; },
        "error Stage dev, settings of GET: Invalid method setting path");
    row(
        "a key without a method", [](model::Stage &s) { s.methodSettings["~1pets/PUT"]; },
        "warning Stage dev, settings of ~1pets/PUT: the API has no method PUT /pets");
    row(
        "documented: time to live", [](model::Stage &s) { s.methodSettings["*/*"].cacheTtlInSeconds = 3601; },
        "error Stage dev, settings of */*: the cache's time to live");
    row(
        "documented: logging level", [](model::Stage &s) { s.methodSettings["*/*"].loggingLevel = "DEBUG"; },
        "error Stage dev, settings of */*: the logging level");
    row(
        "documented: strategy",
        [](model::Stage &s) { s.methodSettings["*/*"].unauthorizedCacheControlHeaderStrategy = "X"; },
        "error Stage dev, settings of */*: there is no");
    row(
        "a negative burst", [](model::Stage &s) { s.methodSettings["*/*"].throttlingBurstLimit = -2; },
        "error Stage dev, settings of */*: the throttling burst");
    row(
        "a rate that is no number", [](model::Stage &s) { s.methodSettings["*/*"].throttlingRateLimit = std::nan(""); },
        "error Stage dev, settings of */*: the throttling rate");
    row(
        "documented: percentage", [](model::Stage &s) { s.canary.emplace().percentTraffic = 100.5; },
        "error Stage dev: the percentage");
    row(
        "documented: variables of the canary",
        [](model::Stage &s) { s.canary.emplace().stageVariableOverrides["a"] = "b c"; },
        "error Stage dev, variable a: ");
    row(
        "documented: cache size",
        [](model::Stage &s) {
            s.cacheClusterEnabled = true;
            s.cacheClusterSize = "2";
        },
        "error Stage dev: there is no cache of 2 GB");
    row(
        "documented: access log without a request id",
        [](model::Stage &s) { s.accessLog = {{"log"}, "$context.stage"}; },
        "error Stage dev, access log: the format must contain");
    row(
        "documented: access log of more than 3 KB",
        [](model::Stage &s) { s.accessLog = {{"log"}, "$context.requestId" + std::string(3072, ' ')}; },
        "error Stage dev, access log: the format is longer");
    row(
        "measured: access log without destination", [](model::Stage &s) { s.accessLog = {{""}, "$context.requestId"}; },
        "warning Stage dev, access log: Access Log value must not be empty");
    row(
        "documented: 101 variables",
        [](model::Stage &s) {
            for (int i = 0; i < 101; ++i)
                s.variables["v" + std::to_string(i)] = "x";
        },
        "error Stage dev has 101 variables");
}

void StageCheckTest::whatAwsRefusesIsAnError()
{
    QFETCH(const std::function<void(model::Stage &)>, change);
    QFETCH(const QString, said);
    ApiBuilder builder;
    builder.mock("GET", "/pets", "");
    builder.mock("ANY", "/any", "");
    model::Stage stage;
    stage.name = "dev";
    change(stage);
    Diagnostics diagnostics;
    deploy::checkStage(builder.api, stage, diagnostics);
    QCOMPARE(diagnostics.size(), std::size_t(said.isEmpty() ? 0 : 1));
    if (!diagnostics.empty()) {
        const QString text = QLatin1StringView(toString(diagnostics[0].severity)) + QLatin1Char(' ')
            + QString::fromStdString(diagnostics[0].message);
        QVERIFY2(text.startsWith(said), qPrintable(text));
    }
}

void StageCheckTest::variablesAreChecked_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<bool>("accepted");
    const std::string all = "AZaz09-._~:/?#&=,";
    // clang-format off
    QTest::newRow("documented: every character")  << std::string("backend_1") << all                   << true;
    QTest::newRow("documented: 64 and 512")       << std::string(64, 'n')     << std::string(512, 'v') << true;
    QTest::newRow("documented: 65")               << std::string(65, 'n')     << std::string("v")      << false;
    QTest::newRow("documented: 513")              << std::string("n")         << std::string(513, 'v') << false;
    QTest::newRow("documented: a space")          << std::string("n")         << std::string("a b")    << false;
    QTest::newRow("documented: a quote")          << std::string("n")         << std::string("a'b")    << false;
    QTest::newRow("documented: outside ASCII")    << std::string("n")         << std::string("\xc3\xa4") << false;
    QTest::newRow("assumed: a hyphen in a name")  << std::string("a-b")       << std::string("v")      << false;
    QTest::newRow("no name")                      << std::string()            << std::string("v")      << false;
    // clang-format on
}

void StageCheckTest::variablesAreChecked()
{
    QFETCH(const std::string, name);
    QFETCH(const std::string, value);
    QTEST(!deploy::stageVariableProblem(name, value).has_value(), "accepted");
}

QTEST_APPLESS_MAIN(StageCheckTest)
#include "stage_check_test.moc"

#include "core/model/method_settings.h"

#include <QtTest>

using namespace gatehouse::model;

class MethodSettingsTest : public QObject {
    Q_OBJECT

private slots:
    void keysAreReadInEverySpelling_data();
    void keysAreReadInEverySpelling();
    void defaultsHoldWithoutSettings();
    void fieldsInheritOneByOne();
    void cachingForAllMethodsIsForGetOnly_data();
    void cachingForAllMethodsIsForGetOnly();
    void anyStandsForVerbsWithoutAKey();
};

void MethodSettingsTest::keysAreReadInEverySpelling_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("text"); // empty: no key
    // clang-format off
    QTest::newRow("documented: escaped")            << std::string("~1pets~1{petId}/GET")  << std::string("~1pets~1{petId}/GET");
    QTest::newRow("documented: a patch path")       << std::string("/~1pets/GET")          << std::string("~1pets/GET");
    QTest::newRow("measured: one segment as it is") << std::string("test/GET")             << std::string("~1test/GET");
    QTest::newRow("assumed: path as it is")         << std::string("/pets/{petId}/GET")    << std::string("~1pets~1{petId}/GET");
    QTest::newRow("assumed: the root, escaped")     << std::string("~1/GET")               << std::string("~1/GET");
    QTest::newRow("assumed: the root")              << std::string("//GET")                << std::string("~1/GET");
    QTest::newRow("documented: all")                << std::string("*/*")                  << std::string("*/*");
    QTest::newRow("documented: all, a patch path")  << std::string("/*/*")                 << std::string("*/*");
    QTest::newRow("a tilde")                        << std::string("~1a~0b/GET")           << std::string("~1a~0b/GET");
    QTest::newRow("no method")                      << std::string("~1pets/")              << std::string();
    QTest::newRow("no slash")                       << std::string("GET")                  << std::string();
    QTest::newRow("all methods of one path")        << std::string("~1pets/*")             << std::string();
    QTest::newRow("one method of all paths")        << std::string("*/GET")                << std::string();
    // clang-format on
}

void MethodSettingsTest::keysAreReadInEverySpelling()
{
    QFETCH(const std::string, key);
    QFETCH(const std::string, text);
    const auto parsed = MethodSettingsKey::parse(key);
    QCOMPARE(parsed ? parsed->text() : std::string(), text);
}

void MethodSettingsTest::defaultsHoldWithoutSettings()
{
    const EffectiveSettings settings = effectiveSettings({}, "/pets", "GET");
    QCOMPARE(settings.cacheTtlInSeconds, 300);
    QVERIFY(!settings.cachingEnabled);
    QVERIFY(!settings.throttlingRateLimit);
    QVERIFY(settings.requireAuthorizationForCacheControl);
    QVERIFY(settings.loggingLevel == LoggingLevel::Off);
    QVERIFY(settings.unauthorizedCacheControl == UnauthorizedCacheControl::SucceedWithResponseHeader);
}

void MethodSettingsTest::fieldsInheritOneByOne()
{
    Stage stage;
    stage.methodSettings["*/*"] = {.metricsEnabled = true,
                                   .loggingLevel = "info",
                                   .throttlingBurstLimit = 20,
                                   .throttlingRateLimit = 10.5,
                                   .unauthorizedCacheControlHeaderStrategy = "FAIL_WITH_403"};
    stage.methodSettings["pets/GET"] = {.metricsEnabled = false, .throttlingBurstLimit = 2};
    const MethodSettingsTable table(stage);

    const EffectiveSettings own = table.at("/pets", "GET");
    QVERIFY(!own.metricsEnabled);
    QVERIFY(own.loggingLevel == LoggingLevel::Info);
    QCOMPARE(own.throttlingBurstLimit, std::optional(2));
    QCOMPARE(own.throttlingRateLimit, std::optional(10.5));
    QVERIFY(own.ownThrottle);
    QVERIFY(own.unauthorizedCacheControl == UnauthorizedCacheControl::FailWith403);

    const EffectiveSettings other = table.at("/pets", "POST");
    QVERIFY(other.metricsEnabled);
    QCOMPARE(other.throttlingBurstLimit, std::optional(20));
    QVERIFY(!other.ownThrottle);
}

void MethodSettingsTest::cachingForAllMethodsIsForGetOnly_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("method");
    QTest::addColumn<bool>("cached");
    QTest::newRow("documented: GET") << std::string("/pets") << std::string("GET") << true;
    QTest::newRow("documented: POST") << std::string("/pets") << std::string("POST") << false;
    QTest::newRow("documented: POST with a key of its own") << std::string("/search") << std::string("POST") << true;
    QTest::newRow("documented: GET switched off") << std::string("/off") << std::string("GET") << false;
}

void MethodSettingsTest::cachingForAllMethodsIsForGetOnly()
{
    QFETCH(const std::string, path);
    QFETCH(const std::string, method);
    Stage stage;
    stage.methodSettings["*/*"] = {.cachingEnabled = true, .cacheTtlInSeconds = 60};
    stage.methodSettings["~1search/POST"] = {.cachingEnabled = true};
    stage.methodSettings["~1off/GET"] = {.cachingEnabled = false};
    const EffectiveSettings settings = effectiveSettings(stage, path, method);
    QTEST(settings.cachingEnabled, "cached");
    QCOMPARE(settings.cacheTtlInSeconds, 60);
}

void MethodSettingsTest::anyStandsForVerbsWithoutAKey()
{
    Stage stage;
    stage.methodSettings["~1pets/ANY"] = {.throttlingBurstLimit = 7};
    stage.methodSettings["~1pets/PUT"] = {.throttlingBurstLimit = 3};
    const MethodSettingsTable table(stage);
    QCOMPARE(table.at("/pets", "GET").throttlingBurstLimit, std::optional(7));
    QCOMPARE(table.at("/pets", "PUT").throttlingBurstLimit, std::optional(3));
    QCOMPARE(table.at("/pets", "ANY").throttlingBurstLimit, std::optional(7));
}

QTEST_APPLESS_MAIN(MethodSettingsTest)
#include "method_settings_test.moc"

#include "core/model/cors.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

/// What "Enable CORS" makes, as a browser meets it.
class CorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersHaveTheHeaders_data();
    void answersHaveTheHeaders();

private:
    gateway::Gateway m_gateway;
};

void CorsTest::initTestCase()
{
    ApiBuilder builder;
    builder.mock("GET", "/pets", "pets");
    builder.mock("GET", "/broken", "x").integration->requestTemplates["application/json"] = "not JSON";
    model::CorsOptions options;
    options.allowOrigin = "https://example.org";
    options.maxAge = 600;
    model::enableCors(builder.api, {"r/pets"}, options);
    m_gateway.install(deploy::compile(builder.api, stageNamed("dev")).deployment);
    QVERIFY(m_gateway.start());
}

void CorsTest::answersHaveTheHeaders_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("status");
    QTest::addColumn<std::string>("methods"); // Access-Control-Allow-Methods
    // clang-format off
    QTest::newRow("documented: preflight")         << std::string("OPTIONS /dev/pets HTTP/1.1\r\nHost: x\r\nOrigin: https://example.org\r\nAccess-Control-Request-Method: GET\r\n\r\n") << std::string("200") << std::string("GET,OPTIONS");
    QTest::newRow("documented: the request itself") << std::string("GET /dev/pets HTTP/1.1\r\nHost: x\r\n\r\n") << std::string("200") << std::string();
    QTest::newRow("documented: DEFAULT_4XX")       << std::string("GET /dev/nowhere HTTP/1.1\r\nHost: x\r\n\r\n") << std::string("403") << std::string();
    QTest::newRow("documented: DEFAULT_5XX")       << std::string("GET /dev/broken HTTP/1.1\r\nHost: x\r\n\r\n") << std::string("500") << std::string();
    // clang-format on
}

void CorsTest::answersHaveTheHeaders()
{
    QFETCH(const std::string, request);
    RawClient client(m_gateway.port());
    QVERIFY(client.send(request));
    const std::string answer = client.receive();
    QTEST(answer.substr(9, 3), "status");
    QCOMPARE(fieldOf(answer, "Access-Control-Allow-Origin"), std::string("https://example.org"));
    QTEST(fieldOf(answer, "Access-Control-Allow-Methods"), "methods");
}

QTEST_GUILESS_MAIN(CorsTest)
#include "cors_test.moc"

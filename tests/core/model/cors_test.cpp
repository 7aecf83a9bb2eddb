#include "core/model/compare.h"
#include "core/model/cors.h"
#include "tests/support/api_builder.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::model;

namespace {

RestApi shop()
{
    ApiBuilder builder;
    builder.mock("GET", "/pets", "pets");
    builder.respond(builder.method("GET", "/pets"), "404", "404");
    builder.mock("PUT", "/pets", "put");
    builder.http("POST", "/pets", "http://backend/", true);
    builder.mock("GET", "/pets/{petId}", "pet");
    return builder.api;
}

} // namespace

class CorsTest : public QObject {
    Q_OBJECT

private slots:
    void consoleDefaultsComeOut();
    void doingItAgainChangesNothing();
    void optionsReachTheirHeaders();
    void onlyChosenMethodsChange();
    void binaryMediaTypesNeedText();
    void existingOptionsIsReplacedButKeepsItsDocumentation();
    void badOptionsAreNamed_data();
    void badOptionsAreNamed();
};

void CorsTest::consoleDefaultsComeOut()
{
    RestApi api = shop();
    enableCors(api, {"r/pets"}, {});
    const Resource &pets = *api.resource({"r/pets"});
    const Method &options = *pets.method("OPTIONS");
    QVERIFY(options.integration->type == IntegrationType::Mock);
    QCOMPARE(options.integration->requestTemplates.at("application/json"), std::string("{\"statusCode\": 200}"));
    const StringMap &headers = options.integration->responses.at(0).responseParameters;
    QCOMPARE(headers.at("method.response.header.Access-Control-Allow-Origin"), std::string("'*'"));
    QCOMPARE(headers.at("method.response.header.Access-Control-Allow-Methods"), std::string("'GET,POST,PUT,OPTIONS'"));
    QCOMPARE(headers.at("method.response.header.Access-Control-Allow-Headers"),
             std::string("'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'"));
    QCOMPARE(options.response("200")->responseParameters.size(), std::size_t(3));

    const Method &get = *pets.method("GET");
    QCOMPARE(get.integration->responses[0].responseParameters.at("method.response.header.Access-Control-Allow-Origin"),
             std::string("'*'"));
    QVERIFY(get.integration->responses[1].responseParameters.empty()); // documented: other statuses by hand
    QVERIFY(pets.method("POST")->responses.empty()); // documented: a proxy's backend must send them
    QVERIFY(api.resource({"r/pets/{petId}"})->method("OPTIONS") == nullptr); // documented: not recursive
    QCOMPARE(api.gatewayResponses.size(), std::size_t(2));
    QCOMPARE(api.gatewayResponses[1].responseParameters.at("gatewayresponse.header.Access-Control-Allow-Origin"),
             std::string("'*'"));
}

void CorsTest::doingItAgainChangesNothing()
{
    RestApi once = shop();
    enableCors(once, {"r/pets"}, {});
    RestApi twice = once;
    enableCors(twice, {"r/pets"}, {});
    QVERIFY(compare(Api(once), Api(twice)).empty());
    QVERIFY(once == twice);
}

void CorsTest::optionsReachTheirHeaders()
{
    RestApi api = shop();
    CorsOptions options;
    options.allowOrigin = "https://example.org:8443";
    options.allowMethods = {"GET", "PUT"};
    options.allowHeaders = {"X-Own"};
    options.exposeHeaders = {"X-Total", "Link"};
    options.allowCredentials = true;
    options.maxAge = 600;
    options.default5xx = false;
    QVERIFY(!corsProblem(options));
    enableCors(api, {"r/pets"}, options);
    const auto preflight = api.resource({"r/pets"})->method("OPTIONS")->integration->responses[0].responseParameters;
    const std::string header = "method.response.header.Access-Control-";
    QCOMPARE(preflight.at(header + "Allow-Methods"), std::string("'GET,PUT'"));
    QCOMPARE(preflight.at(header + "Max-Age"), std::string("'600'"));
    QCOMPARE(preflight.at(header + "Allow-Credentials"), std::string("'true'"));
    QVERIFY(!preflight.contains(header + "Expose-Headers"));
    const auto answer = api.resource({"r/pets"})->method("GET")->integration->responses[0].responseParameters;
    QCOMPARE(answer.at(header + "Allow-Origin"), std::string("'https://example.org:8443'"));
    QCOMPARE(answer.at(header + "Expose-Headers"), std::string("'X-Total,Link'"));
    QCOMPARE(answer.at(header + "Allow-Credentials"), std::string("'true'"));
    QVERIFY(!answer.contains(header + "Max-Age"));
    QCOMPARE(api.gatewayResponses.size(), std::size_t(1));
}

void CorsTest::onlyChosenMethodsChange()
{
    RestApi api = shop();
    CorsOptions options;
    options.methods = {"PUT"};
    enableCors(api, {"r/pets"}, options);
    QVERIFY(api.resource({"r/pets"})->method("GET")->integration->responses[0].responseParameters.empty());
    QVERIFY(!api.resource({"r/pets"})->method("PUT")->integration->responses[0].responseParameters.empty());
    const RestApi before = api;
    enableCors(api, {"nobody"}, options);
    QVERIFY(api == before);
}

void CorsTest::binaryMediaTypesNeedText()
{
    RestApi api = shop();
    api.binaryMediaTypes = {"*/*"};
    enableCors(api, {"r/pets"}, {});
    const Integration &integration = *api.resource({"r/pets"})->method("OPTIONS")->integration;
    QVERIFY(integration.contentHandling == ContentHandling::ConvertToText); // documented: 500 without
    QVERIFY(integration.responses[0].contentHandling == ContentHandling::ConvertToText);
}

void CorsTest::existingOptionsIsReplacedButKeepsItsDocumentation()
{
    ApiBuilder builder;
    builder.mock("GET", "/pets", "pets");
    Method &options = builder.mock("OPTIONS", "/pets", "old", 204);
    options.operationName = "preflight";
    options.apiKeyRequired = true;
    options.responses.emplace_back().responseModels["application/json"] = "Empty";
    enableCors(builder.api, {"r/pets"}, {});
    const Method &now = *builder.api.resource({"r/pets"})->method("OPTIONS");
    QCOMPARE(now.operationName, std::string("preflight"));
    QVERIFY(!now.apiKeyRequired);
    QCOMPARE(now.responses.size(), std::size_t(1));
    QCOMPARE(now.responses[0].responseModels.at("application/json"), std::string("Empty"));
    QCOMPARE(now.responses[0].responseParameters.size(), std::size_t(3));
    QCOMPARE(now.integration->responses[0].statusCode, std::string("200"));
}

void CorsTest::badOptionsAreNamed_data()
{
    QTest::addColumn<CorsOptions>("options");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, auto change, const char *said) {
        CorsOptions options;
        change(options);
        QTest::newRow(name) << options << QString::fromLatin1(said);
    };
    row("defaults", [](CorsOptions &) { }, "");
    row("an origin with a path", [](CorsOptions &o) { o.allowOrigin = "https://a/b"; }, "An origin");
    row("an origin without a scheme", [](CorsOptions &o) { o.allowOrigin = "example.org"; }, "An origin");
    row("several origins", [](CorsOptions &o) { o.allowOrigin = "https://a,https://b"; }, "An origin");
    row("a quote in the origin", [](CorsOptions &o) { o.allowOrigin = "https://a'"; }, "An origin");
    row("credentials for all", [](CorsOptions &o) { o.allowCredentials = true; }, "Browsers take no credentials");
    row("a header with a space", [](CorsOptions &o) { o.allowHeaders = {"X Own"}; }, "\"X Own\" is not a name");
    row("a quote in a header", [](CorsOptions &o) { o.exposeHeaders = {"X'"}; }, "\"X'\" is not a name");
    row("a negative age", [](CorsOptions &o) { o.maxAge = -1; }, "The age");
}

void CorsTest::badOptionsAreNamed()
{
    QFETCH(const CorsOptions, options);
    QFETCH(const QString, said);
    const QString problem = QString::fromStdString(corsProblem(options).value_or(""));
    QCOMPARE(problem.isEmpty(), said.isEmpty());
    QVERIFY2(problem.startsWith(said), qPrintable(problem));
}

QTEST_APPLESS_MAIN(CorsTest)
#include "cors_test.moc"

#include "core/deploy/cors_check.h"
#include "core/model/cors.h"
#include "tests/support/api_builder.h"

#include <QtTest>

#include <functional>

using namespace gatehouse;

namespace {

/// /pets with GET and PUT, and CORS enabled.
ApiBuilder shop()
{
    ApiBuilder builder;
    builder.mock("GET", "/pets", "pets");
    builder.mock("PUT", "/pets", "put");
    model::enableCors(builder.api, {"r/pets"}, {});
    return builder;
}

model::StringMap &headersOf(ApiBuilder &builder, std::string_view verb)
{
    return builder.method(verb, "/pets").integration->responses.front().responseParameters;
}

const std::string kHeader = "method.response.header.Access-Control-Allow-";

} // namespace

class CorsCheckTest : public QObject {
    Q_OBJECT

private slots:
    void troubleIsFound_data();
    void troubleIsFound();
};

void CorsCheckTest::troubleIsFound_data()
{
    QTest::addColumn<std::function<void(ApiBuilder &)>>("change");
    QTest::addColumn<QStringList>("rules");
    QTest::addColumn<QString>("pointer"); // of the first
    const auto row = [](const char *name, std::function<void(ApiBuilder &)> change, const QStringList &rules,
                        const char *pointer = "") {
        QTest::newRow(name) << std::move(change) << rules << QString::fromLatin1(pointer);
    };
    row("enabled as the console does", [](ApiBuilder &) { }, {});
    row("an API without CORS",
        [](ApiBuilder &b) {
            b = ApiBuilder();
            b.mock("GET", "/pets", "pets");
            b.mock("OPTIONS", "/pets", "");
        },
        {});
    row(
        "documented: no OPTIONS",
        [](ApiBuilder &b) {
            std::erase_if(b.api.editResource({"r/pets"})->methods,
                          [](const auto &m) { return m.httpMethod == "OPTIONS"; });
        },
        {"cors-no-options", "cors-no-options"}, "/paths/~1pets/get");
    row(
        "a method was left out", [](ApiBuilder &b) { headersOf(b, "GET").clear(); }, {"cors-origin-missing"},
        "/paths/~1pets/get");
    row("a proxy may send it itself", [](ApiBuilder &b) { b.http("POST", "/pets", "http://h/", true); }, {});
    row(
        "origins differ", [](ApiBuilder &b) { headersOf(b, "PUT")[kHeader + "Origin"] = "'https://a'"; },
        {"cors-origin-mismatch"}, "/paths/~1pets/put");
    row(
        "a method that preflights do not allow",
        [](ApiBuilder &b) { headersOf(b, "OPTIONS")[kHeader + "Methods"] = "'GET, OPTIONS'"; }, {"cors-methods"},
        "/paths/~1pets/put");
    row("simple methods need no naming", [](ApiBuilder &b) { headersOf(b, "OPTIONS")[kHeader + "Methods"] = "'PUT'"; },
        {});
    row("all methods", [](ApiBuilder &b) { headersOf(b, "OPTIONS")[kHeader + "Methods"] = "'*'"; }, {});
    row("a value that only requests tell",
        [](ApiBuilder &b) { headersOf(b, "OPTIONS")[kHeader + "Methods"] = "stageVariables.methods"; }, {});
    row(
        "a preflight that needs a key", [](ApiBuilder &b) { b.method("OPTIONS", "/pets").apiKeyRequired = true; },
        {"cors-preflight-authorization"}, "/paths/~1pets/options");
    row(
        "a key that may not be sent",
        [](ApiBuilder &b) {
            b.method("GET", "/pets").apiKeyRequired = true;
            headersOf(b, "OPTIONS")[kHeader + "Headers"] = "'Content-Type'";
        },
        {"cors-headers"}, "/paths/~1pets/get");
    row(
        "* is not Authorization",
        [](ApiBuilder &b) {
            b.method("GET", "/pets").authorizationType = model::AuthorizationType::AwsIam;
            headersOf(b, "OPTIONS")[kHeader + "Headers"] = "'*'";
        },
        {"cors-headers"}, "/paths/~1pets/get");
    row(
        "credentials for all", [](ApiBuilder &b) { headersOf(b, "GET")[kHeader + "Credentials"] = "'true'"; },
        {"cors-credentials"}, "/paths/~1pets/get");
    row("gateway responses without",
        [](ApiBuilder &b) {
            b.api.gatewayResponses.clear();
            b.method("GET", "/pets").apiKeyRequired = true;
        },
        {"cors-gateway-responses", "cors-gateway-responses"});
    row("ANY answers preflights",
        [](ApiBuilder &b) {
            b = ApiBuilder();
            auto &any = b.mock("ANY", "/pets", "");
            any.integration->responses[0].responseParameters[kHeader + "Origin"] = "'*'";
            b.api.gatewayResponses = shop().api.gatewayResponses;
        },
        {});
}

void CorsCheckTest::troubleIsFound()
{
    QFETCH(const std::function<void(ApiBuilder &)>, change);
    QFETCH(const QString, pointer);
    ApiBuilder builder = shop();
    change(builder);
    Diagnostics diagnostics;
    deploy::checkCors(builder.api, diagnostics);
    QStringList rules;
    for (const Diagnostic &diagnostic : diagnostics) {
        rules << QString::fromStdString(diagnostic.rule);
        QVERIFY(!diagnostic.hint.empty());
        QVERIFY(diagnostic.severity < Severity::Error);
    }
    QTEST(rules, "rules");
    if (!diagnostics.empty())
        QCOMPARE(QString::fromStdString(diagnostics[0].pointer), pointer);
}

QTEST_APPLESS_MAIN(CorsCheckTest)
#include "cors_check_test.moc"

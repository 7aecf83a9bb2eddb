#include "core/deploy/compiler.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

#include <functional>

using namespace gatehouse;

using Change = std::function<void(ApiBuilder &)>;
Q_DECLARE_METATYPE(Change)

class CompilerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diagnoses_data();
    void diagnoses();
    void otherKindsOfApiAreErrors();
    void idFollowsContent();
};

void CompilerTest::diagnoses_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Severity>("severity");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("pointer");
    const auto row = [](const char *name, Severity severity, const std::string &message, const std::string &pointer,
                        Change change) { QTest::newRow(name) << std::move(change) << severity << message << pointer; };
    const auto error = Severity::Error;
    const auto warning = Severity::Warning;
    const auto aws = [](ApiBuilder &b, model::IntegrationType type, const std::string &uri) {
        auto &integration = b.http("POST", "/x", uri, false);
        integration.type = type;
    };

    row("observed: no methods", error, "The REST API doesn't contain any methods", "/paths",
        [](ApiBuilder &b) { b.api.editResource({"r/a"})->methods.clear(); });
    row("observed: no integration", error, "No integration defined for method",
        "/paths/~1x~1{id}/x-amazon-apigateway-any-method", [](ApiBuilder &b) { b.method("ANY", "/x/{id}"); });
    row("measured: bad verb", error,
        "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
        "/paths/~1a/trace", [](ApiBuilder &b) { b.mock("TRACE", "/a", ""); });
    for (const char *uri : {"ftp://host/", "http://", "http://host:81/", "http://host:x/", "http://ho st/", "//host"}) {
        row(("measured: bad endpoint " + std::string(uri)).c_str(), error, "Invalid HTTP endpoint specified for URI",
            "/paths/~1x/get", [uri](ApiBuilder &b) { b.http("GET", "/x", uri, true); });
    }
    row("endpoint of an undefined variable", warning, "The stage has no variable \"host\"", "/paths/~1x/get",
        [](ApiBuilder &b) { b.http("GET", "/x", "http://${stageVariables.host}/", true); });
    row("measured: no integration method", error, "Enumeration value for HttpMethod must be non-empty",
        "/paths/~1x/get", [](ApiBuilder &b) { b.http("GET", "/x", "http://h/", true).httpMethod.clear(); });
    row("measured: no ARN", error, "Invalid ARN specified in the request", "/paths/~1x/post",
        [aws](ApiBuilder &b) { aws(b, model::IntegrationType::Aws, "http://x"); });
    row("measured: Lambda's own ARN", error, "AWS ARN for integration must contain path or action", "/paths/~1x/post",
        [aws](ApiBuilder &b) { aws(b, model::IntegrationType::AwsProxy, "arn:aws:lambda:us-east-1:1:function:f"); });
    row("measured: AWS_PROXY to another service", error,
        "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        "/paths/~1x/post", [aws](ApiBuilder &b) {
            aws(b, model::IntegrationType::AwsProxy, "arn:aws:apigateway:us-east-1:sqs:path/1/q");
        });
    row("documented: time-out", error, "Timeout should be between 50 ms and 29000 ms", "/paths/~1x/get",
        [](ApiBuilder &b) { b.http("GET", "/x", "http://h/", true).timeoutInMillis = 49; });
    row("measured: bad mapping expression", error,
        "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression "
        "specified: true]",
        "/paths/~1x/get", [](ApiBuilder &b) {
            b.http("GET", "/x", "http://h/", true).requestParameters["integration.request.header.X"] = "true";
        });
    row("observed: template that does not parse", warning,
        "The mapping template application/json of GET /x does not parse: requests that use it get 500; line 2, column "
        "3: the template is not well formed: \"$\" at the end: a name was expected after it",
        "/paths/~1x/get/x-amazon-apigateway-integration/responses/default/responseTemplates/application~1json",
        [](ApiBuilder &b) { b.mock("GET", "/x", "a\n  $"); });
    row("authorizer", warning, "Authorization AWS_IAM: not run by this version, requests to GET /a get 500",
        "/paths/~1a/get",
        [](ApiBuilder &b) { b.method("GET", "/a").authorizationType = model::AuthorizationType::AwsIam; });
    row("observed: field name that is none", error,
        "Invalid mapping expression parameter specified: method.response.header.X Y", "/paths/~1a/get",
        [](ApiBuilder &b) {
            b.method("GET", "/a").integration->responses.front().responseParameters["method.response.header.X Y"]
                = "'1'";
        });
    row("integration method that is none", error,
        "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY", "/paths/~1x/get",
        [](ApiBuilder &b) { b.http("GET", "/x", "http://h/", true).httpMethod = "GET /"; });
    row("pattern that is none", error,
        "Invalid selection pattern specified: the selection pattern is not a regular expression: missing closing "
        "parenthesis",
        "/paths/~1a/get", [](ApiBuilder &b) { ApiBuilder::respond(b.method("GET", "/a"), "500", "(5"); });
}

void CompilerTest::diagnoses()
{
    QFETCH(const Change, change);
    QFETCH(const Severity, severity);
    QFETCH(const std::string, message);
    QFETCH(const std::string, pointer);
    ApiBuilder builder;
    builder.mock("GET", "/a", "plain $5 #1");
    const auto clean = deploy::compile(builder.api, stageNamed("dev"));
    QVERIFY(clean.deployment);
    QVERIFY(clean.diagnostics.empty());

    change(builder);
    const auto result = deploy::compile(builder.api, stageNamed("dev"));
    QVERIFY(!result.diagnostics.empty());
    const Diagnostic &first = result.diagnostics.front();
    QCOMPARE(first.message, message);
    QCOMPARE(static_cast<int>(first.severity), static_cast<int>(severity));
    QCOMPARE(first.pointer, pointer);
    QCOMPARE(result.deployment == nullptr, severity == Severity::Error);
}

void CompilerTest::otherKindsOfApiAreErrors()
{
    model::HttpApi api;
    api.name = "web";
    const auto result = deploy::compile(api, stageNamed("$default"));
    QVERIFY(!result.deployment);
    QCOMPARE(result.diagnostics.front().message, std::string("This version runs REST APIs only; web is a HTTP API"));
}

void CompilerTest::idFollowsContent()
{
    ApiBuilder builder;
    builder.mock("GET", "/a", "x");
    const model::DeploymentId id = deploy::deploymentIdOf(builder.api);
    QCOMPARE(id.value.size(), std::size_t(10));
    const model::RestApi copy = builder.api;
    QCOMPARE(deploy::deploymentIdOf(copy), id);
    builder.method("GET", "/a").integration->responses.front().responseTemplates["application/json"] = "y";
    QVERIFY(deploy::deploymentIdOf(builder.api) != id);
    QCOMPARE(deploy::deploymentIdOf(copy), id);
}

QTEST_APPLESS_MAIN(CompilerTest)
#include "compiler_test.moc"

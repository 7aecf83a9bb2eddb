#include "documents.h"

using namespace gatehouse;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

// Documents are written with ' for ": see documents::quoted().

/// A REST document around the members of operation GET /a, with more members of the root.
std::string withOperation(const QString &operation, const QString &root = {})
{
    return "{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':{'/a':{'get':{" + operation.toStdString()
        + "}}}" + root.toStdString() + "}";
}

/// The integration of GET /a.
std::string withIntegration(const QString &integration)
{
    return withOperation("'responses':{'200':{'description':'x'}},'x-amazon-apigateway-integration':" + integration);
}

std::string withPaths(const QString &paths)
{
    return "{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':" + paths.toStdString() + "}";
}

std::string withSchemes(const QString &schemes)
{
    return withOperation("", ",'components':{'securitySchemes':" + schemes + "}");
}

std::string withSchemas(const QString &schemas)
{
    return withOperation("", ",'components':{'schemas':" + schemas + "}");
}

/// The finding of that rule, for which the test was made.
const Diagnostic *findingOf(const Diagnostics &diagnostics, const QString &rule)
{
    const auto found = std::ranges::find(diagnostics, rule.toStdString(), &Diagnostic::rule);
    return found == diagnostics.end() ? nullptr : &*found;
}

} // namespace

class DiagnosticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatAwsRefusesOrIgnores_data()
    {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("severity");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("message"); // empty: any
        const auto row = [](const char *name, const std::string &document, const char *rule, Severity severity,
                            const char *pointer, const char *message = "") {
            QTest::newRow(name) << QString::fromStdString(document) << rule << static_cast<int>(severity) << pointer
                                << message;
        };
        const auto error = Severity::Error;
        const auto warning = Severity::Warning;
        // clang-format off
        row("measured: missing schema in a response",
            withOperation("'responses':{'200':{'content':{'application/json':{'schema':{'$ref':'#/components/schemas/Gone'}}}}}"),
            "invalid-ref", error, "/paths/~1a/get/responses/200/content/application~1json/schema/$ref",
            "Parse issue: attribute paths.'/a'(get).responses.200.content.schema.#/components/schemas/Gone is missing");
        row("measured: custom authtype without authorizer",
            withSchemes("{'X':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':'custom'}}"),
            "aws-authtype-without-authorizer", error, "/components/securitySchemes/X",
            "Unable to create authorizer from security definition: 'X'. Extension x-amazon-apigateway-authorizer is required. Any methods with security: 'X' will not be created. If this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored.");
        row("measured: request parameter that is no text",
            withIntegration("{'type':'mock','requestParameters':{'integration.request.header.nothing':true}}"),
            "aws-request-parameter-type", warning, "/paths/~1a/get/x-amazon-apigateway-integration/requestParameters/integration.request.header.nothing",
            "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/a' and method 'GET' but got 'true'");
        row("measured: ARN without path or action",
            withIntegration("{'type':'aws','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:sqs'}"),
            "aws-integration-uri", error, "/paths/~1a/get/x-amazon-apigateway-integration/uri",
            "Unable to put integration on 'GET' for resource at path '/a': AWS ARN for integration must contain path or action");
        row("measured: bad Lambda URI",
            withIntegration("{'type':'aws_proxy','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f'}"),
            "aws-integration-uri", error, "/paths/~1a/get/x-amazon-apigateway-integration/uri",
            "Unable to put integration on 'GET' for resource at path '/a': Invalid function ARN or invalid uri");
        row("measured: segment with a leading colon", withPaths("{'/version/:v4_0_2':{}}"),
            "aws-path-chars", error, "/paths/~1version~1:v4_0_2",
            "Unable to create resource at path '/version/:v4_0_2': Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end.");
        row("measured: model name", withSchemas("{'body_1':{'type':'object'}}"),
            "aws-model-name", error, "/components/schemas/body_1",
            "Unable to create model for 'body_1': Model name must be alphanumeric: body_1");
        row("measured: mapping without quotes",
            withIntegration("{'type':'mock','requestParameters':{'integration.request.header.x':'true'}}"),
            "aws-unquoted-static", error, "/paths/~1a/get/x-amazon-apigateway-integration/requestParameters/integration.request.header.x",
            "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]");
        row("documented: second variable beside the first", withPaths("{'/{a}':{},'/{b}':{}}"),
            "aws-variable-sibling", error, "/paths/~1{b}",
            "Unable to create resource at path '/{b}': A sibling ({a}) of this resource already has a variable path part -- only one is allowed");
        row("documented: child of a greedy variable", withPaths("{'/{proxy+}/a':{}}"),
            "aws-variable-sibling", error, "/paths/~1{proxy+}~1a",
            "Unable to create resource at path '/{proxy+}/a': Cannot create a child of a resource with a greedy path variable: {proxy+}");
        row("measured: path without a slash", withPaths("{'$default':{}}"),
            "oas-schema", error, "/paths/$default", "Parse issue: attribute paths. Resource $default should start with /");
        row("assumed: brace inside a segment", withPaths("{'/x{a}':{}}"), "aws-path-chars", error, "/paths/~1x{a}");
        row("documented: no integration", withOperation(""), "aws-missing-integration", warning, "/paths/~1a/get",
            "No integration defined for method");
        row("documented: cookie parameter", withOperation("'parameters':[{'in':'cookie','name':'c'}]"),
            "aws-unsupported-parameter", warning, "/paths/~1a/get/parameters/0");
        row("documented: shared parameters", withPaths("{'/a':{'parameters':[{'in':'query','name':'q'}],'get':{}}}"),
            "aws-path-item-parameters", warning, "/paths/~1a/parameters");
        row("documented: scheme that AWS ignores", withSchemes("{'o':{'type':'http','scheme':'bearer'}}"),
            "aws-security-scheme", warning, "/components/securitySchemes/o");
        row("assumed: unknown scheme", withOperation("'security':[{'none':[]}]"), "operation-security-defined", error,
            "/paths/~1a/get/security/0/none");
        row("measured: root security is applied",
            withOperation("", ",'security':[{'k':[]}],'components':{'securitySchemes':{'k':{'type':'apiKey','in':'header','name':'x-api-key'}}}"),
            "aws-root-security", Severity::Info, "/security");
        row("documented: Lambda called with GET",
            withIntegration("{'type':'aws_proxy','httpMethod':'GET','uri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:f/invocations'}"),
            "aws-proxy-post", warning, "/paths/~1a/get/x-amazon-apigateway-integration/httpMethod");
        row("documented: timeout", withIntegration("{'type':'mock','timeoutInMillis':10}"), "aws-timeout", error,
            "/paths/~1a/get/x-amazon-apigateway-integration/timeoutInMillis");
        row("documented: source not declared",
            withIntegration("{'type':'mock','requestParameters':{'integration.request.header.x':'method.request.header.y'}}"),
            "aws-undeclared-source", error, "/paths/~1a/get/x-amazon-apigateway-integration/requestParameters/integration.request.header.x");
        row("documented: status not declared", withIntegration("{'type':'mock','responses':{'default':{'statusCode':'500'}}}"),
            "aws-integration-status", warning, "/paths/~1a/get/x-amazon-apigateway-integration/responses/default/statusCode");
        row("documented: header not declared",
            withIntegration("{'type':'mock','responses':{'default':{'statusCode':'200','responseParameters':{'method.response.header.X':'\\u00271\\u0027'}}}}"),
            "aws-integration-response-header", error, "/paths/~1a/get/x-amazon-apigateway-integration/responses/default/responseParameters");
        row("documented: external reference", withOperation("'parameters':[{'$ref':'other.yaml#/p'}]"), "aws-external-ref", error,
            "/paths/~1a/get/parameters/0/$ref", "Parse issue: attribute paths.'/a'(get).parameters.other.yaml#/p is missing");
        row("reference that is no text", withOperation("'parameters':[{'$ref':1}]"), "invalid-ref", error,
            "/paths/~1a/get/parameters/0/$ref", "$ref must be a string");
        row("reference to itself", withOperation("'parameters':[{'$ref':'#/paths/~1a/get/parameters/0'}]"), "invalid-ref", error,
            "/paths/~1a/get/parameters/0/$ref", "Reference '#/paths/~1a/get/parameters/0' refers to itself");
        row("references in a circle",
            withOperation("'parameters':[{'$ref':'#/components/parameters/a'}]", ",'components':{'parameters':{'a':{'$ref':'#/components/parameters/b'},'b':{'$ref':'#/components/parameters/a'}}}"),
            "invalid-ref", error, "/paths/~1a/get/parameters/0/$ref");
        row("reference that is no pointer", withOperation("'parameters':[{'$ref':'#p'}]"), "invalid-ref", error,
            "/paths/~1a/get/parameters/0/$ref", "Reference '#p' is not a JSON pointer: '#' must be followed by '/'");
        row("reference into an extension", withOperation("'parameters':[{'$ref':'#/x-p/a'}]", ",'x-p':{'a':{}}"), "invalid-ref", error,
            "/paths/~1a/get/parameters/0/$ref");
        row("CloudFormation's words", withIntegration("{'type':'http_proxy','httpMethod':'GET','uri':{'Fn::Sub':'http://${H}/'}}"),
            "aws-cfn-intrinsic", warning, "/paths/~1a/get/x-amazon-apigateway-integration/uri");
        row("integration of an unknown type", withIntegration("{'type':'lambda'}"), "oas-schema", error,
            "/paths/~1a/get/x-amazon-apigateway-integration/type");
        row("paths that are a list", withPaths("[]"), "oas-schema", error, "/paths");
        row("parameter without a name", withOperation("'parameters':[{'in':'query'}]"), "oas-schema", error, "/paths/~1a/get/parameters/0");
        row("parameter twice", withOperation("'parameters':[{'in':'query','name':'q'},{'in':'query','name':'q'}]"), "operation-parameters",
            error, "/paths/~1a/get/parameters/1");
        row("no title", "{'openapi':'3.0.1','info':{},'paths':{}}", "oas-schema", error, "/info");
        row("unknown version", "{'openapi':'4.0'}", "oas-schema", error, "/openapi",
            "Invalid OpenAPI input. Version '4.0' is not known: 2.0, 3.0 and 3.1 are");
        row("neither swagger nor openapi", "{}", "oas-schema", error, "",
            "Invalid OpenAPI input. There is neither 'swagger' nor 'openapi'");
        row("a list", "[1]", "oas-schema", error, "", "Invalid OpenAPI input.");
        // clang-format on
    }
    void findsWhatAwsRefusesOrIgnores()
    {
        QFETCH(const QString, document);
        QFETCH(const QString, rule);
        QFETCH(const int, severity);
        QFETCH(const QString, pointer);
        QFETCH(const QString, message);
        const ImportResult result = importApi(documents::quoted(document.toStdString()));
        const Diagnostic *found = findingOf(result.diagnostics, rule);
        QVERIFY2(found, documents::describe(result.diagnostics).c_str());
        QCOMPARE(static_cast<int>(found->severity), severity);
        QCOMPARE(QString::fromStdString(found->pointer), pointer);
        if (!message.isEmpty())
            QCOMPARE(QString::fromStdString(found->message), message);
        QCOMPARE(found->line, 1U);
        QVERIFY(found->column > 0);
    }

    void unreadableTextIsReportedOnceAndWhereItIs()
    {
        const ImportResult result = importApi("openapi: 3.0.1\ninfo:\n  title: [x\npaths: {}\n");
        QVERIFY(!result.usable);
        QVERIFY(!result.diagnostics.empty());
        QCOMPARE(QString::fromStdString(result.diagnostics.front().rule), QStringLiteral("yaml-syntax"));
        QCOMPARE(result.diagnostics.front().line, 4U);
        QVERIFY(!findingOf(result.diagnostics, "oas-schema"));
    }

    void emptyTextIsNamedAsSuch()
    {
        const ImportResult result = importApi("");
        QVERIFY(!result.usable);
        QCOMPARE(result.diagnostics.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(result.diagnostics.front().message),
                 QStringLiteral("Invalid OpenAPI input. The document is empty"));
    }

    void placesAreLinesAndColumns()
    {
        const ImportResult result
            = importApi("openapi: 3.0.1\ninfo:\n  title: T\n  version: '1'\npaths:\n  /a:\n    get: {}\n");
        const Diagnostic *found = findingOf(result.diagnostics, "aws-missing-integration");
        QVERIFY(found);
        QCOMPARE(found->line, 7U);
        QCOMPARE(found->column, 10U);
        QCOMPARE(found->pointer, std::string("/paths/~1a/get"));
    }

    void oneRuleDoesNotFloodTheReport()
    {
        QString paths = "{";
        for (int i = 0; i < 2000; ++i)
            paths += (i ? ",'/p" : "\"/p") + QString::number(i) + "':{'get':{}}";
        const ImportResult result = importApi(documents::quoted(withPaths(paths + "}")));
        const auto missing
            = std::ranges::count(result.diagnostics, std::string("aws-missing-integration"), &Diagnostic::rule);
        QCOMPARE(missing, 501); // 500, and one that counts the rest
    }
};

QTEST_APPLESS_MAIN(DiagnosticsTest)
#include "diagnostics_test.moc"

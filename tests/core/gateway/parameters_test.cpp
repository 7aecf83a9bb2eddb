// Parameter mapping both ways, the choice of a request template, and $context, through real sockets
// (mapping-templates.md 5 and 6, rest-runtime.md 5.8, 6.2 and 6.4).
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

#include <QtCore/QRegularExpression>

using namespace gatehouse;

namespace {

struct MappingRow {
    const char *name;
    std::string source;
    std::string value; ///< of the destination; empty: it is not set
    std::string fields = {}; ///< of the client's request
    std::string target = {}; ///< of the client's request, after "/N": path parameter and query
    std::string body = {};
    const char *destination = "header.X-Out"; ///< in "integration.request."
};

const std::string kPets = R"({"pets":[{"name":"Rex","age":3,"tags":["a","b"]},{"name":null}],"ok":true})";

const std::vector<MappingRow> &requestRows()
{
    static const std::vector<MappingRow> rows = {
        {"documented: path to header", "method.request.path.p", "a%20b", {}, "/a%20b"},
        {"documented: path to path", "method.request.path.p", "a%20b", {}, "/a%20b", {}, "path.target"},
        {"documented: path to query", "method.request.path.p", "abc", {}, "/abc", {}, "querystring.x"},
        {"assumed: last of repeated query values", "method.request.querystring.q", "2", {}, "/x?q=1&q=2"},
        {"documented: query is decoded", "method.request.querystring.q", "a b+c", {}, "/x?q=a+b%2Bc"},
        {"documented: query to path", "method.request.querystring.q", "z", {}, "/x?q=z", {}, "path.target"},
        {"documented: all query values to a query",
         "method.request.multivaluequerystring.q",
         "1&x=2",
         {},
         "/x?q=1&q=2",
         {},
         "querystring.x"},
        {"assumed: all query values to a header", "method.request.multivaluequerystring.q", "1,2", {}, "/x?q=1&q=2"},
        {"measured: query names are case-sensitive", "method.request.querystring.q", "", {}, "/x?Q=1"},
        {"documented: header to header", "method.request.header.X-In", "v", "X-In: v\r\n"},
        {"assumed: last of repeated headers", "method.request.header.X-In", "2", "X-In: 1\r\nX-In: 2\r\n"},
        {"assumed: all headers joined", "method.request.multivalueheader.X-In", "1,2", "X-In: 1\r\nX-In: 2\r\n"},
        {"measured: header names are case-sensitive", "method.request.header.X-In", "", "x-in: v\r\n"},
        {"measured: entry filter", "method.request.header.TE", "", "TE: trailers\r\n"},
        {"documented: header to query",
         "method.request.header.X-In",
         "a%26b",
         "X-In: a&b\r\n",
         "/x",
         {},
         "querystring.x"},
        {"documented: whole body", "method.request.body", "plain text", {}, "/x", "plain text"},
        {"measured: empty body", "method.request.body", "{}"},
        {"documented: text of the body", "method.request.body.pets[0].name", "Rex", {}, "/x", kPets},
        {"assumed: number of the body", "method.request.body.pets[0].age", "3", {}, "/x", kPets},
        {"assumed: boolean of the body", "method.request.body.ok", "true", {}, "/x", kPets},
        {"assumed: list of the body", "method.request.body.pets[0].tags", R"(["a","b"])", {}, "/x", kPets},
        {"assumed: object of the body", "method.request.body.pets[1]", R"({"name":null})", {}, "/x", kPets},
        {"assumed: null of the body", "method.request.body.pets[1].name", "", {}, "/x", kPets},
        {"assumed: missing in the body", "method.request.body.dogs", "", {}, "/x", kPets},
        {"assumed: expression on text", "method.request.body.dogs", "", {}, "/x", "plain text"},
        {"documented: context", "context.httpMethod", "POST"},
        {"documented: context, nested", "context.identity.sourceIp", "127.0.0.1"},
        {"documented: context without a value", "context.operationName", ""},
        {"documented: stage variable", "stageVariables.colour", "red"},
        {"assumed: stage variable that is not there", "stageVariables.none", ""},
        {"documented: literal", "'a, b'", "a, b"},
        {"documented: literal to path", "'a/b'", "a/b", {}, "/x", {}, "path.target"},
        {"assumed: empty literal", "''", ""},
    };
    return rows;
}

const std::vector<MappingRow> &responseRows()
{
    static const std::vector<MappingRow> rows = {
        {"documented: header", "integration.response.header.X-One", "1"},
        {"assumed: last of repeated headers", "integration.response.header.X-Two", "b"},
        {"documented: all headers", "integration.response.multivalueheader.X-Two", "a,b"},
        {"measured: names are case-sensitive", "integration.response.header.x-one", ""},
        {"documented: whole body", "integration.response.body", kPets},
        {"documented: part of the body", "integration.response.body.pets[0].name", "Rex"},
        {"assumed: indefinite path", "integration.response.body.$..name", R"(["Rex",null])"},
        {"assumed: missing in the body", "integration.response.body.dogs", ""},
        {"documented: context", "context.stage", "dev"},
        {"documented: endpoint's request id", "context.awsEndpointRequestId", "theirs"},
        {"documented: stage variable", "stageVariables.colour", "red"},
        {"documented: literal", "'*'", "*"},
    };
    return rows;
}

void answerWithPets(const http::Request &request, http::Responder &responder)
{
    const std::string body = request.path.contains("broken") ? "{\"a\":1" : kPets;
    responder.out()
        += "HTTP/1.1 200 OK\r\nX-One: 1\r\nX-Two: a\r\nX-Two: b\r\nx-amzn-RequestId: theirs\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
    responder.done();
}

constexpr const char *kBehaviors[] = {"WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"};

} // namespace

class ParametersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mapsRequests_data();
    void mapsRequests();
    void mapsAnswers_data();
    void mapsAnswers();
    void refusesBrokenJson_data();
    void refusesBrokenJson();
    void choosesTemplates_data();
    void choosesTemplates();
    void givesContext_data();
    void givesContext();
    void tellsErrors();
    void pointsToPrograms();

private:
    std::string ask(const std::string &target, const std::string &fields = {}, const std::string &body = {})
    {
        RawClient client(m_gateway.port());
        const bool sent
            = client.send("POST /dev" + target + " HTTP/1.1\r\nHost: abc.example.com:80\r\nUser-Agent: test\r\n"
                          + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return sent ? client.receive() : std::string();
    }
    model::Integration &http(const std::string &path, const std::string &target)
    {
        model::Integration &made = m_api.http("POST", path, "http://" + m_backend.address() + target, false);
        ApiBuilder::respond(m_api.method("POST", path), "200", "");
        return made;
    }

    ApiBuilder m_api;
    gateway::Gateway m_gateway;
    ScriptedBackend m_backend{answerWithPets};
};

void ParametersTest::initTestCase()
{
    QVERIFY(m_backend.started());
    for (std::size_t i = 0; i < requestRows().size(); ++i) {
        const MappingRow &row = requestRows()[i];
        http("/r" + std::to_string(i) + "/{p}", "/to/{target}")
            .requestParameters[std::string("integration.request.") + row.destination]
            = row.source;
    }
    for (std::size_t i = 0; i < responseRows().size(); ++i) {
        http("/a" + std::to_string(i), "/x").responses.front().responseParameters["method.response.header.X-Out"]
            = responseRows()[i].source;
    }
    http("/broken/request", "/x").requestParameters["integration.request.header.X-Out"] = "method.request.body.a";
    http("/broken/answer", "/broken").responses.front().responseParameters["method.response.header.X-Out"]
        = "integration.response.body.a";
    m_api.mock("POST", "/broken/mock", "x").integration->requestParameters
        = {{"integration.request.header.X-Out", "method.request.body.a"}};
    m_api.mock("POST", "/illegal/mock", "x").integration->requestParameters
        = {{"integration.request.header.content-length", "'1'"}};

    for (const char *templates : {"json", "xml", "none", "proxy"}) {
        for (const char *behavior : kBehaviors) {
            model::Integration &made = http(std::string("/choose/") + templates + "/" + behavior, "/x");
            made.passthroughBehavior = model::fromString<model::PassthroughBehavior>(behavior);
            if (std::string_view(templates) == "proxy")
                made.type = model::IntegrationType::HttpProxy;
            if (std::string_view(templates) != "none")
                made.requestTemplates[std::string_view(templates) == "xml" ? "application/xml" : "application/json"]
                    = "<$input.body>";
        }
    }

    std::string all;
    for (const char *name : {"accountId",
                             "apiId",
                             "awsEndpointRequestId",
                             "deploymentId",
                             "domainName",
                             "domainPrefix",
                             "extendedRequestId",
                             "httpMethod",
                             "identity.sourceIp",
                             "identity.userAgent",
                             "identity.user",
                             "isCanaryRequest",
                             "operationName",
                             "path",
                             "protocol",
                             "requestId",
                             "requestTime",
                             "requestTimeEpoch",
                             "resourceId",
                             "resourcePath",
                             "stage",
                             "nothing"})
        all += std::string(name) + "=$context." + name + ";\n";
    model::Integration &context = http("/context/{id}", "/x");
    m_api.method("POST", "/context/{id}").operationName = "showContext";
    context.responses.front().responseTemplates["application/json"] = all;

    http("/fails", "/x").responses.front().statusCode = "201"; // no such method response
    model::GatewayResponse &error = m_api.api.gatewayResponses.emplace_back();
    error.responseType = "DEFAULT_5XX";
    for (const char *name : {"integration.status", "integration.requestId", "endpointType", "error.responseType",
                             "integrationLatency", "operationName"})
        error.responseParameters[std::string("gatewayresponse.header.") + name] = std::string("context.") + name;

    model::Stage stage = stageNamed("dev");
    stage.variables = {{"colour", "red"}};
    const auto compiled = deploy::compile(m_api.api, stage);
    for (const Diagnostic &diagnostic : compiled.diagnostics)
        QVERIFY2(diagnostic.severity != Severity::Error, diagnostic.message.c_str());
    m_gateway.install(compiled.deployment);
    QVERIFY(m_gateway.start());
}

void ParametersTest::mapsRequests_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < requestRows().size(); ++i)
        QTest::newRow(requestRows()[i].name) << i;
}

void ParametersTest::mapsRequests()
{
    QFETCH(const std::size_t, index);
    const MappingRow &row = requestRows()[index];
    (void)m_backend.takeRequests();
    const std::string answer
        = ask("/r" + std::to_string(index) + (row.target.empty() ? "/x" : row.target), row.fields, row.body);
    QVERIFY2(answer.starts_with("HTTP/1.1 200"), answer.c_str());
    const auto requests = m_backend.takeRequests();
    QCOMPARE(requests.size(), 1U);
    const std::string_view destination = row.destination;
    if (destination.starts_with("header."))
        QCOMPARE(fieldOf(requests.front(), "X-Out"), row.value);
    else if (destination.starts_with("path."))
        QCOMPARE(requests.front().substr(0, requests.front().find("\r\n")), "POST /to/" + row.value);
    else
        QCOMPARE(requests.front().substr(0, requests.front().find("\r\n")), "POST /to/%7Btarget%7D?x=" + row.value);
}

void ParametersTest::mapsAnswers_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < responseRows().size(); ++i)
        QTest::newRow(responseRows()[i].name) << i;
}

void ParametersTest::mapsAnswers()
{
    QFETCH(const std::size_t, index);
    const std::string answer = ask("/a" + std::to_string(index));
    QVERIFY2(answer.starts_with("HTTP/1.1 200"), answer.c_str());
    QCOMPARE(fieldOf(answer, "X-Out"), responseRows()[index].value);
    QCOMPARE(fieldOf(answer, "X-One"), std::string()); // only what is mapped
}

void ParametersTest::refusesBrokenJson_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("answer");
    const std::string invalid = R"({"message": "Invalid JSON in request body"})";
    const std::string failed = R"({"message": "Internal server error"})";
    QTest::newRow("measured: request") << std::string("/broken/request") << invalid;
    QTest::newRow("measured: request of a MOCK, whose mappings are evaluated")
        << std::string("/broken/mock") << invalid;
    QTest::newRow("assumed: answer") << std::string("/broken/answer") << failed;
    QTest::newRow("measured: illegal field of a MOCK") << std::string("/illegal/mock") << failed;
}

void ParametersTest::refusesBrokenJson()
{
    QFETCH(const std::string, path);
    QFETCH(const std::string, answer);
    QCOMPARE(bodyOf(ask(path, {}, "{\"a\":")), answer);
}

void ParametersTest::choosesTemplates_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("sent"); // to the backend; "415" if nothing is
    const std::string mapped = "<b>", passed = "b", refused = "415";
    // The table of rest-runtime.md 6.2: templates, type of the request, then the three behaviours.
    const auto rows
        = [](const char *what, const std::string &templates, const char *type, const std::array<std::string, 3> &sent) {
              for (std::size_t i = 0; i < sent.size(); ++i) {
                  QTest::addRow("%s, %s", what, kBehaviors[i])
                      << "/choose/" + templates + "/" + kBehaviors[i] << std::string(type) << sent[i];
              }
          };
    rows("documented: JSON template, no type", "json", "", {mapped, mapped, mapped});
    rows("documented: JSON template, JSON", "json", "application/json", {mapped, mapped, mapped});
    rows("documented: JSON template, JSON with parameters", "json", "application/json;charset=utf-8",
         {mapped, mapped, mapped});
    rows("assumed: JSON template, JSON in capitals", "json", "Application/JSON", {mapped, mapped, mapped});
    rows("documented: JSON template, XML", "json", "application/xml", {passed, refused, refused});
    rows("documented: XML template, no type", "xml", "", {passed, refused, refused});
    rows("documented: XML template, JSON", "xml", "application/json", {passed, refused, refused});
    rows("documented: XML template, XML", "xml", "application/xml", {mapped, mapped, mapped});
    rows("documented: no template, no type", "none", "", {passed, passed, refused});
    rows("documented: no template, XML", "none", "application/xml", {passed, passed, refused});
    rows("documented: HTTP_PROXY ignores it all", "proxy", "application/json", {passed, passed, passed});
}

void ParametersTest::choosesTemplates()
{
    QFETCH(const std::string, path);
    QFETCH(const std::string, type);
    QFETCH(const std::string, sent);
    (void)m_backend.takeRequests();
    const std::string answer = ask(path, type.empty() ? "" : "Content-Type: " + type + "\r\n", "b");
    const auto requests = m_backend.takeRequests();
    if (sent == "415") {
        QVERIFY(answer.starts_with("HTTP/1.1 415"));
        QCOMPARE(bodyOf(answer), std::string(R"({"message": "Unsupported Media Type"})"));
        QCOMPARE(fieldOf(answer, "x-amzn-ErrorType"), std::string("BadRequestException"));
        QVERIFY(requests.empty());
        return;
    }
    QCOMPARE(requests.size(), 1U);
    QCOMPARE(bodyOf(requests.front()), sent);
}

void ParametersTest::givesContext_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value"); // a regular expression
    const auto row = [](const char *title, const char *value) {
        QTest::newRow(title) << QString::fromLatin1(title).section(QLatin1Char(' '), 1) << QString::fromLatin1(value);
    };
    row("documented: accountId", "\\d{12}");
    row("documented: apiId", "api1");
    row("documented: awsEndpointRequestId", "theirs");
    row("documented: deploymentId", "\\w+");
    row("documented: domainName", "abc.example.com");
    row("documented: domainPrefix", "abc");
    row("documented: extendedRequestId", "[A-Za-z0-9+/_-]{15}=");
    row("documented: httpMethod", "POST");
    row("documented: identity.sourceIp", "127.0.0.1");
    row("documented: identity.userAgent", "test");
    row("documented: identity.user", "");
    row("documented: isCanaryRequest", "");
    row("observed: operationName", "showContext");
    row("measured: path", "/dev/context/7%20");
    row("documented: protocol", "HTTP/1.1");
    row("documented: requestId", "[0-9a-f-]{36}");
    row("documented: requestTime", "\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
    row("documented: requestTimeEpoch", "\\d{13}");
    row("documented: resourceId", "r/context/{id}");
    row("documented: resourcePath", "/context/{id}");
    row("documented: stage", "dev");
    row("measured: nothing", "");
}

void ParametersTest::givesContext()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    const QString body = QString::fromStdString(bodyOf(ask("/context/7%20")));
    const qsizetype begin = body.indexOf(name + QLatin1Char('='));
    QVERIFY2(begin >= 0, qPrintable(body));
    const QString found = body.mid(begin + name.size() + 1).section(QLatin1Char(';'), 0, 0);
    const QString pattern = value.contains(QLatin1Char('{')) && value.startsWith(QLatin1Char('/'))
        ? QRegularExpression::escape(value)
        : value.startsWith(QLatin1String("r/")) ? QRegularExpression::escape(value)
                                                : value;
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(found).hasMatch(),
             qPrintable(found));
}

void ParametersTest::tellsErrors()
{
    const std::string answer = ask("/fails");
    QVERIFY(answer.starts_with("HTTP/1.1 500"));
    QCOMPARE(fieldOf(answer, "integration.status"), std::string("200"));
    QCOMPARE(fieldOf(answer, "integration.requestId"), std::string("theirs"));
    QCOMPARE(fieldOf(answer, "endpointType"), std::string("EDGE"));
    QCOMPARE(fieldOf(answer, "error.responseType"), std::string("API_CONFIGURATION_ERROR"));
    QVERIFY(!fieldOf(answer, "integrationLatency").empty());
    QCOMPARE(fieldOf(answer, "operationName"), std::string());
}

void ParametersTest::pointsToPrograms()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    (void)ask("/choose/xml/NEVER", "Content-Type: application/xml\r\n", "b");
    (void)ask("/context/1");
    m_gateway.setTraceSink(nullptr);
    const auto pointerOf = [](const trace::Trace &trace) {
        for (const trace::Step &step : trace.steps) {
            for (const trace::Note &note : step.notes) {
                if (note.name == "template" && !note.pointer.empty())
                    return note.pointer;
            }
        }
        return std::string();
    };
    const std::string operation = "/post/x-amazon-apigateway-integration";
    QCOMPARE(pointerOf(*log->take()), "/paths/~1choose~1xml~1NEVER" + operation + "/requestTemplates/application~1xml");
    QCOMPARE(pointerOf(*log->take()),
             "/paths/~1context~1{id}" + operation + "/responses/default/responseTemplates/application~1json");
}

QTEST_GUILESS_MAIN(ParametersTest)
#include "parameters_test.moc"

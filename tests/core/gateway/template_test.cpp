// Mapping templates, overrides and body mappings through real sockets (mapping-templates.md 2, 3.5, 5 and 6).
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

using namespace gatehouse;

namespace {

/// Answers with a JSON document, whatever was asked.
void answerWithPets(const http::Request &, http::Responder &responder)
{
    responder.out() += "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nX-Own: 1\r\nContent-Length: 39\r\n\r\n"
                       R"({"pets":[{"id":1,"n":"Rex"},{"id":22}]})";
    responder.done();
}

std::string post(const std::string &target, const std::string &body, const std::string &fields = {})
{
    return "POST /dev" + target + " HTTP/1.1\r\nHost: h:9\r\n" + fields
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string statusOf(const std::string &answer)
{
    return answer.substr(9, 3);
}

} // namespace

class TemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mocks_data();
    void mocks();
    void failsLikeAws_data();
    void failsLikeAws();
    void chooses_data();
    void chooses();
    void sendsWhatTheTemplateSays_data();
    void sendsWhatTheTemplateSays();
    void mapsTheAnswer();
    void carriesOverridesPastTheBackend();
    void tracesTemplates();

private:
    std::string ask(const std::string &request)
    {
        RawClient client(m_gateway.port());
        return client.send(request) ? client.receive() : std::string();
    }
    /// A MOCK POST at @p path with these templates.
    void mock(const std::string &path, const std::string &request, const std::string &response);

    ApiBuilder m_api;
    gateway::Gateway m_gateway;
    ScriptedBackend m_backend{answerWithPets};
};

void TemplateTest::mock(const std::string &path, const std::string &request, const std::string &response)
{
    model::Method &method = m_api.mock("POST", path, response);
    method.integration->requestTemplates["application/json"] = request;
    ApiBuilder::respond(method, "404", "404").responseTemplates["application/json"] = "gone";
}

void TemplateTest::initTestCase()
{
    const std::string ok = "{\"statusCode\": 200}";
    mock("/echo/{id}", ok,
         "$input.params('id') $input.params('q') [$input.params('X-A')] $input.body $context.httpMethod "
         "$context.resourcePath $context.path $stageVariables.colour");
    mock("/select", "#if($input.path('$.id') == \"\"){\"statusCode\": 404}#else{\"statusCode\": 200}#end", "found");
    mock("/request-status", "#set($context.responseOverride.status = 444)" + ok, "");
    mock("/response", ok,
         "#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-B = 'tea')"
         "#set($context.responseOverride.header['content-type'] = 'text/plain')pot");
    m_api.method("POST", "/response").integration->responses.front().responseParameters
        = {{"method.response.header.x-b", "'mapped'"}, {"method.response.header.X-C", "'kept'"}};
    mock("/kept", "#set($context.requestOverride.mine = 'seen')" + ok, "$context.requestOverride.mine");
    mock("/remapped", ok, "#set($context.responseOverride.header.Date = 'today')");
    mock("/forwarded", ok,
         "$input.params('X-Forwarded-Port') $input.params().header.get('X-Forwarded-For') $input.params('Host') "
         "[$input.params('TE')]");
    mock("/bad-request", "$", "x");
    mock("/bad-response", ok, "#if(");
    mock("/throws", "#set($l = [])\n  $l[5]" + ok, "x");
    mock("/broken", ok + "#set($x = $input.path('$.a'))", "x");
    mock("/illegal", ok, "#set($context.responseOverride.header['a b'] = 'x')");
    const std::string twice = "#set($context.responseOverride.header.X-T = '1')";
    mock("/twice", twice + twice + ok, "");
    mock("/twice-status", ok,
         "#set($context.responseOverride.status = 201)#set($context.responseOverride.status = 202)");
    mock("/twice-put", "#set($context.requestOverride.path.p = 1)$!context.requestOverride.path.put('p', 2)" + ok, "");
    mock("/once-each", twice + "#set($context.responseOverride.status = 201)" + ok,
         twice + "#set($context.responseOverride.status = 202)#set($context.requestOverride.own = 1)done");
    mock("/endless", "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end", "x");

    model::Method &types = m_api.mock("POST", "/never", "x");
    types.integration->passthroughBehavior = model::PassthroughBehavior::Never;
    types.integration->requestTemplates["application/json"] = "#set($x = 1){\"statusCode\": 200}";

    const auto http = [this](const std::string &path, const std::string &request,
                             const std::string &response) -> model::Integration & {
        model::Integration &made = m_api.http("POST", path, "http://" + m_backend.address() + "/base/{p}", false);
        made.requestTemplates["application/json"] = request;
        ApiBuilder::respond(m_api.method("POST", path), "200", "").responseTemplates["application/json"] = response;
        return made;
    };
    http("/plain", "{\"name\": $input.json('$.pet.name')}", "$input.json('$.pets[*].id')");
    http("/overrides",
         "#set($context.requestOverride.path.p = 'a b')"
         "#set($context.requestOverride.querystring.q = ['1', '2'])"
         "#set($context.requestOverride.header.X-H = 'new')"
         "#set($context.requestOverride.header.Accept = 'text/xml')"
         "#set($context.requestOverride.header.content-type = 'application/x-www-form-urlencoded')"
         "#set($context.responseOverride.status = 202)a=$util.urlEncode($input.body)",
         "$context.requestOverride.path.p")
        .requestParameters
        = {{"integration.request.path.p", "'mapped'"},
           {"integration.request.querystring.q", "'mapped'"},
           {"integration.request.querystring.r", "method.request.body.$.pets[?(@.id > 1)].id"},
           {"integration.request.header.x-h", "'mapped'"}};
    http("/refused", "#set($context.requestOverride.header.Content-Length = '1')x", "");

    model::Stage stage = stageNamed("dev");
    stage.variables = {{"colour", "red"}};
    const auto compiled = deploy::compile(m_api.api, stage);
    QVERIFY(compiled.deployment);
    m_gateway.install(compiled.deployment);
    QVERIFY(m_gateway.start());
    QVERIFY(m_backend.started());
}

void TemplateTest::mocks_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("status");
    QTest::addColumn<std::string>("body");
    const auto row = [](const char *name, const std::string &request, const char *status, const char *body) {
        QTest::newRow(name) << request << std::string(status) << std::string(body);
    };
    row("measured: MOCK sees parameters but no body", post("/echo/a%20b?q=1&q=x+y", "{\"a\":1}", "X-A: 5\r\n"), "200",
        "a b x y [5] {} POST /echo/{id} /dev/echo/a%20b red");
    row("documented: status chosen by the template", post("/select", "{\"id\": 1}"), "200", "found");
    row("documented: other status chosen by the template", post("/select", "{}"), "404", "gone");
    row("measured: responseOverride.status of the request template", post("/request-status", "{}"), "444", "");
    row("documented: responseOverride of the response template", post("/response", "{}"), "418", "pot");
    row("measured: keys of one's own reach the response template", post("/kept", "{}"), "200", "seen");
    row("assumed: one override in each template", post("/once-each", "{}"), "202", "done");
    row("observed: fields of the front end, entry filter",
        post("/forwarded", "{}", "TE: trailers\r\nX-Forwarded-For: 10.0.0.1\r\n"), "200",
        "9 10.0.0.1, 127.0.0.1 h:9 []");
}

void TemplateTest::mocks()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, status);
    QFETCH(const std::string, body);
    const std::string answer = ask(request);
    QCOMPARE(bodyOf(answer), body);
    QCOMPARE(statusOf(answer), status);
    if (body == "pot") {
        QCOMPARE(fieldOf(answer, "Content-Type"), std::string("text/plain"));
        QCOMPARE(fieldOf(answer, "X-B"), std::string("tea"));
        QCOMPARE(fieldOf(answer, "x-b"), std::string()); // the mapped one is gone
        QCOMPARE(fieldOf(answer, "X-C"), std::string("kept"));
    }
}

void TemplateTest::failsLikeAws_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("line");
    const auto row = [](const char *name, const std::string &request, const char *line) {
        QTest::newRow(name) << request << std::string(line);
    };
    row("measured: request template does not parse", post("/bad-request", ""), "Unable to transform request");
    row("measured: response template does not parse", post("/bad-response", ""), "Unable to transform response");
    row("measured: template that throws", post("/throws", ""), "Unable to transform request");
    row("assumed: broken body", post("/broken", "{\"a\":1"), "Unable to transform request");
    row("assumed: illegal name of a field", post("/illegal", ""), "Invalid header name a b");
    row("assumed: override of a field the gateway sets", post("/refused", ""), "Content-Length header already present");
    row("documented: one override twice", post("/twice", ""), "Unable to transform request");
    row("assumed: the status twice", post("/twice-status", ""), "Unable to transform response");
    row("documented: one override twice, by put()", post("/twice-put", ""), "Unable to transform request");
    row("observed: loops without end", post("/endless", ""), "Unable to transform request");
}

void TemplateTest::failsLikeAws()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, line);
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    const std::string answer = ask(request);
    m_gateway.setTraceSink(nullptr);
    QCOMPARE(statusOf(answer), std::string("500"));
    QCOMPARE(bodyOf(answer), std::string(R"({"message": "Internal server error"})"));
    QCOMPARE(fieldOf(answer, "x-amzn-ErrorType"), std::string("InternalServerErrorException"));
    QCOMPARE(log->take()->executionFailure, "Execution failed due to configuration error: " + line);
}

void TemplateTest::chooses_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("status");
    const auto row = [](const char *name, const std::string &type, const char *status) {
        QTest::newRow(name) << post("/never", "{}", type.empty() ? "" : "Content-Type: " + type + "\r\n")
                            << std::string(status);
    };
    row("documented: no type is application/json", "", "200");
    row("documented: parameters of the type do not count", "application/json; charset=utf-8", "200");
    row("documented: NEVER refuses other types", "text/plain", "415");
}

void TemplateTest::chooses()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, status);
    const std::string answer = ask(request);
    QCOMPARE(statusOf(answer), status);
    if (status == "415")
        QCOMPARE(bodyOf(answer), std::string(R"({"message": "Unsupported Media Type"})"));
}

void TemplateTest::sendsWhatTheTemplateSays_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<QStringList>("sent");
    QTest::addColumn<QStringList>("notSent");
    QTest::newRow("documented: rendered body")
        << post("/plain", R"({"pet":{"name":"R\"ex"}})")
        << QStringList{QStringLiteral("POST /base/%7Bp%7D\r\n"), QStringLiteral("\r\n\r\n{\"name\": \"R\\\"ex\"}")}
        << QStringList{};
    QTest::newRow("documented: overrides win over mappings")
        << post("/overrides", R"({"pets":[{"id":1},{"id":22}]})")
        << QStringList{QStringLiteral("POST /base/a%20b?r=%5B22%5D&q=1&q=2\r\n"), QStringLiteral("X-H: new\r\n"),
                       QStringLiteral("Accept: text/xml\r\n"),
                       QStringLiteral("content-type: application/x-www-form-urlencoded\r\n"),
                       QStringLiteral("\r\n\r\na=%7B%22pets%22%3A%5B%7B%22id%22%3A1%7D%2C%7B%22id%22%3A22%7D%5D%7D")}
        << QStringList{QStringLiteral("mapped"), QStringLiteral("application/json")};
}

void TemplateTest::sendsWhatTheTemplateSays()
{
    QFETCH(const std::string, request);
    QFETCH(const QStringList, sent);
    QFETCH(const QStringList, notSent);
    (void)m_backend.takeRequests();
    QVERIFY(ask(request).starts_with("HTTP/1.1 20"));
    const auto requests = m_backend.takeRequests();
    QCOMPARE(requests.size(), 1U);
    const QString text = QString::fromStdString(requests.front());
    for (const QString &part : sent)
        QVERIFY2(text.contains(part), qPrintable(part + QLatin1String(" in ") + text));
    for (const QString &part : notSent)
        QVERIFY2(!text.contains(part), qPrintable(part + QLatin1String(" not in ") + text));
}

void TemplateTest::mapsTheAnswer()
{
    const std::string answer = ask(post("/plain", "{}"));
    QCOMPARE(bodyOf(answer), std::string("[1,22]"));
    QCOMPARE(fieldOf(answer, "Content-Type"), std::string("application/json"));
    QCOMPARE(fieldOf(answer, "X-Own"), std::string()); // only mapped fields return
}

void TemplateTest::carriesOverridesPastTheBackend()
{
    const std::string answer = ask(post("/overrides", "{}"));
    QCOMPARE(statusOf(answer), std::string("202"));
    QCOMPARE(bodyOf(answer), std::string("a b"));
    QCOMPARE(statusOf(ask(post("/select", "{\"id\":1}"))), std::string("200")); // and no further
}

void TemplateTest::tracesTemplates()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    (void)ask(post("/response", "{\"a\":1}"));
    const auto rendered = log->take();
    QCOMPARE(noteOf(*rendered, "output"), std::string("pot"));
    QCOMPARE(noteOf(*rendered, "context.responseOverride.status"), std::string("418"));
    QCOMPARE(noteOf(*rendered, "context.responseOverride.header.X-B"), std::string("tea"));
    (void)ask(post("/broken", "{\"a\":1"));
    QCOMPARE(noteOf(*log->take(), "$input.body"), std::string("{\"a\":1"));
    (void)ask(post("/throws", ""));
    const std::string error = noteOf(*log->take(), "template error");
    QVERIFY2(error.starts_with("line 2, column "), error.c_str());
    m_gateway.setTraceSink(nullptr);
}

QTEST_GUILESS_MAIN(TemplateTest)
#include "template_test.moc"

#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

namespace {

ApiBuilder shop()
{
    ApiBuilder shop;
    shop.mock("GET", "/pets", "[1,2]");
    shop.mock("HEAD", "/pets", "[1,2]");
    shop.mock("DELETE", "/pets", "", 204);
    shop.mock("ANY", "/echo/{id}/{rest+}", "{}");

    auto &options = shop.mock("OPTIONS", "/pets", "").integration->responses.front();
    options.responseTemplates.clear();
    options.responseParameters = {{"method.response.header.Access-Control-Allow-Origin", "'*'"},
                                  {"method.response.header.Access-Control-Allow-Methods", "'GET,OPTIONS'"},
                                  {"method.response.header.Date", "'yesterday'"},
                                  {"method.response.header.Transfer-Encoding", "'chunked'"}};

    auto &mapped = shop.mock("GET", "/mapped/{id}", "<p/>").integration->responses.front();
    mapped.responseParameters = {{"method.response.header.Content-Type", "'text/html'"},
                                 {"method.response.header.X-Id", "method.request.path.id"},
                                 {"method.response.header.X-Q", "method.request.querystring.q"},
                                 {"method.response.header.X-Qs", "method.request.multivaluequerystring.q"},
                                 {"method.response.header.X-Header", "method.request.header.X-In"},
                                 {"method.response.header.X-Filtered", "method.request.header.TE"},
                                 {"method.response.header.X-Stage", "context.stage"},
                                 {"method.response.header.X-Variable", "stageVariables.colour"},
                                 {"method.response.header.X-Body", "method.request.body.a[1].b"}};

    auto &select = shop.mock("POST", "/select", "");
    select.integration->requestTemplates.clear();
    select.integration->responses.clear();
    ApiBuilder::respond(select, "400", "4\\d{2}").responseTemplates["application/json"] = "bad";
    ApiBuilder::respond(select, "201", "201").responseTemplates = {{"application/json", "json"}, {"text/xml", "xml"}};

    shop.mock("GET", "/typed", "")
        .integration->responses.front()
        .responseParameters["method.response.header.Content-Type"]
        = "method.request.querystring.type";
    shop.mock("POST", "/never", "x").integration->passthroughBehavior = model::PassthroughBehavior::Never;
    shop.mock("GET", "/undeclared", "x").responses.clear();

    model::Method &required = shop.mock("GET", "/required", "ok");
    using Location = model::RequestParameter::Location;
    required.requestParameters = {{Location::QueryString, "qs1", true, {}},
                                  {Location::Path, "issuer", true, {}},
                                  {Location::Header, "x-header-param", true, {}},
                                  {Location::QueryString, "free", false, {}}};
    required.requestValidator = "params";
    shop.api.requestValidators = {{"params", false, true}};

    shop.mock("GET", "/secured", "x").authorizationType = model::AuthorizationType::AwsIam;

    shop.api.gatewayResponses = {{"BAD_REQUEST_PARAMETERS",
                                  "422",
                                  {{"gatewayresponse.header.X-Why", "'validation'"}},
                                  {{"text/plain", "[$context.error.message|$context.stage|$stageVariables.colour]"}}}};
    return shop;
}

std::string ok(const std::string &fields, const std::string &body, const std::string &type = "application/json")
{
    return "HTTP/1.1 200 OK\r\nDate: *\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size())
        + "\r\nConnection: keep-alive\r\nx-amzn-RequestId: *\r\n" + fields + "x-amz-apigw-id: *\r\n\r\n" + body;
}

std::string error(const std::string &status, const std::string &type, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\nConnection: keep-alive\r\nx-amzn-RequestId: *\r\nx-amzn-ErrorType: " + type
        + "\r\nx-amz-apigw-id: *\r\n\r\n" + body;
}

} // namespace

class MockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        model::Stage stage = stageNamed("dev");
        stage.variables = {{"colour", "red"}};
        const auto compiled = deploy::compile(shop().api, stage);
        QVERIFY(compiled.deployment);
        m_gateway.install(compiled.deployment);
        QVERIFY(m_gateway.start());
    }

    void answers_data();
    void answers();
    void answersPipelinedRequestsInOrder();
    void headHasNoContent();
    void noContentHasNoLength();
    void keepsRequestIdInUuidForm();
    void tracesWhatHappened();
    void explainsMissingAuthenticationToken();
    void countsByClass();

private:
    gateway::Gateway m_gateway;
};

void MockTest::answers_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("answer");
    const auto row = [](const char *name, const std::string &line, const std::string &answer,
                        const std::string &fields = {}, const std::string &body = {}) {
        const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
        QTest::newRow(name) << line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + length + "\r\n" + body << answer;
    };
    const std::string missingToken = error("403 Forbidden", "MissingAuthenticationTokenException",
                                           R"({"message":"Missing Authentication Token"})");
    const std::string forbidden = error("403 Forbidden", "ForbiddenException", R"({"message":"Forbidden"})");
    const std::string serverError
        = error("500 Internal Server Error", "InternalServerErrorException", R"({"message": "Internal server error"})");

    row("measured: order of fields", "GET /dev/pets", ok("", "[1,2]"));
    row("measured: literal mapped fields, Date remapped, Transfer-Encoding dropped", "OPTIONS /dev/pets",
        ok("Access-Control-Allow-Methods: GET,OPTIONS\r\nAccess-Control-Allow-Origin: *\r\nx-amzn-Remapped-Date: "
           "yesterday\r\n",
           ""));
    row("mapped fields of every source", "GET /dev/mapped/a%20b?q=1&q=x%2By+z",
        ok("X-Body: 7\r\nX-Header: In!\r\nX-Id: a%20b\r\nX-Q: x+y z\r\nX-Qs: 1,x+y z\r\nX-Stage: dev\r\nX-Variable: "
           "red\r\n",
           "<p/>", "text/html"),
        "X-In: In!\r\nTE: trailers\r\n", R"({"a": [0, {"b": 7}]})");
    row("missing sources set nothing", "GET /dev/mapped/1",
        ok("X-Id: 1\r\nX-Stage: dev\r\nX-Variable: red\r\n", "<p/>", "text/html"));
    row("assumed: values cannot end a line", "GET /dev/mapped/1?q=a%0D%0AX-Evil:%201",
        ok("X-Id: 1\r\nX-Q: a  X-Evil: 1\r\nX-Qs: a  X-Evil: 1\r\nX-Stage: dev\r\nX-Variable: red\r\n", "<p/>",
           "text/html"));
    row("assumed: a type cannot end a line", "GET /dev/typed?type=a%0D%0AX-Evil:%201", ok("", "", "a  X-Evil: 1"));
    row("assumed: malformed body that a mapping reads", "GET /dev/mapped/1",
        error("400 Bad Request", "BadRequestException", R"({"message": "Invalid JSON in request body"})"), "", "{nope");

    row("measured: MOCK body chooses the response", "POST /dev/select",
        "HTTP/1.1 201 Created\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: 4\r\nConnection: "
        "keep-alive\r\n"
        "x-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\njson",
        "", "{statusCode: 201}");
    row("documented: Accept chooses the response template", "POST /dev/select",
        "HTTP/1.1 201 Created\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: 3\r\nConnection: "
        "keep-alive\r\n"
        "x-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\nxml",
        "Accept: text/xml;q=1, */*\r\n", "{\"statusCode\": 201}");
    row("documented: pattern matches", "POST /dev/select",
        "HTTP/1.1 400 Bad Request\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: 3\r\nConnection: "
        "keep-alive\r\n"
        "x-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\nbad",
        "", "{\"statusCode\": 418}");
    row("documented: nothing matches and no default", "POST /dev/select", serverError, "", "{\"statusCode\": 500}");
    row("assumed: no statusCode", "POST /dev/select", serverError, "", "{\"status\": 200}");
    row("documented: no template for the type", "POST /dev/never",
        error("415 Unsupported Media Type", "BadRequestException", R"({"message": "Unsupported Media Type"})"),
        "Content-Type: text/xml\r\n", "<a/>");
    row("documented: integration response without method response", "GET /dev/undeclared", serverError);

    row("measured: unknown path", "GET /dev/dogs", missingToken);
    row("measured: unknown verb on a known path", "PUT /dev/pets", missingToken);
    row("observed: Authorization that is no signature", "GET /dev/dogs",
        error(
            "403 Forbidden", "IncompleteSignatureException",
            R"({"message":"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='."})"),
        "Authorization: Bearer abc\r\n");
    row("observed: unknown stage", "GET /prod/pets", forbidden);
    row("observed: no stage", "GET /", forbidden);
    row("measured: doubled slashes around the stage", "GET //dev//pets/", ok("", "[1,2]"));
    QTest::newRow("host names another API")
        << std::string("GET /dev/pets HTTP/1.1\r\nHost: other.localhost:80\r\n\r\n") << forbidden;
    QTest::newRow("host names this API") << std::string("GET /dev/pets HTTP/1.1\r\nHost: api1.execute-api.x.y\r\n\r\n")
                                         << ok("", "[1,2]");
    row("LocalStack's form of address", "GET /restapis/api1/dev/_user_request_/pets", ok("", "[1,2]"));
    row("documented: X-HTTP-Method-Override", "POST /dev/pets", ok("", "[1,2]"), "X-HTTP-Method-Override: GET\r\n");
    row("greedy parameter", "PATCH /dev/echo/1/2/3", ok("", "{}"));
    row("documented: method ARN over 1600 octets", "GET /dev/mapped/" + std::string(1600, 'x'),
        "HTTP/1.1 414 URI Too Long\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: 34\r\nConnection: "
        "keep-alive\r\n"
        "x-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\n{\"message\":\"Request URI too long\"}");

    const std::string validated
        = "HTTP/1.1 422 Unprocessable Content\r\nDate: *\r\nContent-Type: text/plain\r\nContent-Length: ";
    const std::string missing = "[Missing required request parameters: [x-header-param, issuer, qs1]|dev|red]";
    row("measured: missing parameters by full name, customised", "GET /dev/required?qs1=+",
        validated + std::to_string(missing.size())
            + "\r\nConnection: keep-alive\r\nx-amzn-RequestId: *\r\nx-amzn-ErrorType: BadRequestException\r\nX-Why: "
              "validation\r\n"
              "x-amz-apigw-id: *\r\n\r\n"
            + missing,
        "X-Header-Param: case differs\r\n");
    row("not run by this version", "GET /dev/secured", serverError);

    QTest::newRow("observed: fields too large")
        << "GET /dev/pets HTTP/1.1\r\nHost: x\r\nX: " + std::string(10300, 'x') + "\r\n\r\n"
        << std::string("HTTP/1.1 431 Request Header Fields Too Large\r\nDate: *\r\nContent-Type: "
                       "text/plain\r\nContent-Length: 39\r\n"
                       "Connection: close\r\nx-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\nHTTP header is larger "
                       "than 10240 bytes.");
    QTest::newRow("observed: content too large")
        << std::string("POST /dev/pets HTTP/1.1\r\nHost: x\r\nContent-Length: 10485761\r\n\r\n")
        << std::string("HTTP/1.1 413 Content Too Large\r\nDate: *\r\nContent-Type: text/plain\r\nContent-Length: 44\r\n"
                       "Connection: close\r\nx-amzn-RequestId: *\r\nx-amz-apigw-id: *\r\n\r\nHTTP content length "
                       "exceeded 10485760 bytes.");
}

void MockTest::answers()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, answer);
    RawClient client(m_gateway.port());
    QVERIFY(client.send(request));
    QCOMPARE(normalized(client.receive()), answer);
}

void MockTest::answersPipelinedRequestsInOrder()
{
    RawClient client(m_gateway.port());
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += "GET /dev/mapped/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    QVERIFY(client.send(requests));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(fieldOf(client.receive(), "X-Id"), std::to_string(i));
}

void MockTest::headHasNoContent()
{
    RawClient client(m_gateway.port());
    QVERIFY(client.send(
        "HEAD /dev/pets HTTP/1.1\r\nHost: x\r\n\r\nHEAD /dev/dogs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    const std::string answers = client.receiveAll();
    QCOMPARE(fieldOf(answers, "Content-Length"), std::string("5"));
    QVERIFY(!answers.contains("[1,2]"));
    QVERIFY(answers.contains("Content-Length: 42\r\nConnection: close\r\n")); // observed: rest-runtime.md 1.4
    QVERIFY(answers.ends_with("\r\n\r\n"));
}

void MockTest::noContentHasNoLength()
{
    RawClient client(m_gateway.port());
    QVERIFY(client.send("DELETE /dev/pets HTTP/1.1\r\nHost: x\r\n\r\n"));
    const std::string answer = client.receive();
    QVERIFY(answer.starts_with("HTTP/1.1 204 No Content\r\n"));
    QCOMPARE(fieldOf(answer, "Content-Length"), std::string());
}

void MockTest::keepsRequestIdInUuidForm()
{
    RawClient client(m_gateway.port());
    const std::string id = "0c7d0f6e-1111-4222-8333-0123456789ab";
    QVERIFY(client.send("GET /dev/pets HTTP/1.1\r\nHost: x\r\nx-amzn-requestid: " + id + "\r\n\r\n"));
    QCOMPARE(fieldOf(client.receive(), "x-amzn-RequestId"), id);
    QVERIFY(client.send("GET /dev/pets HTTP/1.1\r\nHost: x\r\nx-amzn-requestid: mine\r\n\r\n"));
    QCOMPARE(fieldOf(client.receive(), "x-amzn-RequestId").size(), std::size_t(36));
}

void MockTest::tracesWhatHappened()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    RawClient client(m_gateway.port());
    QVERIFY(client.send(
        "GET /dev/mapped/7?q=1&access_token=abcdefgh HTTP/1.1\r\nHost: x\r\nAuthorization: secret-value\r\n\r\n"));
    const std::string answer = client.receive();
    const auto trace = log->take();
    m_gateway.setTraceSink(nullptr);

    QCOMPARE(trace->status, 200);
    QCOMPARE(trace->requestId, fieldOf(answer, "x-amzn-RequestId"));
    QCOMPARE(trace->resourcePath, std::string("/mapped/{id}"));
    QCOMPARE(trace->integrationType, std::string("MOCK"));
    QCOMPARE(trace->pathParameters, (std::vector<trace::NameValue>{{"id", "7"}}));
    QCOMPARE(trace->request.fields[1].value, std::string("******-value"));
    QCOMPARE(trace->request.startLine, std::string("GET /dev/mapped/7?q=1&access_token=**cdefgh HTTP/1.1"));
    QCOMPARE(trace->query, std::string("q=1&access_token=**cdefgh"));
    QCOMPARE(trace->response.startLine, std::string("200 OK"));
    QCOMPARE(trace->response.body, std::string("<p/>"));
    QCOMPARE(noteOf(*trace, "method.response.header.X-Q"), std::string("1"));
    std::vector<std::string> names;
    for (const trace::Step &step : trace->steps)
        names.push_back(step.name);
    QCOMPARE(names,
             (std::vector<std::string>{"frontend/select", "route/match", "integration/mock", "integration-response/map",
                                       "method-response/send"}));
    QCOMPARE(trace->steps[2].pointer, std::string("/paths/~1mapped~1{id}/get/x-amazon-apigateway-integration"));
    QVERIFY(executionLog(*trace).ends_with(
        "Successfully completed execution\n"
        + executionLog(*trace).substr(executionLog(*trace).rfind('\n', executionLog(*trace).size() - 2) + 1)));
}

void MockTest::explainsMissingAuthenticationToken()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    RawClient client(m_gateway.port());
    QVERIFY(client.send("PUT /dev/pets HTTP/1.1\r\nHost: x\r\n\r\n"));
    client.receive();
    const auto trace = log->take();
    m_gateway.setTraceSink(nullptr);
    QCOMPARE(trace->gatewayResponseType, std::string("MISSING_AUTHENTICATION_TOKEN"));
    QCOMPARE(noteOf(*trace, "nearest route"),
             std::string("/pets (GET, DELETE, HEAD, OPTIONS): the path exists, but not with this method"));
}

void MockTest::countsByClass()
{
    const gateway::GatewayStats before = m_gateway.stats();
    RawClient client(m_gateway.port());
    QVERIFY(client.send("GET /dev/pets HTTP/1.1\r\nHost: x\r\n\r\nGET /dev/x HTTP/1.1\r\nHost: x\r\n\r\n"
                        "GET /dev/undeclared HTTP/1.1\r\nHost: x\r\n\r\n"));
    for (int i = 0; i < 3; ++i)
        client.receive();
    const gateway::GatewayStats after = m_gateway.stats();
    QCOMPARE(after.requests - before.requests, 3U);
    QCOMPARE(after.clientErrors - before.clientErrors, 1U);
    QCOMPARE(after.serverErrors - before.serverErrors, 1U);
    QVERIFY(after.openConnections >= 1);
}

QTEST_GUILESS_MAIN(MockTest)
#include "mock_test.moc"

#include "core/base/octets.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

using namespace gatehouse;

namespace {

constexpr std::size_t kBig = 3'000'000;
const std::string kOctets = "Content-Type: application/octet-stream\r\n"; // a binary media type of the API
const std::string kWantsOctets = "Accept: application/octet-stream\r\n";

std::string pattern(std::size_t size)
{
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + i * 7 % 26);
    return text;
}

/// The last segment of the path says what the backend does.
void answerAsAsked(const http::Request &request, http::Responder &responder)
{
    const std::string_view what = request.path.substr(request.path.rfind('/') + 1);
    std::string &out = responder.out();
    if (what == "fields") {
        out += "HTTP/1.1 201 Made\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Type: "
               "text/plain\r\nContent-Length: 2\r\n"
               "Connection: keep-alive\r\nServer: tests\r\nx-amzn-RequestId: theirs\r\nVia: 1.1 x\r\nSet-Cookie: "
               "a=1\r\nSet-Cookie: b=2\r\n"
               "X-Own: 1\r\n\r\nhi";
    } else if (what == "chunked") {
        out += "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    } else if (what == "big") {
        out += "HTTP/1.1 200 OK\r\n" + kOctets + "Content-Length: " + std::to_string(kBig) + "\r\n\r\n" + pattern(kBig);
    } else if (what == "too-big") {
        out += "HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n";
    } else if (what == "none") {
        out += "HTTP/1.1 204 No Content\r\nX-Own: 1\r\n\r\n";
    } else if (what == "broken") {
        out += "HTTP/1.1 200 OK\r\n" + kOctets + "Content-Length: 10\r\n\r\nabc";
        responder.flush([&responder](bool) { responder.abort(); });
        return;
    } else if (what == "lost") {
        responder.abort();
        return;
    } else if (what == "silent") {
        responder.onGone([&responder] { responder.abort(); });
        return;
    } else if (what == "404") {
        out += "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nlost";
    } else if (what == "head") {
        out += "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n";
    } else {
        out += "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nX-Own: 1\r\nContent-Length: 4\r\n\r\n<a/>";
    }
    responder.done();
}

std::string get(const std::string &path, const std::string &fields = {}, const std::string &verb = "GET",
                const std::string &body = {})
{
    const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return verb + " /dev" + path + " HTTP/1.1\r\nHost: localhost:9\r\n" + fields + length + "\r\n" + body;
}

const std::string kTraceField = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

} // namespace

class HttpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void sends_data();
    void sends();
    void passesLargeContent_data();
    void passesLargeContent();
    void headPassesTheLength();
    void closesWhenTheBackendBreaksOff();
    void reusesConnections();
    void cancelsWhenTheClientLeaves();
    void tracesTheCall();
    void stopsWithACallUnderWay();

private:
    gateway::Gateway m_gateway;
    ScriptedBackend m_backend{answerAsAsked};
};

void HttpTest::initTestCase()
{
    QVERIFY(m_backend.started());
    const std::string base = "http://${stageVariables.backend}";
    ApiBuilder builder;
    builder.api.binaryMediaTypes = {"application/octet-stream"};
    model::Integration &proxy = builder.http("ANY", "/proxy/{path+}", base + "/base/{path}", true);
    proxy.requestParameters = {{"integration.request.path.path", "method.request.path.path"},
                               {"integration.request.header.X-Mapped", "'m'"},
                               {"integration.request.querystring.added", "context.stage"}};
    builder.http("ANY", "/slow/{path+}", base + "/{path}", true).timeoutInMillis = 60;
    builder.method("ANY", "/slow/{path+}").integration->requestParameters["integration.request.path.path"]
        = "method.request.path.path";
    builder.http("GET", "/unmapped", base + "/u/{name}", true);
    builder.http("GET", "/refused", "http://127.0.0.1:1024/", true).timeoutInMillis = 5000;
    builder.http("GET", "/invalid", "http://${stageVariables.nothing}/", true);
    builder.http("GET", "/forbidden", base + "/x", false).requestParameters["integration.request.header.Content-Length"]
        = "'1'";

    model::Integration &plain = builder.http("ANY", "/plain/{what}", base + "/{what}?fixed=1", false);
    plain.requestParameters = {{"integration.request.path.what", "method.request.path.what"},
                               {"integration.request.querystring.q", "method.request.querystring.in"},
                               {"integration.request.querystring.all", "method.request.multivaluequerystring.in"},
                               {"integration.request.header.X-From", "method.request.header.X-To"},
                               {"integration.request.header.Via", "'dropped'"},
                               {"integration.request.header.Accept", "'text/xml'"}};
    plain.requestTemplates["text/css"] = "a {}";
    model::Method &method = builder.method("ANY", "/plain/{what}");
    ApiBuilder::respond(method, "200", "").responseParameters
        = {{"method.response.header.X-Own", "integration.response.header.X-Own"},
           {"method.response.header.X-Body", "integration.response.body"}};
    ApiBuilder::respond(method, "410", "404").responseTemplates["application/json"] = "gone";

    model::Stage stage = stageNamed("dev");
    stage.variables["backend"] = m_backend.address();
    const auto compiled = deploy::compile(builder.api, stage);
    QVERIFY(compiled.deployment);
    m_gateway.install(compiled.deployment);
    QVERIFY(m_gateway.start());
}

void HttpTest::answers_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("answer");
    const std::string front = "Connection: keep-alive\r\nx-amzn-RequestId: *\r\n";
    const auto ok
        = [&](const std::string &status, const std::string &type, const std::string &fields, const std::string &body) {
              return "HTTP/1.1 " + status + "\r\nDate: *\r\nContent-Type: " + type
                  + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + front + fields + "\r\n" + body;
          };
    const auto error = [&](const std::string &status, const std::string &message, const std::string &more = {}) {
        return ok(status, "application/json",
                  "x-amzn-ErrorType: InternalServerErrorException\r\nx-amz-apigw-id: *\r\n" + more,
                  "{\"message\": \"" + message + "\"}");
    };
    const std::string id = "x-amz-apigw-id: *\r\n";
    const std::string traced = id + "X-Amzn-Trace-Id: *\r\n";

    QTest::newRow("measured: HTTP_PROXY remaps and drops")
        << get("/proxy/fields")
        << ok("201 Created", "text/plain",
              "x-amzn-Remapped-Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nx-amzn-Remapped-Content-Length: 2\r\n"
              "x-amzn-Remapped-Connection: keep-alive\r\nx-amzn-Remapped-Server: "
              "tests\r\nx-amzn-Remapped-x-amzn-RequestId: theirs\r\n"
              "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Own: 1\r\n"
                  + id,
              "hi");
    QTest::newRow("chunked answers get a length")
        << get("/proxy/chunked") << ok("200 OK", "application/json", id, "abcde");
    QTest::newRow("no content") << get("/proxy/none")
                                << "HTTP/1.1 204 No Content\r\nDate: *\r\nContent-Type: application/json\r\n" + front
            + "X-Own: 1\r\n" + id + "\r\n";
    QTest::newRow("measured: HTTP_PROXY passes errors")
        << get("/proxy/404")
        << ok("404 Not Found", "application/json", "x-amzn-Remapped-Content-Length: 4\r\n" + id, "lost");
    QTest::newRow("observed: answer over 10 MB")
        << get("/proxy/too-big") << error("500 Internal Server Error", "Internal server error");
    QTest::newRow("observed: text that breaks off")
        << get("/proxy/broken") << error("504 Gateway Timeout", "Network error communicating with endpoint");
    QTest::newRow("observed: connection lost")
        << get("/proxy/lost", "", "POST") << error("504 Gateway Timeout", "Network error communicating with endpoint");
    QTest::newRow("observed: connection refused")
        << get("/refused") << error("504 Gateway Timeout", "Network error communicating with endpoint");
    QTest::newRow("observed: time-out") << get("/slow/silent")
                                        << error("504 Gateway Timeout", "Endpoint request timed out");
    QTest::newRow("measured: invalid address")
        << get("/invalid") << error("500 Internal Server Error", "Internal server error");
    QTest::newRow("measured: mapped Content-Length")
        << get("/forbidden") << error("500 Internal Server Error", "Internal server error");

    QTest::newRow("measured: HTTP returns mapped fields only")
        << get("/plain/x") << ok("200 OK", "application/json", "X-Body: <a/>\r\nX-Own: 1\r\n" + traced, "<a/>");
    QTest::newRow("measured: HTTP selects by status")
        << get("/plain/404") << ok("410 Gone", "application/json", traced, "gone");
}

void HttpTest::answers()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, answer);
    RawClient client(m_gateway.port());
    QVERIFY(client.send(request));
    QCOMPARE(normalized(client.receive()), answer);
}

void HttpTest::sends_data()
{
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("sent");
    const std::string host = "Host: " + m_backend.address() + "\r\n";
    const std::string api = "X-Amzn-Apigateway-Api-Id: api1\r\nX-Amzn-Trace-Id: " + kTraceField + "\r\n";
    const std::string forwarded = "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 9\r\n";
    const std::string trace = "X-Amzn-Trace-Id: " + kTraceField + "\r\n";

    QTest::newRow("measured: HTTP_PROXY passes fields, query and path")
        << get("/proxy/a%20b//c?x=1&y=%2B",
               trace
                   + "Accept: */*\r\nUser-Agent: curl\r\nTE: trailers\r\nVia: 1.1 q\r\nX-HTTP-Method-Override: "
                     "GET\r\nx-mapped: client\r\n")
        << "GET /base/a%20b//c?x=1&y=%2B&added=dev\r\n" + host + "Accept: */*\r\nUser-Agent: curl\r\n" + forwarded
            + "X-Mapped: m\r\n" + api + "\r\n";
    QTest::newRow("HTTP_PROXY passes the body, extends X-Forwarded-For")
        << get("/proxy/a", trace + "Content-Type: text/plain\r\nX-Forwarded-For: 10.0.0.1\r\n", "POST", "body")
        << "POST /base/a?added=dev\r\n" + host + "Content-Type: text/plain\r\nX-Forwarded-For: 10.0.0.1, 127.0.0.1\r\n"
            + forwarded.substr(forwarded.find("X-Forwarded-Proto")) + "X-Mapped: m\r\n" + api
            + "Content-Length: 4\r\n\r\nbody";
    QTest::newRow("documented: a token passes") << get("/proxy/a", trace + "Authorization: Bearer x\r\n")
                                                << "GET /base/a?added=dev\r\n" + host + "Authorization: Bearer x\r\n"
            + forwarded + "X-Mapped: m\r\n" + api + "\r\n";
    QTest::newRow("documented: a signature does not pass")
        << get("/proxy/a", trace + "Authorization: AWS4-HMAC-SHA256 x\r\n")
        << "GET /base/a?added=dev\r\n" + host + forwarded + "X-Mapped: m\r\n" + api + "\r\n";
    QTest::newRow("assumed: no content with GET")
        << get("/proxy/a", trace, "GET", "body")
        << "GET /base/a?added=dev\r\n" + host + forwarded + "X-Mapped: m\r\n" + api + "\r\n";
    QTest::newRow("documented: placeholder without a mapping stays")
        << get("/unmapped", trace) << "GET /u/%7Bname%7D\r\n" + host + forwarded + api + "\r\n";
    QTest::newRow("measured: HTTP sends defaults and mapped parameters only")
        << get("/plain/w?in=1&in=a+b&other=2", trace + "X-To: there\r\nX-Else: 1\r\nAccept: */*\r\n")
        << "GET /w?fixed=1&all=1&all=a%20b&q=a%20b\r\n" + host
            + "Accept: text/xml\r\nX-From: there\r\nUser-Agent: AmazonAPIGateway_api1\r\n" + api + "\r\n";
    QTest::newRow("HTTP passes a body through, with its type")
        << get("/plain/w", trace + "Content-Type: text/plain\r\n", "PUT", "body")
        << "PUT /w?fixed=1\r\n" + host
            + "Accept: text/xml\r\nUser-Agent: AmazonAPIGateway_api1\r\nX-Amzn-Apigateway-Api-Id: api1\r\n"
              "Content-Type: text/plain\r\n"
            + trace + "Content-Length: 4\r\n\r\nbody";
    QTest::newRow("HTTP sends a template in place of the body")
        << get("/plain/w", trace + "Content-Type: text/css; charset=utf-8\r\n", "PUT", "body")
        << "PUT /w?fixed=1\r\n" + host
            + "Accept: text/xml\r\nUser-Agent: AmazonAPIGateway_api1\r\nX-Amzn-Apigateway-Api-Id: api1\r\n"
              "Content-Type: text/css; charset=utf-8\r\n"
            + trace + "Content-Length: 4\r\n\r\na {}";
}

void HttpTest::sends()
{
    QFETCH(const std::string, request);
    QFETCH(const std::string, sent);
    m_backend.takeRequests();
    RawClient client(m_gateway.port());
    QVERIFY(client.send(request));
    client.receive();
    const auto requests = m_backend.takeRequests();
    QCOMPARE(requests.size(), std::size_t(1));
    QCOMPARE(requests.front(), sent);
}

void HttpTest::passesLargeContent_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("content");
    QTest::newRow("binary, streamed with back-pressure") << kWantsOctets << pattern(kBig);
    QTest::newRow("base64, all of it first") << std::string() << encodeBase64(pattern(kBig));
}

void HttpTest::passesLargeContent()
{
    QFETCH(const std::string, fields);
    QFETCH(const std::string, content);
    RawClient client(m_gateway.port(), 4096);
    QVERIFY(client.send(get("/proxy/big", fields) + get("/proxy/fields")));
    const std::string answer = client.receive();
    QCOMPARE(fieldOf(answer, "Content-Length"), std::to_string(content.size()));
    QVERIFY(bodyOf(answer) == content);
    QVERIFY(client.receive().ends_with("hi"));
}

void HttpTest::headPassesTheLength()
{
    RawClient client(m_gateway.port());
    QVERIFY(client.send(get("/proxy/head", "Connection: close\r\n", "HEAD")));
    const std::string answer = client.receiveAll();
    QCOMPARE(fieldOf(answer, "Content-Length"), std::string("1234"));
    QCOMPARE(bodyOf(answer), std::string());
}

void HttpTest::closesWhenTheBackendBreaksOff()
{
    RawClient client(m_gateway.port());
    QVERIFY(client.send(get("/proxy/broken", kWantsOctets)));
    const std::string answer = client.receiveAll();
    QVERIFY(client.isReset());
    QVERIFY(bodyOf(answer).size() < 10);
}

void HttpTest::reusesConnections()
{
    RawClient client(m_gateway.port());
    std::string requests;
    for (int i = 0; i < 50; ++i)
        requests += get("/proxy/" + std::to_string(i));
    m_backend.takeRequests();
    QVERIFY(client.send(requests));
    for (int i = 0; i < 50; ++i)
        QCOMPARE(bodyOf(client.receive()), std::string("<a/>"));
    const auto sent = m_backend.takeRequests();
    QCOMPARE(sent.size(), std::size_t(50));
    for (int i = 0; i < 50; ++i)
        QVERIFY(sent[static_cast<std::size_t>(i)].starts_with("GET /base/" + std::to_string(i) + "?"));
}

void HttpTest::cancelsWhenTheClientLeaves()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    m_backend.takeRequests();
    {
        RawClient client(m_gateway.port());
        QVERIFY(client.send(get("/proxy/silent")));
        QVERIFY(QTest::qWaitFor([&] { return !m_backend.takeRequests().empty(); }));
        client.reset();
    }
    QCOMPARE(log->take()->status, 0);
    m_gateway.setTraceSink(nullptr);
}

void HttpTest::tracesTheCall()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    RawClient client(m_gateway.port());
    QVERIFY(client.send(get("/proxy/fields") + get("/plain/404?in=1") + get("/slow/silent")));

    QVERIFY(client.receive().ends_with("hi"));
    const auto proxied = log->take();
    QCOMPARE(proxied->endpointUri, "http://" + m_backend.address() + "/base/fields?added=dev");
    QCOMPARE(proxied->endpointRequest.startLine, std::string("GET /base/fields?added=dev HTTP/1.1"));
    QCOMPARE(proxied->endpointResponse.startLine, std::string("201 Made"));
    QCOMPARE(proxied->endpointResponse.body, std::string("hi"));
    QCOMPARE(proxied->response.body, std::string("hi"));
    QCOMPARE(proxied->responseBodySize, std::uint64_t(2));
    QVERIFY(proxied->integrationLatency.count() >= 0);

    client.receive();
    const auto mapped = log->take();
    QCOMPARE(mapped->status, 410);
    QCOMPARE(noteOf(*mapped, "integration response"), std::string("404"));
    QCOMPARE(noteOf(*mapped, "integration.request.querystring.q"), std::string("1"));
    QVERIFY(executionLog(*mapped).contains("Received response. Status: 404, Integration latency: "));

    client.receive();
    const auto late = log->take();
    QCOMPARE(late->gatewayResponseType, std::string("INTEGRATION_TIMEOUT"));
    QVERIFY(executionLog(*late).contains(" : Execution failed due to a timeout error\n"));
    QVERIFY(executionLog(*late).ends_with(" : Method completed with status: 504\n"));
    m_gateway.setTraceSink(nullptr);
}

void HttpTest::stopsWithACallUnderWay()
{
    RawClient client(m_gateway.port());
    m_backend.takeRequests();
    QVERIFY(client.send(get("/proxy/silent")));
    QVERIFY(QTest::qWaitFor([&] { return !m_backend.takeRequests().empty(); }));
    m_gateway.stop(std::chrono::milliseconds(20));
    QVERIFY(!m_gateway.isRunning());
    QCOMPARE(client.receiveAll(), std::string());
    QVERIFY(m_gateway.start());
    RawClient again(m_gateway.port());
    QVERIFY(again.send(get("/proxy/fields")));
    QVERIFY(again.receive().ends_with("hi"));
}

QTEST_GUILESS_MAIN(HttpTest)
#include "http_test.moc"

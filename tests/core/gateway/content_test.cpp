// contentHandling with binaryMediaTypes, and minimumCompressionSize, through real sockets
// (rest-runtime.md 6.3, 6.5, 6.10).
#include "core/http/content_coding.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

using namespace gatehouse;

namespace {

const std::string kOctets = "\xFF\xFE\x01Z"; // no UTF-8
const std::string kAsText = "\xEF\xBF\xBD\xEF\xBF\xBD\x01Z";
const std::string kAsBase64 = "//4BWg==";
const std::string kLong = std::string(1000, 'a') + std::string(1000, 'b');

/// Answers with the content that the last segment of the path names: "octets.png" has the type image/png.
void answerWithContent(const http::Request &request, http::Responder &responder)
{
    const std::string_view name = request.path.substr(request.path.rfind('/') + 1);
    const std::string_view what = name.substr(0, name.find('.'));
    std::string type = name.ends_with(".png") ? "image/png" : name.ends_with(".pdf") ? "application/pdf" : "text/plain";
    if (name.ends_with(".none"))
        type.clear();
    std::string body = what == "octets" ? kOctets
        : what == "base64"              ? kAsBase64
        : what == "long"                ? kLong
        : what == "huge"                ? std::string(8'000'000, '\xFF')
                                        : "plain";
    std::string coding;
    if (what == "coded") {
        http::encodeContent(http::ContentCoding::Gzip, kLong, body);
        coding = "Content-Encoding: gzip\r\n";
    }
    responder.out() += "HTTP/1.1 200 OK\r\n" + (type.empty() ? "" : "Content-Type: " + type + "\r\n") + coding
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    responder.done();
}

std::string statusOf(const std::string &answer)
{
    return answer.substr(9, 3);
}

} // namespace

class ContentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void requests_data();
    void requests();
    void answers_data();
    void answers();
    void preflights_data();
    void preflights();
    void compresses_data();
    void compresses();
    void decompresses_data();
    void decompresses();
    void refusesBombs();
    void tracesDecisions();
    void choosesCoding_data();
    void choosesCoding();

private:
    void install(const ApiBuilder &builder);
    void addMethods(ApiBuilder &builder) const;
    std::string ask(const std::string &api, const std::string &verb, const std::string &path, const std::string &fields,
                    const std::string &body = {})
    {
        const std::string length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
        RawClient client(m_gateway.port());
        const bool sent = client.send(verb + " /dev" + path + " HTTP/1.1\r\nHost: " + api + ".localhost\r\n" + fields
                                      + length + "\r\n" + body);
        return sent ? client.receive() : std::string();
    }

    gateway::Gateway m_gateway;
    ScriptedBackend m_backend{answerWithContent};
};

void ContentTest::install(const ApiBuilder &builder)
{
    const auto compiled = deploy::compile(builder.api, stageNamed("dev"));
    QVERIFY(compiled.deployment);
    for (const Diagnostic &diagnostic : compiled.diagnostics)
        QVERIFY2(diagnostic.rule == "deploy-content-handling", diagnostic.message.c_str());
    m_gateway.install(compiled.deployment);
}

/// Below /request/HANDLING and /response/HANDLING: /map/{what}, /pass/{what} (both HTTP) and /mock; besides
/// /proxy/{what}.
void ContentTest::addMethods(ApiBuilder &builder) const
{
    using model::ContentHandling;
    const std::pair<std::string, std::optional<ContentHandling>> handlings[] = {
        {"none", std::nullopt}, {"text", ContentHandling::ConvertToText}, {"binary", ContentHandling::ConvertToBinary}};
    const std::string target = "http://" + m_backend.address() + "/{what}";
    const auto mapped = [](model::Integration &integration) {
        integration.requestParameters["integration.request.path.what"] = "method.request.path.what";
    };
    for (const bool request : {true, false}) {
        for (const auto &[name, handling] : handlings) {
            const std::string base = (request ? "/request/" : "/response/") + name;
            for (const bool maps : {true, false}) {
                const std::string path = base + (maps ? "/map" : "/pass") + "/{what}";
                model::Integration &integration = builder.http("POST", path, target, false);
                mapped(integration);
                model::IntegrationResponse &response = ApiBuilder::respond(builder.method("POST", path), "200", "");
                if (maps && request) {
                    for (const char *type : {"application/json", "image/png", "text/plain"})
                        integration.requestTemplates[type] = "<$input.body>";
                } else if (maps) {
                    response.responseTemplates["application/json"] = "<$input.body>";
                }
                (request ? integration.contentHandling : response.contentHandling) = handling;
            }
            model::Method &mock = builder.mock("OPTIONS", base + "/mock", "mocked");
            mock.integration->contentHandling = handling;
            mock.integration->responses.front().contentHandling = handling;
        }
    }
    mapped(builder.http("POST", "/proxy/{what}", target, true));
}

void ContentTest::initTestCase()
{
    QVERIFY(m_backend.started());
    ApiBuilder text("text");
    addMethods(text);
    install(text);
    ApiBuilder binary("binary");
    binary.api.binaryMediaTypes = {"image/png", "application/*", "*/test"};
    addMethods(binary);
    install(binary);
    ApiBuilder all("all");
    all.api.binaryMediaTypes = {"*/*"};
    addMethods(all);
    install(all);

    ApiBuilder coded("coded");
    coded.api.minimumCompressionSize = 100;
    coded.api.binaryMediaTypes = {"image/png"};
    addMethods(coded);
    coded.mock("GET", "/long", kLong);
    coded.mock("GET", "/short", "short");
    coded.mock("GET", "/own", kLong).integration->responses.front().responseParameters
        = {{"method.response.header.content-encoding", "'br'"}};
    coded.mock("GET", "/fails", kLong).integration->requestTemplates["application/json"] = "none";
    install(coded);
    QVERIFY(m_gateway.start());
}

void ContentTest::requests_data()
{
    QTest::addColumn<std::string>("api");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("sent"); // to the backend; "500" if nothing is
    const auto row = [](const char *name, const char *api, const char *path, const char *type, const std::string &body,
                        const std::string &sent) {
        QTest::newRow(name) << std::string(api) << "/request/" + std::string(path) + "/plain.txt" << std::string(type)
                            << body << sent;
    };
    row("measured: no list, none", "text", "none/pass", "image/png", kOctets, kAsText);
    row("measured: no list, to text", "text", "text/pass", "image/png", kOctets, kAsText);
    row("measured: no list, to binary", "text", "binary/pass", "image/png", kAsBase64, kOctets);
    row("measured: no list, to binary, no base64", "text", "binary/pass", "image/png", "{}", "500");
    row("measured: text, none", "binary", "none/pass", "text/plain", kOctets, kAsText);
    row("measured: text, to text", "binary", "text/pass", "text/plain", "caf\xC3\xA9", "caf\xC3\xA9");
    row("measured: text, to binary", "binary", "binary/pass", "text/plain", kAsBase64, kOctets);
    row("measured: text, to binary, no base64", "binary", "binary/pass", "text/plain", "no base64", "500");
    row("measured: binary, none", "binary", "none/pass", "image/png", kOctets, kOctets);
    row("measured: binary, to binary", "binary", "binary/pass", "image/png", kOctets, kOctets);
    row("measured: binary, to binary, base64 stays", "binary", "binary/pass", "image/png", kAsBase64, kAsBase64);
    row("measured: binary, to text", "binary", "text/pass", "image/png", kOctets, kAsBase64);
    row("measured: an empty body stays empty", "binary", "binary/pass", "text/plain", "", "");
    row("measured: template after to binary of text", "binary", "binary/map", "text/plain", kAsBase64, "500");
    row("measured: template sees octets", "binary", "none/map", "image/png", kOctets, "500");
    row("measured: template of to text", "binary", "text/map", "image/png", kOctets, "<" + kAsBase64 + ">");
    row("documented: template of text", "binary", "none/map", "text/plain", "hi", "<hi>");
    row("measured: parameters of the type do not count", "binary", "none/pass", "image/png; a=b", kOctets, kOctets);
    row("measured: wildcard on the right", "binary", "none/pass", "application/pdf", kOctets, kOctets);
    row("measured: wildcard on the left never matches", "binary", "none/pass", "x/test", kOctets, kAsText);
    row("documented: everything is binary", "all", "none/pass", "text/plain", kOctets, kOctets);
    row("assumed: no type is application/json", "binary", "none/pass", "", kOctets, kOctets);
    QTest::newRow("documented: HTTP_PROXY, no list")
        << std::string("text") << std::string("/proxy/plain.txt") << std::string("image/png") << kOctets << kAsText;
    QTest::newRow("documented: HTTP_PROXY, binary")
        << std::string("binary") << std::string("/proxy/plain.txt") << std::string("image/png") << kOctets << kOctets;
}

void ContentTest::requests()
{
    QFETCH(const std::string, api);
    QFETCH(const std::string, path);
    QFETCH(const std::string, type);
    QFETCH(const std::string, body);
    QFETCH(const std::string, sent);
    (void)m_backend.takeRequests();
    const std::string answer = ask(api, "POST", path, type.empty() ? "" : "Content-Type: " + type + "\r\n", body);
    const auto requests = m_backend.takeRequests();
    if (sent == "500") {
        QCOMPARE(statusOf(answer), sent);
        QCOMPARE(bodyOf(answer), std::string(R"({"message": "Internal server error"})"));
        QVERIFY(requests.empty());
        return;
    }
    QCOMPARE(requests.size(), 1U);
    QCOMPARE(QByteArray::fromStdString(bodyOf(requests.front())), QByteArray::fromStdString(sent));
    QCOMPARE(fieldOf("\r\n" + requests.front(), "Content-Length"), std::to_string(sent.size()));
}

void ContentTest::answers_data()
{
    QTest::addColumn<std::string>("api");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("accept");
    QTest::addColumn<std::string>("body"); // "500" if it fails
    const auto row = [](const char *name, const char *api, const char *path, const char *accept,
                        const std::string &body) {
        QTest::newRow(name) << std::string(api) << "/response/" + std::string(path) << std::string(accept) << body;
    };
    // Payload, Accept, contentHandling: the rows of the table of 6.10, in its order.
    row("measured: no list, none", "text", "none/pass/octets.png", "image/png", kAsText);
    row("measured: no list, to text", "text", "text/pass/octets.png", "image/png", kAsText);
    row("measured: no list, to binary", "text", "binary/pass/base64.txt", "image/png", kOctets);
    row("measured: no list, to binary, no base64", "text", "binary/pass/octets.txt", "image/png", "500");
    row("measured: text, text, none", "binary", "none/pass/octets.txt", "text/plain", kAsText);
    row("measured: text, text, to text", "binary", "text/pass/octets.txt", "text/plain", kAsText);
    row("measured: text, text, to binary", "binary", "binary/pass/base64.txt", "text/plain", kOctets);
    row("measured: text, binary, none", "binary", "none/pass/base64.txt", "image/png", kOctets);
    row("measured: text, binary, to binary", "binary", "binary/pass/base64.txt", "image/png", kOctets);
    row("measured: text, binary, none, no base64", "binary", "none/pass/octets.txt", "image/png", "500");
    row("measured: text, binary, to text", "binary", "text/pass/base64.txt", "image/png", kAsBase64);
    row("measured: binary, text, none", "binary", "none/pass/octets.png", "text/plain", kAsBase64);
    row("measured: binary, text, to text", "binary", "text/pass/octets.png", "text/plain", kAsBase64);
    row("measured: binary, text, to binary", "binary", "binary/pass/octets.png", "text/plain", kOctets);
    row("measured: binary, binary, none", "binary", "none/pass/octets.png", "image/png", kOctets);
    row("measured: binary, binary, to binary", "binary", "binary/pass/octets.png", "image/png", kOctets);
    row("measured: binary, binary, to text", "binary", "text/pass/octets.png", "image/png", kAsBase64);

    row("measured: only the first type of Accept counts", "binary", "none/pass/octets.png",
        "text/html, image/png;q=0.9", kAsBase64);
    row("measured: first of several", "binary", "none/pass/octets.png", "image/png;q=0.1, text/html", kOctets);
    row("measured: a wildcard in Accept matches no entry", "binary", "none/pass/octets.png", "image/*", kAsBase64);
    row("measured: */* in Accept matches no entry", "binary", "none/pass/octets.png", "*/*", kAsBase64);
    row("measured: application/* in Accept matches that entry", "binary", "none/pass/octets.png", "application/*",
        kOctets);
    row("measured: entry with a wildcard on the right", "binary", "none/pass/octets.png", "application/pdf", kOctets);
    row("measured: entry with a wildcard on the left", "binary", "none/pass/octets.png", "x/test", kAsBase64);
    row("measured: no Accept matches nothing", "binary", "none/pass/octets.png", "", kAsBase64);
    row("documented: everything is binary", "all", "none/pass/octets.txt", "text/html", kOctets);
    row("assumed: so is a request without Accept", "all", "none/pass/octets.txt", "", kOctets);
    row("assumed: an answer without a type is application/json", "binary", "none/pass/octets.none", "image/png",
        kOctets);

    row("measured: template of text", "binary", "none/map/plain.txt", "application/xml+x", "500");
    row("documented: template of text for text", "binary", "none/map/plain.txt", "text/html", "<plain>");
    row("measured: template of base64", "binary", "text/map/octets.png", "image/png", "<" + kAsBase64 + ">");
    row("measured: template sees octets", "binary", "none/map/octets.png", "image/png", "500");
    row("measured: template after to binary", "binary", "binary/map/base64.txt", "text/html", "500");
    row("measured: base64 beyond the payload limit", "binary", "none/pass/huge.png", "text/html", "500");

    const auto proxy
        = [](const char *name, const char *api, const char *what, const char *accept, const std::string &body) {
              QTest::newRow(name) << std::string(api) << "/proxy/" + std::string(what) << std::string(accept) << body;
          };
    proxy("documented: HTTP_PROXY, no list", "text", "octets.png", "image/png", kAsText);
    proxy("documented: HTTP_PROXY, binary, binary", "binary", "octets.png", "image/png", kOctets);
    proxy("documented: HTTP_PROXY, binary, text", "binary", "octets.png", "text/html", kAsBase64);
    proxy("documented: HTTP_PROXY, text, binary", "binary", "base64.txt", "image/png", kOctets);
}

void ContentTest::answers()
{
    QFETCH(const std::string, api);
    QFETCH(const std::string, path);
    QFETCH(const std::string, accept);
    QFETCH(const std::string, body);
    const std::string answer = ask(api, "POST", path, accept.empty() ? "" : "Accept: " + accept + "\r\n");
    if (body == "500") {
        QCOMPARE(statusOf(answer), body);
        QCOMPARE(fieldOf(answer, "x-amzn-ErrorType"), std::string("InternalServerErrorException"));
        return;
    }
    QCOMPARE(statusOf(answer), std::string("200"));
    QCOMPARE(QByteArray::fromStdString(bodyOf(answer)), QByteArray::fromStdString(body));
}

void ContentTest::preflights_data()
{
    QTest::addColumn<std::string>("api");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("status");
    const auto row = [](const char *name, const char *api, const char *handling, const char *status) {
        QTest::newRow(name) << std::string(api) << "/request/" + std::string(handling) + "/mock" << std::string(status);
    };
    row("documented: no list", "text", "none", "200");
    row("documented: */* without contentHandling", "all", "none", "500");
    row("documented: */* with CONVERT_TO_TEXT", "all", "text", "200");
}

void ContentTest::preflights()
{
    QFETCH(const std::string, api);
    QFETCH(const std::string, path);
    QFETCH(const std::string, status);
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    const std::string answer = ask(api, "OPTIONS", path, "Accept: */*\r\n");
    m_gateway.setTraceSink(nullptr);
    QCOMPARE(statusOf(answer), status);
    QCOMPARE(
        log->take()->executionFailure,
        std::string(status == "500" ? "Execution failed due to configuration error: Unable to transform request" : ""));
}

void ContentTest::compresses_data()
{
    QTest::addColumn<std::string>("verb");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("accepted");
    QTest::addColumn<std::string>("coding"); // of the answer
    const auto row = [](const char *name, const char *path, const char *accepted, const char *coding) {
        const bool mock = std::string_view(path).starts_with("GET ");
        QTest::newRow(name) << std::string(mock ? "GET" : "POST") << std::string(path).substr(mock ? 4 : 0)
                            << std::string(accepted) << std::string(coding);
    };
    row("documented: gzip", "GET /long", "gzip", "gzip");
    row("documented: deflate", "GET /long", "deflate", "deflate");
    row("documented: identity", "GET /long", "identity", "");
    row("documented: no Accept-Encoding", "GET /long", "", "");
    row("documented: any coding", "GET /long", "*", "");
    row("documented: the highest priority", "GET /long", "gzip;q=0.2, deflate;q=0.9", "deflate");
    row("documented: the highest priority is no coding of ours", "GET /long", "br, gzip;q=0.5", "");
    row("documented: below the threshold", "GET /short", "gzip", "");
    row("documented: the answer is coded already", "GET /own", "gzip", "br");
    row("documented: HTTP", "/response/none/pass/long.txt", "gzip", "gzip");
    row("documented: HTTP_PROXY", "/proxy/long.txt", "gzip", "gzip");
    row("documented: HTTP_PROXY, binary", "/proxy/long.png", "gzip", "gzip");
    row("assumed: errors are not compressed", "GET /fails", "gzip", "");
}

void ContentTest::compresses()
{
    QFETCH(const std::string, verb);
    QFETCH(const std::string, path);
    QFETCH(const std::string, accepted);
    QFETCH(const std::string, coding);
    const std::string accept = path.ends_with(".png") ? "image/png" : "text/html";
    const std::string coded = accepted.empty() ? "" : "Accept-Encoding: " + accepted + "\r\n";
    const std::string answer = ask("coded", verb, path, "Accept: " + accept + "\r\n" + coded);
    const std::string body = bodyOf(answer);
    QCOMPARE(fieldOf(answer, "Content-Length"), std::to_string(body.size()));
    if (coding == "gzip" || coding == "deflate") {
        QCOMPARE(fieldOf(answer, "Content-Encoding"), coding);
        QVERIFY(body.size() < 100);
        std::string decoded;
        QVERIFY(http::decodeContent(coding, body, 1 << 20, decoded));
        QCOMPARE(decoded, kLong);
    } else {
        QCOMPARE(fieldOf(answer, "content-encoding"), coding);
        QVERIFY(body == kLong || body == "short" || statusOf(answer) == "500");
    }
}

void ContentTest::decompresses_data()
{
    QTest::addColumn<std::string>("api");
    QTest::addColumn<std::string>("coding");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("sent"); // to the backend; "415" if nothing is
    std::string gzip, deflate;
    http::encodeContent(http::ContentCoding::Gzip, kLong, gzip);
    http::encodeContent(http::ContentCoding::Deflate, kLong, deflate);
    const std::string bare = deflate.substr(2, deflate.size() - 6); // without the zlib format's head and sum
    const auto row
        = [](const char *name, const char *api, const char *coding, const std::string &body, const std::string &sent) {
              QTest::newRow(name) << std::string(api) << std::string(coding) << body << sent;
          };
    row("documented: gzip", "coded", "gzip", gzip, kLong);
    row("documented: deflate", "coded", "deflate", deflate, kLong);
    row("deflate without a frame", "coded", "deflate", bare, kLong);
    row("two members", "coded", "gzip", gzip + gzip, kLong + kLong);
    row("identity", "coded", "identity", "as it is", "as it is");
    row("no body", "coded", "gzip", "", "");
    row("documented: unsupported coding", "coded", "br", gzip, "415");
    row("assumed: several codings", "coded", "gzip, gzip", gzip, "415");
    row("documented: undecodable", "coded", "gzip", "no gzip", "415");
    row("documented: cut off", "coded", "gzip", gzip.substr(0, gzip.size() - 9), "415");
    row("documented: broken sum", "coded", "deflate", deflate.substr(0, deflate.size() - 1) + "x", "415");
    row("documented: only with minimumCompressionSize", "binary", "gzip", "no gzip", "no gzip");
}

void ContentTest::decompresses()
{
    QFETCH(const std::string, api);
    QFETCH(const std::string, coding);
    QFETCH(const std::string, body);
    QFETCH(const std::string, sent);
    (void)m_backend.takeRequests();
    const std::string answer = ask(api, "POST", "/request/none/pass/plain.txt",
                                   "Content-Type: text/plain\r\nContent-Encoding: " + coding + "\r\n", body);
    const auto requests = m_backend.takeRequests();
    if (sent == "415") {
        QCOMPARE(statusOf(answer), sent);
        QCOMPARE(bodyOf(answer), std::string(R"({"message": "Unsupported Media Type"})"));
        QVERIFY(requests.empty());
        return;
    }
    QCOMPARE(requests.size(), 1U);
    QCOMPARE(bodyOf(requests.front()), sent);
}

void ContentTest::refusesBombs()
{
    std::string bomb;
    http::encodeContent(http::ContentCoding::Gzip, std::string(10485761, '\0'), bomb);
    QVERIFY(bomb.size() < 100'000);
    const std::string answer = ask("coded", "POST", "/proxy/plain.txt", "Content-Encoding: gzip\r\n", bomb);
    QCOMPARE(statusOf(answer), std::string("413"));
    QCOMPARE(fieldOf(answer, "Content-Type"), std::string("text/plain"));
    QCOMPARE(bodyOf(answer), std::string("HTTP content length exceeded 10485760 bytes."));

    http::encodeContent(http::ContentCoding::Gzip, std::string(10485760, '\0'), bomb); // as much as is allowed
    QCOMPARE(statusOf(ask("coded", "POST", "/proxy/plain.txt", "Content-Encoding: gzip\r\n", bomb)),
             std::string("200"));
}

void ContentTest::tracesDecisions()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    (void)ask("coded", "GET", "/long", "Accept-Encoding: gzip\r\n");
    const auto compressed = log->take();
    QVERIFY(noteOf(*compressed, "compression").starts_with("gzip, 2000 octets become "));
    QCOMPARE(compressed->response.body, kLong); // readable

    std::string gzip;
    http::encodeContent(http::ContentCoding::Gzip, kLong, gzip);
    (void)ask("coded", "POST", "/proxy/plain.txt", "Content-Encoding: gzip\r\n", gzip);
    const auto decoded = log->take();
    QVERIFY(noteOf(*decoded, "request body").ends_with(", 2000 decoded"));
    QCOMPARE(decoded->request.body, kLong);

    (void)ask("binary", "POST", "/request/text/pass/plain.txt", "Content-Type: image/png\r\n", kOctets);
    QCOMPARE(noteOf(*log->take(), "content handling"), std::string("binary, converted to base64 text"));
    m_gateway.setTraceSink(nullptr);
}

void ContentTest::choosesCoding_data()
{
    QTest::addColumn<std::string>("accepted");
    QTest::addColumn<std::string>("coding");
    const auto row = [](const char *accepted, const char *coding) {
        QTest::newRow(accepted) << std::string(accepted) << std::string(coding);
    };
    row("", "identity");
    row("gzip", "gzip");
    row("GZIP", "gzip");
    row("x-gzip", "gzip");
    row("gzip;q=0", "identity");
    row("gzip, deflate, br", "gzip");
    row("deflate, gzip", "deflate");
    row("br, gzip", "gzip");
    row("gzip;q=0.8, *;q=0.9", "identity");
    row("*;q=0.8, gzip;q=0.9", "gzip");
    row("identity, gzip", "identity");
    row("identity;q=0.5, gzip;q=1.0", "gzip");
    row("gzip;q=0.123, deflate;q=0.124", "deflate");
    row("gzip;q=1.1", "identity");
    row("gzip;q=x, deflate;q=0.1", "deflate");
    row(" gzip ; q=0.5 ,deflate\t;\tq=0.4", "gzip");
    row(",,;q=1,gzip;", "gzip");
}

void ContentTest::choosesCoding()
{
    QFETCH(const std::string, accepted);
    QFETCH(const std::string, coding);
    QCOMPARE(std::string(http::toString(http::chooseCoding(accepted))), coding);
}

QTEST_GUILESS_MAIN(ContentTest)
#include "content_test.moc"

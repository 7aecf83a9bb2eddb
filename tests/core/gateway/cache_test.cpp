#include "core/cache/stage_cache.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

#include <atomic>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

using Location = model::RequestParameter::Location;
using Requests = std::vector<std::string>;

std::atomic<int> g_answers = 0;

/// Each answer says how many came before it. The last segment of the path says what is special.
void answer(const http::Request &request, http::Responder &responder)
{
    const std::string_view what = request.path.substr(request.path.rfind('/') + 1);
    std::string body = "answer " + std::to_string(++g_answers);
    if (request.method == "HEAD")
        body.clear();
    std::string status = "200 OK";
    if (what == "lost")
        return responder.abort();
    if (what == "404")
        status = "404 Not Found";
    if (what == "503")
        status = "503 Service Unavailable";
    if (what == "largest" || what == "too-large")
        body.append(1048576 - body.size() + (what == "largest" ? 0 : 1), '.');
    responder.out() += "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nX-Own: own\r\n";
    if (what == "chunked")
        responder.out() += std::format("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n", body.size(), body);
    else
        responder.out() += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    responder.done();
}

/// "GET /path\r\nName: value" becomes a request to the stage "dev".
std::string requestOf(const std::string &text)
{
    const std::size_t space = text.find(' ');
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    const std::string fields = end < text.size() ? text.substr(end + 2) + "\r\n" : "";
    return text.substr(0, space) + " /dev" + text.substr(space + 1, end - space - 1)
        + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

} // namespace

class CacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void hitsAndMisses_data();
    void hitsAndMisses();
    void invalidation_data();
    void invalidation();
    void hitIsTheStoredAnswerButForItsIds();
    void concurrentMissesAllReachTheBackend();
    void evictsWhenTheCacheIsFull();
    void countsByMethod();

private:
    [[nodiscard]] std::string fetch(const std::string &request) const
    {
        RawClient client(m_gateway->port());
        client.send(requestOf(request));
        return client.receive();
    }
    [[nodiscard]] std::shared_ptr<cache::StageCache> stageCache() const
    {
        return m_gateway->shared()->caches.find({"api1"}, "dev");
    }

    VirtualClock m_clock;
    ScriptedBackend m_backend{answer};
    std::unique_ptr<gateway::Gateway> m_gateway;
};

void CacheTest::initTestCase()
{
    QVERIFY(m_backend.started());
    const std::string base = "http://" + m_backend.address();
    ApiBuilder builder;
    const auto proxy = [&](const std::string &verb, const std::string &path) -> model::Integration & {
        return builder.http(verb, path, base + path.substr(path.rfind('/')), true);
    };
    for (const char *path : {"/shared", "/404", "/503", "/lost", "/largest", "/too-large", "/chunked", "/off", "/brief",
                             "/long", "/403", "/warned", "/silent", "/open", "/uncached"})
        proxy("GET", path);
    for (const char *verb : {"POST", "HEAD", "DELETE"})
        proxy(verb, "/shared");
    proxy("ANY", "/any");

    proxy("GET", "/keyed").cacheKeyParameters = {"method.request.querystring.page", "method.request.header.X-Lang",
                                                 "method.request.multivaluequerystring.tag"};
    builder.method("GET", "/keyed").requestParameters = {{Location::QueryString, "page", false, {}},
                                                         {Location::QueryString, "tag", false, {}},
                                                         {Location::Header, "X-Lang", false, {}}};
    model::Integration &pet = proxy("GET", "/pets/{id}");
    pet.uri = base + "/pet";
    pet.cacheKeyParameters = {"method.request.path.id"};
    builder.method("GET", "/pets/{id}").requestParameters = {{Location::Path, "id", true, {}}};
    model::Integration &mapped = proxy("GET", "/mapped");
    mapped.requestParameters["integration.request.querystring.p"] = "method.request.querystring.q";
    mapped.cacheKeyParameters = {"integration.request.querystring.p"};
    proxy("GET", "/a").cacheNamespace = "common";
    proxy("GET", "/b").cacheNamespace = "common";

    builder.http("GET", "/plain", base + "/plain", false);
    ApiBuilder::respond(builder.method("GET", "/plain"), "200", "").responseParameters
        = {{"method.response.header.X-Request", "context.requestId"},
           {"method.response.header.X-Own", "integration.response.header.X-Own"}};
    model::Method &mock = builder.mock("GET", "/mock", "$context.requestId");
    mock.integration->cacheKeyParameters = {"method.request.querystring.q"};
    mock.requestParameters = {{Location::QueryString, "q", false, {}}};

    model::Stage stage = stageNamed("dev");
    stage.cacheClusterEnabled = true;
    stage.cacheClusterSize = "0.5";
    stage.methodSettings["*/*"].cachingEnabled = true;
    stage.methodSettings["shared/POST"].cachingEnabled = true;
    stage.methodSettings["~1shared/HEAD"].cachingEnabled = true;
    stage.methodSettings["~1any/PUT"].cachingEnabled = true;
    stage.methodSettings["~1uncached/GET"].cachingEnabled = false;
    stage.methodSettings["/off/GET"].cacheTtlInSeconds = 0;
    stage.methodSettings["~1brief/GET"].cacheTtlInSeconds = 1;
    stage.methodSettings["~1long/GET"].cacheTtlInSeconds = 3600;
    stage.methodSettings["~1open/GET"].requireAuthorizationForCacheControl = false;
    stage.methodSettings["~1403/GET"].unauthorizedCacheControlHeaderStrategy = "FAIL_WITH_403";
    stage.methodSettings["~1silent/GET"].unauthorizedCacheControlHeaderStrategy = "SUCCEED_WITHOUT_RESPONSE_HEADER";

    gateway::GatewayOptions options;
    options.clock = &m_clock;
    m_gateway = std::make_unique<gateway::Gateway>(std::move(options));
    const auto compiled = deploy::compile(builder.api, stage, {.shared = m_gateway->shared()});
    QVERIFY(compiled.deployment);
    QVERIFY(compiled.diagnostics.empty());
    m_gateway->install(compiled.deployment);
    QVERIFY(m_gateway->start());
}

void CacheTest::init()
{
    stageCache()->flush();
    m_backend.takeRequests();
}

void CacheTest::hitsAndMisses_data()
{
    QTest::addColumn<Requests>("requests"); // "+N" lets N milliseconds pass, "flush" flushes the stage
    QTest::addColumn<std::string>("outcomes"); // of the requests: h hit, m miss
    const auto row = [](const char *name, Requests requests, const char *outcomes) {
        QTest::newRow(name) << std::move(requests) << std::string(outcomes);
    };
    const auto twice = [&](const char *name, const std::string &request, const char *outcomes) {
        row(name, {request, request}, outcomes);
    };
    row("documented: without key parameters all share one entry",
        {"GET /shared", "GET /shared?x=1", "GET /shared\r\nX-Lang: de"}, "mhh");
    twice("documented: other verbs of */* are not cached", "DELETE /shared", "mm");
    row("documented: a verb with its own key is, apart from GET", {"GET /shared", "POST /shared", "POST /shared"},
        "mmh");
    row("assumed: an ANY method goes by the verb of the request",
        {"GET /any", "GET /any", "PUT /any", "PUT /any", "PATCH /any", "PATCH /any"}, "mhmhmm");
    twice("documented: a method that turns it off", "GET /uncached", "mm");
    row("documented: key of a query parameter", {"GET /keyed?page=1", "GET /keyed?page=2", "GET /keyed?page=1&other=x"},
        "mmh");
    row("assumed: decoded values are compared, the last one counts",
        {"GET /keyed?page=a%20b", "GET /keyed?page=a+b", "GET /keyed?page=x&page=a+b"}, "mhh");
    row("documented: without the parameter an entry of its own", {"GET /keyed", "GET /keyed?page=1", "GET /keyed"},
        "mmh");
    row("documented: key of a field",
        {"GET /keyed\r\nX-Lang: de", "GET /keyed\r\nX-Lang: en", "GET /keyed\r\nX-Lang: de"}, "mmh");
    row("documented: key of several values", {"GET /keyed?tag=a&tag=b", "GET /keyed?tag=b", "GET /keyed?tag=a&tag=b"},
        "mmh");
    row("documented: key of a path parameter", {"GET /pets/1", "GET /pets/2", "GET /pets/1"}, "mmh");
    row("documented: key of a mapped parameter", {"GET /mapped?q=1", "GET /mapped?q=2", "GET /mapped?q=1&x=3"}, "mmh");
    row("documented: one namespace for two resources", {"GET /a", "GET /b"}, "mh");
    twice("documented: TTL 0", "GET /off", "mm");
    row("documented: TTL 1", {"GET /brief", "+999", "GET /brief", "+1", "GET /brief"}, "mhm");
    row("documented: TTL 300 by default", {"GET /shared", "+299999", "GET /shared", "+1", "GET /shared"}, "mhm");
    row("documented: TTL 3600", {"GET /long", "+3599999", "GET /long", "+1", "GET /long"}, "mhm");
    row("assumed: a hit does not prolong", {"GET /brief", "+600", "GET /brief", "+600", "GET /brief"}, "mhm");
    row("documented: flush", {"GET /shared", "flush", "GET /shared"}, "mm");
    twice("observed: an error of the backend", "GET /404", "mh");
    twice("observed: a server error of the backend", "GET /503", "mh");
    twice("assumed: not a gateway response", "GET /lost", "mm");
    twice("documented: content of 1048576 octets", "GET /largest", "mh");
    twice("documented: not one octet more", "GET /too-large", "mm");
    twice("content without a length", "GET /chunked", "mh");
    twice("not an answer to HEAD that is streamed", "HEAD /shared", "mm");
    twice("documented: other directives do not count", "GET /open\r\nCache-Control: no-cache, max-age=1", "mh");
}

void CacheTest::hitsAndMisses()
{
    QFETCH(const Requests, requests);
    QFETCH(const std::string, outcomes);
    std::string seen;
    for (const std::string &request : requests) {
        if (request.starts_with('+')) {
            m_clock.advance(std::chrono::milliseconds(std::stoll(request.substr(1))));
        } else if (request == "flush") {
            stageCache()->flush();
        } else {
            const int before = g_answers;
            const std::string got = fetch(request);
            QVERIFY(got.starts_with("HTTP/1.1 "));
            // An idempotent request is sent once more when its connection is lost.
            seen += g_answers == before ? 'h' : 'm';
        }
    }
    QCOMPARE(seen, outcomes);
}

void CacheTest::invalidation_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("field");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("renewed");
    QTest::addColumn<bool>("warned");
    const std::string ask = "Cache-Control: max-age=0";
    QTest::newRow("documented: anybody may") << std::string("/open") << ask << 200 << true << false;
    QTest::newRow("documented: by default one is warned") << std::string("/warned") << ask << 200 << false << true;
    QTest::newRow("documented: SUCCEED_WITHOUT_RESPONSE_HEADER")
        << std::string("/silent") << ask << 200 << false << false;
    QTest::newRow("documented: FAIL_WITH_403") << std::string("/403") << ask << 403 << false << false;
    QTest::newRow("a method that is not cached") << std::string("/uncached") << ask << 200 << true << false;
    QTest::newRow("one of several directives")
        << std::string("/open") << std::string("cache-control: no-transform , Max-Age=0") << 200 << true << false;
    QTest::newRow("assumed: no-store is ignored")
        << std::string("/403") << std::string("Cache-Control: no-store") << 200 << false << false;
    QTest::newRow("another age") << std::string("/403") << std::string("Cache-Control: max-age=00") << 200 << false
                                 << false;
}

void CacheTest::invalidation()
{
    QFETCH(const std::string, path);
    QFETCH(const std::string, field);
    QFETCH(const int, status);
    QFETCH(const bool, renewed);
    QFETCH(const bool, warned);
    const std::string before = bodyOf(fetch("GET " + path));
    const std::string asked = fetch("GET " + path + "\r\n" + field);
    QVERIFY(asked.starts_with("HTTP/1.1 " + std::to_string(status)));
    QCOMPARE(fieldOf(asked, "Warning"),
             warned ? "199 Cache-control headers were ignored because the caller was unauthorized." : "");
    if (status == 403) {
        QCOMPARE(fieldOf(asked, "x-amzn-ErrorType"), "AccessDeniedException");
        QCOMPARE(bodyOf(asked), "{\"Message\":\"User is not authorized to access this resource\"}");
    } else {
        QCOMPARE(bodyOf(asked) != before, renewed);
    }
    if (path != "/uncached") { // the entry was replaced, or left alone
        const std::string after = fetch("GET " + path);
        QCOMPARE(bodyOf(after), renewed ? bodyOf(asked) : before);
        QVERIFY(fieldOf(after, "Warning").empty());
    }
    stageCache()->flush();
    const std::string missed = fetch("GET " + path + "\r\n" + field);
    QCOMPARE(fieldOf(missed, "Warning").empty(), !warned); // a miss warns as well
    QVERIFY(fieldOf(fetch("GET " + path), "Warning").empty()); // and does not store it
}

void CacheTest::hitIsTheStoredAnswerButForItsIds()
{
    for (const char *path : {"/plain", "/mock", "/shared", "/404"}) {
        const std::string missed = fetch(std::string("GET ") + path);
        const std::string hit = fetch(std::string("GET ") + path);
        QCOMPARE(normalized(hit), normalized(missed));
        QVERIFY(fieldOf(hit, "x-amzn-RequestId") != fieldOf(missed, "x-amzn-RequestId"));
    }
    QVERIFY(fieldOf(fetch("GET /mock"), "X-Amzn-Trace-Id").empty());
    const std::string plain = fetch("GET /plain");
    QVERIFY(!fieldOf(plain, "X-Amzn-Trace-Id").empty());
    QCOMPARE(fieldOf(plain, "X-Own"), "own");
    QVERIFY(fieldOf(plain, "X-Request") != fieldOf(plain, "x-amzn-RequestId")); // assumed: the mapped answer is stored
}

void CacheTest::concurrentMissesAllReachTheBackend()
{
    std::vector<http::Responder *> waiting;
    ScriptedBackend slow([&](const http::Request &, http::Responder &responder) {
        waiting.push_back(&responder);
        if (waiting.size() < 3) {
            responder.onGone([&responder] { responder.abort(); });
            return;
        }
        for (http::Responder *each : std::exchange(waiting, {})) {
            each->out() += "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
            each->done();
        }
    });
    QVERIFY(slow.started());
    ApiBuilder builder("slow");
    builder.http("GET", "/slow", "http://" + slow.address() + "/", true);
    model::Stage stage = stageNamed("dev");
    stage.cacheClusterEnabled = true;
    stage.methodSettings["*/*"].cachingEnabled = true;
    gateway::Gateway gateway;
    gateway.install(deploy::compile(builder.api, stage, {.shared = gateway.shared()}).deployment);
    QVERIFY(gateway.start());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(gateway.port()));
        clients.back()->send(requestOf("GET /slow"));
    }
    for (const auto &client : clients)
        QCOMPARE(bodyOf(client->receive()), "ok");
    QCOMPARE(slow.takeRequests().size(), 3U);
    clients.front()->send(requestOf("GET /slow"));
    QCOMPARE(bodyOf(clients.front()->receive()), "ok");
    QCOMPARE(slow.takeRequests().size(), 0U);
}

void CacheTest::evictsWhenTheCacheIsFull()
{
    const std::size_t capacity = stageCache()->capacity();
    QCOMPARE(capacity, std::size_t(1) << 29U);
    stageCache()->setCapacity(3'200'000); // three of the largest
    for (const char *q : {"1", "2", "3"})
        (void)fetch(std::string("GET /mock?q=") + q); // small ones
    (void)fetch("GET /largest");
    QCOMPARE(stageCache()->usage().entries, 4U);
    stageCache()->setCapacity(1'048'576); // no room for one: its fields count as well
    (void)fetch("GET /largest");
    QCOMPARE(stageCache()->usage().entries, 0U);
    stageCache()->setCapacity(1'050'000);
    (void)fetch("GET /mock?q=1");
    (void)fetch("GET /mock?q=2");
    const std::string stored = fetch("GET /largest");
    QCOMPARE(bodyOf(fetch("GET /largest")), bodyOf(stored));
    QVERIFY(stageCache()->usage().octets <= 1'050'000U);
    for (int i = 0; i < 10; ++i)
        (void)fetch("GET /mock?q=" + std::to_string(i)); // these push it out
    QVERIFY(stageCache()->usage().evicted > 0);
    QVERIFY(stageCache()->usage().octets < 10'000U);
    stageCache()->setCapacity(capacity);
}

void CacheTest::countsByMethod()
{
    const cache::CachedMethod &method = stageCache()->method("GET", "/pets/{id}");
    const std::uint64_t hits = method.hits, misses = method.misses;
    for (const char *request : {"GET /pets/1", "GET /pets/1", "GET /pets/2", "GET /pets/1", "GET /shared"})
        (void)fetch(request);
    QCOMPARE(method.hits - hits, 2U);
    QCOMPARE(method.misses - misses, 2U);
}

QTEST_GUILESS_MAIN(CacheTest)
#include "cache_test.moc"

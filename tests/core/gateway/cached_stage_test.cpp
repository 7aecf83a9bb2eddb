#include "core/cache/stage_cache.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

#include <barrier>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

using Location = model::RequestParameter::Location;

/// GET /item by the query parameter "id" and the field "Authorization", a MOCK that answers its request's id.
ApiBuilder items(const std::string &mark = "")
{
    ApiBuilder builder;
    model::Method &method = builder.mock("GET", "/item", mark + "$context.requestId");
    method.integration->cacheKeyParameters = {"method.request.querystring.id", "method.request.header.Authorization"};
    method.requestParameters
        = {{Location::QueryString, "id", false, {}}, {Location::Header, "Authorization", false, {}}};
    builder.mock("GET", "/all", "$context.requestId");
    return builder;
}

model::Stage cachedStage()
{
    model::Stage stage = stageNamed("dev");
    stage.cacheClusterEnabled = true;
    stage.methodSettings["*/*"].cachingEnabled = true;
    return stage;
}

std::string get(const gateway::Gateway &gateway, const std::string &target, const std::string &fields = {})
{
    RawClient client(gateway.port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    return bodyOf(client.receive());
}

const trace::Step *stepOf(const trace::Trace &trace, std::string_view name)
{
    const auto found = std::ranges::find(trace.steps, name, &trace::Step::name);
    return found == trace.steps.end() ? nullptr : &*found;
}

} // namespace

class CachedStageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deployRefuses_data();
    void deployRefuses();
    void outlivesDeployments();
    void canaryUsesTheCacheAsItIsTold();
    void capacityIsLimited();
    void tracesWhyItMissed();
    void keepsALedgerWhenAsked();
    void neverStaleNorForeignUnderLoad();
};

void CachedStageTest::deployRefuses_data()
{
    using Change = std::function<void(model::Stage &, model::Method &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<std::string>("rule"); // empty: it is deployed without a word
    const auto row = [](const char *name, std::string rule, Change change) {
        QTest::newRow(name) << std::move(change) << std::move(rule);
    };
    const auto ttl = [](int seconds) {
        return Change([seconds](model::Stage &stage, model::Method &) {
            stage.methodSettings["~1item/GET"].cacheTtlInSeconds = seconds;
        });
    };
    const auto size = [](const char *text) {
        return Change([text](model::Stage &stage, model::Method &) { stage.cacheClusterSize = text; });
    };
    const auto parameter = [](const char *text) {
        return Change(
            [text](model::Stage &, model::Method &method) { method.integration->cacheKeyParameters = {text}; });
    };
    row("documented: TTL 0", "", ttl(0));
    row("documented: TTL 3600", "", ttl(3600));
    row("documented: TTL 3601", "stage-method-settings", ttl(3601));
    row("documented: TTL -1", "stage-method-settings", ttl(-1));
    row("documented: size 237", "", size("237"));
    row("documented: size 2", "stage-cache-size", size("2"));
    row("documented: no such strategy", "stage-method-settings", [](model::Stage &stage, model::Method &) {
        stage.methodSettings["*/*"].unauthorizedCacheControlHeaderStrategy = "IGNORE";
    });
    row("documented: a declared parameter", "", parameter("method.request.querystring.id"));
    row("documented: one that is not declared", "deploy-cache-key", parameter("method.request.querystring.other"));
    row("documented: declared elsewhere", "deploy-cache-key", parameter("method.request.path.id"));
    row("documented: not of a body", "deploy-cache-key", parameter("method.request.body.id"));
    row("documented: not mapped", "deploy-cache-key", parameter("integration.request.querystring.id"));
    row("documented: STREAM is not cached", "deploy-cache-stream",
        [](model::Stage &, model::Method &method) { method.integration->responseTransferMode = "STREAM"; });
    row("without a cluster parameters do not matter", "", [](model::Stage &stage, model::Method &method) {
        stage.cacheClusterEnabled = false;
        method.integration->cacheKeyParameters = {"method.request.querystring.other"};
    });
}

void CachedStageTest::deployRefuses()
{
    QFETCH(const std::function<void(model::Stage &, model::Method &)>, change);
    QFETCH(const std::string, rule);
    ApiBuilder builder = items();
    model::Stage stage = cachedStage();
    change(stage, builder.method("GET", "/item"));
    const deploy::CompileResult result = deploy::compile(builder.api, stage);
    if (rule.empty()) {
        QVERIFY(result.diagnostics.empty());
        QVERIFY(result.deployment);
    } else {
        QCOMPARE(result.diagnostics.size(), 1U);
        QCOMPARE(result.diagnostics.front().rule, rule);
        QCOMPARE(result.deployment != nullptr, rule == "deploy-cache-stream");
    }
}

void CachedStageTest::outlivesDeployments()
{
    gateway::Gateway gateway;
    QVERIFY(gateway.start());
    const auto deploy = [&](const std::string &mark, const model::Stage &stage) {
        gateway.install(deploy::compile(items(mark).api, stage, {.shared = gateway.shared()}).deployment);
        return get(gateway, "/dev/item?id=1");
    };
    model::Stage stage = cachedStage();
    const std::string first = deploy("one ", stage);
    QCOMPARE(deploy("two ", stage), first); // assumed: only a flush, another size and time remove entries
    stage.variables["colour"] = "red";
    QCOMPARE(deploy("three ", stage), first);
    stage.methodSettings["~1item/GET"].cachingEnabled = false;
    QVERIFY(deploy("four ", stage).starts_with("four "));
    stage.methodSettings.erase("~1item/GET");
    QCOMPARE(deploy("five ", stage), first);
    stage.cacheClusterSize = "1.6"; // documented: a resize drops all entries
    const std::string sixth = deploy("six ", stage);
    QVERIFY(sixth.starts_with("six "));
    stage.cacheClusterEnabled = false;
    QVERIFY(deploy("seven ", stage).starts_with("seven "));
    QCOMPARE(gateway.shared()->caches.find({"api1"}, "dev")->usage().entries, 0U);
    stage.cacheClusterEnabled = true;
    const std::string eighth = deploy("eight ", stage);
    QVERIFY(eighth.starts_with("eight "));
    gateway.remove({"api1"}, "dev");
    QVERIFY(deploy("nine ", stage).starts_with("nine "));
}

void CachedStageTest::canaryUsesTheCacheAsItIsTold()
{
    gateway::Gateway gateway;
    QVERIFY(gateway.start());
    const auto deploy = [&](double percent, bool useStageCache, const model::Api *canaryApi) {
        model::Stage stage = cachedStage();
        stage.canary = model::CanarySettings{{}, percent, {}, useStageCache};
        const auto compiled = deploy::compile(items().api, stage, {.canaryApi = canaryApi, .shared = gateway.shared()});
        QVERIFY2(compiled.deployment, "the canary is refused");
        gateway.install(compiled.deployment);
    };
    const auto item = [&] { return get(gateway, "/dev/item?id=1"); };
    const model::Api other = items("canary ").api;

    deploy(0, true, &other);
    const std::string own = item();
    QVERIFY(!own.starts_with("canary "));
    deploy(100, true, &other); // documented: different deployments are cached apart
    const std::string canary = item();
    QVERIFY(canary.starts_with("canary "));
    QCOMPARE(item(), canary);
    deploy(0, true, &other);
    QCOMPARE(item(), own);
    deploy(100, true, nullptr); // documented: the same deployment shares entries
    QCOMPARE(item(), own);
    deploy(100, false, &other); // documented: without useStageCache it has no cache
    const std::string uncached = item();
    QVERIFY(uncached.starts_with("canary ") && uncached != canary);
    QVERIFY(item() != uncached);
    deploy(0, false, &other);
    QCOMPARE(item(), own);
}

void CachedStageTest::capacityIsLimited()
{
    gateway::Gateway gateway;
    gateway.shared()->caches.limit(4096);
    gateway.install(deploy::compile(items().api, cachedStage(), {.shared = gateway.shared()}).deployment);
    QVERIFY(gateway.start());
    for (int i = 0; i < 100; ++i)
        (void)get(gateway, "/dev/item?id=" + std::to_string(i));
    const auto cache = gateway.shared()->caches.find({"api1"}, "dev");
    QCOMPARE(cache->capacity(), 4096U);
    QVERIFY(cache->usage().octets <= 4096);
    QVERIFY(cache->usage().evicted > 0);
    const std::string last = get(gateway, "/dev/item?id=99");
    QCOMPARE(get(gateway, "/dev/item?id=99"), last);
}

void CachedStageTest::tracesWhyItMissed()
{
    VirtualClock clock;
    gateway::GatewayOptions options;
    options.clock = &clock;
    gateway::Gateway gateway(std::move(options));
    const auto log = std::make_shared<TraceLog>();
    gateway.setTraceSink(log);
    gateway.install(deploy::compile(items().api, cachedStage(), {.shared = gateway.shared()}).deployment);
    QVERIFY(gateway.start());
    const auto traceOf = [&](const std::string &target, const std::string &fields = {}) {
        (void)get(gateway, target, fields);
        return log->take();
    };
    const std::string secret = "Authorization: Bearer 0123456789\r\n";

    const auto first = traceOf("/dev/item?id=1", secret);
    const trace::Step *lookUp = stepOf(*first, "method-request/cache");
    QVERIFY(lookUp);
    QVERIFY(lookUp->phase == trace::Phase::MethodRequest);
    QCOMPARE(noteOf(*first, "method.request.querystring.id"), "1");
    QCOMPARE(noteOf(*first, "method.request.header.Authorization"), "***********456789");
    QCOMPARE(lookUp->notes.back().name, "TTL"); // nothing is near in an empty cache
    QVERIFY(stepOf(*first, "method-response/cache"));

    clock.advance(12s);
    const auto hit = traceOf("/dev/item?id=1", secret);
    QVERIFY(stepOf(*hit, "method-request/cache"));
    QVERIFY(!stepOf(*hit, "integration/mock"));
    QVERIFY(!stepOf(*hit, "method-response/cache"));
    QVERIFY(stepOf(*hit, "method-response/send"));
    QCOMPARE(noteOf(*hit, "cache"), "hit");
    QCOMPARE(noteOf(*hit, "age"), "12.000 s");
    QCOMPARE(noteOf(*hit, "TTL"), "300.000 s");
    QCOMPARE(hit->integrationLatency.count(), -1);
    QVERIFY(!trace::executionLog(*hit).contains("Endpoint"));

    const auto other = traceOf("/dev/item?id=2", secret);
    QCOMPARE(noteOf(*other, "cache"), "miss");
    QCOMPARE(noteOf(*other, "nearest entry"), "method.request.querystring.id: \"2\" asked, \"1\" stored");
    const auto stranger = traceOf("/dev/item?id=1");
    QCOMPARE(noteOf(*stranger, "nearest entry"),
             "method.request.header.Authorization: (nothing) asked, \"***********456789\" stored");

    clock.advance(300s);
    const auto late = traceOf("/dev/item?id=1", secret);
    QCOMPARE(noteOf(*late, "cache"), "miss, expired");
    QCOMPARE(noteOf(*late, "age"), "312.000 s");

    const auto asked = traceOf("/dev/all", "Cache-Control: max-age=0\r\n");
    QCOMPARE(noteOf(*asked, "invalidation"), "not allowed: requireAuthorizationForCacheControl");
    QCOMPARE(noteOf(*asked, "key"), "no parameters: all requests share one entry");
}

void CachedStageTest::keepsALedgerWhenAsked()
{
    gateway::Gateway gateway;
    gateway.install(deploy::compile(items().api, cachedStage(), {.shared = gateway.shared()}).deployment);
    QVERIFY(gateway.start());
    const auto cache = gateway.shared()->caches.find({"api1"}, "dev");
    (void)get(gateway, "/dev/item?id=1");
    cache->ledger().keep(2);
    for (const char *id : {"1", "2", "3"})
        (void)get(gateway, std::string("/dev/item?id=") + id);
    const auto lookUps = cache->ledger().after(0, 10);
    QCOMPARE(lookUps.size(), 2U);
    QVERIFY(lookUps.back().outcome == cache::Outcome::Absent);
    QCOMPARE(lookUps.back().method->resourcePath, "/item");
    QCOMPARE(lookUps.back().requestId.size(), 36U);
    QCOMPARE(*cache->recipe(lookUps.back().key).parts.front().value, "3");
}

void CachedStageTest::neverStaleNorForeignUnderLoad()
{
    constexpr int kClients = 4, kRounds = 30, kRequests = 20;
    VirtualClock clock;
    // Answers say what they answer, and when.
    ScriptedBackend backend([&](const http::Request &request, http::Responder &responder) {
        const std::string body
            = std::string(request.target) + " " + std::to_string(clock.steady().time_since_epoch() / 1s);
        responder.out() += "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        responder.done();
    });
    QVERIFY(backend.started());
    ApiBuilder builder;
    model::Stage stage = cachedStage();
    for (int ttl = 1; ttl <= 3; ++ttl) {
        const std::string path = "/" + std::to_string(ttl);
        builder.http("GET", path, "http://" + backend.address() + path, true).cacheKeyParameters
            = {"method.request.querystring.q"};
        builder.method("GET", path).requestParameters = {{Location::QueryString, "q", false, {}}};
        stage.methodSettings["~1" + std::to_string(ttl) + "/GET"].cacheTtlInSeconds = ttl;
    }
    gateway::GatewayOptions options;
    options.clock = &clock;
    options.threads = 3;
    gateway::Gateway gateway(std::move(options));
    gateway.install(deploy::compile(builder.api, stage, {.shared = gateway.shared()}).deployment);
    QVERIFY(gateway.start());

    std::atomic<int> stale = 0, foreign = 0;
    std::barrier step(kClients, [&]() noexcept { clock.advance(1s); }); // while nothing is under way
    const auto work = [&](std::uint64_t seed) {
        Random random(seed);
        RawClient client(gateway.port());
        for (int round = 0; round < kRounds; ++round, step.arrive_and_wait()) {
            for (int i = 0; i < kRequests; ++i) {
                const int ttl = int(random.next() % 3) + 1;
                const std::string target = std::format("/{}?q={}", ttl, random.next() % 5);
                client.send("GET /dev" + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                const std::string body = bodyOf(client.receive());
                if (!body.starts_with(target + " "))
                    ++foreign;
                else if (clock.steady().time_since_epoch() / 1s - std::stoll(body.substr(target.size())) >= ttl)
                    ++stale;
            }
        }
    };
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < kClients; ++i)
            clients.emplace_back(work, i + 1);
    }
    QCOMPARE(stale, 0);
    QCOMPARE(foreign, 0);
    const std::size_t calls = backend.takeRequests().size();
    QVERIFY(calls > 0 && calls < std::size_t(kClients) * kRounds * kRequests / 2);
}

QTEST_GUILESS_MAIN(CachedStageTest)
#include "cached_stage_test.moc"

// API keys, usage plans and throttles through real sockets: each 403 and 429, and in which order they come
// (rest-runtime.md 1.1, 1.6, 5.4; authorization.md 2, 9).
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/plans.h"

using namespace gatehouse;
using namespace std::chrono_literals;

namespace {

const std::string kKeyField = std::string("x-api-key: ") + kKeyValue + "\r\n";

/// A gateway on a clock that stands still, with an API of keyed and open methods.
struct Served {
    VirtualClock clock;
    gateway::Gateway gateway;
    std::shared_ptr<TraceLog> traces = std::make_shared<TraceLog>();

    Served()
        : gateway(options(clock))
    {
    }
    static gateway::GatewayOptions options(const Clock &clock)
    {
        gateway::GatewayOptions options;
        options.shared = std::make_shared<deploy::SharedState>(clock);
        return options;
    }

    static model::RestApi api()
    {
        ApiBuilder builder;
        for (const char *path : {"/pets", "/pets/{id}", "/other"})
            builder.mock("GET", path, "key=$context.identity.apiKey id=$context.identity.apiKeyId").apiKeyRequired
                = true;
        builder.mock("GET", "/open", "open");
        model::Method &strict = builder.mock("GET", "/strict", "ok");
        strict.apiKeyRequired = true;
        strict.requestParameters = {{model::RequestParameter::Location::Header, "X-Needed", true, {}}};
        strict.requestValidator = "all";
        builder.api.requestValidators = {{"all", true, true}};
        return builder.api;
    }

    /// Compiles for the stage "dev", installs and starts.
    bool serve(const model::Project &project, const model::Stage &stage = stageNamed("dev"),
               std::optional<model::Throttle> account = {}, const model::RestApi &served = api())
    {
        deploy::CompileOptions compileOptions;
        compileOptions.shared = gateway.shared();
        compileOptions.accountThrottle = account;
        const auto compiled = deploy::compile(served, stage, compileOptions);
        if (!compiled.deployment)
            return false;
        gateway.install(compiled.deployment);
        const auto shared = gateway.shared();
        gateway.install(auth::UsagePlans::compile(project, shared->buckets, shared->usage, shared->clock).plans);
        return gateway.isRunning() || gateway.start().has_value();
    }
    std::string ask(const std::string &path, const std::string &fields = kKeyField)
    {
        RawClient client(gateway.port());
        return client.send("GET /dev" + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n") ? client.receive()
                                                                                             : std::string();
    }
    /// The status alone.
    int status(const std::string &path, const std::string &fields = kKeyField)
    {
        return std::atoi(ask(path, fields).substr(9, 3).c_str());
    }
};

std::string answer(const std::string &status, const std::string &errorType, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\nDate: *\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\nConnection: keep-alive\r\nx-amzn-RequestId: *\r\nx-amzn-ErrorType: "
        + errorType + "\r\nx-amz-apigw-id: *\r\n\r\n" + body;
}

const std::string kForbidden = answer("403 Forbidden", "ForbiddenException", R"({"message":"Forbidden"})");
const std::string kThrottled
    = answer("429 Too Many Requests", "TooManyRequestsException", R"({"message":"Too Many Requests"})");
const std::string kExceeded
    = answer("429 Too Many Requests", "LimitExceededException", R"({"message":"Limit Exceeded"})");

/// What limits a request, as a row of the table says: how many may pass at once, -1 for no such limit.
struct Limits {
    int planBurst = -1;
    int planMethodBurst = -1;
    int quota = -1;
    int allMethodsBurst = -1;
    int methodBurst = -1;
    int accountBurst = -1;
};

} // namespace
Q_DECLARE_METATYPE(Limits)

class ThrottleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesKeys_data();
    void refusesKeys();
    void limitsInOrder_data();
    void limitsInOrder();

    void keysComeBeforeValidationAndThrottles()
    {
        Served served;
        model::Stage stage = stageNamed("dev");
        stage.methodSettings["*/*"].throttlingBurstLimit = 0;
        stage.methodSettings["*/*"].throttlingRateLimit = 1;
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(normalized(served.ask("/strict", "")), kForbidden);
        QCOMPARE(normalized(served.ask("/strict")), kThrottled);
        stage.methodSettings.clear();
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(served.status("/strict"), 400);
        QCOMPARE(served.status("/strict", kKeyField + "X-Needed: 1\r\n"), 200);
    }

    void methodsWithoutKeyCountForNothing()
    {
        model::Project project = projectWithKey();
        project.usagePlans[0].throttle = model::Throttle{1.0, 1};
        project.usagePlans[0].quota = model::Quota{2, 0, "DAY"};
        Served served;
        QVERIFY(served.serve(project));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bodyOf(served.ask("/open")), std::string("open"));
        QCOMPARE(served.status("/pets"), 200);
        QCOMPARE(served.gateway.usagePlans()->usage()[0].used, 1);
    }

    void eachMethodHasItsBucketForTheStagesThrottle()
    {
        Served served;
        model::Stage stage = stageNamed("dev");
        stage.methodSettings["*/*"].throttlingBurstLimit = 1;
        stage.methodSettings["*/*"].throttlingRateLimit = 1;
        stage.methodSettings["~1pets~1{id}/GET"].throttlingBurstLimit = 2;
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(served.status("/pets"), 200);
        QCOMPARE(served.status("/pets"), 429);
        QCOMPARE(served.status("/other"), 200);
        QCOMPARE(served.status("/pets/1"), 200);
        QCOMPARE(served.status("/pets/2"), 200);
        QCOMPARE(served.status("/pets/3"), 429);
        served.clock.advance(1s);
        QCOMPARE(served.status("/pets"), 200);
        QCOMPARE(served.status("/pets"), 429);
    }

    void minusOneTurnsAThrottleOff()
    {
        Served served;
        model::Stage stage = stageNamed("dev");
        stage.methodSettings["*/*"].throttlingBurstLimit = 0;
        stage.methodSettings["*/*"].throttlingRateLimit = 0;
        stage.methodSettings["pets/GET"].throttlingBurstLimit = -1;
        stage.methodSettings["pets/GET"].throttlingRateLimit = -1;
        model::Project project = projectWithKey();
        project.usagePlans[0].throttle = model::Throttle{-1, -1};
        QVERIFY(served.serve(project, stage));
        QCOMPARE(served.status("/pets"), 200);
        QCOMPARE(served.status("/other"), 429);
    }

    void aRequestThatAThrottleRefusesUsesNoQuota()
    {
        Served served;
        model::Project project = projectWithKey();
        project.usagePlans[0].quota = model::Quota{2, 0, "DAY"};
        QVERIFY(served.serve(project, stageNamed("dev"), model::Throttle{1.0, 1}));
        QCOMPARE(served.status("/pets"), 200);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(served.status("/pets"), 429);
        QCOMPARE(served.gateway.usagePlans()->usage()[0].used, 1);
        served.clock.advance(1s);
        QCOMPARE(served.status("/pets"), 200);
        QCOMPARE(normalized(served.ask("/pets")), kExceeded);
        served.clock.advance(24h);
        QCOMPARE(served.status("/pets"), 200);
    }

    void deployingAgainGivesNoFreshTokens()
    {
        Served served;
        model::Stage stage = stageNamed("dev");
        stage.methodSettings["*/*"].throttlingBurstLimit = 3;
        stage.methodSettings["*/*"].throttlingRateLimit = 1;
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(served.status("/open"), 200);
        QCOMPARE(served.status("/open"), 200);
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(served.status("/open"), 200);
        QCOMPARE(served.status("/open"), 429);
        stage.methodSettings["*/*"].throttlingBurstLimit = 4;
        QVERIFY(served.serve(projectWithKey(), stage));
        QCOMPARE(served.status("/open"), 200);
        QCOMPARE(served.status("/open"), 429);
    }

    void keysAreSwappedWhileItRuns()
    {
        Served served;
        model::Project project = projectWithKey();
        QVERIFY(served.serve(project));
        QCOMPARE(served.status("/pets"), 200);
        project.apiKeys[0].enabled = false;
        QVERIFY(served.serve(project));
        QCOMPARE(served.status("/pets"), 403);
        served.gateway.install(std::shared_ptr<const auth::UsagePlans>());
        QCOMPARE(served.status("/pets"), 403);
        QCOMPARE(served.status("/open"), 200);
    }

    void theAuthorizersKeyIgnoresTheHeader()
    {
        Served served;
        model::RestApi api = Served::api();
        api.apiKeySource = "AUTHORIZER";
        QVERIFY(served.serve(projectWithKey(), stageNamed("dev"), {}, api));
        QCOMPARE(normalized(served.ask("/pets")), kForbidden);
    }

    void gatewayResponsesCustomiseThem()
    {
        Served served;
        model::RestApi api = Served::api();
        api.gatewayResponses = {{"THROTTLED", {}, {{"gatewayresponse.header.Retry-After", "'1'"}}, {}},
                                {"INVALID_API_KEY", "401", {}, {{"application/json", "$context.error.responseType"}}}};
        model::Stage stage = stageNamed("dev");
        stage.methodSettings["*/*"].throttlingBurstLimit = 0;
        QVERIFY(served.serve(projectWithKey(), stage, {}, api));
        QCOMPARE(fieldOf(served.ask("/open"), "Retry-After"), std::string("1"));
        QCOMPARE(served.status("/pets", ""), 401);
        QCOMPARE(bodyOf(served.ask("/pets", "")), std::string("INVALID_API_KEY"));
    }

    void templatesSeeTheKeyAndTracesDoNot();
    void tracesNameTheBucket();
    void bucketsAreListed();
};

void ThrottleTest::refusesKeys_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("expected"); // the whole answer; empty: 200
    const std::string other = "x-api-key: ";
    // clang-format off
    QTest::newRow("documented: a key with a plan")      << kKeyField << std::string();
    QTest::newRow("documented: any case of the field")  << std::string("X-API-KEY: ") + kKeyValue + "\r\n" << std::string();
    QTest::newRow("observed: no key")                   << std::string() << kForbidden;
    QTest::newRow("observed: an empty key")             << other + "\r\n" << kForbidden;
    QTest::newRow("observed: an unknown key")           << other + "some-other-value-of-a-key\r\n" << kForbidden;
    QTest::newRow("documented: a disabled key")         << other + "the-value-of-a-disabled-key\r\n" << kForbidden;
    QTest::newRow("documented: a key without plan")     << other + "the-value-of-a-planless-key\r\n" << kForbidden;
    QTest::newRow("documented: a plan for another stage") << other + "the-value-of-an-elsewhere-key\r\n" << kForbidden;
    // clang-format on
}

void ThrottleTest::refusesKeys()
{
    QFETCH(const std::string, fields);
    QFETCH(const std::string, expected);
    model::Project project = projectWithKey();
    project.apiKeys.push_back({"k2", "disabled", "the-value-of-a-disabled-key", "", false});
    project.apiKeys.push_back({"k3", "planless", "the-value-of-a-planless-key", "", true});
    project.apiKeys.push_back({"k4", "elsewhere", "the-value-of-an-elsewhere-key", "", true});
    project.usagePlans[0].keyIds.push_back("k2");
    model::UsagePlan elsewhere;
    elsewhere.id = "p2";
    elsewhere.apiStages = {{{"api1"}, "prod", {}}};
    elsewhere.keyIds = {"k4"};
    project.usagePlans.push_back(elsewhere);
    Served served;
    QVERIFY(served.serve(project));
    const std::string got = normalized(served.ask("/pets", fields));
    if (expected.empty())
        QCOMPARE(got.substr(0, 15), std::string("HTTP/1.1 200 OK"));
    else
        QCOMPARE(got, expected);
}

void ThrottleTest::limitsInOrder_data()
{
    QTest::addColumn<Limits>("limits");
    QTest::addColumn<int>("passed"); // of ten requests at once
    QTest::addColumn<std::string>("expected"); // answer to the rest
    QTest::addColumn<std::string>("owner"); // of the bucket that refused; empty: the quota did
    const std::string method = "method /pets/GET of api1/dev";
    const std::string account = "account 000000000000 in us-east-1";
    const std::string plan = "key k1 in plan p1";
    const std::string planMethod = plan + " for /pets/GET of api1/dev";
    // clang-format off
    QTest::newRow("documented: plan")                    << Limits{.planBurst = 3} << 3 << kThrottled << plan;
    QTest::newRow("documented: plan's method")           << Limits{.planMethodBurst = 2} << 2 << kThrottled << planMethod;
    QTest::newRow("documented: plan's method over plan") << Limits{.planBurst = 2, .planMethodBurst = 5} << 5 << kThrottled << planMethod;
    QTest::newRow("documented: quota")                   << Limits{.quota = 4} << 4 << kExceeded << std::string();
    QTest::newRow("documented: all methods")             << Limits{.allMethodsBurst = 3} << 3 << kThrottled << method;
    QTest::newRow("documented: method over all methods") << Limits{.allMethodsBurst = 1, .methodBurst = 4} << 4 << kThrottled << method;
    QTest::newRow("documented: account")                 << Limits{.accountBurst = 6} << 6 << kThrottled << account;
    QTest::newRow("documented: zero refuses all")        << Limits{.methodBurst = 0} << 0 << kThrottled << method;
    QTest::newRow("documented: plan before method")      << Limits{.planBurst = 3, .methodBurst = 3} << 3 << kThrottled << plan;
    QTest::newRow("documented: plan before account")     << Limits{.planBurst = 3, .accountBurst = 3} << 3 << kThrottled << plan;
    QTest::newRow("documented: method before account")   << Limits{.methodBurst = 3, .accountBurst = 3} << 3 << kThrottled << method;
    QTest::newRow("assumed: plan's throttle before quota") << Limits{.planBurst = 3, .quota = 3} << 3 << kThrottled << plan;
    QTest::newRow("documented: quota before method")     << Limits{.quota = 3, .methodBurst = 3} << 3 << kExceeded << std::string();
    QTest::newRow("documented: quota before account")    << Limits{.quota = 3, .accountBurst = 3} << 3 << kExceeded << std::string();
    QTest::newRow("the smallest decides")                << Limits{9, -1, 8, -1, 7, 5} << 5 << kThrottled << account;
    // clang-format on
}

void ThrottleTest::limitsInOrder()
{
    QFETCH(const Limits, limits);
    QFETCH(const int, passed);
    QFETCH(const std::string, expected);
    QFETCH(const std::string, owner);
    model::Project project = projectWithKey();
    model::Stage stage = stageNamed("dev");
    std::optional<model::Throttle> account;
    if (limits.planBurst >= 0)
        project.usagePlans[0].throttle = model::Throttle{1.0, limits.planBurst};
    if (limits.planMethodBurst >= 0)
        project.usagePlans[0].apiStages[0].methodThrottles["/pets/GET"] = {1.0, limits.planMethodBurst};
    if (limits.quota >= 0)
        project.usagePlans[0].quota = model::Quota{limits.quota, 0, "MONTH"};
    const auto set = [&stage](const char *key, int burst) {
        if (burst >= 0) {
            stage.methodSettings[key].throttlingBurstLimit = burst;
            stage.methodSettings[key].throttlingRateLimit = 1.0;
        }
    };
    set("*/*", limits.allMethodsBurst);
    set("~1pets/GET", limits.methodBurst);
    if (limits.accountBurst >= 0)
        account = model::Throttle{1.0, limits.accountBurst};

    Served served;
    served.gateway.setTraceSink(served.traces);
    QVERIFY(served.serve(project, stage, account));
    for (int i = 0; i < 10; ++i) {
        const std::string got = served.ask("/pets");
        const auto trace = served.traces->take();
        if (i < passed) {
            QCOMPARE(got.substr(0, 15), std::string("HTTP/1.1 200 OK"));
            continue;
        }
        QCOMPARE(normalized(got), expected);
        if (owner.empty() || i != passed) // those that a later bucket refuses take tokens of the earlier ones, too
            continue;
        std::string last;
        for (const trace::Note &note : trace->steps[trace->steps.size() - 2].notes) { // the gateway response is last
            if (note.name == "bucket owner")
                last = note.value;
        }
        QCOMPARE(last, owner);
    }
}

void ThrottleTest::templatesSeeTheKeyAndTracesDoNot()
{
    Served served;
    served.gateway.setTraceSink(served.traces);
    QVERIFY(served.serve(projectWithKey()));
    QCOMPARE(bodyOf(served.ask("/pets")), "key=" + std::string(kKeyValue) + " id=k1");
    const auto trace = served.traces->take();
    QCOMPARE(trace->response.body, std::string("key=**************ey-one id=k1"));
    QVERIFY(!trace::executionLog(*trace).contains(kKeyValue));
    for (const trace::Step &step : trace->steps) {
        for (const trace::Note &note : step.notes)
            QVERIFY2(!note.value.contains(kKeyValue), note.name.c_str());
    }
    QCOMPARE(noteOf(*trace, "usage plan"), std::string("Gold (p1)"));
    QCOMPARE(noteOf(*trace, "API key"), std::string("mobile (k1)"));
}

void ThrottleTest::tracesNameTheBucket()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{5.0, 1};
    Served served;
    served.gateway.setTraceSink(served.traces);
    QVERIFY(served.serve(project));
    QCOMPARE(served.status("/pets"), 200);
    (void)served.traces->take();
    served.clock.advance(100ms);
    QCOMPARE(served.status("/pets"), 429);
    const auto trace = served.traces->take();
    QCOMPARE(noteOf(*trace, "bucket owner"), std::string("key k1 in plan p1"));
    QCOMPARE(noteOf(*trace, "bucket level"), std::string("0.50 of 1, 5 a second"));
    QCOMPARE(noteOf(*trace, "bucket"), "#" + std::to_string(served.gateway.shared()->buckets.list().front().id));
    const std::string log = trace::executionLog(*trace);
    QVERIFY(!log.contains("Starting execution"));
    QVERIFY2(
        log.contains(" : API Key **************ey-one exceeded throttle limit for API Stage api1/dev: Key throttle "
                     "limit exceeded for Usage Plan ID p1, RestApi api1, Stage dev, Resource r/pets, HttpMethod GET. "
                     "Limit: 5.00 Burst: 1\n"),
        log.c_str());
    QVERIFY(log.ends_with(": Method completed with status: 429\n"));
}

void ThrottleTest::bucketsAreListed()
{
    model::Project project = projectWithKey();
    project.usagePlans[0].throttle = model::Throttle{1.0, 2};
    model::Stage stage = stageNamed("dev");
    stage.methodSettings["~1pets/GET"].throttlingBurstLimit = 3;
    Served served;
    QVERIFY(served.serve(project, stage, model::Throttle{10.0, 4}));
    QCOMPARE(served.status("/pets"), 200);
    QCOMPARE(served.status("/open"), 200);
    std::map<std::string, double> levels;
    for (const throttle::BucketInfo &info : served.gateway.shared()->buckets.list())
        levels[throttle::toString(info.owner)] = info.level;
    QCOMPARE(levels,
             (std::map<std::string, double>{{"account 000000000000 in us-east-1", 2.0},
                                            {"key k1 in plan p1", 1.0},
                                            {"method /pets/GET of api1/dev", 2.0}}));
}

QTEST_GUILESS_MAIN(ThrottleTest)
#include "throttle_test.moc"

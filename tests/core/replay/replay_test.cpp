#include "core/deploy/compiler.h"
#include "core/replay/replay.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

namespace {

/// /same and /echo answer the same in all versions but for noise, /version does not.
std::shared_ptr<const deploy::Deployment> version(const std::string &name)
{
    ApiBuilder builder;
    builder.mock("GET", "/same", "{\"id\": \"$context.requestId\", \"at\": $context.requestTimeEpoch}");
    builder.mock("GET", "/odd", "{\"id\": \"$context.extendedRequestId\", \"n\": 1}");
    builder.mock("GET", "/version", "{\"name\": \"" + name + "\", \"q\": \"$input.params('q')\"}");
    builder.mock("POST", "/version", name);
    return deploy::compile(builder.api, stageNamed("dev")).deployment;
}

replay::Request request(const std::string &method, const std::string &target)
{
    replay::Request made;
    made.method = method;
    made.target = target;
    return made;
}

const std::vector<replay::Request> kRequests{request("GET", "/same"), request("GET", "/version?q=a"),
                                             request("POST", "/version"), request("GET", "/odd"),
                                             request("GET", "/nowhere")};

} // namespace

class ReplayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsComeFromTraces();
    void secretsAndLongBodiesAreNotSent();
    void findsWhatWouldAnswerDifferently();
    void unsafeMethodsAreAskedOnRequest();
    void noiseIsLearnt();
    void canBeCancelled();
};

void ReplayTest::requestsComeFromTraces()
{
    const auto log = std::make_shared<TraceLog>();
    gateway::Gateway gateway;
    gateway.setTraceSink(log);
    gateway.install(version("v1"));
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    QVERIFY(client.send("GET /dev/version?q=%2Fdev HTTP/1.1\r\nHost: x\r\nX-Own: 1\r\n\r\n"));
    QVERIFY(!client.receive().empty());
    const replay::Request made = replay::requestOf(*log->take());
    QCOMPARE(made.method, std::string("GET"));
    QCOMPARE(made.target, std::string("/version?q=%2Fdev"));
    QVERIFY(made.fields == decltype(made.fields)({{"X-Own", "1"}}));
    QVERIFY(made.isSafe() && !made.masked && !made.truncated);
}

void ReplayTest::secretsAndLongBodiesAreNotSent()
{
    trace::Trace trace;
    trace.stage = "dev";
    trace.request.startLine = "POST /dev HTTP/1.1";
    trace.request.fields = {{"x-api-key", "****"}, {"Content-Length", "3"}, {"Accept", "*/*"}};
    trace.request.bodyTruncated = true;
    const replay::Request made = replay::requestOf(trace);
    QVERIFY(made.masked);
    QVERIFY(made.fields == decltype(made.fields)({{"Accept", "*/*"}}));
    const auto report = replay::replay({made}, version("v1"), version("v2"), {.unsafeMethods = true}, {});
    QVERIFY(report);
    QCOMPARE(report->skipped, std::size_t(1));
    QCOMPARE(report->asked, std::size_t(0));
}

void ReplayTest::findsWhatWouldAnswerDifferently()
{
    std::size_t told = 0;
    const auto report = replay::replay(kRequests, version("v1"), version("v2"), {}, {},
                                       [&](std::size_t done, std::size_t of) { told += done <= of ? 1 : 0; });
    QVERIFY(report);
    QCOMPARE(told, kRequests.size());
    QCOMPARE(report->asked, std::size_t(4));
    QCOMPARE(report->skipped, std::size_t(1));
    QCOMPARE(report->different.size(), std::size_t(1));
    const replay::Result &result = report->different[0];
    QCOMPARE(result.request.target, std::string("/version?q=a"));
    QVERIFY(result.differences == std::vector<replay::Difference>({{"body /name", "\"v1\"", "\"v2\""}}));
    QCOMPARE(result.before.status, 200);
    QVERIFY(!report->cancelled);
}

void ReplayTest::unsafeMethodsAreAskedOnRequest()
{
    const auto report = replay::replay(kRequests, version("v1"), version("v2"), {.unsafeMethods = true}, {});
    QVERIFY(report);
    QCOMPARE(report->asked, std::size_t(5));
    QCOMPARE(report->different.size(), std::size_t(2));
    QCOMPARE(report->different[1].request.method, std::string("POST"));
}

void ReplayTest::noiseIsLearnt()
{
    const std::vector<replay::Request> odd{request("GET", "/odd")};
    const auto learnt = replay::replay(odd, version("v1"), version("v1"), {}, {});
    QVERIFY(learnt && learnt->different.empty());
    const auto raw = replay::replay(odd, version("v1"), version("v1"), {.learnNoise = false}, {});
    QVERIFY(raw);
    QCOMPARE(raw->different.size(), std::size_t(1));
    QCOMPARE(raw->different[0].differences[0].place, std::string("body /id"));
}

void ReplayTest::canBeCancelled()
{
    std::stop_source stop;
    const auto report = replay::replay(kRequests, version("v1"), version("v2"), {}, stop.get_token(),
                                       [&](std::size_t done, std::size_t) {
                                           if (done == 2)
                                               stop.request_stop();
                                       });
    QVERIFY(report);
    QVERIFY(report->cancelled);
    QCOMPARE(report->asked, std::size_t(2));
    QCOMPARE(report->different.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"

#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"
#include "tests/support/scripted_backend.h"

#include <atomic>
#include <thread>

using namespace gatehouse;

namespace {

/// A deployment that says which it is, in a field and in the content.
std::shared_ptr<const deploy::Deployment> version(const std::string &name, const std::string &backend,
                                                  const std::string &api = "api1")
{
    ApiBuilder builder(api);
    builder.mock("GET", "/mock", name)
        .integration->responses.front()
        .responseParameters["method.response.header.X-Version"]
        = "'" + name + "'";
    builder.http("GET", "/http", "http://" + backend + "/" + name, true);
    return deploy::compile(builder.api, stageNamed("dev")).deployment;
}

} // namespace

class SwapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesNoRequestUnderLoad();
    void requestUnderWayEndsOnItsDeployment();
    void installsAndRemovesStages();
    void severalApisAreChosenByHost();
    void executeApiEndpointCanBeDisabled();
    void finishesRequestsWhenStopped();
};

void SwapTest::losesNoRequestUnderLoad()
{
    constexpr int kClients = 4, kRequests = 400;
    ScriptedBackend backend([](const http::Request &request, http::Responder &responder) {
        const std::string body(request.path.substr(1));
        responder.out() += "HTTP/1.1 200 OK\r\nX-Version: " + body + "\r\nContent-Length: 2\r\n\r\n" + body;
        responder.done();
    });
    gateway::GatewayOptions options;
    options.threads = 2;
    gateway::Gateway gateway(options);
    const auto first = version("v1", backend.address());
    const auto second = version("v2", backend.address());
    const auto log = std::make_shared<TraceLog>();
    gateway.install(first);
    QVERIFY(gateway.start());

    std::atomic<int> right = 0, running = kClients;
    std::vector<std::jthread> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([&, i] {
            RawClient client(gateway.port());
            const std::string request
                = std::string("GET /dev/") + (i % 2 == 0 ? "mock" : "http") + " HTTP/1.1\r\nHost: x\r\n\r\n";
            for (int n = 0; n < kRequests; n += 4) {
                client.send(request + request + request + request);
                for (int k = 0; k < 4; ++k) {
                    const std::string answer = client.receive();
                    const std::string body = bodyOf(answer);
                    right += (body == "v1" || body == "v2") && fieldOf(answer, "X-Version") == body ? 1 : 0;
                }
            }
            --running;
        });
    }
    for (int n = 0; running > 0; ++n) {
        gateway.install(n % 2 == 0 ? second : first);
        gateway.setTraceSink(n % 3 == 0 ? log : nullptr);
        std::this_thread::yield();
    }
    clients.clear();
    QCOMPARE(right.load(), kClients * kRequests);
    QCOMPARE(gateway.stats().requests, std::uint64_t(kClients * kRequests));
    QCOMPARE(gateway.stats().clientErrors, std::uint64_t(0));
}

void SwapTest::requestUnderWayEndsOnItsDeployment()
{
    std::mutex mutex;
    http::Responder *waiting = nullptr;
    ScriptedBackend backend([&](const http::Request &, http::Responder &responder) {
        const std::lock_guard lock(mutex);
        waiting = &responder;
    });
    gateway::Gateway gateway;
    gateway.install(version("v1", backend.address()));
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    QVERIFY(client.send("GET /dev/http HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(QTest::qWaitFor([&] {
        const std::lock_guard lock(mutex);
        return waiting != nullptr;
    }));
    gateway.install(version("v2", backend.address())); // the only owner of v1 is the request now
    gateway.remove({"api1"}, "dev");
    RawClient other(gateway.port());
    QVERIFY(other.send("GET /dev/mock HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(other.receive().starts_with("HTTP/1.1 403 "));

    waiting->thread().post([&] {
        waiting->out() += "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate";
        waiting->done();
    });
    QVERIFY(client.receive().ends_with("\r\n\r\nlate"));
}

void SwapTest::installsAndRemovesStages()
{
    gateway::Gateway gateway;
    QVERIFY(gateway.start());
    const auto status = [&] {
        RawClient client(gateway.port());
        client.send("GET /dev/mock HTTP/1.1\r\nHost: x\r\n\r\n");
        return client.receive().substr(9, 3);
    };
    QCOMPARE(status(), std::string("403"));
    gateway.install(version("v1", "127.0.0.1:1024"));
    QCOMPARE(status(), std::string("200"));
    gateway.remove({"api1"}, "prod");
    QCOMPARE(status(), std::string("200"));
    gateway.remove({"api1"}, "dev");
    QCOMPARE(status(), std::string("403"));
}

void SwapTest::severalApisAreChosenByHost()
{
    gateway::Gateway gateway;
    gateway.install(version("v1", "127.0.0.1:1024", "first"));
    QVERIFY(gateway.start());
    const std::string port = std::to_string(gateway.port());
    QCOMPARE(gateway.invokeUrl({"first"}, "dev"), "http://127.0.0.1:" + port + "/dev");
    gateway.install(version("v2", "127.0.0.1:1024", "second"));
    QCOMPARE(gateway.invokeUrl({"second"}, "dev"), "http://second.localhost:" + port + "/dev");

    const auto body = [&](const std::string &host, const std::string &prefix) {
        RawClient client(gateway.port());
        client.send("GET " + prefix + "/mock HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return bodyOf(client.receive());
    };
    QCOMPARE(body("first.localhost:" + port, "/dev"), std::string("v1"));
    QCOMPARE(body("second.execute-api.us-east-1.amazonaws.com", "/dev"), std::string("v2"));
    QCOMPARE(body("127.0.0.1", "/restapis/second/dev/_user_request_"), std::string("v2"));
    QCOMPARE(body("127.0.0.1", "/dev"), std::string("{\"message\":\"Forbidden\"}"));
    QCOMPARE(body("third.localhost", "/dev"), std::string("{\"message\":\"Forbidden\"}"));
}

void SwapTest::executeApiEndpointCanBeDisabled()
{
    ApiBuilder builder;
    builder.mock("GET", "/mock", "v1");
    builder.api.endpointConfiguration.disableExecuteApiEndpoint = true;
    gateway::Gateway gateway;
    gateway.install(deploy::compile(builder.api, stageNamed("dev")).deployment);
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    QVERIFY(client.send("GET /dev/mock HTTP/1.1\r\nHost: api1.execute-api.eu-west-1.amazonaws.com\r\n\r\n"));
    QCOMPARE(bodyOf(client.receive()), std::string("{\"message\":\"Forbidden\"}"));
    QVERIFY(client.send("GET /dev/mock HTTP/1.1\r\nHost: shop.example\r\n\r\n"));
    QCOMPARE(bodyOf(client.receive()), std::string("v1"));
}

void SwapTest::finishesRequestsWhenStopped()
{
    std::mutex mutex;
    http::Responder *waiting = nullptr;
    ScriptedBackend backend([&](const http::Request &, http::Responder &responder) {
        const std::lock_guard lock(mutex);
        waiting = &responder;
    });
    gateway::Gateway gateway;
    gateway.install(version("v1", backend.address()));
    QVERIFY(gateway.start());
    RawClient client(gateway.port());
    RawClient idle(gateway.port());
    QVERIFY(client.send("GET /dev/http HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(QTest::qWaitFor([&] {
        const std::lock_guard lock(mutex);
        return waiting != nullptr;
    }));
    std::jthread stopper([&] { gateway.stop(); });
    QCOMPARE(idle.receiveAll(), std::string()); // closed, so draining has begun
    waiting->thread().post([&] {
        waiting->out() += "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate";
        waiting->done();
    });
    const std::string answer = client.receiveAll();
    QVERIFY(answer.ends_with("late"));
    QCOMPARE(fieldOf(answer, "Connection"), std::string("close"));
    client.close(); // else the server waits for what it might still send
}

QTEST_GUILESS_MAIN(SwapTest)
#include "swap_test.moc"

#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

#include <atomic>
#include <set>
#include <thread>

using namespace gatehouse;

namespace {

/// Says its number four times, each from another part of a deployment: a header of the integration response, its
/// template, a stage variable, and the deployment's id. Every other one has a canary, which says "cN".
std::shared_ptr<const deploy::Deployment> version(int number)
{
    const auto api = [](const std::string &name) {
        ApiBuilder builder;
        builder.mock("GET", "/v", name + " $stageVariables.name $context.deploymentId")
            .integration->responses.front()
            .responseParameters["method.response.header.X-Version"]
            = "'" + name + "'";
        return model::Api(builder.api);
    };
    const std::string name = "v" + std::to_string(number);
    const std::string canaryName = "c" + std::to_string(number);
    const model::Api canary = api(canaryName);
    model::Stage stage = stageNamed("dev");
    stage.variables = {{"name", name}};
    deploy::CompileOptions options;
    options.deploymentId = {name};
    if (number % 2 == 0) {
        stage.canary = model::CanarySettings{{canaryName}, 50, {{"name", canaryName}}, false};
        options.canaryApi = &canary;
    }
    return deploy::compile(api(name), stage, options).deployment;
}

} // namespace

class DeployUnderLoadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreNeitherLostNorMixed();
};

/// 400 deployments, each made while clients ask. An answer is of one deployment in all its parts, and a client never
/// meets an older one again.
void DeployUnderLoadTest::answersAreNeitherLostNorMixed()
{
    constexpr int kDeployments = 400, kClients = 3;
    gateway::GatewayOptions options;
    options.threads = 2;
    gateway::Gateway gateway(options);
    gateway.install(version(0));
    QVERIFY(gateway.start());

    std::atomic<bool> deployed = false;
    std::atomic<int> answers = 0, lost = 0, mixed = 0, backwards = 0;
    std::vector<std::set<int>> seen(kClients);
    std::vector<std::jthread> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([&, i] {
            RawClient client(gateway.port());
            int newest = 0;
            for (bool last = false; !last;) {
                last = deployed; // what is asked after the last deployment must be of it
                client.send("GET /dev/v HTTP/1.1\r\nHost: x\r\n\r\n");
                const std::string answer = client.receive();
                const std::string name = fieldOf(answer, "X-Version");
                if (!answer.starts_with("HTTP/1.1 200 ") || name.size() < 2) {
                    ++lost;
                    ++answers;
                    answers.notify_one();
                    break;
                }
                const int number = std::atoi(name.c_str() + 1);
                mixed += bodyOf(answer) == name + " " + name + " " + name ? 0 : 1;
                backwards += number < newest || (last && number != kDeployments) ? 1 : 0;
                newest = number;
                seen[std::size_t(i)].insert(number);
                ++answers;
                answers.notify_one();
            }
        });
    }
    QElapsedTimer timer;
    timer.start();
    for (int number = 1; number <= kDeployments; ++number) {
        const int before = answers;
        gateway.install(version(number));
        answers.wait(before); // so that each deployment meets requests
    }
    deployed = true;
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    clients.clear();

    std::set<int> all;
    for (const std::set<int> &numbers : seen)
        all.insert(numbers.begin(), numbers.end());
    qInfo("%d deployments at %.0f a second, %d answers from %zu of them", kDeployments, kDeployments / seconds,
          answers.load(), all.size());
    QCOMPARE(lost.load(), 0);
    QCOMPARE(mixed.load(), 0);
    QCOMPARE(backwards.load(), 0);
    QVERIFY(all.size() > kDeployments / 4);
    QVERIFY(all.contains(kDeployments));
    QCOMPARE(gateway.stats().requests, std::uint64_t(answers.load()));
    QCOMPARE(gateway.stats().clientErrors + gateway.stats().serverErrors, std::uint64_t(0));
}

QTEST_GUILESS_MAIN(DeployUnderLoadTest)
#include "deploy_under_load_test.moc"

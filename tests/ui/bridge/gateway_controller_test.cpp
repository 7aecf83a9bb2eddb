#include "ui/bridge/gateway_controller.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using State = GatewayController::State;

class GatewayControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stageThatWasNeverDeployedIsServed();
    void deployedSnapshotIsServedNotTheDraft();
    void draftThatDiffersIsSeen();
    void refusedDeploymentSaysWhy();
    void removedStageIsServedNoMore();
    void portInUseSuggestsAnother();
    void badAddressIsExplained();
    void quickClicksEndAsTheLastOneSays();
    void changedEndpointMovesTheGateway();
    void endpointChangedWhileItStartsIsTheOneUsed();
    void tracesArrive();
    void sampleBackendIsReached();

private:
    void answers(const QString &url, int status, const QByteArray &body);
};

namespace {

/// GET / answers @p text by a mock integration.
model::RestApi mockApi(const std::string &text)
{
    model::IntegrationResponse response;
    response.responseTemplates = {{"text/plain", text}};
    model::Integration integration;
    integration.requestTemplates = {{"application/json", R"({"statusCode": 200})"}};
    integration.responses = {response};
    model::Method method;
    method.httpMethod = "GET";
    method.responses = {model::MethodResponse()};
    method.integration = integration;
    model::Resource root;
    root.id = {"root"};
    root.methods = {method};
    model::RestApi api;
    api.id = {"b7k2m9x1qa"};
    api.name = "Mock";
    api.resources = {root};
    return api;
}

model::Project project(const std::string &text)
{
    model::Stage stage;
    stage.name = "dev";
    model::ApiEntry entry;
    entry.folder = "mock";
    entry.api = mockApi(text);
    entry.stages = {stage};
    model::Project project;
    project.apis = {entry};
    return project;
}

void deployDraft(model::Project &project)
{
    model::ApiEntry &entry = project.apis.front();
    model::DeploymentRecord record;
    record.id = deploy::deploymentIdOf(entry.api);
    record.api = std::make_shared<const model::Api>(entry.api);
    entry.deployments.push_back(record);
    entry.stages.front().deploymentId = record.id;
}

void start(GatewayController &gateway)
{
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), 0);
    gateway.start();
    QTRY_COMPARE(gateway.state(), State::Running);
}

QString urlOf(const GatewayController &gateway)
{
    const StageStatus *stage = gateway.stage({"b7k2m9x1qa"}, "dev");
    return stage ? QString::fromStdString(stage->url) : QString();
}

} // namespace

void GatewayControllerTest::answers(const QString &url, int status, const QByteArray &body)
{
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(QNetworkRequest(QUrl(url)));
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    QCOMPARE(reply->readAll(), body);
    reply->deleteLater();
}

void GatewayControllerTest::stageThatWasNeverDeployedIsServed()
{
    GatewayController gateway;
    gateway.openProject(project("one"));
    start(gateway);
    QVERIFY(gateway.stage({"b7k2m9x1qa"}, "dev")->implicit);
    QVERIFY(!gateway.stage({"b7k2m9x1qa"}, "dev")->draftDiffers());
    answers(urlOf(gateway), 200, "one");
    gateway.stop();
    QTRY_COMPARE(gateway.state(), State::Stopped);
    QCOMPARE(gateway.baseUrl(), QString());
    QCOMPARE(urlOf(gateway), QString());
}

void GatewayControllerTest::deployedSnapshotIsServedNotTheDraft()
{
    GatewayController gateway;
    model::Project edited = project("one");
    gateway.openProject(edited);
    start(gateway);
    edited.apis.front().api = mockApi("two");
    QSignalSpy changed(&gateway, &GatewayController::stagesChanged);
    gateway.updateProject(edited);
    QVERIFY(changed.wait());
    answers(urlOf(gateway), 200, "one");
    deployDraft(edited);
    gateway.updateProject(edited);
    QVERIFY(changed.wait());
    answers(urlOf(gateway), 200, "two");
    QVERIFY(!gateway.stage({"b7k2m9x1qa"}, "dev")->implicit);
}

void GatewayControllerTest::draftThatDiffersIsSeen()
{
    GatewayController gateway; // it need not run
    model::Project edited = project("one");
    deployDraft(edited);
    QSignalSpy changed(&gateway, &GatewayController::stagesChanged);
    gateway.openProject(edited);
    QVERIFY(changed.wait());
    QVERIFY(!gateway.stage({"b7k2m9x1qa"}, "dev")->draftDiffers());
    edited.apis.front().api = mockApi("two");
    gateway.updateProject(edited);
    QVERIFY(changed.wait());
    QVERIFY(gateway.stage({"b7k2m9x1qa"}, "dev")->draftDiffers());
}

void GatewayControllerTest::refusedDeploymentSaysWhy()
{
    GatewayController gateway;
    model::Project broken = project("one");
    model::RestApi api = mockApi("one");
    api.resources.front().edit().methods.front().integration.reset();
    broken.apis.front().api = api;
    QSignalSpy problems(&gateway, &GatewayController::problemsChanged);
    gateway.openProject(broken);
    QVERIFY(problems.wait());
    QVERIFY(hasErrors(problems.constLast().at(1).value<Diagnostics>()));
    QVERIFY(!gateway.stage({"b7k2m9x1qa"}, "dev")->serving);

    bool asked = false;
    gateway.prepareDeployment({"b7k2m9x1qa"}, "dev", QStringLiteral("x"), this,
                              [&asked](const std::optional<model::DeploymentRecord> &record, const Diagnostics &why) {
                                  asked = !record && hasErrors(why);
                              });
    QTRY_VERIFY(asked);
}

void GatewayControllerTest::removedStageIsServedNoMore()
{
    GatewayController gateway;
    model::Project edited = project("one");
    gateway.openProject(edited);
    start(gateway);
    const QString url = urlOf(gateway);
    answers(url, 200, "one");
    edited.apis.front().stages.clear();
    QSignalSpy changed(&gateway, &GatewayController::stagesChanged);
    gateway.updateProject(edited);
    QVERIFY(changed.wait());
    QVERIFY(gateway.stages().empty());
    answers(url, 403, R"({"message":"Forbidden"})");
}

void GatewayControllerTest::portInUseSuggestsAnother()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    GatewayController gateway;
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), other.serverPort());
    gateway.start();
    QTRY_COMPARE(gateway.state(), State::Failed);
    QVERIFY(gateway.errorText().contains(QString::number(other.serverPort())));
    QVERIFY(gateway.suggestedPort() > other.serverPort());
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), gateway.suggestedPort());
    gateway.start();
    QTRY_COMPARE(gateway.state(), State::Running);
    QVERIFY(gateway.errorText().isEmpty());
}

void GatewayControllerTest::badAddressIsExplained()
{
    GatewayController gateway;
    gateway.setEndpoint(QStringLiteral("nowhere"), 0);
    gateway.start();
    QTRY_COMPARE(gateway.state(), State::Failed);
    QVERIFY(gateway.errorText().contains(QStringLiteral("nowhere")));
}

void GatewayControllerTest::quickClicksEndAsTheLastOneSays()
{
    GatewayController gateway;
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), 0);
    gateway.start();
    gateway.stop();
    gateway.start();
    QTRY_COMPARE(gateway.state(), State::Running);
    gateway.stop();
    gateway.start();
    gateway.stop();
    QTRY_COMPARE(gateway.state(), State::Stopped);
}

void GatewayControllerTest::changedEndpointMovesTheGateway()
{
    GatewayController gateway;
    gateway.openProject(project("one"));
    start(gateway);
    const QString before = gateway.baseUrl();
    quint16 freePort = 0;
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        freePort = probe.serverPort();
    }
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), freePort);
    QTRY_VERIFY(gateway.state() == State::Running && gateway.baseUrl() != before);
    QVERIFY(gateway.baseUrl().endsWith(QLatin1Char(':') + QString::number(freePort)));
    answers(urlOf(gateway), 200, "one");
}

void GatewayControllerTest::endpointChangedWhileItStartsIsTheOneUsed()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    GatewayController gateway;
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), other.serverPort());
    gateway.start(); // would fail
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), 0);
    QTRY_COMPARE(gateway.state(), State::Running);
    QVERIFY(gateway.errorText().isEmpty());
}

void GatewayControllerTest::tracesArrive()
{
    GatewayController gateway;
    gateway.openProject(project("one"));
    TraceBatch received;
    connect(&gateway.traces(), &TraceFeed::arrived, this,
            [&received](const TraceBatch &traces) { received.insert(received.end(), traces.begin(), traces.end()); });
    start(gateway);
    answers(urlOf(gateway), 200, "one");
    QTRY_COMPARE(received.size(), std::size_t(1));
    QCOMPARE(received.front()->status, 200);
    QCOMPARE(received.front()->stage, std::string("dev"));
}

void GatewayControllerTest::sampleBackendIsReached()
{
    GatewayController gateway;
    model::Project withBackend = project("one");
    model::RestApi api = mockApi("one");
    model::Integration &integration = *api.resources.front().edit().methods.front().integration;
    integration.type = model::IntegrationType::HttpProxy;
    integration.httpMethod = "GET";
    integration.uri = "http://${stageVariables.backend}/petstore/pets/1";
    withBackend.apis.front().api = api;
    withBackend.sampleBackends = {{.kind = "petstore", .stageVariable = "backend"}};
    gateway.openProject(withBackend);
    start(gateway);
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(QNetworkRequest(QUrl(urlOf(gateway))));
    QTRY_VERIFY(reply->isFinished());
    const QByteArray body = reply->readAll();
    QVERIFY2(body.contains("\"id\""), body.constData());
    reply->deleteLater();
}

QTEST_MAIN(GatewayControllerTest)
#include "gateway_controller_test.moc"

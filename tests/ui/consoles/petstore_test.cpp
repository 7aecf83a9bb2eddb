// The main job end to end, on the sample project: open it, run it, call each method, see what happened.
#include "core/project/project_store.h"
#include "ui/bridge/gateway_controller.h"
#include "ui/consoles/request_console.h"
#include "ui/consoles/response_view.h"
#include "ui/consoles/sample_request.h"
#include "ui/models/traffic_model.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class PetstoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMethodAnswersAndLeavesATrace_data();
    void everyMethodAnswersAndLeavesATrace();

private:
    QTemporaryDir m_folder;
    project::LoadedProject m_loaded;
    GatewayController m_gateway;
    TrafficModel m_traffic;
    std::unique_ptr<RequestConsole> m_console;
};

void PetstoreTest::initTestCase()
{
    Expected<project::LoadedProject> loaded = project::load(GATEHOUSE_SOURCE_DIR "/resources/examples/petstore");
    QVERIFY(loaded);
    m_loaded = *std::move(loaded);
    m_console = std::make_unique<RequestConsole>(m_traffic, m_folder.filePath(QStringLiteral("history.jsonl")));
    connect(&m_gateway.traces(), &TraceFeed::arrived, &m_traffic, &TrafficModel::append);
    m_gateway.openProject(m_loaded.project);
    m_gateway.setEndpoint(QStringLiteral("127.0.0.1"), 0);
    m_gateway.start();
    QTRY_COMPARE(m_gateway.state(), GatewayController::State::Running);
    m_console->setTargets(consoleTargets(m_loaded.project, m_gateway));
}

void PetstoreTest::everyMethodAnswersAndLeavesATrace_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("method");
    const auto &api = std::get<model::RestApi>(m_loaded.project.apis.front().api);
    for (const Cow<model::Resource> &resource : api.resources) {
        for (const model::Method &method : resource->methods) {
            const std::string path = api.path(resource->id);
            QTest::addRow("%s %s", method.httpMethod.c_str(), path.c_str())
                << QString::fromStdString(path) << QString::fromStdString(method.httpMethod);
        }
    }
}

void PetstoreTest::everyMethodAnswersAndLeavesATrace()
{
    QFETCH(const QString, resource);
    QFETCH(const QString, method);
    const model::ApiEntry &entry = m_loaded.project.apis.front();
    const auto &api = std::get<model::RestApi>(entry.api);
    const model::Resource *found = api.resourceAt(resource.toStdString());
    QVERIFY(found);
    m_console->compose(sampleRequest(api, *found, *found->method(method.toStdString())),
                       QString::fromStdString(entry.folder), QStringLiteral("dev"));
    m_console->send();
    auto *view = m_console->findChild<ResponseView *>();
    QTRY_VERIFY(view->hasTrace()); // by the id of the request that was answered
    QCOMPARE(view->response().status, 200);
    const TracePtr trace = m_traffic.traceAt(m_traffic.rowOfRequest(view->requestId()));
    QCOMPARE(trace->status, 200);
    QCOMPARE(QString::fromStdString(trace->resourcePath), resource);
    QVERIFY(!trace->steps.empty());
}

QTEST_MAIN(PetstoreTest)
#include "petstore_test.moc"

#include "tests/support/sample_traces.h"
#include "ui/consoles/request_console.h"
#include "ui/consoles/request_sender.h"
#include "ui/consoles/response_view.h"
#include "ui/models/traffic_model.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::ui;

class RequestConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void composedRequestReadsBack_data();
    void composedRequestReadsBack();
    void pathParametersBecomeFields();
    void stageStaysChosenWhenAddressesChange();
    void answerIsShownWithTheTraceOfTheSameRequest();
    void requestThatCannotBeSentSaysWhy();
    void controlReturnSendsFromAnywhere_data();
    void controlReturnSendsFromAnywhere();
    void curlCommandIsImported();
    void addressOfAStageChoosesIt();
    void tracedRequestLeavesMaskedSecretsOut();
    void savedRequestNamesItsStage();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TrafficModel> m_traffic;
    std::unique_ptr<RequestConsole> m_console;
};

namespace {

const QString kBase = QStringLiteral("http://127.0.0.1:8080/dev");

QList<ConsoleTarget> targets(const QString &base)
{
    return {{QStringLiteral("PetStore, prod"), QStringLiteral("petstore"), QStringLiteral("prod"), base + u'x'},
            {QStringLiteral("PetStore, dev"), QStringLiteral("petstore"), QStringLiteral("dev"), base}};
}

/// Answers each connection with the same text.
class OneAnswer : public QTcpServer {
public:
    explicit OneAnswer(const QByteArray &answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                if (socket->readAll().contains("\r\n\r\n"))
                    socket->write(answer);
            });
        });
    }
};

} // namespace

void RequestConsoleTest::init()
{
    m_traffic = std::make_unique<TrafficModel>();
    m_console = std::make_unique<RequestConsole>(*m_traffic, m_folder.filePath(QStringLiteral("history.jsonl")));
    m_console->setTargets(targets(kBase));
}

void RequestConsoleTest::composedRequestReadsBack_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    // clang-format off
    QTest::newRow("of a stage")      << kBase     << "/pets/{petId}"       << QByteArray();
    QTest::newRow("with a body")     << kBase     << "/pets"               << QByteArray("{\n}");
    QTest::newRow("whole address")   << QString() << "https://h/pets"      << QByteArray();
    // clang-format on
}

void RequestConsoleTest::composedRequestReadsBack()
{
    QFETCH(const QString, base);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, body);
    ConsoleRequest request;
    request.method = QStringLiteral("PUT");
    request.base = base;
    request.path = path;
    if (path.contains(u'{'))
        request.pathParameters = {{true, QStringLiteral("petId"), QStringLiteral("7")}};
    request.query = {{false, QStringLiteral("page"), QStringLiteral("1")}};
    request.headers = {{true, QStringLiteral("Accept"), QStringLiteral("*/*")},
                       {true, QStringLiteral("Content-Type"), QStringLiteral("application/json")}};
    request.body = body;
    m_console->compose(request);
    QCOMPARE(m_console->request(), request);
}

void RequestConsoleTest::pathParametersBecomeFields()
{
    ConsoleRequest request;
    request.base = kBase;
    request.path = QStringLiteral("/{a}/{b+}");
    request.pathParameters = {{true, QStringLiteral("a"), QStringLiteral("1")}};
    m_console->compose(request);
    auto *field = m_console->findChild<QLineEdit *>(QStringLiteral("b"));
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral("x/y"));
    QCOMPARE(m_console->request().url().toString(), kBase + QStringLiteral("/1/x/y"));
}

void RequestConsoleTest::stageStaysChosenWhenAddressesChange()
{
    ConsoleRequest request;
    request.path = QStringLiteral("/pets");
    m_console->compose(request, QStringLiteral("petstore"), QStringLiteral("dev"));
    QCOMPARE(m_console->request().base, kBase);
    m_console->setTargets(targets(QString())); // the gateway was stopped
    m_console->setTargets(targets(QStringLiteral("http://127.0.0.1:9090/dev")));
    QCOMPARE(m_console->request().base, QStringLiteral("http://127.0.0.1:9090/dev"));
}

void RequestConsoleTest::answerIsShownWithTheTraceOfTheSameRequest()
{
    const TracePtr trace = tests::share(tests::petsTrace());
    const OneAnswer server("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-amzn-RequestId: "
                           + QByteArray::fromStdString(trace->requestId) + "\r\nContent-Length: 2\r\n\r\n[]");
    ConsoleRequest request;
    request.path = QStringLiteral("http://127.0.0.1:%1/pets").arg(server.serverPort());
    m_console->compose(request);
    m_console->send();
    auto *view = m_console->findChild<ResponseView *>();
    QTRY_COMPARE(view->response().status, 200);
    QVERIFY(!view->hasTrace());
    m_traffic->append({trace}); // comes a moment later
    QVERIFY(view->hasTrace());
}

void RequestConsoleTest::requestThatCannotBeSentSaysWhy()
{
    ConsoleRequest request;
    request.base = kBase;
    request.path = QStringLiteral("/pets/{petId}");
    m_console->compose(request);
    m_console->send();
    const ConsoleResponse &response = m_console->findChild<ResponseView *>()->response();
    QVERIFY2(response.error.contains(QStringLiteral("petId")), qPrintable(response.error));
}

void RequestConsoleTest::controlReturnSendsFromAnywhere_data()
{
    QTest::addColumn<QString>("accessibleName");
    for (const char *name : {"Path", "Request body", "Query parameters", "Content type"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RequestConsoleTest::controlReturnSendsFromAnywhere()
{
    QFETCH(const QString, accessibleName);
    ConsoleRequest request;
    request.path = QStringLiteral("http://127.0.0.1:1/");
    m_console->compose(request);
    m_console->show();
    QVERIFY(QTest::qWaitForWindowActive(m_console.get()));
    const QList<QWidget *> all = m_console->findChildren<QWidget *>();
    const auto widget = std::ranges::find(all, accessibleName, &QWidget::accessibleName);
    QVERIFY(widget != all.end());
    auto *sender = m_console->findChild<RequestSender *>();
    QSignalSpy started(sender, &RequestSender::started);
    QTest::keyClick(*widget, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(started.count(), 1);
}

void RequestConsoleTest::curlCommandIsImported()
{
    QCOMPARE(m_console->importCurl(QStringLiteral("curl -X PUT --json '[]' http://h/p?a=1")), QString());
    QCOMPARE(m_console->request().method, QStringLiteral("PUT"));
    QCOMPARE(m_console->request().url().toString(), QStringLiteral("http://h/p?a=1"));
    QCOMPARE(m_console->request().header(QStringLiteral("content-type")), QStringLiteral("application/json"));
    QVERIFY(m_console->importCurl(QStringLiteral("curl 'http://h")).contains(QStringLiteral("character 6")));
    QCOMPARE(m_console->request().method, QStringLiteral("PUT")); // what stood there stays
}

void RequestConsoleTest::addressOfAStageChoosesIt()
{
    QCOMPARE(m_console->importCurl(QStringLiteral("curl http://127.0.0.1:8080/dev/pets?type=cat")), QString());
    QCOMPARE(m_console->request().base, kBase);
    QCOMPARE(m_console->request().path, QStringLiteral("/pets"));
    QCOMPARE(m_console->importCurl(QStringLiteral("curl http://127.0.0.1:8080/developers")), QString());
    QCOMPARE(m_console->request().base, QString());
}

void RequestConsoleTest::tracedRequestLeavesMaskedSecretsOut()
{
    m_console->compose(tests::petsTrace());
    const ConsoleRequest request = m_console->request();
    QCOMPARE(request.url().toString(), QStringLiteral("http://127.0.0.1:8080/dev/pets?type=cat&page=1"));
    QCOMPARE(request.header(QStringLiteral("Accept")), QStringLiteral("application/json"));
    QCOMPARE(request.header(QStringLiteral("Authorization")), QString()); // "****" is no credential
    QCOMPARE(request.header(QStringLiteral("Host")), QString());
}

void RequestConsoleTest::savedRequestNamesItsStage()
{
    model::SavedRequest saved;
    saved.api = "petstore";
    saved.stage = "dev";
    saved.path = "/pets";
    m_console->compose(fromSaved(saved, {}), QStringLiteral("petstore"), QStringLiteral("dev"));
    QCOMPARE(m_console->request().base, kBase);
}

QTEST_MAIN(RequestConsoleTest)
#include "request_console_test.moc"

#include "tests/integration/support/http_client.h"
#include "tests/integration/support/program.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <csignal>

using namespace support;

namespace {

/// One resource, /x, with a MOCK that answers @p status, or an HTTP integration if @p uri is given.
QByteArray document(int status, const QByteArray &uri = {})
{
    QByteArray text = R"json({"openapi": "3.0.1", "info": {"title": "Test", "version": "1"}, "paths": {"/x": {"get": {
        "responses": {"200": {"description": "a"}, "201": {"description": "b"}, "202": {"description": "c"}},
        "x-amazon-apigateway-integration": {"type": "TYPE", "httpMethod": "GET", "uri": "URI",
            "requestTemplates": {"application/json": "{'statusCode': STATUS}"},
            "responses": {"default": {"statusCode": "STATUS"}}}}}}})json";
    text.replace("TYPE", uri.isEmpty() ? "mock" : "http");
    text.replace("URI", uri);
    return text.replace("STATUS", QByteArray::number(status));
}

/// Answers GET PATH of @p serving with @p status within a minute.
bool becomes(const Serving &serving, const QString &path, int status)
{
    HttpClient client;
    return QTest::qWaitFor([&] { return client.send("GET", serving.url(path)).status == status; }, 60000);
}

bool refuses(const Serving &serving)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(QUrl(serving.address()).port()));
    return !socket.waitForConnected();
}

} // namespace

class ServeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_file = m_folder.filePath(QStringLiteral("api.json")); }

    void itPrintsItsAddressAndNothingElse()
    {
        QVERIFY(writeFile(m_file, document(200)));
        Serving serving({m_file});
        QVERIFY(serving.accepts());
        QVERIFY(serving.address().startsWith(QLatin1String("http://127.0.0.1:")));
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/dev/x"))).status, 200);
        const RunResult result = serving.end(SIGTERM);
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, serving.address().toUtf8() + '\n');
        QCOMPARE(result.err, QByteArray());
    }

    void bothSignalsEndIt_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void bothSignalsEndIt()
    {
        QFETCH(const int, signal);
        QVERIFY(writeFile(m_file, document(200)));
        Serving serving({m_file});
        QVERIFY(serving.accepts());
        QCOMPARE(serving.end(signal).status, 0);
    }

    void aRequestUnderWayIsAnsweredBeforeTheEnd()
    {
        QTcpServer backend;
        QVERIFY(backend.listen(QHostAddress::LocalHost));
        QVERIFY(writeFile(m_file, document(200, "http://127.0.0.1:" + QByteArray::number(backend.serverPort()) + "/")));
        Serving serving({m_file});
        QVERIFY(serving.accepts());
        HttpClient client;
        QNetworkReply *reply = client.start("GET", serving.url(QStringLiteral("/dev/x")));
        QTRY_VERIFY_WITH_TIMEOUT(backend.hasPendingConnections(), 60000);
        QTcpSocket *socket = backend.nextPendingConnection();
        QTRY_VERIFY_WITH_TIMEOUT(socket->bytesAvailable() > 0, 60000);

        serving.signal(SIGTERM);
        // It drains: new connections are refused while the backend's answer is awaited.
        QTRY_VERIFY_WITH_TIMEOUT(refuses(serving), 60000);
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        const Answer answer = HttpClient::wait(reply);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray("late"));
        QCOMPARE(serving.waitForEnd().status, 0);
    }

    void aSecondSignalEndsItAtOnce()
    {
        QTcpServer backend;
        QVERIFY(backend.listen(QHostAddress::LocalHost));
        QVERIFY(writeFile(m_file, document(200, "http://127.0.0.1:" + QByteArray::number(backend.serverPort()) + "/")));
        Serving serving({m_file});
        QVERIFY(serving.accepts());
        HttpClient client;
        QNetworkReply *reply = client.start("GET", serving.url(QStringLiteral("/dev/x")));
        QTRY_VERIFY_WITH_TIMEOUT(backend.hasPendingConnections(), 60000);
        serving.signal(SIGTERM);
        QTRY_VERIFY_WITH_TIMEOUT(refuses(serving), 60000);
        QCOMPARE(serving.end(SIGTERM).status, -1); // by the signal, although the backend never answers
        QCOMPARE(HttpClient::wait(reply).status, 0);
    }

    void aDocumentFromStandardInput()
    {
        Serving serving({QStringLiteral("-"), QStringLiteral("--stage"), QStringLiteral("v1")}, document(201));
        QVERIFY(serving.accepts());
        HttpClient client;
        QCOMPARE(client.send("GET", serving.url(QStringLiteral("/v1/x"))).status, 201);
        QCOMPARE(client.send("GET", serving.url(QStringLiteral("/dev/x"))).status, 403);
    }

    void stageVariablesReachTheIntegration()
    {
        QTcpServer backend;
        QVERIFY(backend.listen(QHostAddress::LocalHost));
        QVERIFY(writeFile(m_file, document(200, "http://${stageVariables.where}/")));
        Serving serving({m_file, QStringLiteral("--stage-variable"),
                         QStringLiteral("where=127.0.0.1:%1").arg(backend.serverPort())});
        QVERIFY(serving.accepts());
        HttpClient client;
        QNetworkReply *reply = client.start("GET", serving.url(QStringLiteral("/dev/x")));
        QTRY_VERIFY_WITH_TIMEOUT(backend.hasPendingConnections(), 60000);
        backend.nextPendingConnection()->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        QCOMPARE(HttpClient::wait(reply).body, QByteArray("ok"));
    }

    void aChangedFileIsDeployedAgain()
    {
        QVERIFY(writeFile(m_file, document(200)));
        Serving serving({m_file, QStringLiteral("--watch")});
        QVERIFY(serving.accepts());
        QVERIFY(becomes(serving, QStringLiteral("/dev/x"), 200));
        QVERIFY(writeFile(m_file, document(202)));
        QVERIFY(becomes(serving, QStringLiteral("/dev/x"), 202));
    }

    void aBrokenFileLeavesTheOldDeploymentServing()
    {
        QVERIFY(writeFile(m_file, document(200)));
        Serving serving({m_file, QStringLiteral("--watch")});
        QVERIFY(serving.accepts());
        QVERIFY(writeFile(m_file, "{\"openapi\": "));
        QVERIFY(serving.waitForMessage("goes on serving"));
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/dev/x"))).status, 200);
        QVERIFY(writeFile(m_file, document(201)));
        QVERIFY(becomes(serving, QStringLiteral("/dev/x"), 201));
    }

    void eachRequestLeavesALineInTheTraceFile()
    {
        QVERIFY(writeFile(m_file, document(200)));
        const QString traceFile = m_folder.filePath(QStringLiteral("traces.jsonl"));
        Serving serving({m_file, QStringLiteral("--trace"), traceFile});
        QVERIFY(serving.accepts());
        HttpClient client;
        const Answer good = client.send("GET", serving.url(QStringLiteral("/dev/x?a=1")));
        const Answer bad = client.send("GET", serving.url(QStringLiteral("/dev/y")));
        QCOMPARE(serving.end(SIGTERM).status, 0);

        const QList<QByteArray> lines = readFile(traceFile).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(first["requestId"].toString().toUtf8(), good.field("x-amzn-requestid"));
        QCOMPARE(first["status"].toInt(), 200);
        QCOMPARE(first["query"].toString(), QStringLiteral("a=1"));
        QCOMPARE(first["resourcePath"].toString(), QStringLiteral("/x"));
        QVERIFY(!first["steps"].toArray().isEmpty());
        QVERIFY(first["executionLog"].toString().contains(QLatin1String("Method completed with status: 200")));
        const QJsonObject second = QJsonDocument::fromJson(lines[1]).object();
        QCOMPARE(second["requestId"].toString().toUtf8(), bad.field("x-amzn-requestid"));
        QCOMPARE(second["gatewayResponseType"].toString(), QStringLiteral("MISSING_AUTHENTICATION_TOKEN"));
    }

    void anAddressInUseIsSaid()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        QVERIFY(writeFile(m_file, document(200)));
        const QString address = QStringLiteral("127.0.0.1:%1").arg(other.serverPort());
        const RunResult result = cli({QStringLiteral("serve"), m_file, QStringLiteral("--listen"), address});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, QByteArray());
        QVERIFY(result.err.contains(address.toUtf8()));
    }

    void whatCannotBeDeployedIsNotServed()
    {
        QByteArray noIntegration = document(200);
        noIntegration.replace("x-amazon-apigateway-integration", "x-other");
        const RunResult result = cli({QStringLiteral("serve"), QStringLiteral("-")}, noIntegration);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains("No integration defined for method"), result.err.constData()); // AWS's words
    }

    void missingIntegrationsAreMockedOnRequest()
    {
        QByteArray noIntegration = document(200);
        noIntegration.replace("x-amazon-apigateway-integration", "x-other");
        Serving serving({QStringLiteral("-"), QStringLiteral("--mock-missing")}, noIntegration);
        QVERIFY(serving.accepts());
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/dev/x"))).status, 200);
    }

    void theOrdersSampleIsServed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        // clang-format off
        QTest::newRow("stage variable of dev")  << QByteArray("GET")    << "/dev/orders"              << 200 << QByteArray("x-catalog")   << QByteArray("spring-draft");
        QTest::newRow("stage variable of demo") << QByteArray("GET")    << "/demo/orders"             << 200 << QByteArray("x-catalog")   << QByteArray("spring");
        QTest::newRow("created")                << QByteArray("POST")   << "/dev/orders"              << 201 << QByteArray("location")    << QByteArray("/orders/1004");
        QTest::newRow("nested")                 << QByteArray("GET")    << "/dev/orders/1001/items/1" << 200 << QByteArray("content-type")<< QByteArray("application/json");
        QTest::newRow("no content")             << QByteArray("DELETE") << "/dev/orders/1001"         << 204 << QByteArray("x-catalog")   << QByteArray();
        QTest::newRow("payment refused")        << QByteArray("POST")   << "/dev/payments"            << 402 << QByteArray("content-type")<< QByteArray("application/json");
        QTest::newRow("ANY")                    << QByteArray("PATCH")  << "/dev/health"              << 200 << QByteArray("content-type")<< QByteArray("application/json");
        QTest::newRow("gateway response")       << QByteArray("GET")    << "/dev/carts"               << 404 << QByteArray("x-support")   << QByteArray("https://support.example.com/dev");
        // clang-format on
    }

    void theOrdersSampleIsServed()
    {
        static Serving serving({sourcePath(QStringLiteral("resources/examples/mock-orders"))});
        QVERIFY(serving.accepts());
        QFETCH(const QByteArray, method);
        QFETCH(const QString, path);
        QFETCH(const QByteArray, field);
        const Answer answer = HttpClient().send(method, serving.url(path));
        QTEST(answer.status, "status");
        QTEST(answer.field(field), "value");
    }

private:
    QTemporaryDir m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(ServeTest)
#include "serve_test.moc"

#include "ui/consoles/request_sender.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace gatehouse::ui;

namespace {

/// Answers every connection with a fixed text once a whole request (head, and body by Content-Length) is there.
class FixedServer : public QTcpServer {
public:
    explicit FixedServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                const qsizetype headEnd = received.indexOf("\r\n\r\n");
                if (headEnd < 0)
                    return;
                const qsizetype field = received.toLower().indexOf("content-length: ");
                const qsizetype length = field < 0 || field > headEnd
                    ? 0
                    : received.sliced(field + 16, received.indexOf('\r', field) - field - 16).toLongLong();
                if (received.size() < headEnd + 4 + length || m_answer.isEmpty())
                    return;
                socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
    }
    [[nodiscard]] QString base() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }

    QByteArray received;

private:
    const QByteArray m_answer;
};

ConsoleResponse answerTo(const ConsoleRequest &request)
{
    RequestSender sender;
    QSignalSpy finished(&sender, &RequestSender::finished);
    sender.send(request, request.url());
    if (finished.isEmpty() && !finished.wait())
        return {};
    return finished.constFirst().constFirst().value<ConsoleResponse>();
}

} // namespace

class RequestSenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestIsSentAsComposed();
    void answersAreShownAsTheyCame_data();
    void answersAreShownAsTheyCame();
    void timesAreInOrder();
    void refusedConnectionIsExplained();
    void brokenAnswerIsAnError();
    void cancelEndsTheCall();
    void namesBelowLocalhostReachThisMachine();
};

void RequestSenderTest::requestIsSentAsComposed()
{
    FixedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    ConsoleRequest request;
    request.method = QStringLiteral("PATCH");
    request.base = server.base();
    request.path = QStringLiteral("/pets/{id}");
    request.pathParameters = {{true, QStringLiteral("id"), QStringLiteral("a b")}};
    request.query = {{true, QStringLiteral("q"), QStringLiteral("1")}};
    request.headers = {{true, QStringLiteral("X-Twice"), QStringLiteral("1")},
                       {true, QStringLiteral("x-twice"), QStringLiteral("2")},
                       {false, QStringLiteral("X-Off"), QStringLiteral("3")}};
    request.body = "{}";
    QCOMPARE(answerTo(request).status, 200);
    const QByteArray sent = server.received;
    QVERIFY2(sent.startsWith("PATCH /pets/a%20b?q=1 HTTP/1.1\r\n"), sent.constData());
    QVERIFY2(sent.toLower().contains("\r\nx-twice: 1, 2\r\n"), sent.constData());
    QVERIFY2(!sent.contains("X-Off"), sent.constData());
    QVERIFY2(!sent.contains("Accept-Language"), sent.constData());
    QVERIFY2(sent.endsWith("\r\n\r\n{}"), sent.constData());
}

void RequestSenderTest::answersAreShownAsTheyCame_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    // clang-format off
    QTest::newRow("200")       << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")                             << 200 << QByteArray("[]");
    QTest::newRow("204")       << QByteArray("HTTP/1.1 204 No Content\r\n\r\n")                                            << 204 << QByteArray();
    QTest::newRow("redirect")  << QByteArray("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")            << 302 << QByteArray();
    QTest::newRow("401")       << QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nnope")                 << 401 << QByteArray("nope");
    QTest::newRow("403")       << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope")                    << 403 << QByteArray("nope");
    QTest::newRow("504")       << QByteArray("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 4\r\n\r\nlate")              << 504 << QByteArray("late");
    QTest::newRow("chunked")   << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n")  << 200 << QByteArray("[]");
    // clang-format on
}

void RequestSenderTest::answersAreShownAsTheyCame()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    FixedServer server(answer);
    ConsoleRequest request;
    request.base = server.base();
    const ConsoleResponse response = answerTo(request);
    QCOMPARE(response.status, status);
    QCOMPARE(response.body, body);
    QCOMPARE(response.error, QString());
}

void RequestSenderTest::timesAreInOrder()
{
    FixedServer server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
    ConsoleRequest request;
    request.base = server.base();
    const CallTimings timings = answerTo(request).timings;
    QVERIFY(timings.connecting.count() >= 0);
    QVERIFY(timings.firstByte >= timings.connecting);
    QVERIFY(timings.done >= timings.firstByte);
    QCOMPARE(timings.encrypted.count(), -1);
}

void RequestSenderTest::refusedConnectionIsExplained()
{
    ConsoleRequest request;
    {
        const FixedServer gone("");
        request.base = gone.base();
    }
    const ConsoleResponse response = answerTo(request);
    QCOMPARE(response.status, 0);
    QVERIFY2(response.error.contains(QStringLiteral("gateway running")), qPrintable(response.error));
}

void RequestSenderTest::brokenAnswerIsAnError()
{
    FixedServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
    ConsoleRequest request;
    request.base = server.base();
    const ConsoleResponse response = answerTo(request);
    QCOMPARE(response.body, QByteArray("part")); // what came is shown
    QVERIFY(!response.error.isEmpty());
}

void RequestSenderTest::cancelEndsTheCall()
{
    FixedServer server(""); // never answers
    ConsoleRequest request;
    request.base = server.base();
    RequestSender sender;
    QSignalSpy finished(&sender, &RequestSender::finished);
    sender.send(request, request.url());
    QTRY_VERIFY(!server.received.isEmpty());
    QVERIFY(sender.isSending());
    sender.cancel();
    QCOMPARE(finished.count(), 1);
    QVERIFY(finished.constFirst().constFirst().value<ConsoleResponse>().cancelled);
    QVERIFY(!sender.isSending());
}

void RequestSenderTest::namesBelowLocalhostReachThisMachine()
{
    FixedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    ConsoleRequest request;
    request.base = QStringLiteral("http://b7k2m9x1qa.localhost:%1").arg(server.serverPort());
    QCOMPARE(answerTo(request).status, 200);
    const QByteArray host = "host: b7k2m9x1qa.localhost:" + QByteArray::number(server.serverPort());
    QVERIFY2(server.received.toLower().contains(host), server.received.constData());
}

QTEST_MAIN(RequestSenderTest)
#include "request_sender_test.moc"

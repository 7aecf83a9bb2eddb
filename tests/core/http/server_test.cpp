#include "core/http/server.h"
#include "raw_client.h"

#include <QtTest/QTest>

#include <condition_variable>
#include <mutex>
#include <sys/resource.h>

using namespace gatehouse;
using namespace gatehouse::http;
using namespace std::chrono_literals;

namespace {

void answer(Responder &responder, std::string_view body, std::string_view status = "200 OK")
{
    std::string &out = responder.out();
    out += std::format("HTTP/1.1 {}\r\nDate: {}\r\nContent-Length: {}\r\nConnection: {}\r\n\r\n{}", status,
                       responder.thread().date(), body.size(), responder.keepAlive() ? "keep-alive" : "close", body);
}

/// Answers with what it was asked; "/later" is answered when the test says so.
class EchoHandler : public Handler {
public:
    void handle(const Request &request, Responder &responder) override
    {
        if (request.path == "/later") {
            responder.onGone([this, &responder] {
                responder.abort();
                signal(m_gone);
            });
            m_waiting = &responder;
            m_thread = &responder.thread();
            signal(m_arrived);
            return;
        }
        if (request.path == "/large") {
            answer(responder, std::string(8U << 20U, 'x'));
        } else if (request.path == "/stream") {
            responder.closeAfter();
            responder.out() += "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
            stream(responder, 64);
            return;
        } else {
            answer(responder,
                   std::format("{} {}|{}|{}|{}|{}", request.method, request.path, request.query, request.host,
                               request.fields.size(), request.body));
        }
        responder.done();
    }
    void reject(int status, IoThread &, std::string &out) override
    {
        out += std::format("HTTP/1.1 {} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status);
    }

    void answerLater(std::string body)
    {
        m_thread->post([this, body = std::move(body)] {
            answer(*m_waiting, body);
            m_waiting->done();
        });
    }
    bool waitArrived() { return wait(m_arrived); }
    bool waitGone() { return wait(m_gone); }

private:
    static void stream(Responder &responder, int blocks)
    {
        if (blocks == 0) {
            responder.done();
            return;
        }
        responder.out() += std::string(65536, static_cast<char>('0' + blocks % 10));
        responder.flush([&responder, blocks](bool ok) {
            if (ok)
                stream(responder, blocks - 1);
            else
                responder.abort();
        });
    }
    void signal(bool &what)
    {
        const std::lock_guard lock(m_mutex);
        what = true;
        m_changed.notify_all();
    }
    bool wait(bool &what)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 10s, [&] { return std::exchange(what, false); });
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_arrived = false;
    bool m_gone = false;
    Responder *m_waiting = nullptr;
    IoThread *m_thread = nullptr;
};

std::string get(std::string_view path)
{
    return std::format("GET {} HTTP/1.1\r\nHost: h\r\n\r\n", path);
}

std::string bodyOf(const std::string &answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

int statusOf(const std::string &answer)
{
    return answer.size() < 12 ? 0 : std::atoi(answer.c_str() + 9);
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT

private:
    VirtualClock m_clock;
    EchoHandler m_handler;
    std::unique_ptr<Server> m_server;

    void restart(unsigned threads = 1)
    {
        ServerOptions options;
        options.threads = threads;
        options.clock = &m_clock;
        options.limits.body = 1U << 20U;
        m_server = std::make_unique<Server>(options, m_handler);
        QVERIFY(m_server->start().has_value());
    }
    void pass(std::chrono::milliseconds time)
    {
        m_clock.advance(time);
        m_server->clockMoved();
    }

private Q_SLOTS:
    void init() { restart(); }
    void cleanup() { m_server.reset(); }

    void answersWithDateAndKeepsAlive()
    {
        RawClient client(m_server->port());
        for (int i = 0; i < 3; ++i) {
            client.send(get("/a/b?c=d"));
            const std::string answer = client.receive();
            QCOMPARE(bodyOf(answer), "GET /a/b|c=d|h|1|");
            QVERIFY(answer.contains("Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n"));
        }
        QCOMPARE(m_server->stats().connections, 1U);
        QCOMPARE(m_server->stats().requests, 3U);
    }

    void readsRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("echo");
        // clang-format off
        QTest::newRow("content-length") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello") << QByteArray("POST /||h|2|hello");
        QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: 1\r\n\r\n") << QByteArray("POST /||h|2|hello");
        QTest::newRow("absolute form wins over Host") << QByteArray("GET http://other:81/p?q HTTP/1.1\r\nHost: h\r\n\r\n") << QByteArray("GET /p|q|other:81|1|");
        QTest::newRow("absolute form without a path") << QByteArray("GET http://other?q HTTP/1.1\r\nHost: h\r\n\r\n") << QByteArray("GET /|q|other|1|");
        QTest::newRow("asterisk form") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n") << QByteArray("OPTIONS *||h|1|");
        QTest::newRow("an empty line in front") << QByteArray("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") << QByteArray("GET /||h|1|");
        QTest::newRow("HTTP/1.0 without Host") << QByteArray("GET / HTTP/1.0\r\n\r\n") << QByteArray("GET /|||0|");
        // clang-format on
    }

    void readsRequests()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const QByteArray, echo);
        RawClient client(m_server->port());
        client.send(request.toStdString());
        QCOMPARE(bodyOf(client.receive()), echo.toStdString());

        RawClient slow(m_server->port()); // the same, octet by octet
        for (const char c : request.toStdString())
            slow.send({&c, 1});
        QCOMPARE(bodyOf(slow.receive()), echo.toStdString());
    }

    void answersPipelinedRequestsInOrder()
    {
        RawClient client(m_server->port());
        std::string requests;
        for (int i = 0; i < 2000; ++i) // more than one input buffer
            requests += get(std::format("/{}", i));
        std::thread sender([&] { client.send(requests); });
        for (int i = 0; i < 2000; ++i)
            QCOMPARE(bodyOf(client.receive()), std::format("GET /{}||h|1|", i));
        sender.join();
    }

    void keepsPipelinedRequestsForLater()
    {
        RawClient client(m_server->port());
        client.send(get("/first") + get("/later") + get("/third"));
        QVERIFY(m_handler.waitArrived());
        QCOMPARE(bodyOf(client.receive()), "GET /first||h|1|");
        m_handler.answerLater("second");
        QCOMPARE(bodyOf(client.receive()), "second");
        QCOMPARE(bodyOf(client.receive()), "GET /third||h|1|");
    }

    void tellsTheHandlerThatTheClientHasGone_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("ended") << false;
        QTest::newRow("reset") << true;
    }

    void tellsTheHandlerThatTheClientHasGone()
    {
        QFETCH(const bool, reset);
        RawClient client(m_server->port());
        client.send(get("/later"));
        QVERIFY(m_handler.waitArrived());
        if (reset)
            client.reset();
        else
            client.close();
        QVERIFY(m_handler.waitGone());
    }

    void tellsTheHandlerThatTheServerStops()
    {
        RawClient client(m_server->port());
        client.send(get("/later"));
        QVERIFY(m_handler.waitArrived());
        m_server->stop();
        QVERIFY(m_handler.waitGone());
        QVERIFY(client.receiveAll().empty());
    }

    void drainsGracefully()
    {
        RawClient idle(m_server->port());
        idle.send(get("/"));
        QCOMPARE(statusOf(idle.receive()), 200);
        RawClient busy(m_server->port());
        busy.send(get("/later"));
        QVERIFY(m_handler.waitArrived());
        const std::uint16_t port = m_server->port();
        std::thread stopper([this] { m_server->stop(10s); });
        QVERIFY(idle.receiveAll().empty());
        QVERIFY(!RawClient(port).isConnected());
        m_handler.answerLater("late");
        const std::string answer = busy.receiveAll();
        QVERIFY(answer.contains("Connection: close\r\n"));
        QCOMPARE(bodyOf(answer), "late");
        busy.close();
        stopper.join();
        QVERIFY(!m_server->isRunning());
    }

    void streamsToASlowReader()
    {
        RawClient client(m_server->port(), 4096);
        client.send(get("/stream"));
        const std::string body = bodyOf(client.receiveAll());
        QCOMPARE(body.size(), std::size_t(64) * 65536);
        QCOMPARE(body.front(), '4');
        QCOMPARE(body.back(), '1');
        QVERIFY(client.isEnded());
    }

    void sendsLargeAnswersPipelined()
    {
        RawClient client(m_server->port(), 4096);
        client.send(get("/large") + get("/large") + get("/end"));
        QCOMPARE(bodyOf(client.receive()).size(), std::size_t(8) << 20U);
        QCOMPARE(bodyOf(client.receive()).size(), std::size_t(8) << 20U);
        QCOMPARE(bodyOf(client.receive()), "GET /end||h|1|");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const std::string &request, int status) {
            QTest::newRow(name) << QByteArray::fromStdString(request) << status;
        };
        const std::string start = "POST / HTTP/1.1\r\nHost: h\r\n";
        row("two lengths", start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400);
        row("the same length twice", start + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400);
        row("a list of lengths", start + "Content-Length: 1, 1\r\n\r\na", 400);
        row("a signed length", start + "Content-Length: +1\r\n\r\na", 400);
        row("a negative length", start + "Content-Length: -1\r\n\r\na", 400);
        row("an empty length", start + "Content-Length:\r\n\r\na", 400);
        row("a length beyond 2^63", start + "Content-Length: 9223372036854775808\r\n\r\na", 400);
        row("length and coding", start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("coding and length", start + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400);
        row("coding twice", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("unknown coding", start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
        row("odd coding", start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501);
        row("coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("space before the colon", start + "Content-Length : 1\r\n\r\na", 400);
        row("folded field", start + "A: b\r\n c\r\n\r\n", 400);
        row("field without a colon", start + "Abc\r\n\r\n", 400);
        row("empty field name", start + ": b\r\n\r\n", 400);
        row("control in a value", start + std::string("A: b\0c\r\n\r\n", 10), 400);
        row("bare CR in a value", start + "A: b\rc\r\n\r\n", 400);
        row("bare LF after a field", start + "A: b\nC: d\r\n\r\n", 400);
        row("bare LF after the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n", 400);
        row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
        row("a path as Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
        row("chunk size with a prefix", start + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n", 400);
        row("chunk size with a space", start + "Transfer-Encoding: chunked\r\n\r\n1 \r\na\r\n0\r\n\r\n", 400);
        row("no chunk size", start + "Transfer-Encoding: chunked\r\n\r\n\r\na\r\n0\r\n\r\n", 400);
        row("chunk size too large", start + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\na", 400);
        row("chunk longer than its size", start + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400);
        row("bare LF after a chunk size", start + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n", 400);
        row("bad trailer", start + "Transfer-Encoding: chunked\r\n\r\n0\r\nA b\r\n\r\n", 400);
        row("no version", "GET /\r\nHost: h\r\n\r\n", 400);
        row("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("control in the target", "GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("fragment in the target", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("asterisk with GET", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("other scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
        row("TLS greeting", std::string("\x16\x03\x01\x00\xa5", 5), 400);
        row("long method", std::string(65, 'M') + " / HTTP/1.1\r\nHost: h\r\n\r\n", 501);
        row("long target", "GET /" + std::string(10240, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414);
        row("endless target", "GET /" + std::string(12000, 'a'), 414);
        row("long fields", start + "A: " + std::string(10240, 'a') + "\r\n\r\n", 431);
        row("endless field", start + "A: " + std::string(12000, 'a'), 431);
        row("long content", start + "Content-Length: 1048577\r\n\r\n", 413);
        row("long chunks", start + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(1048577, 'a'), 413);
    }

    void refuses()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const int, status);
        RawClient client(m_server->port());
        client.send(request.toStdString() + get("/smuggled")); // what follows is not read as a request
        const std::string answer = client.receive();
        QCOMPARE(statusOf(answer), status);
        client.endSending();
        QVERIFY(client.receiveAll().empty());
        QVERIFY(client.isEnded());
        QCOMPARE(m_server->stats().requests, 0U);
        QCOMPARE(m_server->stats().rejected, 1U);
    }

    void acceptsWhatIsJustWithinTheLimits()
    {
        RawClient client(m_server->port());
        const std::string fields = "Host: h\r\nA: "; // and CRLF: 14 octets
        client.send("GET /" + std::string(10239, 'a') + " HTTP/1.1\r\n" + fields + std::string(10240 - 14, 'b')
                    + "\r\n\r\n");
        QCOMPARE(statusOf(client.receive()), 200);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048576\r\n\r\n" + std::string(1048576, 'x'));
        QCOMPARE(bodyOf(client.receive()).size(), std::size_t(1048576) + 12);
    }

    void answersExpectations()
    {
        RawClient client(m_server->port());
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send("ok");
        QCOMPARE(bodyOf(client.receive()), "POST /||h|3|ok");
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(statusOf(client.receive()), 413);
    }

    void closesWhenAsked_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("closes");
        // clang-format off
        QTest::newRow("1.1")            << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << false;
        QTest::newRow("1.1 close")      << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n") << true;
        QTest::newRow("1.0")            << QByteArray("GET / HTTP/1.0\r\n\r\n") << true;
        QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << false;
        // clang-format on
    }

    void closesWhenAsked()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const bool, closes);
        RawClient client(m_server->port());
        client.send(request.toStdString());
        const std::string answer = client.receive();
        QCOMPARE(answer.contains("Connection: close"), closes);
        if (closes) {
            QVERIFY(client.receiveAll().empty());
        } else {
            client.send(request.toStdString());
            QCOMPARE(statusOf(client.receive()), 200);
        }
    }

    void timesOut_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("after"); // seconds
        QTest::addColumn<int>("status"); // 0: closed without a word
        QTest::newRow("idle") << QByteArray() << 311 << 0;
        QTest::newRow("head") << QByteArray("GET / HTT") << 31 << 408;
        QTest::newRow("body") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc") << 61 << 408;
    }

    void timesOut()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const int, after);
        QFETCH(const int, status);
        RawClient client(m_server->port());
        client.send(get("/")); // so that the server has the connection
        client.receive();
        client.send(sent.toStdString());
        if (!sent.isEmpty()) { // and what followed: another client's answer comes after it
            RawClient other(m_server->port());
            other.send(get("/"));
            other.receive();
        }
        pass(0s); // the thread is through with all of it
        pass(std::chrono::seconds(after - 2));
        QVERIFY(m_server->stats().open >= 1);
        pass(2s);
        const std::string answer = client.receiveAll();
        QCOMPARE(statusOf(answer), status);
        QVERIFY(client.isEnded());
    }

    void resetsAClientThatDoesNotRead()
    {
        RawClient client(m_server->port(), 4096);
        client.send(get("/large"));
        QTRY_COMPARE(m_server->stats().requests, 1U);
        pass(0s); // the thread has sent what it could
        pass(61s);
        QTRY_COMPARE(m_server->stats().open, 0U);
        QVERIFY(client.receiveAll().size() < 8U << 20U);
        QVERIFY(client.isReset());
    }

    void runsOnSeveralThreads()
    {
        restart(4);
        for (int i = 0; i < 8; ++i) {
            RawClient client(m_server->port());
            client.send(get("/"));
            QCOMPARE(statusOf(client.receive()), 200);
        }
        QCOMPARE(m_server->stats().connections, 8U);
    }

    void acceptsAgainWhenDescriptorsHadRunOut()
    {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        const rlim_t before = limit.rlim_cur;
        const int next = ::dup(0); // the lowest that is free: the client's
        ::close(next);
        limit.rlim_cur = static_cast<rlim_t>(next) + 1;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        RawClient client(m_server->port());
        pass(0s); // the server has failed to accept
        limit.rlim_cur = before;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        QVERIFY(client.isConnected());
        QCOMPARE(m_server->stats().connections, 0U);
        pass(200ms);
        client.send(get("/"));
        QCOMPARE(statusOf(client.receive()), 200);
    }

    void saysWhyItCannotListen()
    {
        ServerOptions options;
        options.port = m_server->port();
        Server second(options, m_handler);
        QVERIFY(second.start().error().code == ServerErrc::AddressInUse);
        options.address = "localhost";
        QVERIFY(Server(options, m_handler).start().error().code == ServerErrc::BadAddress);
        options.address = "192.0.2.1";
        QVERIFY(Server(options, m_handler).start().error().code == ServerErrc::BadAddress);
    }

    void startsAgain()
    {
        m_server->stop();
        QVERIFY(m_server->start().has_value());
        RawClient client(m_server->port());
        client.send(get("/"));
        QCOMPARE(statusOf(client.receive()), 200);
    }
};

QTEST_APPLESS_MAIN(ServerTest)
#include "server_test.moc"

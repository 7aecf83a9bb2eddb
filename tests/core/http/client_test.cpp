#include "core/http/client_pool.h"
#include "scripted_backend.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <condition_variable>
#include <future>

using namespace gatehouse;
using namespace gatehouse::http;
using namespace std::chrono_literals;

namespace {

/// An event loop with a Client on a thread of its own.
class ClientThread {
public:
    explicit ClientThread(const Clock &clock, ClientOptions options = {})
        : m_loop(clock)
        , m_pool(std::make_unique<ClientPool>(m_loop, std::make_shared<net::Resolver>(), std::move(options)))
        , m_thread([this] { m_loop.run(); })
    {
    }
    ~ClientThread()
    {
        run([this] { m_pool.reset(); });
        m_loop.stop();
        m_thread.join();
    }
    /// Runs @p task on the thread, and waits.
    void run(const std::function<void()> &task)
    {
        std::promise<void> done;
        m_loop.post([&] {
            task();
            done.set_value();
        });
        done.get_future().wait();
    }
    [[nodiscard]] Client &client() { return *m_pool; }
    [[nodiscard]] net::EventLoop &loop() { return m_loop; }

private:
    net::EventLoop m_loop;
    std::unique_ptr<ClientPool> m_pool;
    std::thread m_thread;
};

/// One call, and all that it was told.
class Recorded final : public ClientObserver {
public:
    Recorded(ClientThread &thread, const Origin &origin, ClientRequest request, std::size_t pauseAfter = SIZE_MAX)
        : m_thread(thread)
        , m_pauseAfter(pauseAfter)
    {
        m_thread.run([&] {
            m_call = m_thread.client().start(origin, std::move(request), *this);
            toldWithinStart = status != 0 || m_ended;
        });
    }
    ~Recorded() override { cancel(); }
    void cancel()
    {
        m_thread.run([this] { m_call.reset(); });
    }
    void resume()
    {
        m_thread.run([this] {
            m_pauseAfter = SIZE_MAX;
            if (m_call)
                m_call->resume();
        });
    }
    /// False if nothing has come to an end within ten seconds.
    bool wait()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 10s, [this] { return m_ended; });
    }
    bool waitPaused()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 10s, [this] { return m_paused; });
    }

    int status = 0;
    std::int64_t length = -2;
    std::string fields;
    std::string body;
    std::error_code error;
    std::string detail;
    bool toldWithinStart = false;

private:
    void onHead(const ResponseHead &head) override
    {
        status = head.status;
        length = head.contentLength;
        for (const Field &field : head.fields)
            fields += std::format("{}={};", field.name, field.value);
    }
    bool onBody(std::string_view octets) override
    {
        body += octets;
        const bool pause = body.size() >= m_pauseAfter;
        if (pause)
            signal(m_paused);
        return !pause;
    }
    void onComplete() override { end(); }
    void onError(const Error &why) override
    {
        error = why.code;
        detail = why.detail;
        end();
    }
    void end()
    {
        m_call.reset();
        signal(m_ended);
    }
    void signal(bool &what)
    {
        const std::lock_guard lock(m_mutex);
        what = true;
        m_changed.notify_all();
    }

    ClientThread &m_thread;
    std::size_t m_pauseAfter;
    std::unique_ptr<ClientCall> m_call;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    bool m_paused = false;
};

ClientRequest get(std::string path = "/")
{
    ClientRequest request;
    request.head = std::format("GET {} HTTP/1.1\r\nHost: h\r\n\r\n", path);
    request.idempotent = true;
    return request;
}

ClientRequest post(std::string_view body)
{
    ClientRequest request;
    request.head = std::format("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n", body.size());
    request.body = body;
    return request;
}

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

class ClientTest : public QObject {
    Q_OBJECT

    VirtualClock m_clock;

    static Origin at(const ScriptedBackend &backend) { return {.host = "127.0.0.1", .port = backend.port()}; }
    void pass(ClientThread &thread, std::chrono::milliseconds time)
    {
        m_clock.advance(time);
        thread.run([&] { thread.loop().checkTimers(); });
    }

private Q_SLOTS:
    void readsAnswers_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("head");
        QTest::addColumn<int>("status"); // 0: an error
        QTest::addColumn<int>("length");
        QTest::addColumn<QByteArray>("body");
        // clang-format off
        QTest::newRow("content-length")   << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << false << 200 << 5 << QByteArray("hello");
        QTest::newRow("no content")       << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << false << 204 << 0 << QByteArray();
        QTest::newRow("not modified")     << QByteArray("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n") << false << 304 << 0 << QByteArray();
        QTest::newRow("answer to HEAD")   << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") << true << 200 << 0 << QByteArray();
        QTest::newRow("chunked")          << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\nX: y\r\n\r\n") << false << 200 << -1 << QByteArray("hello");
        QTest::newRow("until close")      << QByteArray("HTTP/1.1 200 OK\r\n\r\nhello<close>") << false << 200 << -1 << QByteArray("hello<close>");
        QTest::newRow("HTTP/1.0")         << QByteArray("HTTP/1.0 200 OK\r\n\r\nhello<close>") << false << 200 << -1 << QByteArray("hello<close>");
        QTest::newRow("interim answers")  << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\nx") << false << 201 << 1 << QByteArray("x");
        QTest::newRow("no reason")        << QByteArray("HTTP/1.1 299\r\nContent-Length: 0\r\n\r\n") << false << 299 << 0 << QByteArray();
        QTest::newRow("not HTTP")         << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << false << 0 << 0 << QByteArray();
        QTest::newRow("two lengths")      << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab") << false << 0 << 0 << QByteArray();
        QTest::newRow("length and coding")<< QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n") << false << 0 << 0 << QByteArray();
        QTest::newRow("folded field")     << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n") << false << 0 << 0 << QByteArray();
        QTest::newRow("endless head")     << QByteArray("HTTP/1.1 200 OK\r\nA: " + QByteArray(70000, 'a')) << false << 0 << 0 << QByteArray();
        QTest::newRow("switching")        << QByteArray("HTTP/1.1 101 Switching Protocols\r\n\r\n") << false << 0 << 0 << QByteArray();
        // clang-format on
    }

    void readsAnswers()
    {
        QFETCH(const QByteArray, reply);
        QFETCH(const bool, head);
        QFETCH(const int, status);
        QFETCH(const int, length);
        QFETCH(const QByteArray, body);
        ScriptedBackend backend({{reply.toStdString()}});
        ClientThread thread(m_clock);
        ClientRequest request = get();
        request.headMethod = head;
        Recorded call(thread, at(backend), request);
        QVERIFY(call.wait());
        QVERIFY(!call.toldWithinStart);
        QCOMPARE(call.status, status);
        if (status == 0) {
            QVERIFY(call.error == ClientErrc::BadResponse);
            return;
        }
        QVERIFY(!call.error);
        QCOMPARE(call.length, std::int64_t(length));
        QCOMPARE(call.body, body.toStdString());
    }

    void usesAConnectionAgain()
    {
        ScriptedBackend backend(
            {{kOk, kOk, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}, {kOk}});
        ClientThread thread(m_clock);
        for (int i = 0; i < 4; ++i) {
            Recorded call(thread, at(backend), get());
            QVERIFY(call.wait());
            QCOMPARE(call.status, 200);
        }
        QCOMPARE(backend.requests().size(), std::size_t(4));
    }

    void triesAgainOnAStaleConnection_data()
    {
        QTest::addColumn<bool>("idempotent");
        QTest::newRow("idempotent") << true;
        QTest::newRow("not idempotent") << false;
    }

    // The backend closes upon the second request of a connection, as one does whose keep-alive time has just ended.
    void triesAgainOnAStaleConnection()
    {
        QFETCH(const bool, idempotent);
        ScriptedBackend backend({{kOk, ""}, {kOk}});
        ClientThread thread(m_clock);
        QVERIFY(Recorded(thread, at(backend), get()).wait());
        ClientRequest request = get();
        request.idempotent = idempotent;
        Recorded call(thread, at(backend), request);
        QVERIFY(call.wait());
        QCOMPARE(call.status, idempotent ? 200 : 0);
        QCOMPARE(bool(call.error == ClientErrc::ConnectionLost), !idempotent);
    }

    void doesNotTryAgainOnAFreshConnection()
    {
        ScriptedBackend backend({{""}, {kOk}});
        ClientThread thread(m_clock);
        Recorded call(thread, at(backend), get());
        QVERIFY(call.wait());
        QVERIFY(call.error == ClientErrc::ConnectionLost);
    }

    void forgetsConnectionsThatTheBackendClosed()
    {
        // The first connection closes after its answer, with nothing in it that says so.
        ScriptedBackend backend({{"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n<close>"}, {kOk}});
        ClientThread thread(m_clock);
        QVERIFY(Recorded(thread, at(backend), get()).wait());
        ClientRequest request = post("x"); // must not be sent twice, and need not
        Recorded call(thread, at(backend), request);
        QVERIFY(call.wait());
        QVERIFY(call.status == 200 || call.error == ClientErrc::ConnectionLost); // if the close was overtaken
    }

    void closesIdleConnections()
    {
        ScriptedBackend backend({{kOk, kOk}, {kOk}});
        ClientThread thread(m_clock);
        QVERIFY(Recorded(thread, at(backend), get("/1")).wait());
        pass(thread, 59s);
        QVERIFY(Recorded(thread, at(backend), get("/2")).wait());
        pass(thread, 61s);
        Recorded call(thread, at(backend), get("/3"));
        QVERIFY(call.wait());
        QCOMPARE(call.status, 200);
    }

    void reportsLostConnections_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("within the head") << QByteArray("HTTP/1.1 200 OK\r\nX: <close>");
        QTest::newRow("within the content") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<close>");
        QTest::newRow("within a chunk") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<close>");
    }

    void reportsLostConnections()
    {
        QFETCH(const QByteArray, reply);
        ScriptedBackend backend({{reply.toStdString()}});
        ClientThread thread(m_clock);
        Recorded call(thread, at(backend), get());
        QVERIFY(call.wait());
        QVERIFY(call.error == ClientErrc::ConnectionLost);
    }

    void reportsWhereItCannotConnect()
    {
        ClientThread thread(m_clock);
        const std::uint16_t closedPort = ScriptedBackend({}).port();
        Recorded refused(thread, {.host = "127.0.0.1", .port = closedPort}, get());
        QVERIFY(refused.wait());
        QVERIFY(refused.error == ClientErrc::ConnectFailed);
        Recorded both(thread, {.host = "localhost", .port = closedPort}, get());
        QVERIFY(both.wait());
        QVERIFY(both.error == ClientErrc::ConnectFailed);
        Recorded unknown(thread, {.host = "no such name", .port = 80}, get());
        QVERIFY(unknown.wait());
        QVERIFY(unknown.error == ClientErrc::InvalidAddress);
        Recorded empty(thread, {.host = "", .port = 80}, get());
        QVERIFY(empty.wait());
        QVERIFY(empty.error == ClientErrc::InvalidAddress);
        QVERIFY(!refused.toldWithinStart && !empty.toldWithinStart);
    }

    void resolvesNames()
    {
        ScriptedBackend backend({{kOk, kOk}});
        ClientThread thread(m_clock);
        for (int i = 0; i < 2; ++i) {
            Recorded call(thread, {.host = "localhost", .port = backend.port()}, get());
            QVERIFY(call.wait());
            QCOMPARE(call.status, 200);
        }
    }

    void timesOut()
    {
        ScriptedBackend backend({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}});
        ClientThread thread(m_clock);
        ClientRequest request = get();
        request.timeout = 50ms;
        Recorded call(thread, at(backend), request, 3);
        QVERIFY(call.waitPaused());
        pass(thread, 60ms); // paused: not the backend's fault
        call.resume();
        QVERIFY(!call.error);
        pass(thread, 60ms);
        QVERIFY(call.wait());
        QVERIFY(call.error == ClientErrc::TimedOut);
    }

    void refusesLargeAnswers_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("detail");
        QTest::newRow("by its length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n")
                                       << QByteArray("11");
        QTest::newRow("as it comes") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n0123456789ab\r\n0\r\n\r\n")
                                     << QByteArray("12");
    }

    void refusesLargeAnswers()
    {
        QFETCH(const QByteArray, reply);
        QFETCH(const QByteArray, detail);
        ScriptedBackend backend({{reply.toStdString()}});
        ClientThread thread(m_clock);
        ClientRequest request = get();
        request.maxResponseBody = 10;
        Recorded call(thread, at(backend), request);
        QVERIFY(call.wait());
        QVERIFY(call.error == ClientErrc::ResponseTooLarge);
        QCOMPARE(call.detail, detail.toStdString());
        QCOMPARE(call.body, std::string());
    }

    void streamsLargeBodiesBothWays()
    {
        const std::string large(8U << 20U, 'x');
        ScriptedBackend backend(
            {{std::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", large.size(), large)}});
        ClientThread thread(m_clock);
        Recorded call(thread, at(backend), post(large), 1);
        QVERIFY(call.waitPaused());
        QVERIFY(call.body.size() <= InputBuffer::kSize);
        call.resume();
        QVERIFY(call.wait());
        QVERIFY(call.body == large);
        QCOMPARE(backend.requests().front().size(), post(large).head.size() + large.size());
    }

    void holdsBackTheEndFromAPausedCall()
    {
        ScriptedBackend backend({{kOk, kOk}});
        ClientThread thread(m_clock);
        Recorded paused(thread, at(backend), get(), 2);
        QVERIFY(paused.waitPaused());
        Recorded other(thread, at(backend), get()); // the connection is free already
        QVERIFY(other.wait());
        QCOMPARE(other.status, 200);
        paused.resume();
        QVERIFY(paused.wait());
        QVERIFY(!paused.error);
    }

    void cancelsSilently()
    {
        ScriptedBackend backend({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}, {kOk}});
        ClientThread thread(m_clock);
        Recorded call(thread, at(backend), get(), 3);
        QVERIFY(call.waitPaused());
        call.cancel();
        Recorded connecting(thread, {.host = "localhost", .port = backend.port()}, get());
        connecting.cancel();
        Recorded next(thread, at(backend), get()); // not on the connection that is in the middle of an answer
        QVERIFY(next.wait());
        QVERIFY(call.error == std::error_code() && call.body == "abc");
    }

    void checksCertificates_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("insecure");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("error"); // 0: none
        // clang-format off
        QTest::newRow("trusted")                                << QByteArray("good")    << true  << false << QByteArray("localhost") << 0;
        QTest::newRow("trusted, by address")                    << QByteArray("good")    << true  << false << QByteArray("127.0.0.1") << 0;
        QTest::newRow("unknown authority")                      << QByteArray("good")    << false << false << QByteArray("localhost") << int(ClientErrc::CertificateInvalid);
        QTest::newRow("documented: unknown authority, skipped") << QByteArray("chain")   << false << true  << QByteArray("localhost") << 0;
        QTest::newRow("documented: skipped, but without a root")<< QByteArray("good")    << false << true  << QByteArray("localhost") << int(ClientErrc::CertificateInvalid);
        QTest::newRow("self-signed")                            << QByteArray("self")    << false << false << QByteArray("localhost") << int(ClientErrc::CertificateInvalid);
        QTest::newRow("documented: self-signed, skipped")       << QByteArray("self")    << false << true  << QByteArray("localhost") << 0;
        QTest::newRow("other name")                             << QByteArray("other")   << true  << false << QByteArray("localhost") << int(ClientErrc::CertificateHostMismatch);
        QTest::newRow("documented: other name, skipped")        << QByteArray("otherself") << false << true << QByteArray("localhost") << int(ClientErrc::CertificateHostMismatch);
        QTest::newRow("expired")                                << QByteArray("expired") << true  << false << QByteArray("localhost") << int(ClientErrc::CertificateInvalid);
        QTest::newRow("documented: expired, skipped")           << QByteArray("expiredself") << false << true << QByteArray("localhost") << int(ClientErrc::CertificateInvalid);
        // clang-format on
    }

    void checksCertificates()
    {
        QFETCH(const QByteArray, certificate);
        QFETCH(const bool, trusted);
        QFETCH(const bool, insecure);
        QFETCH(const QByteArray, host);
        QFETCH(const int, error);
        const std::unique_ptr<SSL_CTX, net::TlsDeleter> context(SSL_CTX_new(TLS_server_method()));
        const std::string folder = m_certificates.path().toStdString() + "/";
        QCOMPARE(SSL_CTX_use_certificate_chain_file(context.get(), (folder + certificate.data() + ".pem").c_str()), 1);
        QCOMPARE(SSL_CTX_use_PrivateKey_file(context.get(), (folder + "key.pem").c_str(), SSL_FILETYPE_PEM), 1);
        ScriptedBackend backend({{kOk, kOk}}, context.get());
        ClientThread thread(m_clock, {.authorities = trusted ? folder + "ca.pem" : std::string()});
        for (int i = 0; i < 2; ++i) { // the second time on the same connection
            Recorded call(thread, {true, host.toStdString(), backend.port(), insecure}, get());
            QVERIFY(call.wait());
            QCOMPARE(call.error.value(), error);
            if (error == int(ClientErrc::CertificateHostMismatch))
                QCOMPARE(
                    call.detail,
                    "Host name 'localhost' does not match the certificate subject provided by the peer (CN=other)");
            if (error != 0)
                return;
            QCOMPARE(call.body, "ok");
        }
    }

    void reportsWhatIsNotTls()
    {
        ScriptedBackend backend({{kOk}});
        ClientThread thread(m_clock);
        ClientRequest request = get();
        request.timeout = 100ms;
        Recorded call(thread, {true, "127.0.0.1", backend.port(), false}, request);
        pass(thread, 200ms); // it waits for a request that never ends
        QVERIFY(call.wait());
        QVERIFY(call.error == ClientErrc::TimedOut);
    }

    void initTestCase()
    {
        const auto openssl = [this](const QString &arguments) {
            QProcess process;
            process.setWorkingDirectory(m_certificates.path());
            process.start(QStringLiteral("openssl"), QProcess::splitCommand(arguments));
            return process.waitForFinished() && process.exitCode() == 0;
        };
        const auto concatenate = [this](const QString &a, const QString &b, const QString &into) {
            QFile first(m_certificates.filePath(a)), second(m_certificates.filePath(b)),
                out(m_certificates.filePath(into));
            return first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly) && out.open(QIODevice::WriteOnly)
                && out.write(first.readAll() + second.readAll()) > 0;
        };
        QVERIFY(openssl("ecparam -name prime256v1 -genkey -noout -out key.pem"));
        QVERIFY(openssl(
            "req -x509 -new -key key.pem -subj /CN=ca -days 2 -out ca.pem -addext keyUsage=critical,keyCertSign"));
        const QString issued = "req -x509 -new -key key.pem -CA ca.pem -CAkey key.pem ";
        const QString self = "req -x509 -new -key key.pem ";
        const QString local = "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 ";
        const QString other = "-subj /CN=other -addext subjectAltName=DNS:other ";
        const QString past = "-not_before 20200101000000Z -not_after 20200102000000Z ";
        QVERIFY(openssl(issued + local + "-days 1 -out good.pem"));
        QVERIFY(openssl(issued + other + "-days 1 -out other.pem"));
        QVERIFY(openssl(issued + local + past + "-out expired.pem"));
        QVERIFY(openssl(self + local + "-days 1 -out self.pem"));
        QVERIFY(openssl(self + other + "-days 1 -out otherself.pem"));
        QVERIFY(openssl(self + local + past + "-out expiredself.pem"));
        QVERIFY(concatenate("good.pem", "ca.pem", "chain.pem"));
    }

private:
    QTemporaryDir m_certificates;
};

QTEST_GUILESS_MAIN(ClientTest)
#include "client_test.moc"

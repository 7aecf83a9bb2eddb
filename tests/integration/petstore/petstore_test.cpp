#include "core/project/project_store.h"
#include "tests/integration/support/program.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <csignal>
#include <memory>

using namespace support;

namespace {

struct CurlAnswer {
    int status = 0;
    QMap<QByteArray, QByteArray> fields; ///< names in lower case
    QByteArray body;
};

/// What curl gets, headers included.
CurlAnswer curl(QStringList arguments)
{
    arguments = QStringList{QStringLiteral("--silent"), QStringLiteral("--show-error"), QStringLiteral("--include"),
                            QStringLiteral("--max-time"), QStringLiteral("60")}
        + arguments;
    const QByteArray out = run(QStringLiteral("curl"), arguments).out;
    const qsizetype end = out.indexOf("\r\n\r\n");
    CurlAnswer answer;
    answer.body = out.mid(end + 4);
    QList<QByteArray> lines = out.left(end).split('\n');
    answer.status = lines.takeFirst().split(' ').value(1).toInt();
    for (const QByteArray &line : std::as_const(lines))
        answer.fields[line.left(line.indexOf(':')).toLower()] = line.mid(line.indexOf(':') + 1).trimmed();
    return answer;
}

} // namespace

/// The PetStore sample, served by the program with its own backend and asked by curl.
class PetStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString sample = sourcePath(QStringLiteral("resources/examples/petstore"));
        const auto loaded = gatehouse::project::load(sample.toStdString());
        QVERIFY(loaded && loaded->project.apis.size() == 1);
        m_apiId = QString::fromStdString(gatehouse::model::idOf(loaded->project.apis.front().api).value);
        m_serving = std::make_unique<Serving>(QStringList{sample});
        if (!m_serving->accepts())
            QFAIL(m_serving->end(SIGTERM).err.constData());
    }

    void cleanupTestCase()
    {
        const RunResult result = m_serving->end(SIGTERM);
        QCOMPARE(result.status, 0);
        QCOMPARE(result.err, QByteArray()); // no diagnostic is in the sample, and nothing else is said
    }

    void answers_data()
    {
        QTest::addColumn<QStringList>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        // clang-format off
        const auto get = [](const char *path) { return QStringList{QString::fromLatin1(path)}; };
        QTest::newRow("documented: the list of pets") << get("/dev/pets") << 200 << QByteArray("application/json")
            << QByteArray(R"([{"id":1,"type":"dog","price":249.99},{"id":2,"type":"cat","price":124.99},{"id":3,"type":"fish","price":0.99}])");
        QTest::newRow("documented: one pet") << get("/dev/pets/1") << 200 << QByteArray("application/json")
            << QByteArray(R"({"id":1,"type":"dog","price":249.99})");
        QTest::newRow("query parameters reach the backend") << get("/dev/pets?type=cat") << 200 << QByteArray("application/json")
            << QByteArray(R"([{"id":1,"type":"cat","price":249.99},{"id":2,"type":"cat","price":124.99},{"id":3,"type":"cat","price":0.99}])");
        QTest::newRow("documented: the way with _user_request_") << get("/restapis/APIID/dev/_user_request_/pets/2") << 200
            << QByteArray("application/json") << QByteArray(R"({"id":2,"type":"cat","price":124.99})");
        QTest::newRow("measured: unknown path") << get("/dev/dogs") << 403 << QByteArray("application/json")
            << QByteArray(R"({"message":"Missing Authentication Token"})");
        QTest::newRow("measured: known path, unknown method") << QStringList{"/dev/pets", "--request", "DELETE"} << 403
            << QByteArray("application/json") << QByteArray(R"({"message":"Missing Authentication Token"})");
        QTest::newRow("measured: unknown stage") << get("/prod/pets") << 403 << QByteArray("application/json")
            << QByteArray(R"({"message":"Forbidden"})");
        QTest::newRow("measured: no stage") << get("/") << 403 << QByteArray("application/json")
            << QByteArray(R"({"message":"Forbidden"})");
        // clang-format on
    }

    void answers()
    {
        QFETCH(QStringList, request);
        request.first().replace(QStringLiteral("APIID"), m_apiId);
        request.first().prepend(m_serving->address());
        const CurlAnswer answer = curl(request);
        QTEST(answer.status, "status");
        QTEST(answer.fields["content-type"], "contentType");
        QFETCH(const QByteArray, body);
        if (answer.status == 200)
            QCOMPARE(QJsonDocument::fromJson(answer.body), QJsonDocument::fromJson(body));
        else
            QCOMPARE(answer.body, body); // AWS's to the octet
    }

    void eachAnswerHasTheGatewaysFields_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("errorType");
        QTest::addColumn<bool>("traceId");
        // clang-format off
        QTest::newRow("measured: HTTP")          << "/dev/pets"  << QByteArray()                                      << true;
        QTest::newRow("measured: MOCK")          << "/dev"       << QByteArray()                                      << false;
        QTest::newRow("measured: unknown path")  << "/dev/dogs"  << QByteArray("MissingAuthenticationTokenException") << false;
        QTest::newRow("measured: unknown stage") << "/prod/pets" << QByteArray("ForbiddenException")                  << false;
        // clang-format on
    }

    void eachAnswerHasTheGatewaysFields()
    {
        QFETCH(const QString, path);
        QFETCH(const bool, traceId);
        const CurlAnswer answer = curl({m_serving->address() + path});
        static const QRegularExpression uuid(QStringLiteral("^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"));
        static const QRegularExpression extended(QStringLiteral("^[A-Za-z0-9+/_-]{14,15}=$"));
        static const QRegularExpression root(QStringLiteral("^Root=1-[0-9a-f]{8}-[0-9a-f]{24}"));
        QVERIFY(uuid.match(QString::fromLatin1(answer.fields["x-amzn-requestid"])).hasMatch());
        QVERIFY(extended.match(QString::fromLatin1(answer.fields["x-amz-apigw-id"])).hasMatch());
        QCOMPARE(root.match(QString::fromLatin1(answer.fields["x-amzn-trace-id"])).hasMatch(), traceId);
        QVERIFY(answer.fields.contains("date"));
        QCOMPARE(answer.fields["content-length"].toLongLong(), answer.body.size());
        QTEST(answer.fields["x-amzn-errortype"], "errorType");
    }

    void theRootIsAPage()
    {
        for (const char *path : {"/dev", "/dev/"}) {
            const CurlAnswer answer = curl({m_serving->address() + QLatin1String(path)});
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.fields["content-type"], QByteArray("text/html"));
            QVERIFY(answer.body.startsWith("<!DOCTYPE html>"));
            QVERIFY(answer.body.contains("Welcome to the PetStore"));
        }
    }

    void aPetIsCreated()
    {
        const CurlAnswer answer = curl({m_serving->address() + QStringLiteral("/dev/pets"), QStringLiteral("--header"),
                                        QStringLiteral("Content-Type: application/json"), QStringLiteral("--data"),
                                        QStringLiteral(R"({"type": "cat", "price": 123.11})")});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.fields["access-control-allow-origin"], QByteArray("*"));
        const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
        QCOMPARE(object["message"].toString(), QStringLiteral("success"));
        QCOMPARE(object["pet"]["type"].toString(), QStringLiteral("cat"));
        QCOMPARE(object["pet"]["price"].toDouble(), 123.11);
    }

    void preflightsAreAnsweredByTheMock_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("methods");
        QTest::newRow("/pets") << "/dev/pets" << QByteArray("POST,GET,OPTIONS");
        QTest::newRow("/pets/{petId}") << "/dev/pets/1" << QByteArray("GET,OPTIONS");
    }

    void preflightsAreAnsweredByTheMock()
    {
        QFETCH(const QString, path);
        const CurlAnswer answer
            = curl({m_serving->address() + path, QStringLiteral("--request"), QStringLiteral("OPTIONS"),
                    QStringLiteral("--header"), QStringLiteral("Origin: https://example.com")});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.fields["access-control-allow-origin"], QByteArray("*"));
        QTEST(answer.fields["access-control-allow-methods"], "methods");
        QCOMPARE(answer.fields["access-control-allow-headers"],
                 QByteArray("Content-Type,X-Amz-Date,Authorization,X-Api-Key"));
        QCOMPARE(answer.body, QByteArray());
    }

    void oneConnectionServesManyRequests()
    {
        QStringList arguments{QStringLiteral("--write-out"), QStringLiteral("|%{num_connects}")};
        for (int i = 0; i < 3; ++i)
            arguments << m_serving->address() + QStringLiteral("/dev/pets/1");
        const QByteArray out = run(QStringLiteral("curl"), QStringList{QStringLiteral("--silent")} + arguments).out;
        QCOMPARE(out.count("|1"), 1); // the first request connects,
        QCOMPARE(out.count("|0"), 2); // the others do not
    }

private:
    std::unique_ptr<Serving> m_serving;
    QString m_apiId;
};

QTEST_GUILESS_MAIN(PetStoreTest)
#include "petstore_test.moc"

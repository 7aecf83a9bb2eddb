#include "tests/integration/support/http_client.h"
#include "tests/integration/support/program.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QTest>

#include <csignal>

using namespace support;

namespace {

const QByteArray kDocument = R"json({"openapi": "3.0.1", "info": {"title": "Shop", "version": "1"},
    "components": {"securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}},
    "paths": {"/x": {"get": {"security": [{"api_key": []}], "responses": {"200": {"description": "a"}},
        "x-amazon-apigateway-integration": {"type": "mock", "requestTemplates": {"application/json": "{'statusCode': 200}"},
            "responses": {"default": {"statusCode": "200"}}}}}}})json";

const QByteArray kHeader = R"(name: Shop
usagePlans:
  - id: gold1
    name: gold
    apiStages:
      - api: shop
        stage: dev
    throttle: {rateLimit: 1000, burstLimit: 1000}
    quota: {limit: 3, period: MONTH}
)";

int statusWith(const Serving &serving, const QByteArray &key)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(serving.url(QStringLiteral("/dev/x")));
    if (!key.isEmpty())
        request.setRawHeader("x-api-key", key);
    return HttpClient::wait(manager.get(request)).status;
}

} // namespace

/// keys, usage and serve's --api-key and --usage, on a project folder.
class KeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QDir folder(m_folder->path());
        QVERIFY(folder.mkpath(QStringLiteral("apis/shop/stages")));
        QVERIFY(writeFile(path(QStringLiteral("gatehouse.yaml")), kHeader));
        QVERIFY(writeFile(path(QStringLiteral("apis/shop/api.yaml")), kDocument));
        QVERIFY(writeFile(path(QStringLiteral("apis/shop/stages/dev.yaml")), "stageName: dev\n"));
    }

    void keysAreMadeListedSwitchedAndDeleted()
    {
        const RunResult made = cli({"keys", m_folder->path(), "--create", "mobile", "--plan", "gold"});
        QCOMPARE(made.status, 0);
        const QList<QByteArray> line = made.out.trimmed().split('=');
        QCOMPARE(line.size(), 2);
        QVERIFY(line[0].startsWith("GATEHOUSE_API_KEY_"));
        QCOMPARE(line[1].size(), 40);
        QVERIFY2(!readFile(path(QStringLiteral("gatehouse.yaml"))).contains(line[1]), "a project file has no secrets");

        const auto key = [this] {
            const RunResult list = cli({"keys", m_folder->path(), "--format", "json"});
            return QJsonDocument::fromJson(list.out).array().at(0).toObject();
        };
        QCOMPARE(key()[QLatin1String("name")].toString(), QStringLiteral("mobile"));
        QCOMPARE(key()[QLatin1String("usagePlans")].toArray(), QJsonArray{QStringLiteral("gold")});
        QCOMPARE(key()[QLatin1String("hasValue")].toBool(), false);
        QCOMPARE(cli({"keys", m_folder->path(), "--disable", "mobile"}).status, 0);
        QCOMPARE(key()[QLatin1String("enabled")].toBool(), false);
        QCOMPARE(cli({"keys", m_folder->path(), "--enable", key()[QLatin1String("id")].toString()}).status, 0);
        QVERIFY(
            cli({"keys", m_folder->path()}).out.contains("enabled   mobile  <- gold  (no value: set " + line[0] + ")"));
        QCOMPARE(cli({"keys", m_folder->path(), "--delete", "mobile"}).status, 0);
        QVERIFY(key().isEmpty());
        QCOMPARE(cli({"keys", m_folder->path(), "--delete", "mobile"}).status, 1);
    }

    void keysAreImported()
    {
        const QString csv = path(QStringLiteral("keys.csv"));
        QVERIFY(writeFile(csv,
                          "Name,key,description,Enabled,usageplanIds\n"
                          "first,aaaaaaaaaaaaaaaaaaaaaaaa,one,TRUE,gold1\nshort,x,,,\n"));
        const RunResult imported = cli({"keys", m_folder->path(), "--import", csv});
        QCOMPARE(imported.status, 0);
        QVERIFY(imported.out.endsWith("=aaaaaaaaaaaaaaaaaaaaaaaa\n"));
        QVERIFY(imported.err.contains("row 3, short: API Key value should be at least 20 characters"));
        QVERIFY(cli({"usage", m_folder->path()}).out.contains("  key first\n"));
    }

    void wrongKeysAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("short value") << QStringList{"--create", "a", "--value", "short"} << QByteArray("20 characters");
        QTest::newRow("no such plan") << QStringList{"--create", "a", "--plan", "silver"} << QByteArray("'silver'");
        QTest::newRow("no such key") << QStringList{"--enable", "a"} << QByteArray("'a'");
        QTest::newRow("no such file") << QStringList{"--import", "/nowhere.csv"} << QByteArray("/nowhere.csv");
    }
    void wrongKeysAreRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, said);
        const RunResult result = cli(QStringList{"keys", m_folder->path()} + arguments);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.contains(said), result.err.constData());
        QCOMPARE(readFile(path(QStringLiteral("gatehouse.yaml"))), kHeader);
    }

    void serveTakesKeysFromTheEnvironmentAndKeepsUsage()
    {
        const RunResult made = cli({"keys", m_folder->path(), "--create", "mobile", "--plan", "gold"});
        const QList<QByteArray> line = made.out.trimmed().split('=');
        qputenv(line[0].constData(), line[1]);
        const QString usage = path(QStringLiteral("usage.json"));
        {
            Serving serving({m_folder->path(), QStringLiteral("--usage"), usage});
            QVERIFY(serving.accepts());
            QCOMPARE(statusWith(serving, {}), 403);
            QCOMPARE(statusWith(serving, line[1]), 200);
            QCOMPARE(statusWith(serving, line[1]), 200);
            QCOMPARE(serving.end(SIGTERM).status, 0);
        }
        const RunResult listed = cli({"usage", m_folder->path(), "--usage", usage});
        QVERIFY2(listed.out.contains("key mobile: 2 used, 1 left until "), listed.out.constData());
        {
            Serving serving({m_folder->path(), QStringLiteral("--usage"), usage});
            QVERIFY(serving.accepts());
            QCOMPARE(statusWith(serving, line[1]), 200);
            QCOMPARE(statusWith(serving, line[1]), 429);
            QCOMPARE(serving.end(SIGTERM).status, 0);
        }
        qunsetenv(line[0].constData());
    }

    void serveTakesKeysFromItsOptions()
    {
        Serving serving({path(QStringLiteral("apis/shop/api.yaml")), QStringLiteral("--api-key"),
                         QStringLiteral("a-key-of-twenty-four-char"), QStringLiteral("--api-key"),
                         QStringLiteral("another-key-of-some-chars")});
        QVERIFY(serving.accepts());
        QCOMPARE(statusWith(serving, {}), 403);
        QCOMPARE(statusWith(serving, "a-key-of-twenty-four-char"), 200);
        QCOMPARE(statusWith(serving, "another-key-of-some-chars"), 200);
        QCOMPARE(statusWith(serving, "a-third-key-of-some-chars"), 403);
    }

    void usageTellsWhatPlansAllow()
    {
        const RunResult text = cli({"usage", m_folder->path()});
        QCOMPARE(text.status, 0);
        QCOMPARE(text.out,
                 QByteArray("gold1  gold\n  each key: 1000 a second, 1000 at once\n  quota: 3 a MONTH\n"
                            "  stage dev of Shop\n"));
        const RunResult json = cli({"usage", m_folder->path(), "--plan", "gold", "--format", "json"});
        const QJsonObject plan = QJsonDocument::fromJson(json.out).array().at(0).toObject();
        QCOMPARE(plan[QLatin1String("quota")].toObject()[QLatin1String("limit")].toInt(), 3);
        QCOMPARE(cli({"usage", m_folder->path(), "--plan", "silver"}).status, 1);
        QVERIFY(writeFile(path(QStringLiteral("bad.json")), "{}"));
        QCOMPARE(cli({"usage", m_folder->path(), "--usage", path(QStringLiteral("bad.json"))}).status, 1);
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"

#include "tests/integration/support/http_client.h"
#include "tests/integration/support/program.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

using namespace support;

namespace {

const QByteArray kPlain = R"(openapi: 3.0.1
info: {title: Pet Shop (v2), version: "1"}
paths:
  /pets:
    get:
      responses:
        "200":
          description: Pets
          content:
            application/json:
              example: [{id: 7}]
)";

QByteArray mock(const QByteArray &path, const QByteArray &verb)
{
    QByteArray text
        = R"json({"openapi": "3.0.1", "info": {"title": "Pet Shop (v2)", "version": "2"}, "paths": {"PATH": {"VERB": {
        "responses": {"200": {"description": "a"}}, "x-amazon-apigateway-integration": {"type": "mock",
            "requestTemplates": {"application/json": "{'statusCode': 200}"},
            "responses": {"default": {"statusCode": "200"}}}}}}})json";
    return text.replace("PATH", path).replace("VERB", verb);
}

QJsonArray diagnosticsOf(const RunResult &result)
{
    return QJsonDocument::fromJson(result.out).array();
}

} // namespace

/// check, import, export, deploy and invoke, on files.
class ProjectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_file = m_temporary->filePath(QStringLiteral("api.yaml"));
        m_project = m_temporary->filePath(QStringLiteral("shop"));
    }

    // ---- check -----------------------------------------------------------------------------------------------

    void checkFindsNothingInTheSamples_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::newRow("petstore") << "petstore";
        QTest::newRow("mock-orders") << "mock-orders";
    }

    void checkFindsNothingInTheSamples()
    {
        QFETCH(const QString, sample);
        const RunResult result = cli({"check", sourcePath(QStringLiteral("resources/examples/") + sample)});
        QCOMPARE(result.out, QByteArray());
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.status, 0);
    }

    void checkTellsThePlace()
    {
        QVERIFY(writeFile(m_file, kPlain));
        const RunResult result = cli({"check", m_file});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.out.contains(m_file.toUtf8() + ":6:7: error: No integration defined for method"),
                 result.out.constData());
    }

    void checkTellsThePlaceInABrokenDocument()
    {
        QVERIFY(writeFile(m_file, "openapi: 3.0.1\ninfo: {title: Broken\npaths: [\n"));
        const RunResult result = cli({"check", m_file});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.out.contains(m_file.toUtf8() + ":3:"), result.out.constData());
    }

    void checkReadsStandardInput()
    {
        const RunResult result = cli({"check", "-", "--format", "json"}, kPlain);
        QCOMPARE(result.status, 1);
        const QJsonArray diagnostics = diagnosticsOf(result);
        QCOMPARE(diagnostics.size(), 1);
        QCOMPARE(diagnostics[0]["file"].toString(), QStringLiteral("standard input"));
        QCOMPARE(diagnostics[0]["severity"].toString(), QStringLiteral("error"));
        QCOMPARE(diagnostics[0]["pointer"].toString(), QStringLiteral("/paths/~1pets/get"));
        QVERIFY(diagnostics[0]["line"].toInt() > 0);
        QVERIFY(!diagnostics[0]["rule"].toString().isEmpty());
    }

    void checkTakesMocksForMissingIntegrations()
    {
        const RunResult result = cli({"check", "-", "--mock-missing"}, kPlain);
        QVERIFY2(!result.out.contains("No integration"), result.out.constData());
        QCOMPARE(result.status, 0);
    }

    void checkWritesSarif()
    {
        QVERIFY(writeFile(m_file, kPlain));
        const RunResult result = cli({"check", m_file, "--format", "sarif"});
        QCOMPARE(result.status, 1);
        const QJsonObject log = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(log["version"].toString(), QStringLiteral("2.1.0"));
        const QJsonValue run = log["runs"][0];
        QCOMPARE(run["tool"]["driver"]["name"].toString(), QStringLiteral("gatehouse"));
        QCOMPARE(run["results"].toArray().size(), 1);
        QCOMPARE(run["results"][0]["ruleId"], run["tool"]["driver"]["rules"][0]["id"]);
        QCOMPARE(run["results"][0]["level"].toString(), QStringLiteral("error"));
        const QJsonValue place = run["results"][0]["locations"][0]["physicalLocation"];
        QCOMPARE(place["artifactLocation"]["uri"].toString(), m_file);
        QVERIFY(place["region"]["startLine"].toInt() > 0);
    }

    void checkSurvivesHostileInput_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not OpenAPI") << QByteArray("a: 1\n");
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("not UTF-8") << QByteArray("openapi: \"\xff\xfe\"\n");
        QTest::newRow("zeros") << QByteArray(1000, '\0');
    }

    void checkSurvivesHostileInput()
    {
        QFETCH(const QByteArray, text);
        const RunResult result = cli({"check", "-"}, text);
        QCOMPARE(result.status, 1);
        QVERIFY(result.out.contains("error: "));
    }

    // ---- import, export ---------------------------------------------------------------------------------------

    void importMakesAProject()
    {
        QVERIFY(writeFile(m_file, kPlain));
        const RunResult result = cli({"import", m_file, "--into", m_project, "--mock-missing"});
        QCOMPARE(result.status, 0);
        const QList<QByteArray> written = result.out.trimmed().split('\n');
        QVERIFY(written.contains((m_project + "/gatehouse.yaml").toUtf8()));
        QVERIFY(written.contains((m_project + "/apis/pet-shop-v2/api.yaml").toUtf8()));
        for (const QByteArray &file : written)
            QVERIFY(QFile::exists(QString::fromUtf8(file)));

        Serving serving({m_project});
        QVERIFY(serving.accepts());
        const Answer answer = HttpClient().send("GET", serving.url(QStringLiteral("/dev/pets")));
        QCOMPARE(answer.status, 200);
        QCOMPARE(QJsonDocument::fromJson(answer.body), QJsonDocument::fromJson(R"([{"id": 7}])"));
    }

    void importUpdatesAnApiOfTheSameTitle_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("oldKept");
        QTest::newRow("documented: merge") << "merge" << true;
        QTest::newRow("documented: overwrite") << "overwrite" << false;
    }

    void importUpdatesAnApiOfTheSameTitle()
    {
        QFETCH(const QString, mode);
        QCOMPARE(cli({"import", "-", "--into", m_project}, mock("/old", "get")).status, 0);
        QCOMPARE(cli({"import", "-", "--into", m_project, "--mode", mode}, mock("/new", "get")).status, 0);
        QCOMPARE(QDir(m_project + "/apis").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        const QByteArray exported = cli({"export", m_project}).out;
        QVERIFY(exported.contains("/new:"));
        QTEST(exported.contains("/old:"), "oldKept");
    }

    void importOfAnErrorWritesNothing()
    {
        const RunResult result = cli({"import", "-", "--into", m_project}, "openapi: 3.0.1\n");
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.contains("error: "));
        QVERIFY(!QFile::exists(m_project));
    }

    void importCanFailOnWarnings()
    {
        QByteArray odd = mock("/x", "get");
        odd.replace("\"type\": \"mock\"", "\"type\": \"mock\", \"timeoutInMillis\": 10");
        const RunResult lenient = cli({"import", "-", "--into", m_project + "1"}, odd);
        QVERIFY(lenient.err.contains(": "));
        const RunResult strict = cli({"import", "-", "--into", m_project + "2", "--fail-on-warnings"}, odd);
        QCOMPARE(strict.status, 1);
        QVERIFY(!QFile::exists(m_project + "2"));
    }

    void exportWritesEachForm_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("default") << QStringList{} << QByteArray("openapi: 3.0.1\n");
        QTest::newRow("OpenAPI 3.1 as JSON")
            << QStringList{"--as", "oas31", "--format", "json"} << QByteArray("{\n  \"openapi\": \"3.1.0\"");
        QTest::newRow("Swagger") << QStringList{"--as", "swagger"} << QByteArray("swagger: \"2.0\"\n");
    }

    void exportWritesEachForm()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, begin);
        const RunResult result
            = cli(QStringList{"export", sourcePath(QStringLiteral("resources/examples/petstore"))} + options);
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out.left(begin.size()), begin);
        QVERIFY(result.out.contains("x-amazon-apigateway-integration"));
    }

    void exportLeavesExtensionsOutOnRequest()
    {
        const RunResult result
            = cli({"export", sourcePath(QStringLiteral("resources/examples/petstore")), "--extensions", "authorizers"});
        QCOMPARE(result.status, 0);
        QVERIFY(!result.out.contains("x-amazon-apigateway-integration"));
    }

    void whatIsExportedServesTheSame()
    {
        const RunResult exported = cli({"export", sourcePath(QStringLiteral("resources/examples/mock-orders"))});
        Serving serving({QStringLiteral("-"), QStringLiteral("--stage-variable"), QStringLiteral("catalog=exported")},
                        exported.out);
        QVERIFY(serving.accepts());
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/dev/orders"))).field("x-catalog"),
                 QByteArray("exported"));
    }

    // ---- deploy -----------------------------------------------------------------------------------------------

    void deployPinsTheStage()
    {
        QCOMPARE(cli({"import", "-", "--into", m_project}, mock("/old", "get")).status, 0);
        const RunResult deployed = cli({"deploy", m_project, "--stage", "prod", "--description", "first"});
        QCOMPARE(deployed.status, 0);
        const QByteArray id = deployed.out.trimmed();
        QVERIFY(!id.isEmpty());
        QVERIFY(QFile::exists(m_project + "/apis/pet-shop-v2/deployments/" + id + ".yaml"));
        QCOMPARE(cli({"deploy", m_project, "--stage", "prod"}).out.trimmed(), id); // the same draft

        // The draft moves on, the stage stays.
        QCOMPARE(cli({"import", "-", "--into", m_project}, mock("/new", "get")).status, 0);
        {
            Serving serving({m_project});
            QVERIFY(serving.accepts());
            HttpClient client;
            QCOMPARE(client.send("GET", serving.url(QStringLiteral("/prod/old"))).status, 200);
            QCOMPARE(client.send("GET", serving.url(QStringLiteral("/prod/new"))).status, 403);
        }
        QVERIFY(!cli({"export", m_project, "--stage", "prod"}).out.contains("/new:"));
        QVERIFY(cli({"export", m_project}).out.contains("/new:"));

        const QByteArray second = cli({"deploy", m_project, "--stage", "prod"}).out.trimmed();
        QVERIFY(!second.isEmpty() && second != id);
        Serving serving({m_project});
        QVERIFY(serving.accepts());
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/prod/new"))).status, 200);
    }

    void deployWantsAProjectFolder()
    {
        QVERIFY(writeFile(m_file, kPlain));
        const RunResult result = cli({"deploy", m_file, "--stage", "dev"});
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.contains("project folder"));
        QCOMPARE(readFile(m_file), kPlain);
    }

    void deployRefusesWhatAwsRefuses()
    {
        QCOMPARE(cli({"import", "-", "--into", m_project}, kPlain).status, 0);
        const RunResult result = cli({"deploy", m_project, "--stage", "dev"});
        QCOMPARE(result.status, 1);
        QVERIFY(result.err.contains("No integration defined for method"));
        QVERIFY(!QFile::exists(m_project + "/apis/pet-shop-v2/deployments"));
    }

    // ---- deployments, rollback, stages ------------------------------------------------------------------------

    void deploymentsAreListedComparedAndRolledBackTo()
    {
        const QByteArray first = deployed("/old", "first");
        const QByteArray second = deployed("/new", "second");
        const QByteArray listed = cli({"deployments", m_project}).out;
        QVERIFY2(listed.indexOf(second) < listed.indexOf(first), listed.constData());
        QVERIFY(listed.contains("  second  <- prod\n  added    /new\n  added    GET /new: MOCK\n"));
        QCOMPARE(cli({"deployments", m_project, "--compare", second, "prod"}).out, QByteArray());
        QVERIFY(cli({"deployments", m_project, "--compare", second, first}).out.contains("removed  /new\n"));

        const QByteArray preview = cli({"rollback", m_project, "--stage", "prod", "--to", first, "--dry-run"}).out;
        QVERIFY(preview.contains("removed  GET /new: MOCK\n"));
        QVERIFY(cli({"stages", m_project}).out.startsWith("prod: " + second));
        QCOMPARE(cli({"rollback", m_project, "--stage", "prod", "--to", first}).out, preview);
        QVERIFY(cli({"stages", m_project}).out.startsWith("prod: " + first));
        Serving serving({m_project});
        QVERIFY(serving.accepts());
        QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/prod/new"))).status, 403);
    }

    void deploymentsSpeakJson()
    {
        const QByteArray first = deployed("/old", "first");
        const QByteArray second = deployed("/new", "second");
        const QJsonObject list
            = QJsonDocument::fromJson(cli({"deployments", m_project, "--format", "json"}).out).object();
        QCOMPARE(list["deployments"].toArray().size(), 2);
        const QJsonValue newest = list["deployments"][0];
        QCOMPARE(newest["id"].toString().toUtf8(), second);
        QCOMPARE(newest["stages"].toArray(), QJsonArray({"prod"}));
        QCOMPARE(newest["changes"][1]["label"].toString(), QStringLiteral("GET /new"));
        QCOMPARE(newest["changes"][1]["pointerAfter"].toString(), QStringLiteral("/paths/~1new/get"));
        QVERIFY(list["draft"].isArray());
    }

    void stagesAreMadeChangedAndDeleted()
    {
        const QByteArray id = deployed("/old", "first");
        QCOMPARE(cli({"stages", m_project, "--stage", "prod", "--set-variable", "backend=127.0.0.1:9000",
                      "--set-variable", "mode=a"})
                     .out,
                 "prod: " + id + "  first\n  backend=127.0.0.1:9000\n  mode=a\n");
        const QByteArray copied = cli({"stages", m_project, "--copy", "prod=test", "--stage", "test",
                                       "--remove-variable", "mode", "--create", "empty"})
                                      .out;
        QVERIFY2(copied.contains("test: " + id + "  first\n  backend=127.0.0.1:9000\n"), copied.constData());
        QVERIFY(copied.contains("empty: the draft\n"));
        const QJsonArray left
            = QJsonDocument::fromJson(cli({"stages", m_project, "--delete", "empty", "--format", "json"}).out).array();
        QCOMPARE(left.size(), 2);
        QVERIFY(!QFile::exists(m_project + "/apis/pet-shop-v2/stages/empty.yaml"));
    }

    void canaryIsDeployedToAndPromoted()
    {
        const QByteArray first = deployed("/old", "first");
        QCOMPARE(cli({"import", "-", "--into", m_project}, mock("/new", "get")).status, 0);
        const QByteArray second
            = cli({"deploy", m_project, "--stage", "prod", "--target", "canary", "--percent", "100"}).out.trimmed();
        QVERIFY(cli({"stages", m_project}).out.contains("prod: " + first + "  first\n  canary 100 %: " + second));
        {
            Serving serving({m_project});
            QVERIFY(serving.accepts());
            QCOMPARE(HttpClient().send("GET", serving.url(QStringLiteral("/prod/new"))).status, 200);
        }
        const QByteArray promoted = cli({"stages", m_project, "--promote-canary", "prod"}).out;
        QVERIFY2(promoted.startsWith("prod: " + second + "\n  canary 0 %: " + second), promoted.constData());
        QVERIFY(!cli({"stages", m_project, "--delete-canary", "prod"}).out.contains("canary"));
    }

    // ---- invoke -----------------------------------------------------------------------------------------------

    void invokePrintsTheAnswer()
    {
        const RunResult result = cli({"invoke", sourcePath(QStringLiteral("resources/examples/petstore")), "GET",
                                      "/pets", "--query", "type=fish"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.err, QByteArray());
        QVERIFY(result.out.startsWith("HTTP/1.1 200 OK\n"));
        QVERIFY(result.out.contains("\nx-amzn-RequestId: "));
        const QByteArray body = result.out.mid(result.out.indexOf("\n\n") + 2);
        const QJsonArray pets = QJsonDocument::fromJson(body).array();
        QCOMPARE(pets.size(), 3);
        QCOMPARE(pets[0]["type"].toString(), QStringLiteral("fish"));
    }

    void invokeSendsABody_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("text") << R"({"type": "bird", "price": 2.5})";
        QTest::newRow("standard input") << "@-";
        QTest::newRow("file") << "@pet.json";
    }

    void invokeSendsABody()
    {
        QFETCH(const QString, body);
        const QByteArray pet = R"({"type": "bird", "price": 2.5})";
        QVERIFY(writeFile(m_temporary->filePath(QStringLiteral("pet.json")), pet));
        const RunResult result = cli(
            {"invoke", sourcePath(QStringLiteral("resources/examples/petstore")), "POST", "/pets", "--body", body}, pet,
            m_temporary->path());
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains("bird"), result.out.constData());
    }

    void invokeTracesOnRequest()
    {
        const RunResult result
            = cli({"invoke", sourcePath(QStringLiteral("resources/examples/petstore")), "GET", "/pets/2", "--trace"});
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.startsWith("Execution log for request "));
        QVERIFY(result.err.contains("Method request path: {petId=2}"));
        QVERIFY(result.err.contains("Method completed with status: 200"));
        QVERIFY(result.err.contains(" us  "));
    }

    void invokeEndsWellWhateverTheAnswer()
    {
        const RunResult result = cli({"invoke", "-", "GET", "/nowhere"}, mock("/x", "get"));
        QCOMPARE(result.status, 0);
        QVERIFY(result.out.startsWith("HTTP/1.1 403 Forbidden\n"));
        QVERIFY(result.out.contains("Missing Authentication Token"));
    }

    void invokeChoosesTheStage()
    {
        const RunResult result = cli({"invoke", sourcePath(QStringLiteral("resources/examples/mock-orders")), "GET",
                                      "/orders", "--stage", "demo"});
        QVERIFY(result.out.contains("X-Catalog: spring\n"));
    }

private:
    /// Imports an API with that path, deploys it to "prod" and gives the deployment's id.
    QByteArray deployed(const QByteArray &path, const QString &description)
    {
        const RunResult imported = cli({"import", "-", "--into", m_project}, mock(path, "get"));
        return imported.status != 0
            ? QByteArray()
            : cli({"deploy", m_project, "--stage", "prod", "--description", description}).out.trimmed();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_file;
    QString m_project;
};

QTEST_GUILESS_MAIN(ProjectTest)
#include "project_test.moc"

#include "core/openapi/importer.h"
#include "core/project/project_store.h"
#include "tests/integration/support/http_client.h"
#include "tests/integration/support/program.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

using namespace support;

namespace {

struct Operation {
    QByteArray method;
    QString path; ///< with values in place of its parameters
};

std::vector<Operation> operationsOf(const gatehouse::model::RestApi &api)
{
    static const QRegularExpression parameter(QStringLiteral("\\{[^}]+\\}"));
    std::vector<Operation> operations;
    for (const auto &resource : api.resources) {
        QString path = QString::fromStdString(api.path(resource->id));
        path.replace(parameter, QStringLiteral("1"));
        for (const auto &method : resource->methods) {
            const std::string &verb = method.httpMethod == "ANY" ? "GET" : method.httpMethod;
            operations.push_back({QByteArray::fromStdString(verb), path});
        }
    }
    return operations;
}

/// The copy that comes with the tests, or that of the shared corpus; empty if neither is there.
QString find(const QString &name)
{
    for (const char *folder : {"tests/data/openapi/", "../shared/corpus/openapi/", "../../shared/corpus/openapi/"}) {
        if (const QString file = sourcePath(QLatin1String(folder) + name); QFile::exists(file))
            return file;
    }
    return {};
}

} // namespace

/// Documents of real projects: imported with mock answers, served by the program, each operation called once.
class CorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachOperationAnswers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("operations"); // so that none gets lost on the way
        // clang-format off
        QTest::newRow("Swagger 2.0: PetStore")          << "plain-oas2-petstore.json"            << 3;
        QTest::newRow("Swagger 2.0: ride service")      << "plain-oas2-uber.yaml"                << 5;
        QTest::newRow("Swagger 2.0: container engine")  << "plain-oas2-docker-engine.yaml"       << 108;
        QTest::newRow("Swagger 2.0: exported, ANY")     << "aws-rest-oas2-any-and-get.json"      << 2;
        QTest::newRow("OpenAPI 3.0: PetStore")          << "plain-oas30-petstore-expanded.yaml"  << 4;
        QTest::newRow("OpenAPI 3.0: links")             << "plain-oas30-links.json"              << 6;
        QTest::newRow("OpenAPI 3.0: encyclopaedia")     << "plain-oas30-star-trek.json"          << 120;
        QTest::newRow("OpenAPI 3.0: payroll")           << "plain-oas30-xero-payroll-au.yaml"    << 32;
        QTest::newRow("OpenAPI 3.0: exported, small")    << "aws-rest-oas30-moto-test-api.json"   << 2;
        QTest::newRow("OpenAPI 3.0: exported, documentation")    << "aws-rest-oas30-guide-docparts.json"  << 1;
        QTest::newRow("OpenAPI 3.0: exported, cycle")   << "aws-rest-oas30-circular-ref.json"    << 1;
        QTest::newRow("OpenAPI 3.1: game")              << "plain-oas31-tictactoe.yaml"          << 3;
        QTest::newRow("OpenAPI 3.1: design tool")       << "plain-oas31-figma.yaml"              << 47;
        // clang-format on
    }

    void eachOperationAnswers()
    {
        QFETCH(const QString, name);
        const QString file = find(name);
        if (file.isEmpty())
            QSKIP("not among the tests' data, and no shared corpus here");

        const QTemporaryDir folder;
        const QString project = folder.filePath(QStringLiteral("project"));
        const RunResult imported = cli(
            {QStringLiteral("import"), file, QStringLiteral("--into"), project, QStringLiteral("--mock-missing")});
        QVERIFY2(imported.status == 0, imported.err.constData());
        const auto loaded = gatehouse::project::load(project.toStdString());
        QVERIFY(loaded);
        const std::vector<Operation> operations
            = operationsOf(std::get<gatehouse::model::RestApi>(loaded->project.apis.front().api));
        QTEST(int(operations.size()), "operations");

        Serving serving({project, QStringLiteral("--stage"), QStringLiteral("v1")});
        if (!serving.accepts())
            QFAIL(serving.end(SIGTERM).err.constData());
        HttpClient client;
        QStringList wrong;
        for (const Operation &operation : operations) {
            const bool withBody
                = operation.method == "POST" || operation.method == "PUT" || operation.method == "PATCH";
            const Answer answer = client.send(operation.method, serving.url(QStringLiteral("/v1") + operation.path),
                                              withBody ? "{}" : "");
            if (answer.status < 200 || answer.status > 299) {
                wrong << QStringLiteral("%1 %2: %3 %4")
                             .arg(QString::fromLatin1(operation.method), operation.path)
                             .arg(answer.status)
                             .arg(QString::fromUtf8(answer.body.left(200)));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
        QCOMPARE(serving.end(SIGTERM).status, 0);
    }
};

QTEST_GUILESS_MAIN(CorpusTest)
#include "corpus_test.moc"

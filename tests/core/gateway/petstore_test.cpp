#include "core/openapi/importer.h"
#include "core/samples/petstore_backend.h"
#include "tests/support/gateway_fixture.h"

#include <QtCore/QFile>

using namespace gatehouse;

/// The PetStore sample from its OpenAPI document to the answers that a client gets.
class PetstoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/examples/petstore/apis/petstore/api.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const openapi::ImportResult imported = openapi::importApi(file.readAll().toStdString());
        QVERIFY(imported.usable);
        QVERIFY(m_backend.start());

        deploy::CompileOptions options;
        options.stageVariables["backend"] = m_backend.address();
        const deploy::CompileResult compiled = deploy::compile(imported.api, stageNamed("dev"), options);
        for (const Diagnostic &diagnostic : compiled.diagnostics)
            qWarning("%s", format(diagnostic).c_str());
        QVERIFY(compiled.deployment);
        QVERIFY(compiled.diagnostics.empty());
        m_gateway.install(compiled.deployment);
        QVERIFY(m_gateway.start());
    }

    void answers_data()
    {
        QTest::addColumn<std::string>("request");
        QTest::addColumn<std::string>("status");
        QTest::addColumn<std::string>("type");
        QTest::addColumn<std::string>("origin");
        QTest::addColumn<std::string>("part");
        const std::string json = "application/json";
        const auto row
            = [](const char *name, const std::string &line, const std::string &status, const std::string &type,
                 const std::string &origin, const std::string &part, const std::string &body = {}) {
                  QTest::newRow(name) << line + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                          + std::to_string(body.size()) + "\r\n\r\n" + body
                                      << status << type << origin << part;
              };
        row("the page", "GET /dev/", "200", "text/html", "", "<h1>Welcome to the PetStore</h1>");
        row("the list", "GET /dev/pets", "200", json, "*", "\"price\": 249.99");
        row("a page of cats", "GET /dev/pets?type=cat&page=2&other=x", "200", json, "*", "\"id\": 4");
        row("one pet", "GET /dev/pets/3", "200", json, "*", "\"type\": \"fish\"");
        row("a new pet", "POST /dev/pets", "200", json, "*", "\"message\": \"success\"",
            R"({"type": "cat", "price": 123.11})");
        row("preflight", "OPTIONS /dev/pets/3", "200", json, "*", "");
        row("unknown", "GET /dev/pet", "403", json, "", R"({"message":"Missing Authentication Token"})");
    }

    void answers()
    {
        QFETCH(const std::string, request);
        QFETCH(const std::string, status);
        QFETCH(const std::string, type);
        QFETCH(const std::string, origin);
        QFETCH(const std::string, part);
        RawClient client(m_gateway.port());
        QVERIFY(client.send(request));
        const std::string answer = client.receive();
        QCOMPARE(answer.substr(9, 3), status);
        QCOMPARE(fieldOf(answer, "Content-Type"), type);
        QCOMPARE(fieldOf(answer, "Access-Control-Allow-Origin"), origin);
        QVERIFY2(bodyOf(answer).contains(part), answer.c_str());
    }

private:
    samples::PetstoreBackend m_backend;
    gateway::Gateway m_gateway;
};

QTEST_GUILESS_MAIN(PetstoreTest)
#include "petstore_test.moc"

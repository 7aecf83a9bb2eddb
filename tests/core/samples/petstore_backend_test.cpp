#include "core/json/reader.h"
#include "core/samples/petstore_backend.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

class PetstoreBackendTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_backend.start()); }

    void answers_data()
    {
        QTest::addColumn<std::string>("request");
        QTest::addColumn<std::string>("status");
        QTest::addColumn<std::string>("body");
        const auto row = [](const char *name, const char *line, const char *status, const char *body,
                            const std::string &content = {}) {
            QTest::newRow(name) << line + std::string(" HTTP/1.1\r\nHost: x\r\nContent-Length: ")
                    + std::to_string(content.size()) + "\r\n\r\n" + content
                                << std::string(status) << std::string(body);
        };
        row("observed: list", "GET /petstore/pets", "200",
            R"([{"id":1,"type":"dog","price":249.99},{"id":2,"type":"cat","price":124.99},{"id":3,"type":"fish","price":0.99}])");
        row("observed: type and page", "GET /petstore/pets?type=cat&page=2", "200",
            R"([{"id":4,"type":"cat","price":999.99},{"id":5,"type":"cat","price":249.99},{"id":6,"type":"cat","price":49.97}])");
        row("observed: one", "GET /petstore/pets/1", "200", R"({"id":1,"type":"dog","price":249.99})");
        row("observed: echo keeps the price's text", "POST /petstore/pets", "200",
            R"({"pet":{"type":"cat","price":123.10},"message":"success"})", R"({"type": "cat", "price": 123.10})");
        row("incomplete", "POST /petstore/pets", "400",
            R"({"errors":[{"key":"Pet.price","message":"Missing required field"}]})", R"({"type": "cat"})");
        row("no JSON", "POST /petstore/pets", "400", R"({"message":"Invalid JSON"})", "{");
        row("no number", "GET /petstore/pets/x", "404", R"({"message":"Not Found"})");
        row("elsewhere", "GET /", "404", R"({"message":"Not Found"})");
        row("verb", "DELETE /petstore/pets", "405", R"({"message":"Method Not Allowed"})");
    }

    void answers()
    {
        QFETCH(const std::string, request);
        QFETCH(const std::string, status);
        QFETCH(const std::string, body);
        const std::string address = m_backend.address();
        RawClient client(static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
        QVERIFY(client.send(request));
        const std::string answer = client.receive();
        QCOMPARE(answer.substr(9, 3), status);
        const json::ReadResult read = json::readJson(bodyOf(answer));
        QCOMPARE(json::toJson(read.value, -1), body);
    }

    void stopsAndStartsAgain()
    {
        m_backend.stop();
        QVERIFY(!m_backend.isRunning());
        QCOMPARE(m_backend.address(), std::string());
        QVERIFY(m_backend.start());
    }

private:
    samples::PetstoreBackend m_backend;
};

QTEST_APPLESS_MAIN(PetstoreBackendTest)
#include "petstore_backend_test.moc"

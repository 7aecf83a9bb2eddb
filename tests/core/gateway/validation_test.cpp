// Request bodies held against models, through real sockets (mapping-templates.md 8).
#include "core/json/reader.h"
#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

using namespace gatehouse;

class ValidationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void logsWhy();
    void warnsOfModelsThatAreNone();

private:
    std::string ask(const std::string &path, const std::string &body, const std::string &fields = {})
    {
        RawClient client(m_gateway.port());
        const bool sent = client.send("POST /dev" + path + " HTTP/1.1\r\nHost: h\r\n" + fields
                                      + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return sent ? client.receive() : std::string();
    }
    static model::Model modelOf(const char *name, const char *schema)
    {
        model::Model made;
        made.name = name;
        made.schema = json::readJson(schema).value;
        return made;
    }

    gateway::Gateway m_gateway;
};

void ValidationTest::initTestCase()
{
    ApiBuilder api;
    model::Method &pets = api.mock("POST", "/pets", "ok");
    pets.requestModels = {{"application/json", "Pet"}};
    pets.requestValidator = "body";
    pets.integration->requestTemplates["text/plain"] = "{\"statusCode\": 200}";
    model::Method &all = api.mock("POST", "/all", "ok");
    all.requestModels = {{"$default", "Pet"}};
    all.requestValidator = "body";
    api.mock("POST", "/unvalidated", "ok").requestModels = {{"application/json", "Pet"}};
    api.api.models.emplace_back(modelOf("Pet", R"({"type":"object","required":["type","name"],
        "properties":{"owner":{"$ref":"#/components/schemas/Owner"}}})"));
    api.api.models.emplace_back(modelOf("Owner", R"({"required":["id"]})"));
    api.api.requestValidators = {{"body", true, false}};
    api.api.gatewayResponses
        = {{"BAD_REQUEST_BODY", {}, {{"gatewayresponse.header.X-Why", "context.error.validationErrorString"}}, {}}};
    const auto compiled = deploy::compile(api.api, stageNamed("dev"));
    QVERIFY(compiled.deployment);
    QVERIFY(compiled.diagnostics.empty());
    m_gateway.install(compiled.deployment);
    QVERIFY(m_gateway.start());
}

void ValidationTest::answers_data()
{
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("why");
    const auto row = [](const char *name, const char *path, const char *body, const char *type, const char *why) {
        QTest::newRow(name) << std::string(path) << std::string(body) << std::string(type) << std::string(why);
    };
    // clang-format off
    row("documented: valid", "/pets", R"({"name":"a","type":"b"})", "", "");
    row("documented: missing members", "/pets", "{}", "", R"([object has missing required properties (["name","type"])])");
    row("measured: missing body is {}", "/pets", "", "", R"([object has missing required properties (["name","type"])])");
    row("documented: model of a model", "/pets", R"({"name":"a","type":"b","owner":{}})", "", R"([object has missing required properties (["id"])])");
    row("measured: not JSON", "/pets", "{'name': 1}", "application/json; charset=utf-8", "[Unknown error parsing request body]");
    row("documented: no model for the type", "/pets", "text", "text/plain", "");
    row("documented: $default serves any type", "/all", "{}", "text/plain", R"([object has missing required properties (["name","type"])])");
    row("documented: no validator, no validation", "/unvalidated", "{}", "", "");
    // clang-format on
}

void ValidationTest::answers()
{
    QFETCH(const std::string, path);
    QFETCH(const std::string, body);
    QFETCH(const std::string, type);
    QFETCH(const std::string, why);
    const std::string answer = ask(path, body, type.empty() ? "" : "Content-Type: " + type + "\r\n");
    QCOMPARE(answer.substr(9, 3), std::string(why.empty() ? "200" : "400"));
    QCOMPARE(bodyOf(answer), std::string(why.empty() ? "ok" : R"({"message": "Invalid request body"})"));
    QCOMPARE(fieldOf(answer, "x-amzn-ErrorType"), std::string(why.empty() ? "" : "BadRequestException"));
    QCOMPARE(fieldOf(answer, "X-Why"), why);
}

void ValidationTest::logsWhy()
{
    const auto log = std::make_shared<TraceLog>();
    m_gateway.setTraceSink(log);
    (void)ask("/pets", R"({"name":1})");
    m_gateway.setTraceSink(nullptr);
    QCOMPARE(log->take()->executionFailure,
             std::string("Request body does not match model schema for content type application/json: [object has "
                         "missing required properties ([\"type\"])]"));
}

void ValidationTest::warnsOfModelsThatAreNone()
{
    ApiBuilder api;
    model::Method &method = api.mock("POST", "/x", "ok");
    method.requestModels = {{"application/json", "Bad"}};
    method.requestValidator = "body";
    api.api.models.emplace_back(modelOf("Bad", R"({"properties":{"a":{"required":[]}}})"));
    api.api.requestValidators = {{"body", true, false}};
    const auto compiled = deploy::compile(api.api, stageNamed("dev"));
    QCOMPARE(compiled.diagnostics.size(), 1U);
    QCOMPARE(compiled.diagnostics[0].rule, std::string("deploy-model"));
    QVERIFY(compiled.diagnostics[0].hint.contains("Bad#/properties/a: required"));
}

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"

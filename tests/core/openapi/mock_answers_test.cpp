#include "core/json/reader.h"
#include "core/openapi/exporter.h"
#include "core/openapi/sample_value.h"
#include "documents.h"
#include "model_difference.h"

using namespace gatehouse;
using json::Value;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

Value parsed(const std::string &text)
{
    return json::readJson(text).value;
}

ImportResult importMocked(const std::string &text)
{
    ImportOptions options;
    options.mockMissingIntegrations = true;
    return importApi(text, options);
}

/// The integration of GET /a, whose responses are given.
model::Integration mockOf(const QString &responses)
{
    const ImportResult result
        = importMocked(R"({"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"responses":)"
                       + responses.toStdString() + "}}}}");
    return std::get<model::RestApi>(result.api).resourceAt("/a")->methods.at(0).integration.value();
}

} // namespace

class MockAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesFollowTheSchema_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::addColumn<QString>("sample");
        // clang-format off
        QTest::newRow("example wins")       << R"({"type":"string","example":"x","default":"y"})" << "\"x\"";
        QTest::newRow("examples of 3.1")    << R"({"type":"string","examples":["x","y"]})" << "\"x\"";
        QTest::newRow("default")            << R"({"type":"integer","default":7})" << "7";
        QTest::newRow("enum")               << R"({"enum":["a","b"]})" << "\"a\"";
        QTest::newRow("const")              << R"({"const":null})" << "null";
        QTest::newRow("uuid")               << R"({"type":"string","format":"uuid"})" << "\"00000000-0000-4000-8000-000000000000\"";
        QTest::newRow("email")              << R"({"type":"string","format":"email"})" << "\"user@example.com\"";
        QTest::newRow("minLength")          << R"({"type":"string","minLength":8})" << "\"stringxx\"";
        QTest::newRow("maxLength")          << R"({"type":"string","maxLength":3})" << "\"str\"";
        QTest::newRow("minimum")            << R"({"type":"integer","minimum":5})" << "5";
        QTest::newRow("exclusive, 3.0")     << R"({"type":"integer","minimum":5,"exclusiveMinimum":true})" << "6";
        QTest::newRow("exclusive, 3.1")     << R"({"type":"integer","exclusiveMinimum":5})" << "6";
        QTest::newRow("maximum below zero") << R"({"type":"integer","maximum":-2})" << "-2";
        QTest::newRow("multipleOf")         << R"({"type":"integer","minimum":5,"multipleOf":4})" << "8";
        QTest::newRow("huge bound")         << R"({"type":"integer","minimum":1e300})" << "0";
        QTest::newRow("minItems")           << R"({"type":"array","items":{"type":"boolean"},"minItems":2})" << "[true,true]";
        QTest::newRow("maxItems")           << R"({"type":"array","items":{"type":"boolean"},"maxItems":0})" << "[]";
        QTest::newRow("bounded minItems")   << R"({"type":"array","items":{"type":"null"},"minItems":1000000,"maxItems":3})" << "[null,null,null]";
        QTest::newRow("object")             << R"({"properties":{"b":{"type":"number"},"a":{"type":"string"}}})" << R"({"b":0,"a":"string"})";
        QTest::newRow("writeOnly left out") << R"({"properties":{"b":{"type":"number","writeOnly":true}}})" << "{}";
        QTest::newRow("map")                << R"({"type":"object","additionalProperties":{"type":"integer"}})" << R"({"key":0})";
        QTest::newRow("allOf joins")        << R"({"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"b":{"type":"integer"}}}]})" << R"({"a":0,"b":0})";
        QTest::newRow("oneOf: the first")   << R"({"oneOf":[{"type":"string"},{"type":"integer"}]})" << "\"string\"";
        QTest::newRow("type list, 3.1")     << R"({"type":["null","integer"]})" << "0";
        QTest::newRow("cycle is cut")       << R"({"properties":{"next":{"$ref":"#"},"list":{"type":"array","items":{"$ref":"#"}}}})" << R"({"list":[]})";
        // clang-format on
    }
    void samplesFollowTheSchema()
    {
        QFETCH(const QString, schema);
        QFETCH(const QString, sample);
        const Value root = parsed(schema.toStdString());
        const openapi::References references(root);
        openapi::SampleMaker maker(references);
        QCOMPARE(QString::fromStdString(json::toJson(maker.sample(root).value(), -1)), sample);
    }

    void samplesStayBounded()
    {
        // Twelve levels of twelve members each, every one the whole next level
        std::string text = "{";
        for (int level = 0; level < 12; ++level) {
            text += (level ? ",\"l" : "\"l") + std::to_string(level) + "\":{\"properties\":{";
            for (int i = 0; i < 12; ++i)
                text += (i ? ",\"p" : "\"p") + std::to_string(i) + "\":{\"$ref\":\"#/l" + std::to_string(level + 1)
                    + "\"}";
            text += "}}";
        }
        const Value root = parsed(text + R"(,"l12":{"type":"string"}})");
        const openapi::References references(root);
        openapi::SampleMaker maker(references);
        const auto before = maker.budget();
        QVERIFY(maker.sample(root["l0"]).has_value());
        QVERIFY(before - maker.budget() <= 4 * openapi::SampleMaker::kMaxNodes);
    }

    void answersAreTheFirstSuccess_data()
    {
        QTest::addColumn<QString>("responses");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("contentType");
        // clang-format off
        QTest::newRow("201")           << R"({"404":{},"201":{"content":{"application/json":{"example":1}}}})" << "201" << "1" << "";
        QTest::newRow("range")         << R"({"2XX":{"content":{"application/json":{"example":1}}}})" << "200" << "1" << "";
        QTest::newRow("default")       << R"({"default":{"content":{"application/json":{"example":1}}}})" << "200" << "1" << "";
        QTest::newRow("none")          << R"({"404":{}})" << "200" << "" << "";
        QTest::newRow("204")           << R"({"204":{"content":{"application/json":{"example":1}}}})" << "204" << "" << "";
        QTest::newRow("named example") << R"({"200":{"content":{"application/json":{"examples":{"a":{"value":"x"}}}}}})" << "200" << "\"x\"" << "";
        QTest::newRow("JSON is preferred") << R"({"200":{"content":{"text/plain":{"example":"x"},"application/json":{"example":1}}}})" << "200" << "1" << "";
        QTest::newRow("another JSON")  << R"({"200":{"content":{"application/hal+json":{"example":1}}}})" << "200" << "1" << "'application/hal+json'";
        QTest::newRow("text")          << R"({"200":{"content":{"text/plain":{"schema":{"type":"string"}}}}})" << "200" << "string" << "'text/plain'";
        QTest::newRow("image")         << R"({"200":{"content":{"image/png":{"schema":{"type":"string","format":"binary"}}}}})" << "200" << "" << "'image/png'";
        QTest::newRow("no template")   << R"({"200":{"content":{"application/json":{"example":"$5 #1"}}}})" << "200" << "\"\\u00245 \\u00231\"" << "";
        // clang-format on
    }
    void answersAreTheFirstSuccess()
    {
        QFETCH(const QString, responses);
        QFETCH(const QString, status);
        QFETCH(const QString, body);
        QFETCH(const QString, contentType);
        const model::Integration mock = mockOf(responses);
        QVERIFY(mock.type == model::IntegrationType::Mock);
        QCOMPARE(mock.requestTemplates.at("application/json"), "{\"statusCode\": " + status.toStdString() + "}");
        const model::IntegrationResponse &response = mock.responses.at(0);
        QCOMPARE(response.statusCode, status.toStdString());
        const auto text = response.responseTemplates.find("application/json");
        QCOMPARE(text == response.responseTemplates.end() ? std::string() : text->second, body.toStdString());
        const auto type = response.responseParameters.find("method.response.header.Content-Type");
        QCOMPARE(type == response.responseParameters.end() ? std::string() : type->second, contentType.toStdString());
    }

    void everyOperationOfRealDocumentsAnswers_data() { documents::addRows("plain-"); }
    void everyOperationOfRealDocumentsAnswers()
    {
        QFETCH(const QString, file);
        const ImportResult result = importMocked(documents::readFile(file.toStdString()));
        const auto &api = std::get<model::RestApi>(result.api);
        int methods = 0;
        for (const auto &resource : api.resources) {
            for (const model::Method &method : resource->methods) {
                ++methods;
                QVERIFY(method.integration);
                const model::IntegrationResponse &response = method.integration->responses.at(0);
                QVERIFY(response.statusCode.starts_with('2'));
                QVERIFY(method.response(response.statusCode));
                for (const auto &[type, text] : response.responseTemplates) {
                    if (response.responseParameters.empty()) {
                        QVERIFY2(!hasErrors(json::readJson(text).diagnostics), text.c_str());
                        QVERIFY2(text.find_first_of("$#") == std::string::npos, text.c_str());
                    }
                }
            }
        }
        QVERIFY(methods > 0);
        const ImportResult again = importApi(openapi::exportText(result.api, {}, false));
        if (!result.document.find("swagger") && result.document["openapi"].string().starts_with("3.0"))
            QCOMPARE(difference(result.api, again.api), std::string());
    }
};

QTEST_APPLESS_MAIN(MockAnswersTest)
#include "mock_answers_test.moc"

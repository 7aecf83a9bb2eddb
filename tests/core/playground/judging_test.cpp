// What becomes of template tests: passed, failed with the first difference, or faulty.
#include "core/json/reader.h"
#include "core/openapi/importer.h"
#include "core/playground/template_test.h"
#include "core/project/formats.h"
#include "core/yaml/reader.h"

#include <QtTest/QTest>

using namespace gatehouse;
using playground::TestResult;

namespace {

model::TemplateTest testFrom(const QByteArray &yamlText)
{
    model::TemplateTest test;
    Diagnostics diagnostics;
    const std::string text = yamlText.toStdString();
    project::Findings findings("t.yaml", text, diagnostics);
    project::read(yaml::readAny(text).value, test, findings);
    if (!diagnostics.empty())
        qFatal("%s", format(diagnostics.front()).c_str());
    return test;
}

/// One API whose method POST /pets has templates on both sides, and a saved event.
model::Project shop()
{
    constexpr std::string_view api = R"json({"openapi": "3.0.1", "info": {"title": "Shop", "version": "1"}, "paths": {
        "/pets": {"post": {"responses": {"200": {"description": "a"}, "404": {"description": "b"}},
          "x-amazon-apigateway-integration": {"type": "http", "httpMethod": "POST", "uri": "http:\/\/example.com\/",
            "requestTemplates": {"application/json": "$input.path('$.a') request", "text/xml": "xml"},
            "responses": {
              "default": {"statusCode": "200", "responseTemplates": {"application/json": "$input.path('$.a') fine"}},
              ".*gone.*": {"statusCode": "404", "responseTemplates": {"application/json": "gone"}}}}}},
        "/none": {"get": {"responses": {}}}}})json";
    openapi::ImportOptions options;
    options.kind = openapi::ImportOptions::Kind::Rest;
    model::Project project;
    project.apis.emplace_back().api = openapi::importApi(std::string(api), options).api;
    project.apis.front().folder = "shop";
    project.events.push_back({"One", json::readJson(R"({"body": {"a": 1}})").value});
    return project;
}

} // namespace

class JudgingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void showsTheDifference();
    void findsTemplatesOfMethods_data();
    void findsTemplatesOfMethods();
};

void JudgingTest::judges_data()
{
    QTest::addColumn<QByteArray>("test");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char *name, const char *test, const char *status, const char *message,
                        const char *pointer) {
        QTest::newRow(name) << QByteArray(test) << QByteArray(status) << QByteArray(message) << QByteArray(pointer);
    };
    // clang-format off
    row("nothing expected but no error", "template: a", "passed", "", "");
    row("exact", "template: a b\nexpect: {output: a b}", "passed", "", "");
    row("exact counts blanks", "template: a  b\nexpect: {output: a b}", "failed", "line 1 of the output differs, in blanks only", "/expect/output");
    row("exact counts the newline", "template: \"a\\n\"\nexpect: {output: a}", "failed", "the output has one more newline at its end", "/expect/output");
    row("exact misses the newline", "template: a\nexpect: {output: \"a\\n\"}", "failed", "the output lacks the newline at its end", "/expect/output");
    row("exact differs", "template: \"a\\nb\"\nexpect: {output: \"a\\nc\"}", "failed", "line 2 of the output differs", "/expect/output");
    row("blanks ignored", "template: \" <a>\\n\\t<b/> </a>\"\nexpect: {compare: whitespace-insensitive, output: <a><b/></a>}", "passed", "", "");
    row("blanks ignored, still differs", "template: a c\nexpect: {compare: whitespace-insensitive, output: ab}", "failed", "line 1 of the output differs", "/expect/output");
    row("JSON ignores order and blanks", "template: '{\"b\": [1.0], \"a\": \"x\"}'\nexpect: {output: {a: x, b: [1]}}", "passed", "", "");
    row("JSON in a text", "template: '{ }'\nexpect: {compare: json, output: '{}'}", "passed", "", "");
    row("JSON: another value", "template: '{\"a\": [1, 2]}'\nexpect: {output: {a: [1, 3]}}", "failed", "$.a[1]: expected 3, got 2", "/expect/output");
    row("JSON: missing", "template: '{}'\nexpect: {output: {a: 1}}", "failed", "$.a: expected 1, but it is missing", "/expect/output");
    row("JSON: one too many", "template: '{\"a\": 1}'\nexpect: {output: {}}", "failed", "$.a: not expected, but it is 1", "/expect/output");
    row("JSON: fewer elements", "template: '[1]'\nexpect: {output: [1, 2]}", "failed", "$: expected 2 elements, got 1", "/expect/output");
    row("JSON: text is not a number", "template: '[\"1\"]'\nexpect: {output: [1]}", "failed", "$[0]: expected 1, got \"1\"", "/expect/output");
    row("what is expected is not JSON", "template: '[]'\nexpect: {compare: json, output: '['}", "faulty", "what is expected is not JSON: ", "/expect/output");
    row("the output is not JSON", "template: '[1,'\nexpect: {output: [1]}", "failed", "the output is not JSON: line 1, column 4: ", "/expect/output");
    row("overrides", "template: \"#set($context.responseOverride.status = 201)#set($context.requestOverride.header.x = ['a', 'b'])\"\n"
        "expect: {overrides: {requestOverride: {header: {x: [a, b]}}, responseOverride: {status: 201}}}", "passed", "", "");
    row("overrides differ", "template: \"#set($context.responseOverride.status = 201)\"\nexpect: {overrides: {responseOverride: {status: 200}}}",
        "failed", "the overrides differ: $.responseOverride.status: expected \"200\", got \"201\"", "/expect/overrides");
    row("no override expected", "template: \"#set($context.responseOverride.header.a = 'b')\"\nexpect: {overrides: {}}",
        "failed", "the overrides differ: $.responseOverride: not expected, but it is {\"header\":{\"a\":\"b\"}}", "/expect/overrides");
    row("error", "template: \"#set($l = [1])\\n$l.get(5)\"\nexpect: {error: out of bounds}", "passed", "", "");
    row("another error", "template: \"#if(\"\nexpect: {error: out of bounds}", "failed", "the template fails with another error than \"out of bounds\": line 1", "/expect/error");
    row("no error", "template: a\nexpect: {error: any}", "failed", "the error \"any\" was expected, but the template gives an output", "/expect/error");
    row("an error nobody expected", "template: \"a\\n#if(\"\nexpect: {output: a}", "failed", "the template fails: line 2, column", "/template");
    row("saved event", "template: $input.path('$.a')\nevent: One\nexpect: {output: '1'}", "passed", "", "");
    row("saved event by its file", "template: $input.path('$.a')\nevent: events/One.yaml\nexpect: {output: '1'}", "passed", "", "");
    row("no such event", "template: a\nevent: Two", "faulty", "there is no saved event \"Two\"; there are One", "/event");
    row("bad event", "template: a\nevent: {params: 5}", "faulty", "params must be an object", "/event");
    row("of a method", "method: {method: POST, path: /pets}\nevent: One\nexpect: {output: 1 request}", "passed", "", "");
    row("two templates", "template: a\nmethod: {method: POST, path: /pets}", "faulty", "a test has either", "/method");
    // clang-format on
}

void JudgingTest::judges()
{
    QFETCH(const QByteArray, test);
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, pointer);
    const TestResult result = playground::runTest(shop(), testFrom(test));
    QCOMPARE(QByteArray(toString(result.status).data()), status);
    QVERIFY2(QByteArray::fromStdString(result.message).startsWith(message), result.message.c_str());
    QCOMPARE(result.message.empty(), message.isEmpty());
    QCOMPARE(QByteArray::fromStdString(result.pointer), pointer);
}

void JudgingTest::showsTheDifference()
{
    const TestResult text
        = playground::runTest({}, testFrom("template: \"a\\nb\\nc\"\nexpect: {output: \"a\\nx\\nc\"}"));
    QCOMPARE(text.line, 2U);
    QCOMPARE(toText(text.difference), std::string("  a\n- x\n+ b\n  c\n"));
    const TestResult json
        = playground::runTest({}, testFrom("template: '{\"b\": 2.0, \"a\": 1}'\nexpect: {output: {a: 0, b: 2}}"));
    QCOMPARE(toText(json.difference), std::string("  {\n-   \"a\": 0,\n+   \"a\": 1,\n    \"b\": 2\n  }\n"));
}

void JudgingTest::findsTemplatesOfMethods_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *name, const char *place, const char *text, const char *error) {
        QTest::newRow(name) << QByteArray(place) << QByteArray(text) << QByteArray(error);
    };
    // clang-format off
    row("request", "{method: POST, path: /pets}", "$input.path('$.a') request", "");
    row("media type", "{api: shop, method: POST, path: /pets, contentType: text/xml}", "xml", "");
    row("response by status", "{method: POST, path: /pets, side: response, statusCode: 404}", "gone", "");
    row("response by pattern", "{method: POST, path: /pets, side: response, selectionPattern: .*gone.*}", "gone", "");
    row("default response", "{method: POST, path: /pets, side: response, selectionPattern: ''}", "$input.path('$.a') fine", "");
    row("no such API", "{api: x, method: POST, path: /pets}", "", "there is no API in the folder \"x\"; there are shop");
    row("no such resource", "{method: POST, path: /x}", "", "there is no resource /x");
    row("no such method", "{method: PUT, path: /pets}", "", "there is no method PUT /pets");
    row("no integration", "{method: GET, path: /none}", "", "GET /none has no integration");
    row("no such media type", "{method: POST, path: /pets, contentType: a/b}", "", "POST /pets has no template for a/b; it has application/json, text/xml");
    row("no such response", "{method: POST, path: /pets, side: response, statusCode: 500}", "", "POST /pets has no such integration response; it has 200 (\"\"), 404 (\".*gone.*\")");
    // clang-format on
}

void JudgingTest::findsTemplatesOfMethods()
{
    QFETCH(const QByteArray, place);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, error);
    const auto found = playground::templateText(shop(), *testFrom("method: " + place).method);
    QCOMPARE(QByteArray::fromStdString(found.value_or("")), text);
    QCOMPARE(found ? QByteArray() : QByteArray::fromStdString(found.error().detail), error);
}

QTEST_APPLESS_MAIN(JudgingTest)
#include "judging_test.moc"

// Models as API Gateway validates bodies with them (mapping-templates.md 7.2 and 8.2).
#include "core/json/reader.h"
#include "core/schema/schema.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

std::string verdict(const QByteArray &schemaText, std::string_view body)
{
    const json::ReadResult read = json::readJson(schemaText.toStdString());
    if (!read.diagnostics.empty())
        return "bad test: " + read.diagnostics.front().message;
    const json::Value pet = json::readJson(R"({"type":"object","required":["name"],"properties":{
        "name":{"type":"string"},"owner":{"$ref":"#/components/schemas/Owner"}}})")
                                .value;
    const json::Value owner = json::readJson(R"({"type":"object","properties":{"pets":{"type":"array",
        "items":{"$ref":"https://apigateway.amazonaws.com/restapis/abc/models/Pet"}}}})")
                                  .value;
    const schema::Schemas models({{"M", read.value}, {"Pet", pet}, {"Owner", owner}});
    const auto compiled = models.compile("M");
    return compiled ? compiled->validate(body).text() : "invalid: " + compiled.error().detail;
}

} // namespace

class SchemaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validates_data();
    void validates();
    void boundsWork_data();
    void boundsWork();
};

void SchemaTest::validates_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *schema, const char *body, const char *text) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(body) << QByteArray(text);
    };
    // clang-format off
    row("documented: missing members, sorted", R"({"required":["price","name","type"]})", R"({"x":1})", R"([object has missing required properties (["name","price","type"])])");
    row("measured: missing body is {}",  R"({"required":["a"]})", "", R"([object has missing required properties (["a"])])");
    row("assumed: {} passes without required", R"({"type":"object"})", " ", "[]");
    row("measured: missing body and type array", R"({"type":"array"})", "", R"([instance type (object) does not match any allowed primitive type (allowed: ["array"])])");
    row("observed: no JSON",             R"({})", "{'a':1}", "[Unknown error parsing request body]");
    row("observed: text after JSON",     R"({})", "{} x", "[Unknown error parsing request body]");
    row("library: type",                 R"({"type":"integer"})", R"("x")", R"([instance type (string) does not match any allowed primitive type (allowed: ["integer"])])");
    row("library: number allows integer", R"({"type":"number"})", "true", R"([instance type (boolean) does not match any allowed primitive type (allowed: ["integer","number"])])");
    row("library: list of types",        R"({"type":["string","null"]})", "1", R"([instance type (integer) does not match any allowed primitive type (allowed: ["null","string"])])");
    row("library: 1.0 is no integer",    R"({"type":"integer"})", "1.0", R"([instance type (number) does not match any allowed primitive type (allowed: ["integer"])])");
    row("library: enum",                 R"({"enum":["a","b"]})", R"("x")", R"([instance value ("x") not found in enum (possible values: ["a","b"])])");
    row("library: enum by value",        R"({"enum":[1,{"a":1,"b":[2]}]})", R"({"b":[2.0],"a":1})", "[]");
    row("library: minimum",              R"({"minimum":1})", "0", "[numeric instance is lower than the required minimum (minimum: 1, found: 0)]");
    row("library: maximum",              R"({"maximum":9})", "10", "[numeric instance is greater than the required maximum (maximum: 9, found: 10)]");
    row("library: exclusive minimum",    R"({"minimum":1,"exclusiveMinimum":true})", "1", "[numeric instance is not strictly greater than the required minimum 1]");
    row("library: exclusive maximum",    R"({"maximum":9,"exclusiveMaximum":true})", "9.0", "[numeric instance is not strictly lower than the required maximum 9]");
    row("library: 64 bits compare exactly", R"({"maximum":9007199254740992})", "9007199254740993", "[numeric instance is greater than the required maximum (maximum: 9007199254740992, found: 9007199254740993)]");
    row("library: multipleOf",           R"({"multipleOf":2})", "7", "[remainder of division is not zero (7 / 2)]");
    row("library: multipleOf of fractions", R"({"multipleOf":0.1})", "0.3", "[]");
    row("library: minLength",            R"({"minLength":2})", R"("a")", R"([string "a" is too short (length: 1, required minimum: 2)])");
    row("library: maxLength counts code points", R"({"maxLength":2})", "\"\xF0\x9F\x98\x80\xF0\x9F\x98\x80\"", "[]");
    row("library: maxLength",            R"({"maxLength":2})", R"("abc")", R"([string "abc" is too long (length: 3, maximum allowed: 2)])");
    row("library: pattern",              R"({"pattern":"^a"})", R"("b")", R"([ECMA 262 regex "^a" does not match input string "b"])");
    row("documented: patterns are not anchored", R"({"pattern":"b+"})", R"("abc")", "[]");
    row("library: format is not enforced", R"({"format":"email"})", R"("no")", "[]");
    row("library: additionalProperties", R"({"properties":{"a":{}},"patternProperties":{"^x-":{}},"additionalProperties":false})", R"({"z":1,"a":1,"x-1":2,"b":0})", R"([object instance has properties which are not allowed by the schema: ["b","z"]])");
    row("library: additionalProperties as schema", R"({"properties":{"a":{}},"additionalProperties":{"type":"null"}})", R"({"a":1,"b":2})", R"([instance type (integer) does not match any allowed primitive type (allowed: ["null"])])");
    row("library: minProperties",        R"({"minProperties":1})", "{}", "[object has too few properties (found 0 but schema requires at least 1)]");
    row("library: maxProperties",        R"({"maxProperties":2})", R"({"a":1,"b":2,"c":3})", "[object has too many properties (found 3 but schema requires at most 2)]");
    row("library: minItems",             R"({"minItems":2})", "[1]", "[array is too short: must have at least 2 elements but instance has 1 elements]");
    row("library: maxItems",             R"({"maxItems":2})", "[1,2,3]", "[array is too long: must have at most 2 elements but instance has 3 elements]");
    row("library: uniqueItems",          R"({"uniqueItems":true})", R"([{"a":1},{"a":1.0}])", "[array must not contain duplicate elements]");
    row("library: anyOf",                R"({"anyOf":[{"type":"null"},{"minimum":5}]})", "1", "[instance failed to match at least one required schema among 2]");
    row("library: oneOf",                R"({"oneOf":[{"minimum":5},{"minimum":6}]})", "1", "[instance failed to match exactly one schema (matched 0 out of 2)]");
    row("library: allOf",                R"({"allOf":[{"minimum":5},{"maximum":6}]})", "1", "[instance failed to match all required schemas (matched only 1 out of 2)]");
    row("library: not",                  R"({"not":{"type":"null"}})", "null", "[instance matched a schema which it should not have]");
    row("assumed: dependencies",         R"({"dependencies":{"a":["b","c"]}})", R"({"a":1,"c":1})", R"([property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["b"])])");
    row("library: dependency as schema", R"({"dependencies":{"a":{"required":["b"]}}})", R"({"a":1})", R"([object has missing required properties (["b"])])");
    row("library: items by place",       R"({"items":[{"type":"null"},{}],"additionalItems":{"type":"null"}})", "[null,1,2]", R"([instance type (integer) does not match any allowed primitive type (allowed: ["null"])])");
    row("assumed: additionalItems",      R"({"items":[{}],"additionalItems":false})", "[1,2]", "[array is too long: schema allows 1 elements, instance has 2]");
    row("library: members in order of names", R"({"properties":{"b":{"type":"null"},"a":{"minimum":5}}})", R"({"b":1,"a":1})", R"([numeric instance is lower than the required minimum (minimum: 5, found: 1), instance type (integer) does not match any allowed primitive type (allowed: ["null"])])");
    row("library: no look into wrong containers", R"({"required":["z"],"properties":{"b":{"type":"null"}}})", R"({"b":1})", R"([object has missing required properties (["z"])])");
    row("documented: definitions",       R"({"properties":{"a":{"$ref":"#/definitions/X"}},"definitions":{"X":{"type":"null"}}})", R"({"a":1})", R"([instance type (integer) does not match any allowed primitive type (allowed: ["null"])])");
    row("measured: models refer to one another, in circles", R"({"items":{"$ref":"#/components/schemas/Pet"}})", R"([{"name":"a","owner":{"pets":[{"name":"b"},{}]}}])", R"([object has missing required properties (["name"])])");
    row("measured: null or model",       R"({"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Pet"}]})", "null", "[]");
    row("unknown reference",             R"({"properties":{"a":{"$ref":"#/components/schemas/Nobody"}}})", "{}", "invalid: Nobody#");
    row("bad keyword names its place",   R"({"properties":{"a":{"minLength":-1}}})", "{}", "invalid: M#/properties/a: minLength wants a whole number of 0 or more");
    row("documented: required: [] is invalid", R"({"required":[]})", "{}", "invalid: M#: required wants a list of names");
    row("bad pattern",                   R"({"pattern":"("})", "{}", "invalid: M#: bad pattern: missing closing parenthesis at octet 1");
    // clang-format on
}

void SchemaTest::validates()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(verdict(schema, body.toStdString())), text);
}

void SchemaTest::boundsWork_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("body");
    QByteArray numbers = "[";
    for (int i = 0; i < 20'000; ++i)
        numbers += QByteArray::number(i) + ',';
    numbers += "-1]";
    QTest::newRow("schema that is itself") << QByteArray(R"({"$ref":"#"})") << QByteArray("1");
    QTest::newRow("schema that contains itself")
        << QByteArray(R"({"anyOf":[{"$ref":"#"},{"$ref":"#"}]})") << QByteArray("1");
    QTest::newRow("deep body") << QByteArray(R"({"items":{"$ref":"#"}})")
                               << QByteArray(100'000, '[') + QByteArray(100'000, ']');
    QTest::newRow("many elements that must differ") << QByteArray(R"({"uniqueItems":true})") << numbers;
    QTest::newRow("pattern that backtracks")
        << QByteArray(R"({"pattern":"^(a+)+$"})") << "\"" + QByteArray(40, 'a') + "b\"";
}

void SchemaTest::boundsWork()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QByteArray, body);
    QVERIFY(verdict(schema, body.toStdString()).size() > 2); // something is wrong with each, and it is said
}

QTEST_APPLESS_MAIN(SchemaTest)
#include "schema_test.moc"

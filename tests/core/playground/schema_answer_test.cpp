// What the schema tester shows: AWS's words, and where in the instance they are about.
#include "core/json/reader.h"
#include "core/playground/schema_answer.h"

#include <QtTest/QTest>

using namespace gatehouse;
using playground::SchemaAnswer;

namespace {

/// A URL in a raw string would be a comment to moc.
constexpr std::string_view kSchema
    = "{"
      R"("type": "object", "required": ["name", "owner"], "properties": {)"
      R"("name": {"type": "string", "minLength": 2},)"
      "\"owner\": {\"$ref\": \"https://apigateway.amazonaws.com/restapis/abc/models/Owner\"},"
      R"("tags": {"type": "array", "items": {"$ref": "#/definitions/Tag"}}},)"
      R"("additionalProperties": {"type": "integer"},)"
      R"("definitions": {"Tag": {"enum": ["good", "bad/worse"]}}})";

playground::ModelSchemas models()
{
    return {
        {"Owner", json::readJson(R"({"type":"object","properties":{"age":{"type":"integer","minimum":18}}})").value}};
}

} // namespace

class SchemaAnswerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointsIntoTheInstance_data();
    void pointsIntoTheInstance();
    void saysWhatIsWrongWithTheSchema_data();
    void saysWhatIsWrongWithTheSchema();
    void makesASampleThatIsValid();
};

void SchemaAnswerTest::pointsIntoTheInstance_data()
{
    QTest::addColumn<QByteArray>("instance");
    QTest::addColumn<QByteArrayList>("pointers");
    QTest::addColumn<QByteArrayList>("places");
    QTest::newRow("valid") << QByteArray(R"({"name":"Rex","owner":{"age":18},"tags":["good"],"x":1})")
                           << QByteArrayList{} << QByteArrayList{};
    QTest::newRow("the whole") << QByteArray(R"({"name":"Rex"})") << QByteArrayList{""}
                               << QByteArrayList{R"({"name":"Rex"})"};
    QTest::newRow("a member") << QByteArray(R"({"name":"R","owner":{}})") << QByteArrayList{"/name"}
                              << QByteArrayList{"\"R\""};
    QTest::newRow("in another model") << QByteArray(R"({"name":"Rex","owner":{"age":7}})")
                                      << QByteArrayList{"/owner/age"} << QByteArrayList{"7"};
    QTest::newRow("an element, and what is additional")
        << QByteArray(R"({"name":"Rex","owner":{},"tags":["good","ugly"],"a/b":"x"})")
        << QByteArrayList{"/a~1b", "/tags/1"} << QByteArrayList{"\"x\"", "\"ugly\""};
}

void SchemaAnswerTest::pointsIntoTheInstance()
{
    QFETCH(const QByteArray, instance);
    QFETCH(const QByteArrayList, pointers);
    QFETCH(const QByteArrayList, places);
    const SchemaAnswer answer = playground::answerSchema(instance.toStdString(), kSchema, models());
    QVERIFY(!answer.schemaProblem);
    QCOMPARE(answer.valid(), pointers.isEmpty());
    QByteArrayList pointersFound;
    QByteArrayList placesFound;
    for (const SchemaAnswer::Finding &finding : answer.findings) {
        pointersFound.append(QByteArray::fromStdString(finding.pointer));
        placesFound.append(instance.mid(finding.span.begin, finding.span.end - finding.span.begin));
        QVERIFY(answer.text.contains(finding.message));
    }
    QCOMPARE(pointersFound, pointers);
    QCOMPARE(placesFound, places);
}

void SchemaAnswerTest::saysWhatIsWrongWithTheSchema_data()
{
    QTest::addColumn<QByteArray>("instance");
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<bool>("inSchema");
    QTest::addColumn<int>("line");
    QTest::newRow("schema is no JSON") << QByteArray("{}") << QByteArray("{\n  \"type\": }") << true << 2;
    QTest::newRow("bad keyword") << QByteArray("{}") << QByteArray("{\n\"properties\": {\n\"a\": {\"minLength\": -1}}}")
                                 << true << 3;
    QTest::newRow("unknown model") << QByteArray("{}") << QByteArray("{\n\n\"$ref\": \"#/components/schemas/Nope\"}")
                                   << true << 1;
    QTest::newRow("instance is no JSON") << QByteArray("{\n'a': 1}") << QByteArray("{}") << false << 2;
}

void SchemaAnswerTest::saysWhatIsWrongWithTheSchema()
{
    QFETCH(const QByteArray, instance);
    QFETCH(const QByteArray, schema);
    QFETCH(const bool, inSchema);
    QFETCH(const int, line);
    const SchemaAnswer answer = playground::answerSchema(instance.toStdString(), schema.toStdString(), models());
    QVERIFY(!answer.valid());
    const std::optional<Diagnostic> &problem = inSchema ? answer.schemaProblem : answer.unreadable;
    QVERIFY(problem);
    QVERIFY(!problem->message.empty());
    QCOMPARE(static_cast<int>(problem->line), line);
}

void SchemaAnswerTest::makesASampleThatIsValid()
{
    const auto sample = playground::sampleOf(kSchema, models());
    QVERIFY(sample);
    const SchemaAnswer answer = playground::answerSchema(*sample, kSchema, models());
    QVERIFY2(answer.valid(), (*sample + answer.text).c_str());
    QVERIFY(!playground::sampleOf("{"));
}

QTEST_APPLESS_MAIN(SchemaAnswerTest)
#include "schema_answer_test.moc"

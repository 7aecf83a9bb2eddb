// Events of the playground: their JSON, the sample, and what a recorded request gives.
#include "core/json/reader.h"
#include "core/playground/event.h"
#include "tests/support/sample_traces.h"

#include <QtTest/QTest>

using namespace gatehouse;
using playground::Event;
using playground::Phase;

namespace {

json::Value read(const QByteArray &text)
{
    return json::readJson(std::string_view(text.data(), static_cast<std::size_t>(text.size()))).value;
}

std::string_view valueOf(const playground::NameValues &parameters, std::string_view name)
{
    const auto found = std::ranges::find(parameters, name, &trace::NameValue::name);
    return found == parameters.end() ? std::string_view("(none)") : std::string_view(found->value);
}

} // namespace

class EventTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBodies_data();
    void readsBodies();
    void comesBackFromItsJson_data();
    void comesBackFromItsJson();
    void refusesOtherShapes_data();
    void refusesOtherShapes();
    void takesARecordedRequest();
    void sampleHasEveryMemberOfContext();
};

void EventTest::readsBodies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("body");
    // clang-format off
    QTest::newRow("object")  << QByteArray(R"({"body": {"a": [1.0, null]}})") << QByteArray(R"({"a":[1.0,null]})");
    QTest::newRow("array")   << QByteArray(R"({"body": [ ]})")                << QByteArray("[]");
    QTest::newRow("text")    << QByteArray(R"({"body": "a=1&b=2"})")          << QByteArray("a=1&b=2");
    QTest::newRow("number")  << QByteArray(R"({"body": 1.50})")               << QByteArray("1.50");
    QTest::newRow("null")    << QByteArray(R"({"body": null})")               << QByteArray("");
    QTest::newRow("missing") << QByteArray("{}")                              << QByteArray("");
    // clang-format on
}

void EventTest::readsBodies()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, body);
    const auto event = playground::eventFromJson(read(text));
    QVERIFY(event.has_value());
    QCOMPARE(QByteArray::fromStdString(event->body), body);
}

void EventTest::comesBackFromItsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    // clang-format off
    QTest::newRow("all members") << QByteArray(R"({"body":{"a":1},"params":{"path":{"id":"7"},"querystring":{"q":"x y"},"header":{"B":"2","A":"1"}},"context":{"stage":"dev","identity":{"sourceIp":"::1"}},"stageVariables":{"v":"w"}})");
    QTest::newRow("nothing")     << QByteArray("{}");
    QTest::newRow("text that is JSON with blanks") << QByteArray(R"({"body":"{ \"a\": 1 }"})");
    QTest::newRow("text that looks like JSON")     << QByteArray(R"({"body":"{a}"})");
    // clang-format on
}

void EventTest::comesBackFromItsJson()
{
    QFETCH(const QByteArray, text);
    const auto event = playground::eventFromJson(read(text));
    QVERIFY(event.has_value());
    QCOMPARE(QByteArray::fromStdString(json::toJson(playground::toJson(*event), -1)), text);
}

void EventTest::refusesOtherShapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    // clang-format off
    QTest::newRow("no object")        << QByteArray("[1]")                                  << QByteArray("[1]");
    QTest::newRow("params")           << QByteArray(R"({"params": 5})")                     << QByteArray("5");
    QTest::newRow("params.header")    << QByteArray(R"({"params": {"header": [1]}})")       << QByteArray("[1]");
    QTest::newRow("a header's value") << QByteArray(R"({"params": {"header": {"a": {}}}})") << QByteArray("{}");
    QTest::newRow("context")          << QByteArray(R"({"context": "x"})")                  << QByteArray("\"x\"");
    QTest::newRow("stage variables")  << QByteArray(R"({"stageVariables": {"a": []}})")     << QByteArray("[]");
    // clang-format on
}

void EventTest::refusesOtherShapes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, place);
    const auto event = playground::eventFromJson(read(text));
    QVERIFY(!event.has_value());
    QCOMPARE(event.error().code, make_error_code(playground::PlaygroundErrc::BadEvent));
    const SourceSpan span = event.error().span;
    QCOMPARE(text.mid(span.begin, span.end - span.begin), place);
}

void EventTest::takesARecordedRequest()
{
    const trace::Trace trace = tests::petsTrace();
    const Event request = playground::eventOf(trace, Phase::Request, {{"backend", "x"}}, "123456789012");
    QCOMPARE(request.body, trace.request.body);
    QCOMPARE(request.query, (playground::NameValues{{"type", "cat"}, {"page", "1"}}));
    QCOMPARE(valueOf(request.header, "Accept"), std::string_view("application/json"));
    QCOMPARE(valueOf(request.header, "X-Forwarded-For"), std::string_view("127.0.0.1"));
    QCOMPARE(valueOf(request.header, "X-Forwarded-Port"), std::string_view("8080"));
    QCOMPARE(request.context["resourcePath"].string(), std::string_view("/pets"));
    QCOMPARE(request.context["accountId"].string(), std::string_view("123456789012"));
    QCOMPARE(request.context["domainName"].string(), std::string_view("127.0.0.1"));
    QCOMPARE(request.context["requestTime"].string(), std::string_view("01/Jan/2026:10:00:00 +0000"));
    QCOMPARE(request.context["requestTimeEpoch"].numberText(), std::string_view("1767261600123"));
    QCOMPARE(request.context["identity"]["sourceIp"].string(), std::string_view("127.0.0.1"));
    QCOMPARE(request.stageVariables.at("backend"), std::string("x"));

    const Event response = playground::eventOf(trace, Phase::Response);
    QCOMPARE(response.body, trace.endpointResponse.body);
    QCOMPARE(response.query, request.query);

    trace::Trace repeated = trace;
    repeated.query = "type=cat&type=a%20b+c&=&&x";
    QCOMPARE(playground::eventOf(repeated, Phase::Request).query,
             (playground::NameValues{{"type", "a b c"}, {"", ""}, {"x", ""}}));
}

void EventTest::sampleHasEveryMemberOfContext()
{
    const Event sample = playground::sampleEvent();
    for (const char *name : {"resourceId", "resourcePath", "httpMethod", "extendedRequestId", "requestTime", "path",
                             "accountId", "protocol", "stage", "domainPrefix", "requestTimeEpoch", "requestId",
                             "identity", "domainName", "deploymentId", "apiId", "authorizer", "operationName"})
        QVERIFY2(!sample.context[name].isNull(), name);
    for (const char *name :
         {"cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller", "sourceIp", "principalOrgId",
          "accessKey", "cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn", "userAgent", "user"})
        QVERIFY2(!sample.context["identity"][name].isNull(), name);
    const auto again = playground::eventFromJson(playground::toJson(sample));
    QVERIFY(again.has_value());
    QVERIFY(*again == sample);
}

QTEST_APPLESS_MAIN(EventTest)
#include "event_test.moc"

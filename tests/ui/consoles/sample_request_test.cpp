#include "core/json/reader.h"
#include "ui/consoles/sample_request.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class SampleRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void methodBecomesARequest();
    void routeBecomesARequest_data();
    void routeBecomesARequest();
};

namespace {

json::Value read(std::string_view text)
{
    return json::readJson(text).value;
}

model::Resource resource(const char *id, const char *parent, const char *pathPart)
{
    model::Resource resource;
    resource.id = {id};
    resource.parent = {parent};
    resource.pathPart = pathPart;
    return resource;
}

model::RestApi petStore()
{
    model::RestApi api;
    api.resources = {resource("root", "", ""), resource("pets", "root", "pets"), resource("pet", "pets", "{petId}")};
    model::Model pet;
    pet.name = "Pet";
    pet.schema = read(R"({"type": "object", "properties": {
        "type": {"type": "string", "enum": ["cat", "dog"]}, "price": {"type": "number", "minimum": 0.5},
        "friend": {"$ref": "#/components/schemas/Pet"}}})");
    api.models = {pet};
    return api;
}

model::RequestParameter parameter(model::RequestParameter::Location location, const char *name, bool required,
                                  std::string_view extra)
{
    model::RequestParameter parameter;
    parameter.location = location;
    parameter.name = name;
    parameter.required = required;
    parameter.extra = read(extra);
    return parameter;
}

} // namespace

void SampleRequestTest::methodBecomesARequest()
{
    const model::RestApi api = petStore();
    using Location = model::RequestParameter::Location;
    model::Method method;
    method.httpMethod = "POST";
    method.requestParameters
        = {parameter(Location::Path, "petId", false, R"({"schema": {"type": "integer", "example": 7}})"),
           parameter(Location::QueryString, "verbose", false, R"({"schema": {"type": "boolean", "default": true}})"),
           parameter(Location::Header, "X-Trace", true, R"({"example": "on"})")};
    method.requestModels = {{"application/json", "Pet"}};
    method.apiKeyRequired = true;

    const ConsoleRequest request = sampleRequest(api, *api.resource({"pet"}), method);
    QCOMPARE(request.method, QStringLiteral("POST"));
    QCOMPARE(request.path, QStringLiteral("/pets/{petId}"));
    QCOMPARE(request.pathParameters, (RequestFields{{true, QStringLiteral("petId"), QStringLiteral("7")}}));
    QCOMPARE(request.query, (RequestFields{{false, QStringLiteral("verbose"), QStringLiteral("true")}}));
    QCOMPARE(request.headers,
             (RequestFields{{true, QStringLiteral("X-Trace"), QStringLiteral("on")},
                            {true, QStringLiteral("x-api-key"), QString()},
                            {true, QStringLiteral("Content-Type"), QStringLiteral("application/json")}}));
    const json::Value body = read(request.body.toStdString());
    QCOMPARE(QString::fromStdString(std::string(body["type"].string())), QStringLiteral("cat"));
    QVERIFY(body["price"].number() >= 0.5);
}

void SampleRequestTest::routeBecomesARequest_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    // clang-format off
    QTest::newRow("method and path") << "POST /pets/{id}" << "POST" << "/pets/{id}";
    QTest::newRow("any method")      << "ANY /{proxy+}"   << "GET"  << "/{proxy+}";
    QTest::newRow("default route")   << "$default"        << "GET"  << "/";
    // clang-format on
}

void SampleRequestTest::routeBecomesARequest()
{
    QFETCH(const QString, key);
    QFETCH(const QString, method);
    QFETCH(const QString, path);
    model::Route route;
    route.routeKey = key.toStdString();
    ConsoleRequest request = sampleRequest(route);
    QCOMPARE(request.method, method);
    QCOMPARE(request.path, path);
    request.base = QStringLiteral("http://h");
    QVERIFY(request.url().isValid()); // no parameter is left without a value
}

QTEST_MAIN(SampleRequestTest)
#include "sample_request_test.moc"

#include "core/model/project.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::model;
using namespace std::string_view_literals;

namespace {

/// "/", "/pets", "/pets/{petId}", "/pets/{petId}/toys", "/files", "/files/{path+}"; the id of a resource is its part.
RestApi sampleApi()
{
    RestApi api;
    const auto add = [&](const char *id, const char *parent, const char *part) {
        Resource resource;
        resource.id.value = id;
        resource.parent.value = parent;
        resource.pathPart = part;
        api.resources.emplace_back(resource);
    };
    add("root", "", "");
    add("pets", "root", "pets");
    add("{petId}", "pets", "{petId}");
    add("toys", "{petId}", "toys");
    add("files", "root", "files");
    add("{path+}", "files", "{path+}");
    return api;
}

} // namespace

class ModelTest : public QObject {
    Q_OBJECT

private slots:
    void wordsAreReadInAnyLetterCase();
    void pathsAndResourcesMatch_data();
    void pathsAndResourcesMatch();
    void unknownPathsAreNotFound_data();
    void unknownPathsAreNotFound();
    void editingDetachesOneResource();
    void pathPartIsJudgedAsByAws_data();
    void pathPartIsJudgedAsByAws();
    void pathPartOfARenamedResource();
    void projectFindsApisOfAllKinds();
};

void ModelTest::wordsAreReadInAnyLetterCase()
{
    QCOMPARE(toString(IntegrationType::HttpProxy), "HTTP_PROXY"sv);
    QVERIFY(fromString<IntegrationType>("aws_proxy") == std::optional(IntegrationType::AwsProxy));
    QVERIFY(fromString<IntegrationType>("HTTP-PROXY") == std::optional<IntegrationType>());
    QVERIFY(fromString<ConnectionType>("vpc_link") == std::optional(ConnectionType::VpcLink));
    QVERIFY(fromString<PassthroughBehavior>("When_No_Templates")
            == std::optional(PassthroughBehavior::WhenNoTemplates));
    QVERIFY(fromString<ContentHandling>(toString(ContentHandling::ConvertToBinary))
            == std::optional(ContentHandling::ConvertToBinary));
    QVERIFY(fromString<AuthorizationType>(toString(AuthorizationType::CognitoUserPools))
            == std::optional(AuthorizationType::CognitoUserPools));
    QVERIFY(fromString<Authorizer::Type>("request") == std::optional(Authorizer::Type::Request));
    QVERIFY(fromString<EndpointConfiguration::Type>("Regional")
            == std::optional(EndpointConfiguration::Type::Regional));
    QCOMPARE(toString(RequestParameter::Location::QueryString), "querystring"sv);
    QCOMPARE(toString(ApiKind::WebSocket), "WEBSOCKET"sv);
}

void ModelTest::pathsAndResourcesMatch_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("root") << QByteArray("root") << QByteArray("/");
    QTest::newRow("literal") << QByteArray("pets") << QByteArray("/pets");
    QTest::newRow("parameter") << QByteArray("{petId}") << QByteArray("/pets/{petId}");
    QTest::newRow("below a parameter") << QByteArray("toys") << QByteArray("/pets/{petId}/toys");
    QTest::newRow("greedy") << QByteArray("{path+}") << QByteArray("/files/{path+}");
}

void ModelTest::pathsAndResourcesMatch()
{
    QFETCH(const QByteArray, id);
    QFETCH(const QByteArray, path);
    const RestApi api = sampleApi();
    const Resource *resource = api.resourceAt(path.toStdString());
    QVERIFY(resource);
    QCOMPARE(resource->id.value, id.toStdString());
    QCOMPARE(api.path(resource->id), path.toStdString());
    QCOMPARE(api.resource(resource->id), resource);
}

void ModelTest::unknownPathsAreNotFound_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"", "pets", "/pets/", "//pets", "/toys", "/pets/{petId}/toys/x", "/PETS", "/pet"})
        QTest::newRow(path) << QByteArray(path);
}

void ModelTest::unknownPathsAreNotFound()
{
    QFETCH(const QByteArray, path);
    QVERIFY(!sampleApi().resourceAt(path.toStdString()));
    QCOMPARE(sampleApi().path({"unknown"}), "");
    QCOMPARE(RestApi().root(), nullptr);
}

void ModelTest::editingDetachesOneResource()
{
    const RestApi original = sampleApi();
    RestApi copy = original;
    copy.editResource({"pets"})->pathPart = "animals";
    QCOMPARE(original.path({"toys"}), "/pets/{petId}/toys");
    QCOMPARE(copy.path({"toys"}), "/animals/{petId}/toys");
    QCOMPARE(copy.resource({"files"}), original.resource({"files"})); // still shared
    QVERIFY(!copy.editResource({"unknown"}));
    QCOMPARE(copy.children({"root"}).size(), std::size_t(2));
    QVERIFY(copy.children({"toys"}).empty());
}

void ModelTest::pathPartIsJudgedAsByAws_data()
{
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("problem");
    const QByteArray characters
        = "Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an optional "
          "plus sign before the closing brace.";
    // clang-format off
    QTest::newRow("documented: letters, digits and marks") << QByteArray("root") << QByteArray("a-B_9.x,y:z") << QByteArray();
    QTest::newRow("documented: a variable")          << QByteArray("root")  << QByteArray("{id}")     << QByteArray();
    QTest::newRow("documented: a greedy variable")   << QByteArray("root")  << QByteArray("{proxy+}") << QByteArray();
    QTest::newRow("documented: part of a segment")   << QByteArray("root")  << QByteArray("x{id}")    << characters;
    QTest::newRow("documented: two variables")       << QByteArray("root")  << QByteArray("{a}{b}")   << characters;
    QTest::newRow("assumed: empty")                  << QByteArray("root")  << QByteArray("")         << characters;
    QTest::newRow("assumed: empty variable")         << QByteArray("root")  << QByteArray("{}")       << characters;
    QTest::newRow("assumed: empty greedy variable")  << QByteArray("root")  << QByteArray("{+}")      << characters;
    QTest::newRow("documented: blank")               << QByteArray("root")  << QByteArray("a b")      << characters;
    QTest::newRow("documented: slash")               << QByteArray("root")  << QByteArray("a/b")      << characters;
    QTest::newRow("measured: leading colon")         << QByteArray("root")  << QByteArray(":v4_0_2")  << characters;
    QTest::newRow("measured: name of a sibling")     << QByteArray("root")  << QByteArray("pets")
        << QByteArray("Another resource with the same parent already has this name: pets");
    QTest::newRow("documented: letter case counts")  << QByteArray("root")  << QByteArray("Pets")     << QByteArray();
    QTest::newRow("measured: second variable")       << QByteArray("pets")  << QByteArray("{id}")
        << QByteArray("A sibling ({petId}) of this resource already has a variable path part -- only one is allowed");
    QTest::newRow("measured: greedy beside variable") << QByteArray("pets") << QByteArray("{proxy+}")
        << QByteArray("A sibling ({petId}) of this resource already has a variable path part -- only one is allowed");
    QTest::newRow("measured: below a greedy one")    << QByteArray("{path+}") << QByteArray("x")
        << QByteArray("Cannot create a child of a resource with a greedy path variable: {path+}");
    QTest::newRow("measured: no such parent")        << QByteArray("nobody") << QByteArray("x")
        << QByteArray("Invalid Resource identifier specified");
    // clang-format on
}

void ModelTest::pathPartIsJudgedAsByAws()
{
    QFETCH(const QByteArray, parent);
    QFETCH(const QByteArray, part);
    QFETCH(const QByteArray, problem);
    QCOMPARE(pathPartProblem(sampleApi(), {parent.toStdString()}, part.toStdString()).value_or(""),
             problem.toStdString());
}

void ModelTest::pathPartOfARenamedResource()
{
    const RestApi api = sampleApi();
    QCOMPARE(pathPartProblem(api, {"pets"}, "{petId}", {"{petId}"}), std::optional<std::string>()); // its own name
    QCOMPARE(pathPartProblem(api, {"pets"}, "{id}", {"{petId}"}), std::optional<std::string>());
    QCOMPARE(pathPartProblem(api, {"pets"}, "{id+}", {"{petId}"}).value_or(""), // it has a child
             "Cannot create a child of a resource with a greedy path variable: {id+}");
    QVERIFY(pathPartProblem(api, {"root"}, "files", {"pets"}));
}

void ModelTest::projectFindsApisOfAllKinds()
{
    RestApi rest;
    rest.id.value = "r";
    rest.name = "Rest";
    WebSocketApi chat;
    chat.id.value = "w";
    Route connect;
    connect.id.value = "route";
    connect.routeKey = "$connect";
    chat.routes.emplace_back(connect);
    Project project;
    project.apis.push_back({"rest", rest, {}, {}});
    project.apis.push_back({"chat", chat, {}, {}});
    QCOMPARE(project.api({"w"})->folder, "chat");
    QVERIFY(kindOf(project.api({"w"})->api) == ApiKind::WebSocket);
    QCOMPARE(nameOf(project.api({"r"})->api), "Rest");
    QCOMPARE(std::as_const(project).api({"x"}), nullptr);
    QCOMPARE(chat.route({"route"})->routeKey, "$connect");
    QVERIFY(!chat.integration({"route"}));
}

QTEST_APPLESS_MAIN(ModelTest)
#include "model_test.moc"

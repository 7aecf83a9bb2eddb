#include "core/model/compare.h"
#include "tests/support/api_builder.h"

#include <QtTest>

#include <boost/pfr.hpp>

#include <functional>

using namespace gatehouse;
using namespace gatehouse::model;

namespace {

/// "added method GET /pets: \"before\" -> \"after\"", one a line.
QString textOf(const Changes &changes)
{
    QStringList lines;
    for (const Change &change : changes) {
        lines << QStringLiteral("%1 %2 %3: \"%4\" -> \"%5\"")
                     .arg(QLatin1StringView(toString(change.kind)), QLatin1StringView(toString(change.part)),
                          QString::fromStdString(change.label), QString::fromStdString(change.before),
                          QString::fromStdString(change.after));
    }
    return lines.join(QLatin1Char('\n'));
}

ApiBuilder shop()
{
    ApiBuilder builder;
    builder.mock("GET", "/pets", "pets");
    builder.mock("POST", "/pets", "made", 201);
    builder.http("GET", "/pets/{petId}", "http://backend/pets/{petId}", true);
    builder.mock("GET", "/owners", "owners");
    return builder;
}

/// Gives fields of every type that the model has another value.
struct Touch {
    void operator()(bool &value) const { value = !value; }
    void operator()(int &value) const { ++value; }
    void operator()(std::int64_t &value) const { ++value; }
    void operator()(double &value) const { value += 1; }
    void operator()(std::string &value) const { value += "changed"; }
    void operator()(json::Value &value) const { value.editMembers().set("x-changed", json::Value(true)); }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void operator()(Enum &value) const
    {
        value = static_cast<Enum>(value == Enum{} ? 1 : 0);
    }
    template <class Tag>
    void operator()(Id<Tag> &id) const
    {
        id.value += "changed";
    }
    template <class T>
    void operator()(std::map<std::string, T> &map) const
    {
        (*this)(map["changed"]);
    }
    template <class T>
    void operator()(std::vector<T> &list) const
    {
        (*this)(list.emplace_back());
    }
    template <class T>
    void operator()(Cow<T> &value) const
    {
        (*this)(value.edit());
    }
    template <class T>
    void operator()(std::optional<T> &value) const
    {
        if (value)
            value.reset();
        else
            (*this)(value.emplace());
    }
    template <class T>
        requires std::is_aggregate_v<T>
    void operator()(T &value) const
    {
        boost::pfr::for_each_field(value, *this);
    }
};

/// A row for each field of a struct: @p edit finds it in what is compared.
template <class Part, class Whole>
void addRows(const char *name, const Whole &whole, std::function<Part &(Whole &)> edit,
             std::initializer_list<std::string_view> unseen = {})
{
    const auto fields = boost::pfr::names_as_array<Part>();
    Whole copy = whole;
    std::size_t index = 0;
    boost::pfr::for_each_field(edit(copy), [&](auto &, auto i) {
        Whole changed = whole;
        Touch()(boost::pfr::get<decltype(i)::value>(edit(changed)));
        const std::string_view field = fields[index++];
        const Changes changes = compare(whole, changed);
        const Changes back = compare(changed, whole);
        QTest::newRow((name + std::string(".") + std::string(field)).c_str())
            << std::size_t(std::ranges::contains(unseen, field) ? 0 : 1) << changes.size() << back.size();
    });
}

} // namespace

class CompareTest : public QObject {
    Q_OBJECT

private slots:
    void equalApisHaveNoChanges();
    void changesReadInWordsOfTheService_data();
    void changesReadInWordsOfTheService();
    void orderIsThatOfTheTree();
    void resourcesWithoutCommonIdsAreTheSameByPath();
    void pointersLeadToThePlaces();
    void noFieldIsForgotten_data();
    void noFieldIsForgotten();
    void stagesAreComparedBySetting();
    void kindsOfApiShareNothing();
    void manyMethodsAreQuick();
};

void CompareTest::equalApisHaveNoChanges()
{
    QCOMPARE(textOf(compare(Api(shop().api), Api(shop().api))), QString());
    QCOMPARE(textOf(compare(Stage(), Stage())), QString());
}

void CompareTest::changesReadInWordsOfTheService_data()
{
    QTest::addColumn<std::function<void(ApiBuilder &)>>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, std::function<void(ApiBuilder &)> change, const char *text) {
        QTest::newRow(name) << std::move(change) << QString::fromUtf8(text);
    };
    row(
        "a template",
        [](ApiBuilder &b) { b.method("GET", "/pets").integration->requestTemplates["application/json"] = "{}"; },
        "changed template GET /pets integration request template application/json: \"{\"statusCode\": 200}\" -> "
        "\"{}\"");
    row(
        "a template of a response",
        [](ApiBuilder &b) {
            b.method("GET", "/pets").integration->responses[0].responseTemplates["text/plain"] = "pets";
        },
        "added template GET /pets integration response default template text/plain: \"\" -> \"pets\"");
    row(
        "the integration's address",
        [](ApiBuilder &b) { b.method("GET", "/pets/{petId}").integration->uri = "http://other"; },
        "changed integration GET /pets/{petId} integration URI: \"http://backend/pets/{petId}\" -> \"http://other\"");
    row(
        "a method more", [](ApiBuilder &b) { b.mock("PUT", "/pets", "put"); },
        "added method PUT /pets: \"\" -> \"MOCK\"");
    row(
        "a method less",
        [](ApiBuilder &b) {
            b.api.editResource({"r/pets"})->methods.erase(b.api.editResource({"r/pets"})->methods.begin());
        },
        "removed method GET /pets: \"MOCK\" -> \"\"");
    row(
        "a resource more", [](ApiBuilder &b) { b.mock("GET", "/pets/{petId}/toys", "toys"); },
        "added resource /pets/{petId}/toys: \"\" -> \"/pets/{petId}/toys\"\n"
        "added method GET /pets/{petId}/toys: \"\" -> \"MOCK\"");
    row(
        "a resource renamed, with one below it",
        [](ApiBuilder &b) { b.api.editResource({"r/pets"})->pathPart = "animals"; },
        "moved resource /animals: \"/pets\" -> \"/animals\"");
    row(
        "a resource moved", [](ApiBuilder &b) { b.api.editResource({"r/owners"})->parent = {"r/pets"}; },
        "moved resource /pets/owners: \"/owners\" -> \"/pets/owners\"");
    row(
        "a resource renamed and a method of it changed",
        [](ApiBuilder &b) {
            b.api.editResource({"r/owners"})->pathPart = "people";
            b.method("GET", "/people").apiKeyRequired = true;
        },
        "moved resource /people: \"/owners\" -> \"/people\"\n"
        "changed method request GET /people API key required: \"false\" -> \"true\"");
    row(
        "a required parameter",
        [](ApiBuilder &b) {
            b.method("GET", "/pets")
                .requestParameters.push_back({RequestParameter::Location::QueryString, "kind", true, {}});
        },
        "added method request GET /pets querystring parameter kind: \"\" -> \"required\"");
    row(
        "a gateway response", [](ApiBuilder &b) { b.api.gatewayResponses.push_back({"THROTTLED", "420", {}, {}}); },
        "added gateway response gateway response THROTTLED: \"\" -> \"420\"");
    row(
        "a setting", [](ApiBuilder &b) { b.api.binaryMediaTypes = {"image/png", "image/gif"}; },
        "added setting binary media types: \"\" -> \"image/png, image/gif\"");
    row(
        "an authorizer's use, by its name",
        [](ApiBuilder &b) {
            model::Authorizer authorizer;
            authorizer.id = {"abc"};
            authorizer.name = "users";
            b.api.authorizers.push_back(authorizer);
            b.method("GET", "/owners").authorizationType = AuthorizationType::Custom;
            b.method("GET", "/owners").authorizerId = {"abc"};
        },
        "changed method request GET /owners authorization: \"NONE\" -> \"CUSTOM\"\n"
        "added method request GET /owners authorizer: \"\" -> \"users\"\n"
        "added authorizer authorizer users: \"\" -> \"TOKEN\"");
}

void CompareTest::changesReadInWordsOfTheService()
{
    QFETCH(const std::function<void(ApiBuilder &)>, change);
    ApiBuilder changed = shop();
    change(changed);
    const Api before = shop().api;
    QTEST(textOf(compare(before, Api(changed.api))), "text");
}

void CompareTest::orderIsThatOfTheTree()
{
    ApiBuilder before = shop();
    before.mock("GET", "/pets/old", "old");
    ApiBuilder after = shop();
    after.mock("PUT", "/owners", "x"); // its resource stands after those below /pets
    after.mock("PUT", "/pets", "x");
    after.mock("GET", "/pets/{petId}/toys", "x");
    after.api.name = "Renamed";
    QStringList labels;
    for (const Change &change : compare(Api(before.api), Api(after.api)))
        labels << QString::fromStdString(change.label);
    QCOMPARE(labels,
             QStringList({"name", "PUT /pets", "/pets/{petId}/toys", "GET /pets/{petId}/toys", "/pets/old",
                          "GET /pets/old", "PUT /owners"}));
}

void CompareTest::resourcesWithoutCommonIdsAreTheSameByPath()
{
    ApiBuilder other = shop();
    for (Cow<model::Resource> &resource : other.api.resources) {
        resource.edit().id.value += "-x";
        if (!resource->parent.isNull())
            resource.edit().parent.value += "-x";
    }
    QCOMPARE(textOf(compare(Api(shop().api), Api(other.api))), QString());
}

void CompareTest::pointersLeadToThePlaces()
{
    ApiBuilder changed = shop();
    changed.method("GET", "/pets").integration->responses[0].responseTemplates["application/json"] = "x";
    changed.api.editResource({"r/pets"})->pathPart = "animals";
    const Changes changes = compare(Api(shop().api), Api(changed.api));
    QCOMPARE(changes.size(), std::size_t(2));
    const std::string member = "/get/x-amazon-apigateway-integration/responses/default/responseTemplates/"
                               "application~1json";
    QCOMPARE(changes[1].pointerBefore, "/paths/~1pets" + member);
    QCOMPARE(changes[1].pointerAfter, "/paths/~1animals" + member);
}

void CompareTest::noFieldIsForgotten_data()
{
    QTest::addColumn<std::size_t>("least");
    QTest::addColumn<std::size_t>("changes");
    QTest::addColumn<std::size_t>("back");

    RestApi rest = shop().api;
    rest.authorizers.emplace_back().name = "users";
    rest.gatewayResponses.emplace_back().responseType = "THROTTLED";
    rest.requestValidators.emplace_back().name = "all";
    rest.models.emplace_back(Model{});
    model::Resource &pets = *rest.editResource({"r/pets"});
    pets.methods[0].requestParameters.emplace_back().name = "kind";
    const Api api(rest);
    const auto ofRest = [](Api &whole) -> RestApi & { return std::get<RestApi>(whole); };
    const auto method = [=](Api &whole) -> Method & { return ofRest(whole).editResource({"r/pets"})->methods[0]; };
    // A resource below a parent that does not exist is in no tree; moves have rows of their own above.
    addRows<RestApi, Api>("RestApi", api, ofRest, {"id", "resources"});
    addRows<EndpointConfiguration, Api>("EndpointConfiguration", api,
                                        [=](Api &whole) -> auto & { return ofRest(whole).endpointConfiguration; });
    addRows<Resource, Api>("Resource", api,
                           [=](Api &whole) -> auto & { return *ofRest(whole).editResource({"r/owners"}); },
                           {"id", "parent"});
    addRows<Method, Api>("Method", api, method);
    addRows<RequestParameter, Api>("RequestParameter", api,
                                   [=](Api &whole) -> auto & { return method(whole).requestParameters[0]; });
    addRows<MethodResponse, Api>("MethodResponse", api,
                                 [=](Api &whole) -> auto & { return method(whole).responses[0]; });
    addRows<Integration, Api>("Integration", api, [=](Api &whole) -> auto & { return *method(whole).integration; },
                              {"id"});
    addRows<IntegrationResponse, Api>("IntegrationResponse", api,
                                      [=](Api &whole) -> auto & { return method(whole).integration->responses[0]; });
    addRows<model::Authorizer, Api>("Authorizer", api,
                                    [=](Api &whole) -> auto & { return ofRest(whole).authorizers[0]; }, {"id"});
    addRows<model::GatewayResponse, Api>("GatewayResponse", api,
                                         [=](Api &whole) -> auto & { return ofRest(whole).gatewayResponses[0]; });
    addRows<model::RequestValidator, Api>("RequestValidator", api,
                                          [=](Api &whole) -> auto & { return ofRest(whole).requestValidators[0]; });
    addRows<model::Model, Api>("Model", api, [=](Api &whole) -> auto & { return ofRest(whole).models[0].edit(); });

    HttpApi http;
    http.routes.emplace_back(model::Route{});
    http.cors.emplace();
    const auto ofHttp = [](Api &whole) -> HttpApi & { return std::get<HttpApi>(whole); };
    addRows<HttpApi, Api>("HttpApi", Api(http), ofHttp, {"id"});
    addRows<CorsConfiguration, Api>("CorsConfiguration", Api(http),
                                    [=](Api &whole) -> auto & { return *ofHttp(whole).cors; });
    addRows<model::Route, Api>("Route", Api(http), [=](Api &whole) -> auto & { return ofHttp(whole).routes[0].edit(); },
                               {"id"});
    addRows<WebSocketApi, Api>("WebSocketApi", Api(WebSocketApi()),
                               [](Api &whole) -> auto & { return std::get<WebSocketApi>(whole); }, {"id"});

    Stage stage;
    stage.canary.emplace();
    stage.accessLog = AccessLogSettings{"access.log", "$context.requestId"};
    stage.methodSettings["*/*"];
    addRows<Stage, Stage>("Stage", stage, [](Stage &whole) -> auto & { return whole; }, {"name"});
    addRows<CanarySettings, Stage>("CanarySettings", stage, [](Stage &whole) -> auto & { return *whole.canary; });
    addRows<AccessLogSettings, Stage>("AccessLogSettings", stage,
                                      [](Stage &whole) -> auto & { return *whole.accessLog; });
    addRows<MethodSettings, Stage>("MethodSettings", stage,
                                   [](Stage &whole) -> auto & { return whole.methodSettings.at("*/*"); });
}

void CompareTest::noFieldIsForgotten()
{
    QFETCH(const std::size_t, least);
    QFETCH(const std::size_t, changes);
    QFETCH(const std::size_t, back);
    QVERIFY(changes >= least);
    QVERIFY(back >= least);
    QVERIFY(least > 0 || changes == 0);
}

void CompareTest::stagesAreComparedBySetting()
{
    Stage before;
    before.name = "dev";
    before.variables = {{"backend", "old"}, {"gone", "x"}};
    before.methodSettings["pets/GET"].cachingEnabled = true;
    Stage after;
    after.name = "prod";
    after.variables = {{"backend", "new"}};
    after.methodSettings["~1pets/GET"].cachingEnabled = true; // the same key
    after.methodSettings["*/*"].throttlingRateLimit = 2.5;
    after.canary = CanarySettings{{"d2"}, 12.5, {{"backend", "canary"}}, false};
    QCOMPARE(textOf(compare(before, after)),
             QStringLiteral("changed stage variable stage variable backend: \"old\" -> \"new\"\n"
                            "removed stage variable stage variable gone: \"x\" -> \"\"\n"
                            "added method settings all methods throttling rate: \"\" -> \"2.5\"\n"
                            "added canary canary: \"\" -> \"on\"\n"
                            "added canary canary deployment: \"\" -> \"d2\"\n"
                            "changed canary canary percentage of traffic: \"0\" -> \"12.5\"\n"
                            "added canary canary stage variable backend: \"\" -> \"canary\""));
}

void CompareTest::kindsOfApiShareNothing()
{
    QCOMPARE(textOf(compare(Api(RestApi()), Api(HttpApi()))),
             QStringLiteral("changed setting kind of API: \"REST\" -> \"HTTP\""));
}

/// 10,000 methods that share nothing with the others: linear, so far from a second even where checks slow it down.
void CompareTest::manyMethodsAreQuick()
{
    const auto large = [](const std::string &body) {
        ApiBuilder builder;
        RestApi &api = builder.api;
        for (int i = 0; i < 10000; ++i) {
            model::Resource resource;
            resource.id = {"r" + std::to_string(i)};
            resource.parent = api.resources.front()->id;
            resource.pathPart = "p" + std::to_string(i);
            Method &method = resource.methods.emplace_back();
            method.httpMethod = "GET";
            method.integration.emplace().requestTemplates["application/json"] = i == 7777 ? body : "same";
            api.resources.emplace_back(std::move(resource));
        }
        return Api(api);
    };
    const Api before = large("a");
    const Api after = large("b");
    QElapsedTimer timer;
    timer.start();
    const Changes changes = compare(before, after);
    qInfo("10,000 methods compared in %lld ms", timer.elapsed());
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].label, std::string("GET /p7777 integration request template application/json"));
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_APPLESS_MAIN(CompareTest)
#include "compare_test.moc"

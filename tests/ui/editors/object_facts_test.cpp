#include "tests/ui/support/sample_project.h"
#include "ui/document/project_document.h"
#include "ui/editors/editor_page.h"
#include "ui/editors/object_facts.h"

#include <QLabel>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;

using Kind = ObjectRef::Kind;

namespace {

const model::ApiId kHttp{"http000001"};
const model::ApiId kSocket{"socket0001"};

model::Project everything()
{
    model::Project project = petStore();
    project.apiKeys.front().value = "s3cret-value-of-the-key";
    model::UsagePlan plan;
    plan.id = "plan000001";
    plan.name = "Partners";
    plan.throttle = {.rateLimit = 5, .burstLimit = 10};
    plan.quota = {.limit = 1000, .offset = 0, .period = "DAY"};
    plan.apiStages.push_back({.apiId = kApi, .stage = "dev", .methodThrottles = {}});
    plan.keyIds = {"key0000001"};
    project.usagePlans = {plan};

    model::HttpApi http;
    http.id = kHttp;
    http.name = "Orders";
    model::Integration backend;
    backend.id = {"backend001"};
    backend.type = model::IntegrationType::HttpProxy;
    backend.uri = "http://localhost:9000/{proxy}";
    http.integrations = {backend};
    model::Route route;
    route.id = {"route00001"};
    route.routeKey = "GET /orders/{id}";
    route.target = backend.id;
    http.routes = {route};
    model::Authorizer tokens;
    tokens.id = {"jwt0000001"};
    tokens.name = "people";
    tokens.type = model::Authorizer::Type::Jwt;
    tokens.jwtIssuer = "https://issuer.example";
    http.authorizers = {tokens};
    model::ApiEntry entry;
    entry.folder = "orders";
    entry.api = http;
    project.apis.push_back(entry);

    model::WebSocketApi socket;
    socket.id = kSocket;
    socket.name = "Chat";
    model::Route connect;
    connect.id = {"route00002"};
    connect.routeKey = "$connect";
    socket.routes = {connect};
    model::Model message;
    message.name = "Message";
    message.schema = json::Value::object({{"type", "object"}});
    socket.models = {message};
    entry.folder = "chat";
    entry.api = socket;
    project.apis.push_back(entry);
    return project;
}

} // namespace

class ObjectFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_document.reset(loaded(everything())); }
    void saysWhatTheModelHolds_data();
    void saysWhatTheModelHolds();
    void neverShowsTheValueOfAKey();
    void hasNoPageForWhatDoesNotExist();

private:
    ProjectDocument m_document;
};

void ObjectFactsTest::saysWhatTheModelHolds_data()
{
    QTest::addColumn<ObjectRef>("object");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fact");
    QTest::newRow("route of an HTTP API")
        << ObjectRef{Kind::Route, kHttp, {}, "route00001"} << "GET /orders/{id}" << "http://localhost:9000/{proxy}";
    QTest::newRow("route without an integration")
        << ObjectRef{Kind::Route, kSocket, {}, "route00002"} << "$connect" << "none yet";
    QTest::newRow("authorizer of an HTTP API")
        << ObjectRef{Kind::Authorizer, kHttp, {}, "jwt0000001"} << "people" << "https://issuer.example";
    QTest::newRow("model of a WebSocket API")
        << ObjectRef{Kind::Model, kSocket, {}, "Message"} << "Message" << "application/json";
    QTest::newRow("API key says its plans") << ObjectRef{Kind::ApiKey, {}, {}, "key0000001"} << "partner" << "Partners";
    QTest::newRow("usage plan says its stages")
        << ObjectRef{Kind::UsagePlan, {}, {}, "plan000001"} << "Partners" << "PetStore / dev";
}

void ObjectFactsTest::saysWhatTheModelHolds()
{
    QFETCH(const ObjectRef, object);
    QFETCH(const QString, name);
    QFETCH(const QString, fact);
    const std::unique_ptr<EditorPage> page(makeEditorPage(m_document, object));
    QVERIFY(page);
    QCOMPARE(page->title(), name);
    QStringList shown;
    for (const QLabel *label : page->findChildren<QLabel *>())
        shown << label->text();
    QVERIFY2(shown.contains(fact), qPrintable(shown.join(u'|')));
}

void ObjectFactsTest::neverShowsTheValueOfAKey()
{
    for (const Fact &fact : factsOf(m_document, {Kind::ApiKey, {}, {}, "key0000001"}).facts)
        QVERIFY2(!fact.value.contains(u"s3cret"), qPrintable(fact.label));
}

void ObjectFactsTest::hasNoPageForWhatDoesNotExist()
{
    QVERIFY(!makeEditorPage(m_document, {Kind::Route, kHttp, {}, "gone"}));
    QVERIFY(factsOf(m_document, {Kind::Route, kHttp, {}, "gone"}).name.isEmpty());
}

QTEST_MAIN(ObjectFactsTest)

#include "object_facts_test.moc"

#include "tests/ui/support/sample_project.h"
#include "ui/document/project_document.h"
#include "ui/editors/method_diagram.h"
#include "ui/editors/method_page.h"
#include "ui/editors/project_tree_view.h"
#include "ui/editors/text_page.h"
#include "ui/widgets/theme.h"

#include <QDir>
#include <QTest>

#include <map>
#include <set>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;

/// Renders each page, light and dark, to build/.../gallery/editors-*.png, for people to look at; checks that it drew
/// something in each scheme.
class PagesRenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_document.reset(loaded(project())); }
    void page_data();
    void page();

private:
    static model::Project project();
    QWidget *make(const QString &name);

    ProjectDocument m_document;
};

model::Project PagesRenderTest::project()
{
    model::Project project = petStore();
    auto &api = std::get<model::RestApi>(project.apis.front().api);
    model::Method &method = *api.resources.at(1).edit().method("GET");
    method.requestParameters
        = {{.location = model::RequestParameter::Location::QueryString, .name = "limit", .required = true, .extra = {}},
           {.location = model::RequestParameter::Location::Header, .name = "X-Tenant", .extra = {}}};
    method.requestModels = {{"application/json", "Pet"}};
    method.apiKeyRequired = true;
    method.integration->requestParameters
        = {{"integration.request.querystring.limit", "method.request.querystring.limit"}};
    method.integration->requestTemplates = {{"application/json",
                                             "#set($inputRoot = $input.path('$'))\n{\n  \"name\": "
                                             "\"$inputRoot.name\",\n  \"stage\": \"$context.stage\"\n}\n"}};
    model::IntegrationResponse &failure = method.integration->responses.emplace_back();
    failure.statusCode = "404";
    failure.selectionPattern = "4\\d{2}";
    method.integration->responses.front().responseParameters
        = {{"method.response.header.X-Count", "integration.response.header.x-count"}};
    method.responses.front().responseModels = {{"application/json", "Pet"}};
    method.responses.front().responseParameters = {{"method.response.header.X-Count", true}};
    model::GatewayResponse response;
    response.responseType = "DEFAULT_4XX";
    response.responseParameters = {{"gatewayresponse.header.Access-Control-Allow-Origin", "'*'"}};
    response.responseTemplates = {{"application/json", "{\"message\": $context.error.messageString}"}};
    api.gatewayResponses = {response};
    return project;
}

namespace {

TracePtr sampleTrace()
{
    using namespace std::chrono_literals;
    auto trace = std::make_shared<trace::Trace>();
    trace->apiId = kApi.value;
    trace->resourcePath = "/pets";
    trace->httpMethod = "GET";
    trace->status = 200;
    trace->duration = 14200us;
    trace->request
        = {"GET /dev/pets?limit=10 HTTP/1.1", {{"Host", "127.0.0.1:8080"}, {"Accept", "application/json"}}, {}, false};
    trace->endpointRequest = {"GET /pets?limit=10 HTTP/1.1", {{"Host", "localhost:9000"}}, {}, false};
    trace->endpointResponse
        = {"200 OK", {{"Content-Type", "application/json"}}, "[{\"id\": 1, \"name\": \"Rex\"}]", false};
    trace->response = {"200 OK", {{"Content-Type", "application/json"}}, "[{\"id\": 1, \"name\": \"Rex\"}]", false};
    const auto step = [&](trace::Phase phase, std::chrono::nanoseconds duration) {
        trace::Step added;
        added.phase = phase;
        added.duration = duration;
        trace->steps.push_back(added);
    };
    step(trace::Phase::MethodRequest, 42us);
    step(trace::Phase::IntegrationRequest, 110us);
    step(trace::Phase::Integration, 13400us);
    step(trace::Phase::IntegrationResponse, 88us);
    step(trace::Phase::MethodResponse, 12us);
    return trace;
}

} // namespace

QWidget *PagesRenderTest::make(const QString &name)
{
    const MethodRef getPets{kApi, {"pets"}, "GET"};
    if (name == u"tree")
        return new ProjectTreeView(m_document);
    if (name.startsWith(u"method")) {
        auto *page = new MethodPage(m_document, getPets);
        if (name == u"method-trace")
            page->setTrace(sampleTrace());
        const QStringList places{QStringLiteral("method-request"), QStringLiteral("method-integration"), QString(),
                                 QStringLiteral("method-integration-response"), QStringLiteral("method-response")};
        if (const auto place = places.indexOf(name); place >= 0)
            page->diagram().setCurrent(static_cast<DiagramPlace>(place));
        if (name == u"method-integration")
            page->diagram().setCurrent(DiagramPlace::IntegrationRequest);
        return page;
    }
    using Kind = ObjectRef::Kind;
    const std::map<QString, ObjectRef> pages{
        {QStringLiteral("api"), {Kind::Api, kApi, {}, {}}},
        {QStringLiteral("stage"), {Kind::Stage, kApi, {}, "dev"}},
        {QStringLiteral("model"), {Kind::Model, kApi, {}, "Pet"}},
        {QStringLiteral("authorizer"), {Kind::Authorizer, kApi, {}, "auth000001"}},
        {QStringLiteral("gateway-response"), {Kind::GatewayResponse, kApi, {}, "DEFAULT_4XX"}},
    };
    if (name == u"text") {
        auto *page = new TextPage(m_document, kApi);
        page->sync().flush();
        return QTest::qWaitFor([page] { return page->sync().state() == ApiTextSync::State::InStep; }) ? page : nullptr;
    }
    return makeEditorPage(m_document, pages.at(name));
}

void PagesRenderTest::page_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("scheme");
    for (const char *name :
         {"tree", "method-request", "method-integration", "method-integration-response", "method-response",
          "method-trace", "api", "stage", "model", "authorizer", "gateway-response", "text"}) {
        QTest::addRow("%s light", name) << QString::fromLatin1(name) << static_cast<int>(Scheme::Light);
        QTest::addRow("%s dark", name) << QString::fromLatin1(name) << static_cast<int>(Scheme::Dark);
    }
}

void PagesRenderTest::page()
{
    QFETCH(const QString, name);
    QFETCH(const int, scheme);
    applyTheme(*qApp, static_cast<Scheme>(scheme));
    m_document.setDraftId(kApi, {"other"});
    Diagnostic problem;
    problem.severity = Severity::Warning;
    problem.pointer = "/paths/~1pets/post";
    m_document.setDiagnostics(kApi, "check", {problem});
    const std::unique_ptr<QWidget> widget(make(name));
    QVERIFY(widget);
    widget->setAttribute(Qt::WA_DontShowOnScreen);
    widget->resize(name == u"tree" ? QSize(320, 560) : QSize(1040, 860));
    widget->show();
    for (int i = 0; i < 20; ++i) // highlighting works in slices
        QCoreApplication::processEvents();
    const QImage image = widget->grab().toImage();
    QDir().mkpath(QStringLiteral(GATEHOUSE_BINARY_DIR "/gallery"));
    const QString file
        = QStringLiteral(GATEHOUSE_BINARY_DIR "/gallery/editors-%1-%2.png")
              .arg(name, scheme == static_cast<int>(Scheme::Dark) ? QStringLiteral("dark") : QStringLiteral("light"));
    QVERIFY(image.save(file));
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, y));
    }
    QVERIFY2(colors.size() > 20, "text and lines were drawn");
}

QTEST_MAIN(PagesRenderTest)
#include "pages_render_test.moc"

#include "tests/ui/support/sample_project.h"
#include "ui/commands/method_commands.h"
#include "ui/document/project_document.h"
#include "ui/editors/field_checks.h"
#include "ui/editors/method_diagram.h"
#include "ui/editors/method_page.h"

#include <QLineEdit>
#include <QTest>
#include <QUndoStack>

#include <set>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;
using namespace Qt::StringLiterals;

class MethodPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_document.reset(loaded(petStore())); }
    void typingAnUriIsOneStepAndUpdatesTheDiagram();
    void undoIsShownInTheForm();
    void aWrongUriIsMarkedInPlace();
    void keysReachEveryBox();
    void aTraceIsShownOnTheMethodItRanThrough_data();
    void aTraceIsShownOnTheMethodItRanThrough();
    void aRenamedVerbIsFollowed();
    void uriIsChecked_data();
    void uriIsChecked();
    void mappingIsChecked_data();
    void mappingIsChecked();

private:
    static QLineEdit *uriField(MethodPage &page)
    {
        for (QLineEdit *field : page.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == u"Endpoint URI"_s)
                return field;
        }
        return nullptr;
    }

    const MethodRef m_ref{kApi, {"pets"}, "GET"};
    ProjectDocument m_document;
};

void MethodPageTest::typingAnUriIsOneStepAndUpdatesTheDiagram()
{
    MethodPage page(m_document, m_ref);
    page.diagram().setCurrent(DiagramPlace::IntegrationRequest);
    QLineEdit *uri = uriField(page);
    QVERIFY(uri);
    uri->selectAll();
    QTest::keyClicks(uri, u"https://other.example/pets"_s);
    QCOMPARE(m_document.method(m_ref)->integration->uri, std::string("https://other.example/pets"));
    QCOMPARE(m_document.undoStack().count(), 1);
    QVERIFY(page.diagram().box(DiagramPlace::Integration).accessibleDescription().contains(u"https://other.example"_s));
}

void MethodPageTest::undoIsShownInTheForm()
{
    MethodPage page(m_document, m_ref);
    page.diagram().setCurrent(DiagramPlace::IntegrationRequest);
    QTest::keyClicks(uriField(page), u"/more"_s);
    m_document.undoStack().undo();
    QCOMPARE(uriField(page)->text(), u"http://localhost:9000/pets"_s);
}

void MethodPageTest::aWrongUriIsMarkedInPlace()
{
    MethodPage page(m_document, m_ref);
    page.diagram().setCurrent(DiagramPlace::IntegrationRequest);
    QLineEdit *uri = uriField(page);
    QVERIFY(uri->accessibleDescription().isEmpty());
    uri->selectAll();
    QTest::keyClicks(uri, u"localhost"_s);
    QVERIFY(uri->accessibleDescription().contains(u"http://"_s));
}

void MethodPageTest::keysReachEveryBox()
{
    MethodPage page(m_document, m_ref);
    std::set<DiagramPlace> reached;
    page.show();
    page.diagram().box(DiagramPlace::MethodRequest).setFocus();
    for (std::size_t i = 0; i < kDiagramPlaces; ++i) {
        const auto place = static_cast<DiagramPlace>(i);
        QTest::keyClick(&page.diagram().box(place), Qt::Key_Space);
        reached.insert(page.diagram().current());
        QVERIFY(!page.diagram().box(place).accessibleName().isEmpty());
    }
    QCOMPARE(reached.size(), kDiagramPlaces);
}

void MethodPageTest::aTraceIsShownOnTheMethodItRanThrough_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<bool>("shown");
    QTest::newRow("this method") << u"/pets"_s << u"GET"_s << true;
    QTest::newRow("another verb") << u"/pets"_s << u"POST"_s << false;
    QTest::newRow("another path") << u"/orders"_s << u"GET"_s << false;
}

void MethodPageTest::aTraceIsShownOnTheMethodItRanThrough()
{
    QFETCH(const QString, path);
    QFETCH(const QString, verb);
    QFETCH(const bool, shown);
    auto trace = std::make_shared<trace::Trace>();
    trace->apiId = kApi.value;
    trace->resourcePath = path.toStdString();
    trace->httpMethod = verb.toStdString();
    trace->request.startLine = "GET /dev/pets HTTP/1.1";
    trace::Step step;
    step.phase = trace::Phase::MethodRequest;
    step.outcome = trace::Outcome::Failed;
    step.duration = std::chrono::microseconds(5);
    trace->steps = {step};
    MethodPage page(m_document, m_ref);
    page.setTrace(trace);
    const std::optional<PlaceTrace> &request = page.diagram().box(DiagramPlace::MethodRequest).trace();
    QCOMPARE(request.has_value(), shown);
    if (!shown)
        return;
    QCOMPARE(request->state, PlaceTrace::State::Failed);
    QCOMPARE(request->duration, std::chrono::nanoseconds(5000));
    QCOMPARE(request->data, u"GET /dev/pets HTTP/1.1"_s);
    QCOMPARE(page.diagram().box(DiagramPlace::Integration).trace()->state, PlaceTrace::State::NotReached);
    page.setTrace(nullptr);
    QVERIFY(!page.diagram().box(DiagramPlace::MethodRequest).trace());
}

void MethodPageTest::aRenamedVerbIsFollowed()
{
    MethodPage page(m_document, m_ref);
    model::Method method = *m_document.method(m_ref);
    method.httpMethod = "PUT";
    m_document.push(new EditMethod(m_document, m_ref, method, u"x"_s));
    QCOMPARE(page.object().name, std::string("PUT"));
    QCOMPARE(page.title(), u"PUT /pets"_s);
    m_document.push(new RemoveMethod(m_document, {kApi, {"pets"}, "PUT"}));
    QCOMPARE(page.object().kind, ObjectRef::Kind::None);
}

void MethodPageTest::uriIsChecked_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("uri");
    QTest::addColumn<bool>("good");
    using Type = model::IntegrationType;
    const auto row = [](const char *name, Type type, const QString &uri, bool good) {
        QTest::newRow(name) << static_cast<int>(type) << uri << good;
    };
    row("mock without", Type::Mock, {}, true);
    row("http without", Type::Http, {}, false);
    row("http", Type::Http, u"http://example.com/a"_s, true);
    row("other scheme", Type::HttpProxy, u"ftp://example.com"_s, false);
    row("host from a stage variable", Type::HttpProxy, u"http://${stageVariables.host}/a"_s, true);
    row("all from a stage variable", Type::HttpProxy, u"${stageVariables.url}"_s, true);
    row("AWS without ARN", Type::Aws, u"lambda"_s, false);
    row("AWS", Type::AwsProxy, u"arn:aws:apigateway:us-east-1:lambda:path/x"_s, true);
}

void MethodPageTest::uriIsChecked()
{
    QFETCH(const int, type);
    QFETCH(const QString, uri);
    QFETCH(const bool, good);
    model::Integration integration;
    integration.type = static_cast<model::IntegrationType>(type);
    integration.uri = uri.toStdString();
    QCOMPARE(!uriProblem(integration), good);
}

void MethodPageTest::mappingIsChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    QTest::newRow("header from path") << u"integration.request.header.X"_s << u"method.request.path.id"_s << true;
    QTest::newRow("fixed text") << u"integration.request.header.X"_s << u"'text'"_s << true;
    QTest::newRow("text without quotes") << u"integration.request.header.X"_s << u"text"_s << false;
    QTest::newRow("whole body") << u"integration.request.header.X"_s << u"method.request.body"_s << true;
    QTest::newRow("part of the body") << u"integration.request.header.X"_s << u"method.request.body.a[0]"_s << true;
    QTest::newRow("context") << u"integration.request.header.X"_s << u"context.requestId"_s << true;
    QTest::newRow("no such target") << u"integration.header.X"_s << u"'text'"_s << false;
    QTest::newRow("target without name") << u"integration.request.header."_s << u"'text'"_s << false;
}

void MethodPageTest::mappingIsChecked()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const bool, good);
    const model::StringMap mappings{{name.toStdString(), value.toStdString()}};
    QCOMPARE(!mappingProblem(mappings, {u"integration.request.header."_s}), good);
}

QTEST_MAIN(MethodPageTest)
#include "method_page_test.moc"

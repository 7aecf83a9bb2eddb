// Pictures of what one runs an API with: console, traffic, trace.
#include "tests/support/sample_traces.h"
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/view_checks.h"
#include "ui/consoles/request_console.h"
#include "ui/consoles/response_view.h"
#include "ui/consoles/traffic_list.h"
#include "ui/inspectors/trace_inspector.h"
#include "ui/models/traffic_model.h"

#include <QApplication>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace std::chrono_literals;

namespace {

TraceBatch traffic()
{
    constexpr const char *kMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    constexpr int kStatuses[] = {200, 201, 304, 404, 500, 204};
    TraceBatch traces;
    for (int i = 0; i < 40; ++i) {
        const bool unknown = i % 7 == 3;
        trace::Trace trace = unknown ? tests::unknownRouteTrace() : tests::petsTrace();
        trace.serial = static_cast<std::uint64_t>(i);
        trace.startedAt += i * 213ms;
        if (!unknown) {
            trace.httpMethod = kMethods[i % 6];
            trace.status = kStatuses[i % 6];
            trace.duration = 400us + i * i * 977us;
            trace.integrationLatency = trace.duration - 300us;
        }
        traces.push_back(tests::share(std::move(trace)));
    }
    return traces;
}

ConsoleRequest request(const QByteArray &body)
{
    ConsoleRequest request;
    request.method = QStringLiteral("POST");
    request.base = QStringLiteral("http://127.0.0.1:8080/dev");
    request.path = QStringLiteral("/pets/{petId}");
    request.pathParameters = {{true, QStringLiteral("petId"), QStringLiteral("7")}};
    request.query
        = {{true, QStringLiteral("type"), QStringLiteral("cat")}, {false, QStringLiteral("page"), QStringLiteral("1")}};
    request.headers = {{true, QStringLiteral("Accept"), QStringLiteral("application/json")},
                       {true, QStringLiteral("Content-Type"), QStringLiteral("application/json")}};
    request.body = body;
    return request;
}

ConsoleResponse response()
{
    ConsoleResponse response;
    response.status = 200;
    response.headers = {{"Content-Type", "application/json"},
                        {"x-amzn-RequestId", "1f0c2b0e-6f0d-4a59-9d1c-7b1b6f2a9d10"},
                        {"Access-Control-Allow-Origin", "*"}};
    response.body = R"([{"id":1,"type":"cat","price":124.99},{"id":2,"type":"cat","price":0.99}])";
    response.timings = {310us, -1us, 4800us, 5110us};
    return response;
}

} // namespace

class RunViewsGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksRight_data();
    void looksRight();
    void everythingIsReachedByTab_data();
    void everythingIsReachedByTab();

private:
    std::unique_ptr<QWidget> make(const QString &view);
    std::unique_ptr<QWidget> makeConsole(const QString &view);
    std::unique_ptr<QWidget> makeInspector(const QString &view);

    QTemporaryDir m_folder;
    TrafficModel m_traffic;
    TrafficModel m_noTraffic;
};

void RunViewsGallery::looksRight_data()
{
    m_traffic.clear();
    m_traffic.append(traffic());
    QTest::addColumn<QString>("view");
    QTest::addColumn<Scheme>("scheme");
    for (const char *view :
         {"console-empty", "console-sending", "console-answer", "console-timing", "console-error", "traffic",
          "traffic-empty", "trace-steps", "trace-no-route", "trace-messages", "trace-log", "trace-empty"}) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast})
            QTest::addRow("%s %s", view, qPrintable(testing::nameOf(scheme))) << QString::fromLatin1(view) << scheme;
    }
}

void RunViewsGallery::looksRight()
{
    QFETCH(const QString, view);
    QFETCH(const Scheme, scheme);
    testing::dress(scheme);
    const std::unique_ptr<QWidget> widget = make(view);
    const QStringList problems = testing::shoot(*widget, view);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void RunViewsGallery::everythingIsReachedByTab_data()
{
    QTest::addColumn<QString>("view");
    for (const char *view : {"console-answer", "traffic", "trace-steps", "trace-messages", "trace-log"})
        QTest::newRow(view) << QString::fromLatin1(view);
}

void RunViewsGallery::everythingIsReachedByTab()
{
    QFETCH(const QString, view);
    const std::unique_ptr<QWidget> widget = make(view);
    widget->show();
    const QStringList problems = testing::unreachableByTab(*widget);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

std::unique_ptr<QWidget> RunViewsGallery::make(const QString &view)
{
    if (view.startsWith(u"console"))
        return makeConsole(view);
    if (view.startsWith(u"trace"))
        return makeInspector(view);
    auto list = std::make_unique<TrafficList>(view == u"traffic" ? m_traffic : m_noTraffic);
    list->resize(1100, 300);
    if (view == u"traffic")
        list->findChild<QTableView *>()->selectRow(36);
    return list;
}

std::unique_ptr<QWidget> RunViewsGallery::makeConsole(const QString &view)
{
    auto console = std::make_unique<RequestConsole>(m_noTraffic, m_folder.filePath(QStringLiteral("history.jsonl")));
    console->resize(1200, 360);
    console->setTargets({{QStringLiteral("PetStore, dev"), QStringLiteral("petstore"), QStringLiteral("dev"),
                          QStringLiteral("http://127.0.0.1:8080/dev")}});
    if (view == u"console-empty")
        return console;
    model::SavedRequest list;
    list.name = "List all pets";
    model::SavedRequest add;
    add.name = "Add a pet";
    add.method = "POST";
    console->setSavedRequests({list, add});
    console->compose(request(view == u"console-timing" ? "{\n  \"type\": \"cat\",\n  \"price\": 123.11\n}" : ""));

    auto *answer = console->findChild<ResponseView *>();
    if (view == u"console-sending") {
        answer->showSending();
    } else if (view == u"console-error") {
        ConsoleResponse none;
        none.error = QStringLiteral("Nothing listens at 127.0.0.1:8080. Is the gateway running?");
        none.timings.done = 900us;
        answer->showResponse(none);
    } else {
        answer->showResponse(response());
        answer->setTrace(tests::share(tests::petsTrace()));
        answer->findChild<QTabWidget *>()->setCurrentIndex(view == u"console-timing" ? 3 : 0);
    }
    return console;
}

std::unique_ptr<QWidget> RunViewsGallery::makeInspector(const QString &view)
{
    auto inspector = std::make_unique<TraceInspector>();
    inspector->resize(420, 640);
    if (view != u"trace-empty")
        inspector->setTrace(tests::share(view == u"trace-no-route" ? tests::unknownRouteTrace() : tests::petsTrace()));
    const int tab = view == u"trace-messages" ? 1 : view == u"trace-log" ? 2 : 0;
    inspector->findChild<QTabWidget *>()->setCurrentIndex(tab);
    return inspector;
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        RunViewsGallery gallery;
        return QTest::qExec(&gallery, count, arguments);
    });
}

#include "run_views_test.moc"

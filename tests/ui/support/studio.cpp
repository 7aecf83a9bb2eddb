#include "tests/ui/support/studio.h"

#include "ui/consoles/request_console.h"
#include "ui/consoles/traffic_list.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/samples.h"
#include "ui/widgets/text.h"

#include <QSignalSpy>
#include <QTest>

namespace gatehouse::ui::testing {

namespace {

constexpr int kPatience = 20000; // milliseconds

} // namespace

Studio::Studio()
    : m_settings(std::make_unique<Settings>(m_folder.filePath(QStringLiteral("studio.ini"))))
{
    m_settings->setScheme(currentScheme());
    m_settings->setGatewayEndpoint(QStringLiteral("127.0.0.1"), 0);
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->resize(1280, 820);
}

Studio::~Studio() = default;

bool Studio::openSample(const QString &id)
{
    QString error;
    if (!copySample(id, folder(id), &error))
        return false;
    QSignalSpy opened(&m_window->session(), &ProjectSession::opened);
    m_window->open(folder(id));
    return opened.wait(kPatience) && !m_window->document().project().apis.empty();
}

bool Studio::startGateway()
{
    m_window->gateway().start();
    return QTest::qWaitFor([this] { return m_window->gateway().state() == GatewayController::State::Running; },
                           kPatience)
        && QTest::qWaitFor(
               [this] {
                   const auto &stages = m_window->gateway().stages();
                   return !stages.empty() && !stages.front().url.empty();
               },
               kPatience);
}

bool Studio::call(const QString &method, const QString &path)
{
    auto *console = m_window->findChild<RequestConsole *>();
    auto *traffic = m_window->findChild<TrafficList *>();
    QSignalSpy arrived(&m_window->gateway().traces(), &TraceFeed::arrived);
    ConsoleRequest request;
    request.method = method;
    request.path = path;
    const model::ApiEntry &entry = m_window->document().project().apis.front();
    console->compose(request, toQString(entry.folder), toQString(entry.stages.front().name));
    console->send();
    if (arrived.isEmpty() && !arrived.wait(kPatience))
        return false;
    const auto batch = arrived.first().first().value<TraceBatch>();
    return !batch.empty() && traffic->select(toQString(batch.back()->requestId));
}

bool Studio::openMethod(const QString &path, const QString &verb)
{
    const model::RestApi *rest = m_window->document().restApi(api());
    const model::Resource *resource = rest ? rest->resourceAt(toStd(path)) : nullptr;
    if (!resource)
        return false;
    return m_window->editors().open(verb.isEmpty() ? ObjectRef{ObjectRef::Kind::Resource, api(), resource->id, {}}
                                                   : ObjectRef::of(MethodRef{api(), resource->id, toStd(verb)}));
}

model::ApiId Studio::api() const
{
    return model::idOf(m_window->document().project().apis.front().api);
}

} // namespace gatehouse::ui::testing

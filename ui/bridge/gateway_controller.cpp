#include "ui/bridge/gateway_controller.h"

#include "ui/widgets/text.h"

#include <QTcpServer>

#include <algorithm>
#include <map>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::milliseconds kGatherEdits{200};
constexpr int kPortsToTry = 100;

/// The next port after @p taken that can be bound now; 0 if there is none near.
quint16 nextFreePort(const QString &address, quint16 taken)
{
    for (int port = taken + 1; port <= std::min(taken + kPortsToTry, 65535); ++port) {
        QTcpServer probe;
        if (probe.listen(QHostAddress(address), static_cast<quint16>(port)))
            return static_cast<quint16>(port);
    }
    return 0;
}

} // namespace

/// What a job hands over to the GUI thread.
struct GatewayController::Outcome {
    std::optional<Error> error; ///< the start failed
    quint16 boundPort = 0; ///< 0: not running
    quint16 suggestedPort = 0;
    std::vector<StageStatus> stages;
};

GatewayController::GatewayController(QObject *parent)
    : QObject(parent)
    , m_engine(std::make_shared<GatewayEngine>(m_traces.sink()))
{
    m_applyTimer.setSingleShot(true);
    m_applyTimer.setInterval(kGatherEdits);
    connect(&m_applyTimer, &QTimer::timeout, this, &GatewayController::runNextJob);
}

void GatewayController::openProject(const model::Project &project)
{
    m_opened = true;
    updateProject(project);
    schedule();
}

void GatewayController::updateProject(const model::Project &project)
{
    m_project = project;
    m_changed = true;
    if (!m_applyTimer.isActive())
        m_applyTimer.start();
}

void GatewayController::start()
{
    m_wanted = true;
    if (m_state != State::Running)
        setState(State::Starting);
    schedule();
}

void GatewayController::stop()
{
    m_wanted = false;
    if (m_state == State::Running || m_state == State::Starting)
        setState(State::Stopping);
    else
        setState(State::Stopped);
    schedule();
}

void GatewayController::toggle()
{
    m_wanted ? stop() : start();
}

void GatewayController::setEndpoint(const QString &address, quint16 port)
{
    if (address == m_address && port == m_port)
        return;
    m_address = address;
    m_port = port;
    m_moved = m_boundPort != 0 || m_jobRuns;
    Q_EMIT endpointChanged();
    schedule();
}

QString GatewayController::baseUrl() const
{
    if (m_boundPort == 0)
        return {};
    const QString host
        = m_address.contains(QLatin1Char(':')) ? QLatin1Char('[') + m_address + QLatin1Char(']') : m_address;
    return QStringLiteral("http://%1:%2").arg(host).arg(m_boundPort);
}

const StageStatus *GatewayController::stage(const model::ApiId &api, std::string_view name) const noexcept
{
    const auto found = std::ranges::find_if(
        m_stages, [&](const StageStatus &status) { return status.key.api == api && status.key.stage == name; });
    return found == m_stages.end() ? nullptr : &*found;
}

void GatewayController::prepareDeployment(const model::ApiId &api, const std::string &stage, const QString &description,
                                          QObject *context, DeploymentReady done)
{
    const model::ApiEntry *entry = m_project.api(api);
    if (!entry)
        return done(std::nullopt, {});
    model::Stage target;
    if (const model::Stage *existing = entry->stage(stage))
        target = *existing;
    target.name = stage;

    deploy::CompileOptions options;
    options.region = m_project.region;
    options.accountId = m_project.accountId;
    struct Prepared {
        std::optional<model::DeploymentRecord> record;
        Diagnostics diagnostics;
    };
    runInBackground(
        context, tr("Deploying to %1").arg(toQString(stage)),
        [draft = entry->api, target, options, text = toStd(description)](Task &) {
            deploy::CompileResult result = deploy::compile(draft, target, options);
            Prepared prepared{.record = {}, .diagnostics = std::move(result.diagnostics)};
            if (result.deployment) {
                prepared.record = model::DeploymentRecord{.id = deploy::deploymentIdOf(draft),
                                                          .description = text,
                                                          .createdAt = SystemClock::instance().now(),
                                                          .api = std::make_shared<const model::Api>(draft)};
            }
            return prepared;
        },
        [done = std::move(done)](Prepared prepared) { done(std::move(prepared.record), prepared.diagnostics); });
}

void GatewayController::setState(State state)
{
    if (state != State::Failed) {
        m_errorText.clear();
        m_suggestedPort = 0;
    }
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void GatewayController::schedule()
{
    m_applyTimer.stop();
    runNextJob();
}

void GatewayController::runNextJob()
{
    if (m_jobRuns)
        return; // jobEnded() calls again
    const bool running = m_boundPort != 0;
    if (running && (!m_wanted || m_moved))
        stopJob();
    else if (!running && m_wanted)
        startJob();
    else if (m_changed)
        applyJob();
}

/// Runs `work(engine, outcome)` and then tells how the engine stands.
template <class Work>
void GatewayController::runJob(const QString &name, Work work)
{
    m_jobRuns = true;
    const bool opened = std::exchange(m_opened, false);
    m_changed = false;
    runInBackground(
        this, name,
        [engine = m_engine, project = m_project, opened, work = std::move(work)](Task &) {
            Outcome outcome;
            if (opened)
                engine->forgetProject();
            work(*engine, project, outcome);
            outcome.boundPort = engine->port();
            outcome.stages = engine->apply(project);
            return outcome;
        },
        [this](Outcome outcome) { jobEnded(std::move(outcome)); });
}

void GatewayController::startJob()
{
    m_moved = false;
    setState(State::Starting);
    gateway::GatewayOptions options;
    options.address = toStd(m_address);
    options.port = m_port;
    runJob(tr("Starting the gateway"),
           [options](GatewayEngine &engine, const model::Project &project, Outcome &outcome) {
               if (Expected<void> started = engine.start(options, project); !started) {
                   if (started.error().code == gateway::GatewayErrc::AddressInUse)
                       outcome.suggestedPort = nextFreePort(toQString(options.address), options.port);
                   outcome.error = std::move(started.error());
               }
           });
}

void GatewayController::stopJob()
{
    m_moved = false;
    setState(State::Stopping);
    runJob(tr("Stopping the gateway"), [](GatewayEngine &engine, const model::Project &, Outcome &) { engine.stop(); });
}

void GatewayController::applyJob()
{
    runJob(tr("Preparing the stages"), [](GatewayEngine &, const model::Project &, Outcome &) { });
}

void GatewayController::jobEnded(Outcome outcome)
{
    m_jobRuns = false;
    m_boundPort = outcome.boundPort;
    setStages(std::move(outcome.stages));

    if (outcome.error && m_wanted && !m_moved) {
        m_wanted = false;
        m_suggestedPort = outcome.suggestedPort;
        if (outcome.error->code == gateway::GatewayErrc::AddressInUse) {
            m_errorText = tr("Port %1 is in use by another program.").arg(m_port);
            if (m_suggestedPort != 0)
                m_errorText += QLatin1Char(' ') + tr("Port %1 is free.").arg(m_suggestedPort);
        } else if (outcome.error->code == gateway::GatewayErrc::BadAddress) {
            m_errorText = tr("“%1” is not an address of this machine. Use 127.0.0.1 to serve this machine only, or "
                             "0.0.0.0 to serve the network.")
                              .arg(m_address);
        } else {
            m_errorText = tr("The gateway could not start: %1").arg(toQString(outcome.error->text()));
        }
        setState(State::Failed);
    } else if (m_wanted == (m_boundPort != 0) && !(m_wanted && m_moved) && m_state != State::Failed) {
        setState(m_wanted ? State::Running : State::Stopped);
    }
    runNextJob();
}

void GatewayController::setStages(std::vector<StageStatus> stages)
{
    if (stages == m_stages)
        return;
    std::map<model::ApiId, Diagnostics> problems;
    for (const StageStatus &status : m_stages)
        problems[status.key.api]; // an API that has gone has none
    m_stages = std::move(stages);
    for (const StageStatus &status : m_stages) {
        Diagnostics &ofApi = problems[status.key.api];
        for (const Diagnostic &problem : status.problems) {
            if (!std::ranges::contains(ofApi, problem))
                ofApi.push_back(problem);
        }
    }
    Q_EMIT stagesChanged();
    for (const auto &[api, found] : problems)
        Q_EMIT problemsChanged(api, found);
}

} // namespace gatehouse::ui

#pragma once

#include "ui/bridge/background_task.h"
#include "ui/bridge/gateway_engine.h"
#include "ui/bridge/trace_feed.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace gatehouse::ui {

/// The embedded gateway as the studio sees it: run state, address, how each stage stands, and the traces.
///
/// Lives on the GUI thread and never blocks it: everything the gateway does happens in one background job at a time,
/// and when one ends the next brings about what was asked for last.
class GatewayController : public QObject {
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    Q_ENUM(State)

    explicit GatewayController(QObject *parent = nullptr);

    /// Another project. Its stages are compiled at once and served while the gateway runs; a stage that was never
    /// deployed serves its API as it is now.
    void openProject(const model::Project &project);
    /// The open project after an edit, a deployment, an undo. Cheap: call it for every change.
    void updateProject(const model::Project &project);

    void start();
    void stop();
    /// Start or stop, whichever it is not.
    void toggle();

    [[nodiscard]] State state() const noexcept { return m_state; }
    /// Why it Failed and how to mend it; empty in other states.
    [[nodiscard]] const QString &errorText() const noexcept { return m_errorText; }
    /// A port that was free when the wanted one was in use; 0 if that was not the trouble.
    [[nodiscard]] quint16 suggestedPort() const noexcept { return m_suggestedPort; }

    /// Where it listens from the next start on; restarts a gateway that runs elsewhere. Port 0: any free one.
    void setEndpoint(const QString &address, quint16 port);
    [[nodiscard]] const QString &address() const noexcept { return m_address; }
    [[nodiscard]] quint16 port() const noexcept { return m_port; }
    /// "http://127.0.0.1:8080"; empty if it does not run.
    [[nodiscard]] QString baseUrl() const;

    [[nodiscard]] const std::vector<StageStatus> &stages() const noexcept { return m_stages; }
    [[nodiscard]] const StageStatus *stage(const model::ApiId &api, std::string_view name) const noexcept;

    /// Tries to compile the draft of an API for a stage and makes the record of its deployment, for the command that
    /// deploys it. @p done gets nothing, and the diagnostics that say why, when AWS would refuse
    /// or there is no such API.
    using DeploymentReady = std::function<void(std::optional<model::DeploymentRecord>, const Diagnostics &)>;
    void prepareDeployment(const model::ApiId &api, const std::string &stage, const QString &description,
                           QObject *context, DeploymentReady done);

    /// Emits every request's trace, in batches.
    [[nodiscard]] TraceFeed &traces() noexcept { return m_traces; }

Q_SIGNALS:
    void stateChanged(gatehouse::ui::GatewayController::State state);
    void endpointChanged();
    /// What stages() says has changed.
    void stagesChanged();
    /// What deploying the draft of @p api to its stages would say, without repetitions. For the problems pane.
    void problemsChanged(const gatehouse::model::ApiId &api, const gatehouse::Diagnostics &problems);

private:
    struct Outcome;

    void setState(State state);
    void schedule();
    void runNextJob();
    void startJob();
    void stopJob();
    void applyJob();
    template <class Work>
    void runJob(const QString &name, Work work);
    void jobEnded(Outcome outcome);
    void setStages(std::vector<StageStatus> stages);

    TraceFeed m_traces;
    std::shared_ptr<GatewayEngine> m_engine; // used by the job only
    QTimer m_applyTimer; // gathers edits
    model::Project m_project;
    QString m_address = QStringLiteral("127.0.0.1");
    quint16 m_port = 8080;
    quint16 m_boundPort = 0;
    State m_state = State::Stopped;
    QString m_errorText;
    quint16 m_suggestedPort = 0;
    std::vector<StageStatus> m_stages;
    bool m_wanted = false; // the user wants it to run
    bool m_moved = false; // the endpoint changed while it ran
    bool m_changed = false; // the project changed since the last job began
    bool m_opened = false; // and it is another one
    bool m_jobRuns = false;
};

} // namespace gatehouse::ui

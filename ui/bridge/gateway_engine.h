#pragma once

#include "core/deploy/compiler.h"
#include "core/gateway/gateway.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::ui {

/// One stage of one API, as a name.
struct StageKey {
    model::ApiId api;
    std::string stage;

    auto operator<=>(const StageKey &) const = default;
};

/// How a stage stands: what it serves, and whether the draft has moved on.
struct StageStatus {
    StageKey key;
    model::DeploymentId deployed; ///< what the stage points at
    model::DeploymentId draft; ///< what a deployment made now would be
    bool implicit = false; ///< never deployed: it serves the API as it was when the project was opened
    bool serving = false; ///< false: what it points at could not be compiled
    std::string url; ///< where it answers; empty while the gateway does not run
    model::StringMap overrides; ///< stage variables that sample backends set while the gateway runs
    Diagnostics problems; ///< of deploying the draft to it, pointers into the draft

    [[nodiscard]] bool draftDiffers() const noexcept { return deployed != draft; }
    bool operator==(const StageStatus &) const = default;
};

/// The gateway, the sample backends and what is installed in them, behind one door. Knows neither Qt nor threads: its
/// owner calls it from one thread at a time, never from the GUI thread, because each call may take long.
class GatewayEngine {
public:
    /// @param sink where traces go; may be null
    explicit GatewayEngine(std::shared_ptr<trace::Sink> sink);
    ~GatewayEngine(); ///< stops at once

    /// Starts the sample backends that @p project names, then the gateway. Installs nothing yet: apply() does.
    /// Errors: GatewayErrc, and what a backend says.
    [[nodiscard]] Expected<void> start(const gateway::GatewayOptions &options, const model::Project &project);
    /// Lets requests under way finish. Idempotent.
    void stop();
    [[nodiscard]] bool isRunning() const noexcept { return m_gateway != nullptr; }
    [[nodiscard]] std::uint16_t port() const noexcept { return m_gateway ? m_gateway->port() : 0; }

    /// Another project was opened: stages that were never deployed take their snapshot anew.
    void forgetProject();
    /// Compiles what changed since the last call, and brings what is installed in line with the stages of @p project.
    [[nodiscard]] std::vector<StageStatus> apply(const model::Project &project);

private:
    class Backends;
    using ApiPtr = std::shared_ptr<const model::Api>;

    /// A stage compiled, and all that it was compiled from.
    struct Compiled {
        model::DeploymentId id;
        model::Stage stage;
        deploy::CompileOptions options;
        deploy::CompileResult result;

        [[nodiscard]] bool isOf(const model::DeploymentId &otherId, const model::Stage &otherStage,
                                const deploy::CompileOptions &otherOptions) const;
    };
    struct StageState {
        model::DeploymentId snapshotId; ///< of snapshot
        ApiPtr snapshot; ///< the API when a stage without deployment was first seen
        Compiled served;
        Compiled draft; ///< for its diagnostics; empty while the draft is what is served
        std::shared_ptr<const deploy::Deployment> installed;
    };

    [[nodiscard]] const model::DeploymentId &draftIdOf(const model::Api &api);
    [[nodiscard]] StageStatus applyStage(const model::Project &project, const model::ApiEntry &entry,
                                         const model::Stage &stage, const model::DeploymentId &draftId);
    /// @param shared  null: nothing is going to serve it
    void recompile(Compiled &compiled, const model::Project &project, const model::DeploymentId &id,
                   const model::Api &api, const model::Stage &stage,
                   const std::shared_ptr<deploy::SharedState> &shared, const model::Api *canaryApi) const;

    /// Makes the API keys and usage plans those of @p project.
    void installKeys(const model::Project &project);

    const std::shared_ptr<trace::Sink> m_sink;
    const std::shared_ptr<deploy::SharedState> m_shared; // outlives stops of the gateway
    std::unique_ptr<Backends> m_backends; // outlives the gateway, whose requests use it
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::map<StageKey, StageState> m_stages;
    model::Project m_keysOf; ///< its keys, plans and stages are what is installed
    bool m_keysInstalled = false; // in m_gateway
    std::map<model::ApiId, std::pair<model::Api, model::DeploymentId>>
        m_drafts; // hashing one takes longer than comparing
};

} // namespace gatehouse::ui

#pragma once

#include "core/base/diagnostic.h"
#include "core/deploy/compiler.h"
#include "core/project/project_store.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::cli {

/// The stage that an API has where none is made: for OpenAPI files, and for a project's API without stages.
inline constexpr std::string_view kDefaultStage = "dev";

/// Which stages of a project to serve, and from what.
struct StageSelection {
    std::string stage; ///< only the stages of this name; empty: all
    std::string api; ///< only this API (name, id or folder); empty: all
    bool draft = false; ///< serve the draft even where a stage points at a deployment
    model::StringMap variables; ///< stage variables that win over the stages' own
};

/// One stage of one API as it is going to be served.
struct StagePlan {
    const model::ApiEntry *entry = nullptr; ///< points into the project
    const model::Api *api = nullptr; ///< the deployment's snapshot, or the draft
    model::Stage stage;
    model::DeploymentId deploymentId; ///< null: the draft
    const model::Api *canaryApi = nullptr; ///< of the stage's canary; null: the same API
};

/// What @p selection means for @p project. A stage that points at a deployment serves it, one that does not serves the
/// draft. On failure says why on standard error and returns nothing.
[[nodiscard]] std::vector<StagePlan> planStages(const model::Project &project, const StageSelection &selection);

struct CompiledStages {
    std::vector<std::shared_ptr<const deploy::Deployment>> deployments; ///< in the order of the plans; none on errors
    Diagnostics diagnostics; ///< placed in the documents of @p loaded
};

/// Compiles all of @p plans.
/// @param shared  of the gateway that serves them; null: none does
[[nodiscard]] CompiledStages compileStages(const project::LoadedProject &loaded, const std::vector<StagePlan> &plans,
                                           const model::StringMap &variables,
                                           std::shared_ptr<deploy::SharedState> shared = {});

} // namespace gatehouse::cli

#pragma once

#include "core/base/diagnostic.h"
#include "core/model/project.h"

#include <memory>

namespace gatehouse::deploy {

class Deployment;
struct SharedState;

struct CompileOptions {
    std::string region = "us-east-1";
    std::string accountId = "000000000000";
    model::DeploymentId deploymentId = {}; ///< null: derived from the API's content
    /// What the stage's canary serves; null: the same API as the stage itself. Read while compiling.
    const model::Api *canaryApi = nullptr;
    /// The stage variables that win over the stage's own (command line, sample backends).
    model::StringMap stageVariables = {};
    /// Of all APIs together, in requests; nothing: the account does not throttle (accountThrottle()).
    std::optional<model::Throttle> accountThrottle = {};
    /// Of the gateway that is going to serve the deployment; null (to check only): the deployment has its own.
    std::shared_ptr<SharedState> shared = {};
};

struct CompileResult {
    std::shared_ptr<const Deployment> deployment; ///< null when there are errors
    Diagnostics diagnostics;                      ///< pointers into the API's OpenAPI document
};

/// Compiles an API as a stage serves it, and the stage's canary if it has one: routes, parsed templates, preformatted
/// fields. Everything that can be found wrong
/// before a request comes is found here. AWS's refusals ("No integration defined for method", "The REST API doesn't
/// contain any methods") are errors; what this version cannot run yet (authorizers, AWS integrations ...) is a warning
/// that says so, and a request that reaches it gets a clear 5xx with the same words in its trace.
[[nodiscard]] CompileResult compile(const model::Api &api, const model::Stage &stage, const CompileOptions &options = {});

/// What the account of @p project allows all its APIs together: what the project says, else what AWS gives in its Region.
/// Nothing: no limit, which a project says by a negative rate or burst.
[[nodiscard]] std::optional<model::Throttle> accountThrottle(const model::Project &project);

/// Content hash of an API: the id of the deployment that would be made of it now. Draft and deployed differ when these do.
[[nodiscard]] model::DeploymentId deploymentIdOf(const model::Api &api);

} // namespace gatehouse::deploy

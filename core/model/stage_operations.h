#pragma once

#include "core/base/error.h"
#include "core/model/project.h"

namespace gatehouse::model {

enum class StageErrc {
    UnknownStage = 1,
    StageExists,
    BadStageName,
    UnknownDeployment, ///< "Deployment id does not exist"
    NoCanary, ///< "Promotion not available. Canary does not exist."
    BadPercentage, ///< not 0 to 100
};
[[nodiscard]] constexpr const char *moduleName(StageErrc) noexcept
{
    return "stage";
}
[[nodiscard]] std::string_view describe(StageErrc code) noexcept; ///< AWS's words where it has any

/// What people do with stages and deployments, the same for command line and studio. Each changes nothing on failure.
/// Source: rest-runtime.md 5.1, 5.5.

/// "$default" is a name for HTTP APIs only.
[[nodiscard]] bool isStageName(std::string_view name, ApiKind kind) noexcept;

[[nodiscard]] Expected<void> createStage(ApiEntry &entry, Stage stage);
[[nodiscard]] Expected<void> deleteStage(ApiEntry &entry, std::string_view name);
/// Everything but the canary: that belongs to a release that the original is in.
[[nodiscard]] Expected<void> copyStage(ApiEntry &entry, std::string_view from, const std::string &to);

/// Points the stage at a deployment that the API has: also the way back to an older one.
[[nodiscard]] Expected<void> pointStage(ApiEntry &entry, std::string_view name, const DeploymentId &deployment);

/// Where a new deployment goes.
enum class DeployTarget : std::uint8_t {
    Automatic, ///< to the canary if the stage has one, as on AWS
    Stage,
    Canary, ///< a canary is made if need be; the stage must exist and have a deployment
};
/// Adds @p record unless the API has one of that id, and points the stage or its canary at it. A stage that does not
/// exist is made, except for a canary.
/// @param percentTraffic  of a canary; absent: what it has, 0 for a new one
[[nodiscard]] Expected<void> deployTo(ApiEntry &entry, const std::string &stage, DeploymentRecord record,
                                      DeployTarget target = DeployTarget::Automatic,
                                      std::optional<double> percentTraffic = {});

/// The canary's deployment and variables become the stage's. The canary stays, and gets no more traffic, as on AWS.
[[nodiscard]] Expected<void> promoteCanary(Stage &stage);
/// Everything goes to the stage's own deployment again.
[[nodiscard]] Expected<void> deleteCanary(Stage &stage);
/// The stage as the canary's requests see it: its deployment and variables, the cache only if the canary uses it, no
/// canary. @p stage must have one.
[[nodiscard]] Stage canaryStage(const Stage &stage);
/// The API that the stage's canary serves; null if there is no canary, or it serves what the stage does.
[[nodiscard]] const Api *canaryApi(const ApiEntry &entry, const Stage &stage) noexcept;

/// The stages that serve @p deployment, by name; a canary's with " (canary 10 %)".
[[nodiscard]] std::vector<std::string> stagesAt(const ApiEntry &entry, const DeploymentId &deployment);

} // namespace gatehouse::model

GATEHOUSE_ERROR_ENUM(gatehouse::model, StageErrc)

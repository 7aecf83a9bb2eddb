#include "core/model/stage_operations.h"

#include "core/model/look_up.h"

#include <format>

namespace gatehouse::model {

namespace {

Stage *find(ApiEntry &entry, std::string_view name)
{
    return findBy(entry.stages, name, &Stage::name);
}

} // namespace

std::string_view describe(StageErrc code) noexcept
{
    switch (code) {
    case StageErrc::UnknownStage: return "Invalid stage identifier specified";
    case StageErrc::StageExists: return "Stage already exists";
    case StageErrc::BadStageName: return "Stage name only allows a-zA-Z0-9_-";
    case StageErrc::UnknownDeployment: return "Deployment id does not exist";
    case StageErrc::NoCanary: return "Promotion not available. Canary does not exist.";
    case StageErrc::BadPercentage: return "The percentage of a canary is 0.0 to 100.0";
    }
    return {};
}

bool isStageName(std::string_view name, ApiKind kind) noexcept
{
    if (name == "$default")
        return kind != ApiKind::Rest;
    return !name.empty() && name.size() <= 128
        && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
        == std::string_view::npos;
}

Expected<void> createStage(ApiEntry &entry, Stage stage)
{
    if (!isStageName(stage.name, kindOf(entry.api)))
        return fail(StageErrc::BadStageName, stage.name);
    if (entry.stage(stage.name))
        return fail(StageErrc::StageExists, stage.name);
    entry.stages.push_back(std::move(stage));
    return {};
}

Expected<void> deleteStage(ApiEntry &entry, std::string_view name)
{
    if (std::erase_if(entry.stages, [&](const Stage &stage) { return stage.name == name; }) == 0)
        return fail(StageErrc::UnknownStage, std::string(name));
    return {};
}

Expected<void> copyStage(ApiEntry &entry, std::string_view from, const std::string &to)
{
    const Stage *original = entry.stage(from);
    if (!original)
        return fail(StageErrc::UnknownStage, std::string(from));
    Stage copy = *original;
    copy.name = to;
    copy.canary.reset();
    return createStage(entry, std::move(copy));
}

Expected<void> pointStage(ApiEntry &entry, std::string_view name, const DeploymentId &deployment)
{
    Stage *stage = find(entry, name);
    if (!stage)
        return fail(StageErrc::UnknownStage, std::string(name));
    if (!entry.deployment(deployment))
        return fail(StageErrc::UnknownDeployment, deployment.value);
    stage->deploymentId = deployment;
    return {};
}

Expected<void> deployTo(ApiEntry &entry, const std::string &name, DeploymentRecord record, DeployTarget target,
                        std::optional<double> percentTraffic)
{
    if (percentTraffic && !(*percentTraffic >= 0 && *percentTraffic <= 100))
        return fail(StageErrc::BadPercentage, std::format("{}", *percentTraffic));
    Stage *stage = find(entry, name);
    if (target == DeployTarget::Automatic)
        target = stage && stage->canary ? DeployTarget::Canary : DeployTarget::Stage;
    if (target == DeployTarget::Canary && !stage)
        return fail(StageErrc::UnknownStage,
                    std::format("Stage {} must already be created before making a canary release deployment", name));
    if (target == DeployTarget::Canary && stage->deploymentId.isNull())
        return fail(StageErrc::UnknownDeployment, "the stage has no deployment that a canary could differ from");
    if (!stage) {
        Stage made;
        made.name = name;
        if (auto created = createStage(entry, std::move(made)); !created)
            return created;
        stage = &entry.stages.back();
    }
    const DeploymentId id = record.id;
    if (!entry.deployment(id))
        entry.deployments.push_back(std::move(record));
    if (target == DeployTarget::Stage) {
        stage->deploymentId = id;
        return {};
    }
    if (!stage->canary)
        stage->canary.emplace();
    stage->canary->deploymentId = id;
    stage->canary->percentTraffic = percentTraffic.value_or(stage->canary->percentTraffic);
    return {};
}

Expected<void> promoteCanary(Stage &stage)
{
    if (!stage.canary)
        return fail(StageErrc::NoCanary, stage.name);
    stage.deploymentId = canaryStage(stage).deploymentId;
    for (const auto &[name, value] : stage.canary->stageVariableOverrides)
        stage.variables.insert_or_assign(name, value);
    stage.canary->percentTraffic = 0;
    return {};
}

Expected<void> deleteCanary(Stage &stage)
{
    if (!stage.canary)
        return fail(StageErrc::NoCanary, stage.name);
    stage.canary.reset();
    return {};
}

Stage canaryStage(const Stage &stage)
{
    Stage canary = stage;
    canary.canary.reset();
    if (!stage.canary->deploymentId.isNull()) // absent: the stage's own
        canary.deploymentId = stage.canary->deploymentId;
    for (const auto &[name, value] : stage.canary->stageVariableOverrides)
        canary.variables.insert_or_assign(name, value);
    canary.cacheClusterEnabled = stage.cacheClusterEnabled && stage.canary->useStageCache;
    return canary;
}

const Api *canaryApi(const ApiEntry &entry, const Stage &stage) noexcept
{
    const DeploymentRecord *record = stage.canary ? entry.deployment(stage.canary->deploymentId) : nullptr;
    return record ? record->api.get() : nullptr;
}

std::vector<std::string> stagesAt(const ApiEntry &entry, const DeploymentId &deployment)
{
    std::vector<std::string> names;
    for (const Stage &stage : entry.stages) {
        if (stage.deploymentId == deployment)
            names.push_back(stage.name);
        if (stage.canary && canaryStage(stage).deploymentId == deployment)
            names.push_back(std::format("{} (canary {} %)", stage.name, stage.canary->percentTraffic));
    }
    return names;
}

} // namespace gatehouse::model

#include "app/cli/stage_plan.h"

#include "app/cli/document_places.h"
#include "app/cli/project_input.h"
#include "core/model/stage_operations.h"

#include <format>

namespace gatehouse::cli {

namespace {

StagePlan planOf(const model::ApiEntry &entry, const model::Stage &stage, bool draft)
{
    const model::DeploymentRecord *record = draft ? nullptr : entry.deployment(stage.deploymentId);
    const model::Api *canary = model::canaryApi(entry, stage);
    StagePlan plan = record && record->api ? StagePlan{&entry, record->api.get(), stage, record->id, canary}
                                           : StagePlan{&entry, &entry.api, stage, {}, canary};
    if (draft)
        plan.stage.canary.reset(); // the draft is to get all requests
    return plan;
}

model::Stage makeStage(std::string_view name)
{
    model::Stage stage;
    stage.name = name;
    return stage;
}

} // namespace

std::vector<StagePlan> planStages(const model::Project &project, const StageSelection &selection)
{
    const model::ApiEntry *only = nullptr;
    if (!selection.api.empty()) {
        only = chooseApi(project, selection.api);
        if (!only)
            return {};
    }

    std::vector<StagePlan> plans;
    for (const model::ApiEntry &entry : project.apis) {
        if (only && &entry != only)
            continue;
        if (entry.stages.empty()) {
            const std::string_view name = selection.stage.empty() ? kDefaultStage : selection.stage;
            plans.push_back(planOf(entry, makeStage(name), true));
        }
        for (const model::Stage &stage : entry.stages) {
            if (selection.stage.empty() || selection.stage == stage.name)
                plans.push_back(planOf(entry, stage, selection.draft));
        }
    }
    if (plans.empty()) {
        complain(project.apis.empty() ? "the project has no API"
                                      : std::format("no API of the project has a stage '{}'", selection.stage));
    }
    return plans;
}

CompiledStages compileStages(const project::LoadedProject &loaded, const std::vector<StagePlan> &plans,
                             const model::StringMap &variables, std::shared_ptr<deploy::SharedState> shared)
{
    CompiledStages compiled;
    for (const StagePlan &plan : plans) {
        deploy::CompileOptions options;
        options.region = loaded.project.region;
        options.accountId = loaded.project.accountId;
        options.deploymentId = plan.deploymentId;
        options.canaryApi = plan.canaryApi;
        options.stageVariables = variables;
        if (!loaded.singleFile) // a file alone belongs to no account
            options.accountThrottle = deploy::accountThrottle(loaded.project);
        options.shared = shared;
        deploy::CompileResult result = deploy::compile(*plan.api, plan.stage, options);
        placeDiagnostics(result.diagnostics, loaded, *plan.entry);
        for (Diagnostic &diagnostic : result.diagnostics) {
            if (std::ranges::find(compiled.diagnostics, diagnostic)
                == compiled.diagnostics.end()) // two stages, one API
                compiled.diagnostics.push_back(std::move(diagnostic));
        }
        if (result.deployment)
            compiled.deployments.push_back(std::move(result.deployment));
    }
    if (hasErrors(compiled.diagnostics))
        compiled.deployments.clear();
    return compiled;
}

} // namespace gatehouse::cli

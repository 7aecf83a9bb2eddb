#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/stage_plan.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct DeployOptions {
    std::string path;
    std::string api;
    std::string stage;
    std::string description;
};

/// Adds the deployment of @p api's draft, unless there is one of the same content, and points the stage at it.
model::DeploymentId deployDraft(model::ApiEntry &entry, const DeployOptions &options)
{
    const model::DeploymentId id = deploy::deploymentIdOf(entry.api);
    if (!entry.deployment(id)) {
        entry.deployments.push_back(
            {id, options.description, SystemClock::instance().now(), std::make_shared<const model::Api>(entry.api)});
    }
    auto stage = std::ranges::find(entry.stages, options.stage, &model::Stage::name);
    if (stage == entry.stages.end()) {
        stage = entry.stages.insert(entry.stages.end(), model::Stage());
        stage->name = options.stage;
    }
    stage->deploymentId = id;
    return id;
}

ExitStatus deployProject(const DeployOptions &options)
{
    std::optional<project::LoadedProject> loaded = loadProject(options.path);
    if (!loaded)
        return ExitStatus::InputAtFault;
    if (loaded->singleFile) {
        complain("deployments are kept in a project folder; `gatehouse import FILE --into DIR` makes one");
        return ExitStatus::InputAtFault;
    }
    printDiagnostics(loaded->diagnostics);
    const model::ApiEntry *chosen = chooseApi(loaded->project, options.api);
    if (!chosen || hasErrors(loaded->diagnostics))
        return ExitStatus::InputAtFault;

    model::Project project = loaded->project;
    model::ApiEntry &entry = *project.api(model::idOf(chosen->api));
    const model::DeploymentId id = deployDraft(entry, options);
    const CompiledStages compiled = compileStages(*loaded, {{&entry, &entry.api, *entry.stage(options.stage), id}}, {});
    printDiagnostics(compiled.diagnostics);
    if (compiled.deployments.empty())
        return ExitStatus::InputAtFault;

    if (const Expected<project::SaveReport> saved = project::save(*loaded, project); !saved) {
        complain(std::format("{}: {}", options.path, saved.error().text()));
        return ExitStatus::InputAtFault;
    }
    std::cout << id.value << '\n';
    return ExitStatus::Done;
}

} // namespace

void addDeploy(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<DeployOptions>();
    Command command(
        app, "deploy",
        "Make a deployment of an API's draft, point a stage at it and print its id. The stage is made if need be. "
        "The same draft always gives the same deployment.",
        "  gatehouse deploy . --stage dev --description 'Prices in cents'", action,
        [options] { return deployProject(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.api(options->api);
    command.option("--stage", options->stage, "NAME", "The stage to point at the deployment", Command::Need::Required);
    command.option("--description", options->description, "TEXT", "What a new deployment is for");
}

} // namespace gatehouse::cli

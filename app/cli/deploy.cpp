#include "app/cli/command.h"
#include "app/cli/project_edit.h"
#include "app/cli/project_input.h"
#include "app/cli/stage_plan.h"
#include "core/model/stage_operations.h"

#include <iostream>

namespace gatehouse::cli {

namespace {

struct DeployOptions {
    std::string path;
    std::string api;
    std::string stage;
    std::string description;
    model::DeployTarget target = model::DeployTarget::Automatic;
    std::optional<double> percent;
};

ExitStatus deployProject(const DeployOptions &options)
{
    std::optional<ProjectEdit> edit = ProjectEdit::open(options.path, options.api);
    if (!edit)
        return ExitStatus::InputAtFault;
    model::ApiEntry &entry = edit->entry();
    const model::DeploymentId id = deploy::deploymentIdOf(entry.api);
    const Expected<void> deployed = model::deployTo(
        entry, options.stage,
        {id, options.description, SystemClock::instance().now(), std::make_shared<const model::Api>(entry.api)},
        options.target, options.percent);
    if (!deployed) {
        complain(deployed.error().text());
        return ExitStatus::InputAtFault;
    }
    const CompiledStages compiled
        = compileStages(edit->loaded, {{&entry, &entry.api, *entry.stage(options.stage), id, nullptr}}, {});
    printDiagnostics(compiled.diagnostics);
    if (compiled.deployments.empty())
        return ExitStatus::InputAtFault;
    if (const ExitStatus saved = edit->save(); saved != ExitStatus::Done)
        return saved;
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
        "A stage that has a canary keeps its deployment, and the canary gets the new one. The same draft always gives "
        "the same deployment.",
        "  gatehouse deploy . --stage dev --description 'Prices in cents'\n"
        "  gatehouse deploy . --stage prod --target canary --percent 10",
        action, [options] { return deployProject(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.api(options->api);
    command.option("--stage", options->stage, "NAME", "The stage to point at the deployment", Command::Need::Required);
    command.option("--description", options->description, "TEXT", "What a new deployment is for");
    command.choice<model::DeployTarget>("--target", options->target,
                                        {{"auto", model::DeployTarget::Automatic},
                                         {"stage", model::DeployTarget::Stage},
                                         {"canary", model::DeployTarget::Canary}},
                                        "Whether the stage or its canary gets the deployment: auto is the canary "
                                        "where there is one");
    command.option("--percent", options->percent, "PERCENT", "How many of the requests a canary gets, 0 to 100");
}

} // namespace gatehouse::cli

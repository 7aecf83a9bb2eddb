#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/report.h"
#include "app/cli/stage_plan.h"

#include <iostream>
#include <tuple>

namespace gatehouse::cli {

namespace {

struct CheckOptions {
    std::vector<std::string> paths;
    ReportFormat format = ReportFormat::Text;
    bool mockMissing = false;
};

/// What only a deployment of the drafts finds.
Diagnostics findWhileDeploying(const project::LoadedProject &loaded)
{
    if (loaded.project.apis.empty())
        return {};
    StageSelection selection;
    selection.draft = true;
    return compileStages(loaded, planStages(loaded.project, selection), {}).diagnostics;
}

ExitStatus check(const CheckOptions &options)
{
    Diagnostics all;
    bool readable = true;
    for (const std::string &path : options.paths) {
        std::optional<project::LoadedProject> loaded = loadProject(path, options.mockMissing);
        if (!loaded) {
            readable = false;
            continue;
        }
        Diagnostics deploying = findWhileDeploying(*loaded);
        // An import warns of what makes a deployment fail: once is enough.
        std::erase_if(loaded->diagnostics, [&deploying](const Diagnostic &warning) {
            return std::ranges::any_of(deploying, [&warning](const Diagnostic &error) {
                return std::tie(error.message, error.line, error.column)
                    == std::tie(warning.message, warning.line, warning.column);
            });
        });
        std::ranges::move(loaded->diagnostics, std::back_inserter(all));
        std::ranges::move(deploying, std::back_inserter(all));
    }
    std::cout << report(all, options.format) << std::flush;
    return readable && !hasErrors(all) ? ExitStatus::Done : ExitStatus::InputAtFault;
}

} // namespace

void addCheck(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<CheckOptions>();
    Command command(
        app, "check",
        "Say what is wrong with projects and OpenAPI files, what AWS would ignore or refuse, and what could not "
        "be deployed. The exit status is 1 if there are errors.",
        "  gatehouse check openapi.yaml\n"
        "  gatehouse check . --format sarif >gatehouse.sarif\n"
        "  curl -s https://example.com/openapi.json | gatehouse check -",
        action, [options] { return check(*options); });
    command.arguments("PATH", options->paths,
                      "Project folders, OpenAPI files, or - for an OpenAPI document on standard input");
    command.choice<ReportFormat>(
        "--format", options->format,
        {{"text", ReportFormat::Text}, {"json", ReportFormat::Json}, {"sarif", ReportFormat::Sarif}},
        "One line each (the default), a JSON array, or a SARIF 2.1.0 log");
    command.mockMissing(options->mockMissing);
}

} // namespace gatehouse::cli

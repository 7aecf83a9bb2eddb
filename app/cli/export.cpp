#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/stage_plan.h"
#include "core/openapi/exporter.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct ExportCommandOptions {
    std::string path;
    std::string api;
    std::string stage;
    openapi::Format as = openapi::Format::Oas30;
    std::string extensions = "apigateway";
    bool yaml = true;
};

ExitStatus exportProject(const ExportCommandOptions &options)
{
    const std::optional<openapi::Extensions> extensions = openapi::Extensions::parse(options.extensions);
    if (!extensions) {
        complain(std::format(
            "--extensions wants a list of integrations, authorizers, documentation and apigateway, not '{}'",
            options.extensions));
        return ExitStatus::Usage;
    }
    const std::optional<project::LoadedProject> loaded = loadProject(options.path);
    if (!loaded)
        return ExitStatus::InputAtFault;
    printDiagnostics(loaded->diagnostics, Severity::Error);
    const model::ApiEntry *entry = chooseApi(loaded->project, options.api);
    if (!entry)
        return ExitStatus::InputAtFault;

    const model::Api *api = &entry->api;
    if (!options.stage.empty()) {
        const std::vector<StagePlan> plans = planStages(
            loaded->project,
            {.stage = options.stage, .api = model::idOf(entry->api).value, .draft = false, .variables = {}});
        if (plans.empty())
            return ExitStatus::InputAtFault;
        api = plans.front().api;
    }
    if (model::kindOf(*api) == model::ApiKind::WebSocket) {
        complain("OpenAPI has no words for WebSocket APIs");
        return ExitStatus::InputAtFault;
    }

    openapi::ExportOptions exportOptions;
    exportOptions.format = options.as;
    exportOptions.extensions = *extensions;
    exportOptions.stage = options.stage;
    exportOptions.region = loaded->project.region;
    std::cout << openapi::exportText(*api, exportOptions, options.yaml) << std::flush;
    return ExitStatus::Done;
}

} // namespace

void addExport(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<ExportCommandOptions>();
    Command command(app, "export", "Print an API as an OpenAPI document: its draft, or what a stage serves.",
                    "  gatehouse export resources/examples/petstore --as swagger --format json\n"
                    "  gatehouse export . --stage dev --extensions integrations,authorizers\n"
                    "  gatehouse export old.json --as oas31",
                    action, [options] { return exportProject(*options); });
    command.path(options->path);
    command.api(options->api);
    command.option("--stage", options->stage, "NAME", "Export what this stage serves");
    command.choice<openapi::Format>(
        "--as", options->as,
        {{"oas30", openapi::Format::Oas30}, {"oas31", openapi::Format::Oas31}, {"swagger", openapi::Format::Swagger}},
        "OpenAPI 3.0 (the default), OpenAPI 3.1, or Swagger 2.0");
    command.option(
        "--extensions", options->extensions, "LIST",
        "Which x-amazon-apigateway extensions to write: integrations, authorizers, documentation, or apigateway "
        "for all; an empty list for none");
    command.choice<bool>("--format", options->yaml, {{"yaml", true}, {"json", false}}, "YAML (the default) or JSON");
}

} // namespace gatehouse::cli

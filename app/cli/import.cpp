#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "core/openapi/importer.h"
#include "core/openapi/update.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct ImportCommandOptions {
    std::vector<std::string> files;
    std::string into;
    openapi::UpdateMode mode = openapi::UpdateMode::Merge;
    openapi::BasePath basePath = openapi::BasePath::Ignore;
    bool failOnWarnings = false;
    bool mockMissing = false;
};

/// A folder name made of a title: "Pet Store (v2)" is "pet-store-v2".
std::string folderName(std::string_view title)
{
    std::string name;
    for (const char c : title) {
        const bool letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letterOrDigit)
            name += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (name.ends_with('-'))
        name.pop_back();
    return name.empty() ? "api" : name;
}

std::string freeFolderName(const model::Project &project, const std::string &wanted)
{
    std::string name = wanted;
    const auto taken = [&] { return std::ranges::contains(project.apis, name, &model::ApiEntry::folder); };
    for (int i = 2; taken(); ++i)
        name = std::format("{}-{}", wanted, i);
    return name;
}

std::optional<model::Api> importFile(const std::string &file, const ImportCommandOptions &options)
{
    const std::optional<std::string> text = readInput(file);
    if (!text)
        return std::nullopt;
    openapi::ImportOptions importOptions;
    importOptions.file = file == "-" ? "standard input" : file;
    importOptions.followFileReferences = file != "-";
    importOptions.basePath = options.basePath;
    importOptions.mockMissingIntegrations = options.mockMissing;
    openapi::ImportResult imported = openapi::importApi(*text, importOptions);
    printDiagnostics(imported.diagnostics);
    const bool warned = std::ranges::any_of(
        imported.diagnostics, [](const Diagnostic &diagnostic) { return diagnostic.severity >= Severity::Warning; });
    if (!imported.usable || hasErrors(imported.diagnostics))
        return std::nullopt;
    if (options.failOnWarnings && warned) {
        complain(std::format("{}: not imported, because of the warnings", importOptions.file));
        return std::nullopt;
    }
    return std::move(imported.api);
}

/// Updates the API of that name, or adds one. False if it cannot be done, after saying why.
bool take(model::Api imported, openapi::UpdateMode mode, model::Project &project)
{
    const std::string name = model::nameOf(imported);
    const auto same = std::ranges::find(project.apis, name, [](const model::ApiEntry &entry) -> const std::string & {
        return model::nameOf(entry.api);
    });
    if (same == project.apis.end()) {
        model::ApiEntry &entry = project.apis.emplace_back();
        entry.folder = freeFolderName(project, folderName(name));
        entry.api = std::move(imported);
        return true;
    }
    const Diagnostics diagnostics = openapi::updateApi(same->api, std::move(imported), mode);
    printDiagnostics(diagnostics);
    return !hasErrors(diagnostics);
}

ExitStatus import(const ImportCommandOptions &options)
{
    project::LoadedProject loaded;
    const bool exists = std::filesystem::exists(std::filesystem::path(options.into) / "gatehouse.yaml");
    if (exists) {
        std::optional<project::LoadedProject> found = loadProject(options.into);
        if (!found)
            return ExitStatus::InputAtFault;
        loaded = *std::move(found);
    }

    model::Project project = loaded.project;
    for (const std::string &file : options.files) {
        std::optional<model::Api> api = importFile(file, options);
        if (!api)
            return ExitStatus::InputAtFault;
        if (project.name.empty())
            project.name = model::nameOf(*api);
        if (!take(*std::move(api), options.mode, project))
            return ExitStatus::InputAtFault;
    }

    std::vector<std::string> written;
    Error error;
    if (exists) {
        Expected<project::SaveReport> saved = project::save(loaded, project);
        if (!saved)
            error = saved.error();
        else
            written = std::move(saved->written);
    } else {
        const Expected<project::LoadedProject> created = project::create(options.into, std::move(project));
        if (!created)
            error = created.error();
        else
            for (const auto &[file, state] : created->files)
                written.push_back(file);
    }
    if (error.code) {
        complain(std::format("{}: {}", options.into, error.text()));
        return ExitStatus::InputAtFault;
    }
    for (const std::string &file : written)
        std::cout << (std::filesystem::path(options.into) / file).string() << '\n';
    return ExitStatus::Done;
}

} // namespace

void addImport(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<ImportCommandOptions>();
    Command command(
        app, "import",
        "Import OpenAPI files (Swagger 2.0, OpenAPI 3.0 or 3.1, JSON or YAML) into a project folder, which is made "
        "if need be, and print the files written. An API of the same title is updated.",
        "  gatehouse import openapi.yaml --into shop\n"
        "  gatehouse import design.json --into shop --mock-missing\n"
        "  gatehouse import openapi.yaml --into shop --mode overwrite --fail-on-warnings",
        action, [options] { return import(*options); });
    command.arguments("FILE", options->files, "OpenAPI files, or - for standard input");
    command.option("--into", options->into, "DIR", "The project folder", Command::Need::Required);
    command.choice<openapi::UpdateMode>(
        "--mode", options->mode, {{"merge", openapi::UpdateMode::Merge}, {"overwrite", openapi::UpdateMode::Overwrite}},
        "What becomes of an API of the same title: merge keeps what the file lacks (the default), overwrite drops it");
    command.choice<openapi::BasePath>(
        "--basepath", options->basePath,
        {{"ignore", openapi::BasePath::Ignore},
         {"prepend", openapi::BasePath::Prepend},
         {"split", openapi::BasePath::Split}},
        "What becomes of the document's base path: left out (the default), put before each "
        "path, or that without its first segment");
    command.flag("--fail-on-warnings", options->failOnWarnings, "Write nothing if there are warnings");
    command.mockMissing(options->mockMissing);
}

} // namespace gatehouse::cli

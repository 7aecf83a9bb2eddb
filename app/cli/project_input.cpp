#include "app/cli/project_input.h"

#include "core/openapi/importer.h"

#include <format>
#include <fstream>
#include <iostream>
#include <iterator>

namespace gatehouse::cli {

namespace {

constexpr const char *kStandardInput = "standard input"; // its name in diagnostics

std::string readStandardInput()
{
    return {std::istreambuf_iterator<char>(std::cin), {}};
}

/// An OpenAPI document as a project of its own.
///
/// @param file  its name in diagnostics
project::LoadedProject projectOf(std::string text, const std::string &file, bool mockMissing)
{
    openapi::ImportOptions options;
    options.file = file;
    options.mockMissingIntegrations = mockMissing;
    openapi::ImportResult imported = openapi::importApi(text, options);

    project::LoadedProject loaded;
    loaded.root = file;
    loaded.singleFile = true;
    loaded.diagnostics = std::move(imported.diagnostics);
    if (imported.usable) {
        loaded.project.name = model::nameOf(imported.api);
        loaded.project.apis.emplace_back().api = std::move(imported.api);
    }
    loaded.files[""].text = std::move(text);
    return loaded;
}

void mockMissingIntegrations(project::LoadedProject &loaded)
{
    for (model::ApiEntry &entry : loaded.project.apis) {
        const std::string *text = documentText(loaded, entry);
        if (!text)
            continue;
        openapi::ImportOptions options;
        const std::string file = documentFile(loaded, entry);
        options.file = (file.empty() ? loaded.root : loaded.root / file).string();
        options.followFileReferences = true;
        options.apiId = model::idOf(entry.api);
        options.mockMissingIntegrations = true;
        openapi::ImportResult imported = openapi::importApi(*text, options);
        if (imported.usable)
            entry.api = std::move(imported.api);
    }
}

} // namespace

std::optional<std::string> readInput(const std::string &file)
{
    if (file == "-")
        return readStandardInput();
    std::error_code error;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file, error)) {
        complain(std::format("{}: cannot be read", file));
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::optional<std::string> textOrFile(const std::string &value)
{
    return value.starts_with('@') ? readInput(value.substr(1)) : value;
}

Expected<project::LoadedProject> tryLoadProject(const std::string &path, bool mockMissing)
{
    if (path == "-")
        return projectOf(readStandardInput(), kStandardInput, mockMissing);
    Expected<project::LoadedProject> loaded = project::load(path);
    std::error_code ignored;
    if (!loaded && std::filesystem::is_regular_file(path, ignored)) {
        // A document so bad that it is none: its diagnostics tell more than that.
        const std::filesystem::file_time_type modified = std::filesystem::last_write_time(path, ignored);
        if (std::optional<std::string> text = readInput(path)) {
            loaded = projectOf(*std::move(text), path, mockMissing);
            loaded->files[""].modified = modified;
        }
    } else if (loaded && mockMissing) {
        mockMissingIntegrations(*loaded);
    }
    return loaded;
}

std::optional<project::LoadedProject> loadProject(const std::string &path, bool mockMissing)
{
    Expected<project::LoadedProject> loaded = tryLoadProject(path, mockMissing);
    if (loaded)
        return *std::move(loaded);
    complain(std::format("{}: {}", path, loaded.error().text()));
    return std::nullopt;
}

const model::ApiEntry *chooseApi(const model::Project &project, std::string_view name)
{
    if (project.apis.size() == 1 && name.empty())
        return &project.apis.front();
    std::string names;
    for (const model::ApiEntry &entry : project.apis) {
        if (!name.empty()
            && (name == model::nameOf(entry.api) || name == model::idOf(entry.api).value || name == entry.folder))
            return &entry;
        names += std::format("{}'{}'", names.empty() ? "" : ", ", model::nameOf(entry.api));
    }
    if (project.apis.empty())
        complain("the project has no API");
    else if (name.empty())
        complain(std::format("the project has several APIs; choose one with --api: {}", names));
    else
        complain(std::format("the project has no API '{}'; it has {}", name, names));
    return nullptr;
}

std::string documentFile(const project::LoadedProject &loaded, const model::ApiEntry &entry)
{
    return loaded.singleFile ? std::string() : std::format("apis/{}/api.yaml", entry.folder);
}

const std::string *documentText(const project::LoadedProject &loaded, const model::ApiEntry &entry)
{
    const auto file = loaded.files.find(documentFile(loaded, entry));
    return file == loaded.files.end() ? nullptr : &file->second.text;
}

void complain(std::string_view message)
{
    std::cerr << "gatehouse: " << message << '\n';
}

void printDiagnostics(const Diagnostics &diagnostics, Severity least)
{
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity >= least)
            std::cerr << format(diagnostic) << '\n';
    }
}

} // namespace gatehouse::cli

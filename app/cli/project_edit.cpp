#include "app/cli/project_edit.h"

#include "app/cli/project_input.h"

#include <format>

namespace gatehouse::cli {

std::optional<ProjectEdit> ProjectEdit::open(const std::string &path)
{
    std::optional<project::LoadedProject> loaded = loadProject(path);
    if (!loaded)
        return std::nullopt;
    if (loaded->singleFile) {
        complain("deployments, stages and keys are kept in a project folder; `gatehouse import FILE --into DIR` makes one");
        return std::nullopt;
    }
    printDiagnostics(loaded->diagnostics);
    if (hasErrors(loaded->diagnostics))
        return std::nullopt;
    model::Project project = loaded->project;
    return ProjectEdit{*std::move(loaded), std::move(project), {}};
}

std::optional<ProjectEdit> ProjectEdit::open(const std::string &path, const std::string &apiName)
{
    std::optional<ProjectEdit> edit = open(path);
    const model::ApiEntry *chosen = edit ? chooseApi(edit->project, apiName) : nullptr;
    if (!chosen)
        return std::nullopt;
    edit->api = model::idOf(chosen->api);
    return edit;
}

ExitStatus ProjectEdit::save()
{
    const Expected<project::SaveReport> saved = project::save(loaded, project);
    if (saved)
        return ExitStatus::Done;
    complain(std::format("{}: {}", loaded.root.string(), saved.error().text()));
    return ExitStatus::InputAtFault;
}

} // namespace gatehouse::cli

#include "app/cli/project_edit.h"

#include "app/cli/project_input.h"

#include <format>

namespace gatehouse::cli {

std::optional<ProjectEdit> ProjectEdit::open(const std::string &path, const std::string &apiName)
{
    std::optional<project::LoadedProject> loaded = loadProject(path);
    if (!loaded)
        return std::nullopt;
    if (loaded->singleFile) {
        complain("deployments are kept in a project folder; `gatehouse import FILE --into DIR` makes one");
        return std::nullopt;
    }
    printDiagnostics(loaded->diagnostics);
    const model::ApiEntry *chosen = chooseApi(loaded->project, apiName);
    if (!chosen || hasErrors(loaded->diagnostics))
        return std::nullopt;
    const model::ApiId api = model::idOf(chosen->api);
    model::Project project = loaded->project;
    return ProjectEdit{*std::move(loaded), std::move(project), api};
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

#include "ui/main_window/project_merge.h"

#include "ui/commands/api_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/document/project_document.h"

#include <QUndoStack>

namespace gatehouse::ui {

namespace {

void applyStages(ProjectDocument &document, const model::ApiEntry &wanted)
{
    const model::ApiId &api = model::idOf(wanted.api);
    const std::vector<model::Stage> before = document.api(api)->stages;
    for (const model::Stage &stage : before) {
        if (!wanted.stage(stage.name))
            document.push(new RemoveStage(document, {api, stage.name}));
    }
    for (const model::Stage &stage : wanted.stages) {
        if (document.stage({api, stage.name}))
            document.push(new EditStage(document, {api, stage.name}, stage, {}));
        else
            document.push(new InsertStage(document, api, stage));
    }
}

model::Project settingsOf(model::Project project)
{
    project.apis.clear();
    return project;
}

} // namespace

bool applyProject(ProjectDocument &document, const model::Project &wanted, const QString &text)
{
    if (document.project() == wanted)
        return false;
    document.undoStack().beginMacro(text);
    const model::Project before = document.project();
    for (const model::ApiEntry &entry : before.apis) {
        if (!wanted.api(model::idOf(entry.api)))
            document.push(new RemoveApi(document, model::idOf(entry.api)));
    }
    for (const model::ApiEntry &entry : wanted.apis) {
        const model::ApiEntry *current = document.api(model::idOf(entry.api));
        if (!current) {
            document.push(new InsertApi(document, entry));
            continue;
        }
        if (current->api != entry.api)
            document.push(new ReplaceApi(document, entry.api, {nullptr, true, false}, text));
        applyStages(document, entry);
    }
    if (settingsOf(document.project()) != settingsOf(wanted))
        document.push(new EditProject(document, settingsOf(wanted), text));
    document.undoStack().endMacro();
    return true;
}

} // namespace gatehouse::ui

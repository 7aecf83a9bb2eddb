#include "app/cli/changes_report.h"
#include "app/cli/command.h"
#include "app/cli/project_edit.h"
#include "app/cli/project_input.h"
#include "core/json/reader.h"
#include "core/model/stage_operations.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct StagesOptions {
    std::string path;
    std::string api;
    ListFormat format = ListFormat::Text;
    std::string create;
    std::string remove;
    NameValues copy;
    std::string stage;
    NameValues setVariables;
    std::vector<std::string> removeVariables;
    std::string promote;
    std::string deleteCanary;
};

json::Value variablesJson(const model::StringMap &variables)
{
    json::Value object = json::Value::object();
    for (const auto &[name, value] : variables)
        object.editMembers().set(name, value);
    return object;
}

json::Value stageJson(const model::Stage &stage)
{
    json::Value object = json::Value::object({{"stageName", stage.name},
                                              {"description", stage.description},
                                              {"deploymentId", stage.deploymentId.value},
                                              {"variables", variablesJson(stage.variables)}});
    if (stage.canary) {
        object.editMembers().set(
            "canarySettings",
            json::Value::object({{"deploymentId", model::canaryStage(stage).deploymentId.value},
                                 {"percentTraffic", stage.canary->percentTraffic},
                                 {"stageVariableOverrides", variablesJson(stage.canary->stageVariableOverrides)},
                                 {"useStageCache", stage.canary->useStageCache}}));
    }
    return object;
}

std::string stageText(const model::ApiEntry &entry, const model::Stage &stage)
{
    const auto deployment = [&](const model::DeploymentId &id) {
        const model::DeploymentRecord *record = entry.deployment(id);
        const std::string description = record ? record->description : std::string();
        return id.isNull() ? std::string("the draft") : id.value + (description.empty() ? "" : "  ") + description;
    };
    std::string text = std::format("{}: {}\n", stage.name, deployment(stage.deploymentId));
    for (const auto &[name, value] : stage.variables)
        text += std::format("  {}={}\n", name, value);
    if (stage.canary) {
        text += std::format("  canary {} %: {}\n", stage.canary->percentTraffic,
                            deployment(model::canaryStage(stage).deploymentId));
        for (const auto &[name, value] : stage.canary->stageVariableOverrides)
            text += std::format("    {}={}\n", name, value);
    }
    return text;
}

void list(const model::ApiEntry &entry, ListFormat format)
{
    json::Array array;
    for (const model::Stage &stage : entry.stages) {
        if (format == ListFormat::Text)
            std::cout << stageText(entry, stage);
        else
            array.push_back(stageJson(stage));
    }
    if (format == ListFormat::Json)
        std::cout << json::toJson(std::move(array)) << '\n';
}

/// @p change on the stage of that name.
template <class Change>
Expected<void> onStage(model::ApiEntry &entry, const std::string &name, Change change)
{
    const auto stage = std::ranges::find(entry.stages, name, &model::Stage::name);
    if (stage == entry.stages.end())
        return fail(model::StageErrc::UnknownStage, name);
    return change(*stage);
}

/// All that the options ask for, in the order of --help; the first that fails ends it.
Expected<void> apply(model::ApiEntry &entry, const StagesOptions &options)
{
    Expected<void> done;
    if (!options.create.empty()) {
        model::Stage made;
        made.name = options.create;
        done = model::createStage(entry, std::move(made));
    }
    for (const auto &[from, to] : options.copy) {
        if (done)
            done = model::copyStage(entry, from, to);
    }
    if (done && !options.remove.empty())
        done = model::deleteStage(entry, options.remove);
    if (done && (!options.setVariables.empty() || !options.removeVariables.empty())) {
        done = onStage(entry, options.stage, [&](model::Stage &stage) -> Expected<void> {
            for (const auto &[name, value] : options.setVariables)
                stage.variables.insert_or_assign(name, value);
            for (const std::string &name : options.removeVariables)
                stage.variables.erase(name);
            return {};
        });
    }
    if (done && !options.promote.empty())
        done = onStage(entry, options.promote, model::promoteCanary);
    if (done && !options.deleteCanary.empty())
        done = onStage(entry, options.deleteCanary, model::deleteCanary);
    return done;
}

ExitStatus stages(const StagesOptions &options)
{
    const bool variables = !options.setVariables.empty() || !options.removeVariables.empty();
    if (variables && options.stage.empty()) {
        complain("--set-variable and --remove-variable want --stage");
        return ExitStatus::Usage;
    }
    const bool changes = variables || !options.create.empty() || !options.remove.empty() || !options.copy.empty()
        || !options.promote.empty() || !options.deleteCanary.empty();
    if (!changes) {
        const std::optional<project::LoadedProject> loaded = loadProject(options.path);
        const model::ApiEntry *entry = loaded ? chooseApi(loaded->project, options.api) : nullptr;
        if (!entry)
            return ExitStatus::InputAtFault;
        list(*entry, options.format);
        return ExitStatus::Done;
    }
    std::optional<ProjectEdit> edit = ProjectEdit::open(options.path, options.api);
    if (!edit)
        return ExitStatus::InputAtFault;
    if (const Expected<void> done = apply(edit->entry(), options); !done) {
        complain(done.error().text());
        return ExitStatus::InputAtFault;
    }
    const ExitStatus saved = edit->save();
    if (saved == ExitStatus::Done)
        list(edit->entry(), options.format);
    return saved;
}

} // namespace

void addStages(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<StagesOptions>();
    Command command(
        app, "stages",
        "List the stages of an API with their deployments, variables and canaries; or change them, and list what they "
        "are then.",
        "  gatehouse stages .\n"
        "  gatehouse stages . --stage dev --set-variable backend=127.0.0.1:9000\n"
        "  gatehouse stages . --copy dev=test\n"
        "  gatehouse stages . --promote-canary prod",
        action, [options] { return stages(*options); });
    command.path(options->path);
    command.api(options->api);
    command.choice("--format", options->format, kListFormats, "Lines for people, or JSON");
    command.option("--create", options->create, "NAME", "Make a stage, which serves the draft until it is deployed to");
    command.option("--copy", options->copy, '=', "FROM=TO", "Make a stage like another; a canary is not copied");
    command.option("--delete", options->remove, "NAME", "Delete a stage; its deployments stay");
    command.option("--stage", options->stage, "NAME", "The stage whose variables to change");
    command.option("--set-variable", options->setVariables, '=', "NAME=VALUE",
                   "Set a variable of the stage; may be given several times");
    command.option("--remove-variable", options->removeVariables, "NAME",
                   "Remove a variable of the stage; may be given several times");
    command.option("--promote-canary", options->promote, "STAGE",
                   "Give a stage its canary's deployment and variables; the canary stays and gets no more requests");
    command.option("--delete-canary", options->deleteCanary, "STAGE",
                   "Send all requests to the stage's own deployment again");
}

} // namespace gatehouse::cli

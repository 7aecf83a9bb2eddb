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

struct DeploymentsOptions {
    std::string path;
    std::string api;
    std::pair<std::string, std::string> compared;
    ListFormat format = ListFormat::Text;
};

struct RollbackOptions {
    std::string path;
    std::string api;
    std::string stage;
    std::string deployment;
    bool dryRun = false;
    ListFormat format = ListFormat::Text;
};

/// The API as @p name says: a deployment's id, a stage (what it serves) or "draft".
const model::Api *apiAt(const model::ApiEntry &entry, const std::string &name)
{
    if (name == "draft")
        return &entry.api;
    const model::Stage *stage = entry.stage(name);
    const model::DeploymentRecord *record = entry.deployment(stage ? stage->deploymentId : model::DeploymentId{name});
    if (record && record->api)
        return record->api.get();
    complain(std::format("there is no deployment '{}'; give the id of one, a stage that has one, or draft", name));
    return nullptr;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string timeText(SystemTime time)
{
    return std::format("{:%FT%TZ}", std::chrono::floor<std::chrono::seconds>(time));
}

/// What the deployment at @p index changed against the one before it; all there is for the first.
model::Changes changesAt(const model::ApiEntry &entry, std::size_t index)
{
    const std::shared_ptr<const model::Api> &after = entry.deployments[index].api;
    if (index == 0 || !after || !entry.deployments[index - 1].api)
        return {};
    return model::compare(*entry.deployments[index - 1].api, *after);
}

/// The draft's changes since the newest deployment.
model::Changes draftChanges(const model::ApiEntry &entry)
{
    const bool none = entry.deployments.empty() || !entry.deployments.back().api;
    return none ? model::Changes() : model::compare(*entry.deployments.back().api, entry.api);
}

void listText(const model::ApiEntry &entry)
{
    const model::Changes draft = draftChanges(entry);
    if (!draft.empty())
        std::cout << "draft\n" << changesText(draft, "  ");
    for (std::size_t i = entry.deployments.size(); i-- > 0;) {
        const model::DeploymentRecord &record = entry.deployments[i];
        const std::string stages = joined(model::stagesAt(entry, record.id));
        std::cout << std::format("{}  {}{}{}{}{}\n", record.id.value, timeText(record.createdAt),
                                 record.description.empty() ? "" : "  ", record.description,
                                 stages.empty() ? "" : "  <- ", stages)
                  << changesText(changesAt(entry, i), "  ");
    }
}

void listJson(const model::ApiEntry &entry)
{
    json::Array list;
    for (std::size_t i = entry.deployments.size(); i-- > 0;) {
        const model::DeploymentRecord &record = entry.deployments[i];
        json::Array stages;
        for (std::string &stage : model::stagesAt(entry, record.id))
            stages.emplace_back(std::move(stage));
        list.push_back(json::Value::object({{"id", record.id.value},
                                            {"createdDate", timeText(record.createdAt)},
                                            {"description", record.description},
                                            {"stages", std::move(stages)},
                                            {"changes", changesJson(changesAt(entry, i))}}));
    }
    const json::Value document
        = json::Value::object({{"deployments", std::move(list)}, {"draft", changesJson(draftChanges(entry))}});
    std::cout << json::toJson(document) << '\n';
}

void print(const model::Changes &changes, ListFormat format)
{
    std::cout << (format == ListFormat::Text ? changesText(changes) : json::toJson(changesJson(changes)) + '\n');
}

ExitStatus deployments(const DeploymentsOptions &options)
{
    const std::optional<project::LoadedProject> loaded = loadProject(options.path);
    const model::ApiEntry *entry = loaded ? chooseApi(loaded->project, options.api) : nullptr;
    if (!entry)
        return ExitStatus::InputAtFault;
    printDiagnostics(loaded->diagnostics);
    if (options.compared.first.empty()) {
        if (options.format == ListFormat::Text)
            listText(*entry);
        else
            listJson(*entry);
        return ExitStatus::Done;
    }
    const model::Api *before = apiAt(*entry, options.compared.first);
    const model::Api *after = apiAt(*entry, options.compared.second);
    if (!before || !after)
        return ExitStatus::InputAtFault;
    print(model::compare(*before, *after), options.format);
    return ExitStatus::Done;
}

ExitStatus rollback(const RollbackOptions &options)
{
    std::optional<ProjectEdit> edit = ProjectEdit::open(options.path, options.api);
    if (!edit)
        return ExitStatus::InputAtFault;
    model::ApiEntry &entry = edit->entry();
    const model::Stage *stage = entry.stage(options.stage);
    const model::DeploymentRecord *served = stage ? entry.deployment(stage->deploymentId) : nullptr;
    const auto before = served && served->api ? served->api : std::make_shared<const model::Api>(entry.api);
    if (const auto pointed = model::pointStage(entry, options.stage, {options.deployment}); !pointed) {
        complain(pointed.error().text());
        return ExitStatus::InputAtFault;
    }
    print(model::compare(*before, *entry.deployment({options.deployment})->api), options.format);
    return options.dryRun ? ExitStatus::Done : edit->save();
}

} // namespace

void addDeployments(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<DeploymentsOptions>();
    Command command(
        app, "deployments",
        "List the deployments of an API, the newest first: id, date, description, the stages that serve it, and what "
        "it changed against the one before. What the draft changes comes before them. With --compare, list what "
        "differs between two of them instead.",
        "  gatehouse deployments .\n"
        "  gatehouse deployments . --compare prod draft --format json",
        action, [options] { return deployments(*options); });
    command.path(options->path);
    command.api(options->api);
    command.pair("--compare", options->compared, "A B",
                 "What leads from A to B: each a deployment's id, a stage's name, or draft");
    command.choice("--format", options->format, kListFormats, "Lines for people, or JSON");
}

void addRollback(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<RollbackOptions>();
    Command command(
        app, "rollback",
        "Point a stage at another deployment of its API, and list what that changes for its clients. A canary of the "
        "stage stays as it is.",
        "  gatehouse rollback . --stage prod --to a1b2c3d4e5 --dry-run\n"
        "  gatehouse rollback . --stage prod --to a1b2c3d4e5",
        action, [options] { return rollback(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.api(options->api);
    command.option("--stage", options->stage, "NAME", "The stage", Command::Need::Required);
    command.option("--to", options->deployment, "ID", "The deployment to serve", Command::Need::Required);
    command.flag("--dry-run", options->dryRun, "Only list what would change");
    command.choice("--format", options->format, kListFormats, "Lines for people, or JSON");
}

} // namespace gatehouse::cli

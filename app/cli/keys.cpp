#include "app/cli/changes_report.h"
#include "app/cli/command.h"
#include "app/cli/project_edit.h"
#include "app/cli/project_input.h"
#include "core/auth/key_file.h"
#include "core/auth/usage_plans.h"
#include "core/json/reader.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct KeysOptions {
    std::string path;
    ListFormat format = ListFormat::Text;
    std::string create;
    std::string value;
    std::string plan;
    std::string enable;
    std::string disable;
    std::string remove;
    std::string importFile;
};

/// The names of the plans that have the key.
std::vector<std::string> plansOf(const model::Project &project, const std::string &keyId)
{
    std::vector<std::string> plans;
    for (const model::UsagePlan &plan : project.usagePlans) {
        if (std::ranges::contains(plan.keyIds, keyId))
            plans.push_back(plan.name.empty() ? plan.id : plan.name);
    }
    return plans;
}

void listText(const model::Project &project)
{
    for (const model::ApiKey &key : project.apiKeys) {
        std::string plans;
        for (const std::string &plan : plansOf(project, key.id))
            plans += (plans.empty() ? "" : ", ") + plan;
        std::cout << std::format("{}  {:<8}  {}{}{}{}\n", key.id, key.enabled ? "enabled" : "disabled", key.name,
                                 plans.empty() ? "" : "  <- ", plans,
                                 auth::keyValue(key).empty() ? "  (no value: set " + auth::keyVariable(key.id) + ")"
                                                             : "");
    }
}

void listJson(const model::Project &project)
{
    json::Array keys;
    for (const model::ApiKey &key : project.apiKeys) {
        json::Array plans;
        for (std::string &plan : plansOf(project, key.id))
            plans.emplace_back(std::move(plan));
        keys.push_back(json::Value::object({{"id", key.id},
                                            {"name", key.name},
                                            {"description", key.description},
                                            {"enabled", key.enabled},
                                            {"hasValue", !auth::keyValue(key).empty()},
                                            {"usagePlans", std::move(plans)}}));
    }
    std::cout << json::toJson(json::Value(std::move(keys))) << '\n';
}

/// The line of an environment file that gives @p key its value, which no project file holds.
void printValue(const model::ApiKey &key)
{
    std::cout << auth::keyVariable(key.id) << '=' << key.value << '\n';
}

/// The key of that id or name. On failure says why on standard error.
model::ApiKey *findKey(model::Project &project, const std::string &name)
{
    auto found = std::ranges::find(project.apiKeys, name, &model::ApiKey::id);
    if (found == project.apiKeys.end())
        found = std::ranges::find(project.apiKeys, name, &model::ApiKey::name);
    if (found != project.apiKeys.end())
        return &*found;
    complain(std::format("there is no API key '{}'", name));
    return nullptr;
}

ExitStatus create(ProjectEdit &edit, const KeysOptions &options)
{
    Expected<model::ApiKey> key = auth::makeKey(edit.project, options.create, options.value);
    if (!key) {
        complain(key.error().text());
        return ExitStatus::InputAtFault;
    }
    if (!options.plan.empty()) {
        auto plan = std::ranges::find(edit.project.usagePlans, options.plan, &model::UsagePlan::id);
        if (plan == edit.project.usagePlans.end())
            plan = std::ranges::find(edit.project.usagePlans, options.plan, &model::UsagePlan::name);
        if (plan == edit.project.usagePlans.end()) {
            complain(std::format("there is no usage plan '{}'", options.plan));
            return ExitStatus::InputAtFault;
        }
        plan->keyIds.push_back(key->id);
    }
    edit.project.apiKeys.push_back(*key);
    const ExitStatus saved = edit.save();
    if (saved == ExitStatus::Done)
        printValue(*key);
    return saved;
}

ExitStatus import(ProjectEdit &edit, const std::string &file)
{
    const std::optional<std::string> csv = readInput(file);
    if (!csv)
        return ExitStatus::InputAtFault;
    const Expected<auth::KeyImport> imported = auth::importKeys(*csv, edit.project);
    if (!imported) {
        complain(std::format("{}: {}", file, imported.error().text()));
        return ExitStatus::InputAtFault;
    }
    for (const std::string &warning : imported->warnings)
        complain(std::format("{}: {}", file, warning));
    const ExitStatus saved = edit.save();
    for (const std::string &id : imported->ids) {
        if (saved == ExitStatus::Done)
            printValue(*std::ranges::find(edit.project.apiKeys, id, &model::ApiKey::id));
    }
    return saved;
}

ExitStatus setEnabled(ProjectEdit &edit, const std::string &name, bool enabled)
{
    model::ApiKey *key = findKey(edit.project, name);
    if (!key)
        return ExitStatus::InputAtFault;
    key->enabled = enabled;
    return edit.save();
}

ExitStatus remove(ProjectEdit &edit, const std::string &name)
{
    const model::ApiKey *key = findKey(edit.project, name);
    if (!key)
        return ExitStatus::InputAtFault;
    const std::string id = key->id;
    std::erase_if(edit.project.apiKeys, [&id](const model::ApiKey &other) { return other.id == id; });
    for (model::UsagePlan &plan : edit.project.usagePlans)
        std::erase(plan.keyIds, id);
    return edit.save();
}

ExitStatus keys(const KeysOptions &options)
{
    std::optional<ProjectEdit> edit = ProjectEdit::open(options.path);
    if (!edit)
        return ExitStatus::InputAtFault;
    if (!options.create.empty())
        return create(*edit, options);
    if (!options.importFile.empty())
        return import(*edit, options.importFile);
    if (!options.enable.empty())
        return setEnabled(*edit, options.enable, true);
    if (!options.disable.empty())
        return setEnabled(*edit, options.disable, false);
    if (!options.remove.empty())
        return remove(*edit, options.remove);
    (options.format == ListFormat::Text ? listText : listJson)(edit->project);
    return ExitStatus::Done;
}

} // namespace

void addKeys(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<KeysOptions>();
    Command command(
        app, "keys",
        "List the API keys of a project, or change them. The values of keys are no part of project files: what makes "
        "keys prints a line NAME=VALUE for each, for the environment of whatever serves the project.",
        "  gatehouse keys .\n"
        "  gatehouse keys . --create mobile --plan gold >> .env\n"
        "  gatehouse keys . --import keys.csv >> .env\n"
        "  gatehouse keys . --disable mobile",
        action, [options] { return keys(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.choice("--format", options->format, kListFormats, "Lines for people, or JSON");
    command.option("--create", options->create, "NAME", "Make a key");
    command.option("--value", options->value, "VALUE", "Its value, 20 to 128 characters; random if not given");
    command.option("--plan", options->plan, "NAME", "The usage plan that it belongs to, by name or id");
    command.option("--import", options->importFile, "FILE",
                   "Make the keys of a CSV file in API Gateway's format, with the columns name, key, description, "
                   "enabled and usageplanIds");
    command.option("--enable", options->enable, "KEY", "Let a key, by id or name, be used");
    command.option("--disable", options->disable, "KEY", "Let requests with a key, by id or name, answer 403");
    command.option("--delete", options->remove, "KEY", "Remove a key, by id or name, and take it out of its plans");
}

} // namespace gatehouse::cli

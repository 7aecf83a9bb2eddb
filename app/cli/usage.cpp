#include "app/cli/changes_report.h"
#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/usage_file.h"
#include "core/auth/usage_plans.h"
#include "core/json/reader.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct UsageOptions {
    std::string path;
    std::string plan;
    std::string file;
    ListFormat format = ListFormat::Text;
};

std::string limitText(const model::Throttle &throttle)
{
    if (throttle.rateLimit < 0 || throttle.burstLimit < 0)
        return "no limit";
    return std::format("{} a second, {} at once", throttle.rateLimit, throttle.burstLimit);
}

std::string apiName(const model::Project &project, const model::ApiId &id)
{
    const model::ApiEntry *entry = project.api(id);
    return entry ? model::nameOf(entry->api) : id.value;
}

std::string keyName(const model::Project &project, const std::string &id)
{
    const auto key = std::ranges::find(project.apiKeys, id, &model::ApiKey::id);
    return key == project.apiKeys.end() || key->name.empty() ? id : key->name;
}

std::string dayText(std::chrono::sys_days day)
{
    return std::format("{:%F}", day);
}

std::vector<auth::KeyUsage> usageOf(const std::vector<auth::KeyUsage> &all, const std::string &planId)
{
    std::vector<auth::KeyUsage> found;
    std::ranges::copy_if(all, std::back_inserter(found), [&](const auto &use) { return use.usagePlanId == planId; });
    return found;
}

void printText(const model::Project &project, const model::UsagePlan &plan, const std::vector<auth::KeyUsage> &usage,
               bool counted)
{
    std::cout << std::format("{}  {}\n", plan.id, plan.name);
    if (plan.throttle)
        std::cout << "  each key: " << limitText(*plan.throttle) << '\n';
    if (plan.quota)
        std::cout << std::format("  quota: {} a {}{}\n", plan.quota->limit, plan.quota->period,
                                 plan.quota->offset != 0 ? std::format(", {} less in the first", plan.quota->offset)
                                                         : "");
    for (const model::UsagePlan::ApiStage &stage : plan.apiStages) {
        std::cout << std::format("  stage {} of {}\n", stage.stage, apiName(project, stage.apiId));
        for (const auto &[method, throttle] : stage.methodThrottles)
            std::cout << std::format("    {}: {}\n", method, limitText(throttle));
    }
    for (const std::string &keyId : plan.keyIds) {
        std::cout << std::format("  key {}", keyName(project, keyId));
        const auto use = std::ranges::find(usage, keyId, &auth::KeyUsage::apiKeyId);
        if (counted && use != usage.end())
            std::cout << std::format(": {} used, {} left until {}", use->used, use->remaining(),
                                     dayText(use->period.end));
        std::cout << '\n';
    }
}

json::Value planJson(const model::UsagePlan &plan, const std::vector<auth::KeyUsage> &usage, bool counted)
{
    json::Value object = json::Value::object({{"id", plan.id}, {"name", plan.name}});
    const auto throttleJson = [](const model::Throttle &throttle) {
        return json::Value::object({{"rateLimit", throttle.rateLimit}, {"burstLimit", throttle.burstLimit}});
    };
    if (plan.throttle)
        object.editMembers().set("throttle", throttleJson(*plan.throttle));
    if (plan.quota)
        object.editMembers().set(
            "quota",
            json::Value::object(
                {{"limit", plan.quota->limit}, {"offset", plan.quota->offset}, {"period", plan.quota->period}}));
    json::Array stages;
    for (const model::UsagePlan::ApiStage &stage : plan.apiStages) {
        json::Value methods = json::Value::object();
        for (const auto &[method, throttle] : stage.methodThrottles)
            methods.editMembers().set(method, throttleJson(throttle));
        stages.push_back(json::Value::object(
            {{"apiId", stage.apiId.value}, {"stage", stage.stage}, {"throttle", std::move(methods)}}));
    }
    object.editMembers().set("apiStages", std::move(stages));
    json::Array keys;
    for (const std::string &keyId : plan.keyIds) {
        json::Value key = json::Value::object({{"id", keyId}});
        const auto use = std::ranges::find(usage, keyId, &auth::KeyUsage::apiKeyId);
        if (counted && use != usage.end()) {
            key.editMembers().set("used", use->used);
            key.editMembers().set("remaining", use->remaining());
            key.editMembers().set("periodBegin", dayText(use->period.begin));
            key.editMembers().set("periodEnd", dayText(use->period.end));
        }
        keys.push_back(std::move(key));
    }
    object.editMembers().set("keys", std::move(keys));
    return object;
}

ExitStatus usage(const UsageOptions &options)
{
    const std::optional<project::LoadedProject> loaded = loadProject(options.path);
    if (!loaded)
        return ExitStatus::InputAtFault;
    printDiagnostics(loaded->diagnostics);
    throttle::Registry buckets(SystemClock::instance());
    auth::Usage counts;
    const bool counted = !options.file.empty();
    if (counted && !readUsage(options.file, counts))
        return ExitStatus::InputAtFault;
    const auth::UsagePlans::Result compiled
        = auth::UsagePlans::compile(loaded->project, buckets, counts, SystemClock::instance());
    printDiagnostics(compiled.diagnostics);

    const std::vector<auth::KeyUsage> all = compiled.plans->usage();
    json::Array list;
    bool found = options.plan.empty();
    for (const model::UsagePlan &plan : loaded->project.usagePlans) {
        if (!options.plan.empty() && plan.id != options.plan && plan.name != options.plan)
            continue;
        found = true;
        if (options.format == ListFormat::Text)
            printText(loaded->project, plan, usageOf(all, plan.id), counted);
        else
            list.push_back(planJson(plan, usageOf(all, plan.id), counted));
    }
    if (options.format == ListFormat::Json)
        std::cout << json::toJson(json::Value(std::move(list))) << '\n';
    if (!found)
        complain(std::format("there is no usage plan '{}'", options.plan));
    return found ? ExitStatus::Done : ExitStatus::InputAtFault;
}

} // namespace

void addUsage(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<UsageOptions>();
    Command command(
        app, "usage",
        "List the usage plans of a project: what they allow, their stages and keys. With the file that serve --usage "
        "keeps, also what each key has used of its quota and what is left.",
        "  gatehouse usage .\n"
        "  gatehouse usage . --plan gold --usage usage.json --format json",
        action, [options] { return usage(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.option("--plan", options->plan, "NAME", "Only this plan, by name or id");
    command.option("--usage", options->file, "FILE", "The file that serve --usage keeps");
    command.choice("--format", options->format, kListFormats, "Lines for people, or JSON");
}

} // namespace gatehouse::cli

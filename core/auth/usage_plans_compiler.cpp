#include "core/auth/usage_plans_entries.h"
#include "core/model/method_settings.h"

#include <algorithm>
#include <cstdlib>
#include <format>
#include <set>

namespace gatehouse::auth {

namespace {

// Source: authorization.md 9.1, rest-runtime.md 4.1.
constexpr std::size_t kMostPlansOfAKey = 10;
constexpr std::size_t kMostMethodThrottles = 20;

std::optional<throttle::Limit> limitOf(const model::Throttle &throttle)
{
    if (throttle.rateLimit < 0 || throttle.burstLimit < 0) // AWS's -1: none
        return std::nullopt;
    return throttle::Limit{throttle.rateLimit, throttle.burstLimit};
}

/// As check() is asked for it, whatever spelling: "~1pets/GET", "pets/GET" and "/pets/GET" are the same.
std::optional<std::string> methodName(const std::string &key)
{
    const auto parsed = model::MethodSettingsKey::parse(key);
    if (!parsed || parsed->isForAll())
        return std::nullopt;
    return parsed->path + "/" + parsed->httpMethod;
}

} // namespace

std::string keyVariable(std::string_view keyId)
{
    std::string name = "GATEHOUSE_API_KEY_";
    for (const char c : keyId) {
        if (c >= 'a' && c <= 'z')
            name += static_cast<char>(c - 'a' + 'A');
        else
            name += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
    }
    return name;
}

std::string keyValue(const model::ApiKey &key)
{
    const char *given = std::getenv(keyVariable(key.id).c_str());
    return given != nullptr && *given != '\0' ? given : key.value;
}

class UsagePlans::Compiler {
public:
    Compiler(const model::Project &project, UsagePlans &out, Diagnostics &diagnostics)
        : m_project(project)
        , m_out(out)
        , m_diagnostics(diagnostics)
        , m_today(std::chrono::floor<std::chrono::days>(out.m_clock.now()))
    {
    }

    void run()
    {
        m_out.m_keys.reserve(m_project.apiKeys.size());
        m_out.m_byValue.reserve(m_project.apiKeys.size());
        m_keys.reserve(m_project.apiKeys.size());
        for (const model::ApiKey &key : m_project.apiKeys)
            addKey(key);
        for (const model::UsagePlan &plan : m_project.usagePlans)
            addPlan(plan);
        m_out.m_usage.dropOld(m_today);
    }

private:
    void warn(std::string rule, std::string message, std::string hint = {})
    {
        m_diagnostics.push_back({.severity = Severity::Warning,
                                 .rule = std::move(rule),
                                 .message = std::move(message),
                                 .hint = std::move(hint)});
    }
    void addKey(const model::ApiKey &key);
    void addPlan(const model::UsagePlan &plan);
    void addStages(const model::UsagePlan &plan, PlanEntry &entry);
    void addMember(const std::string &keyId, PlanEntry &entry);

    const model::Project &m_project;
    UsagePlans &m_out;
    Diagnostics &m_diagnostics;
    std::chrono::sys_days m_today;
    std::unordered_map<std::string_view, KeyEntry *> m_keys; // by id
};

void UsagePlans::Compiler::addKey(const model::ApiKey &key)
{
    auto entry = std::make_unique<KeyEntry>(Key{key.id, key.name, keyValue(key), key.enabled});
    const std::string &value = entry->key.value;
    const std::string who = std::format("API key {}", key.name.empty() ? key.id : key.name);
    if (!m_keys.try_emplace(entry->key.id, entry.get()).second) {
        warn("key-id", who + ": another key has the id " + key.id);
        return;
    }
    if (value.empty()) {
        warn("key-value", who + " has no value: no request can use it",
             "set the environment variable " + keyVariable(key.id));
    } else {
        if (value.size() < kShortestKeyValue)
            warn("key-value", who + ": API Key value should be at least 20 characters");
        if (value.size() > kLongestKeyValue)
            warn("key-value", who + ": API Key value exceeds maximum size of 128 characters");
        if (!m_out.m_byValue.try_emplace(value, entry.get()).second)
            warn("key-value", who + ": API Key already exists", "another key has the same value and is used instead");
    }
    m_out.m_keys.push_back(std::move(entry));
}

void UsagePlans::Compiler::addPlan(const model::UsagePlan &plan)
{
    const bool known = std::ranges::any_of(m_out.m_plans, [&](const auto &other) { return other->plan.id == plan.id; });
    if (known) {
        warn("plan-id", std::format("Usage plan {}: another plan has the id {}", plan.name, plan.id));
        return;
    }
    auto entry = std::make_unique<PlanEntry>();
    entry->plan.id = plan.id;
    entry->plan.name = plan.name;
    if (plan.throttle)
        entry->plan.throttle = limitOf(*plan.throttle);
    if (plan.quota) {
        if (const auto period = quotaPeriod(plan.quota->period);
            period && plan.quota->limit >= 0 && plan.quota->offset >= 0)
            entry->plan.quota
                = Quota{plan.quota->limit, plan.quota->offset, *period, m_out.m_usage.firstDay(plan.id, m_today)};
        else
            warn("plan-quota", std::format("Usage plan {}: its quota is not applied", plan.name),
                 "limit and offset are whole numbers, the period is DAY, WEEK or MONTH");
    }
    addStages(plan, *entry);
    std::set<std::string_view> seen;
    for (const std::string &keyId : plan.keyIds) {
        if (seen.insert(keyId).second)
            addMember(keyId, *entry);
    }
    m_out.m_plans.push_back(std::move(entry));
}

void UsagePlans::Compiler::addStages(const model::UsagePlan &plan, PlanEntry &entry)
{
    entry.stages.reserve(plan.apiStages.size()); // memberships point to them
    for (const model::UsagePlan::ApiStage &apiStage : plan.apiStages) {
        const model::ApiEntry *api = m_project.api(apiStage.apiId);
        if (!api || (!api->stages.empty() && !api->stage(apiStage.stage))) {
            warn("plan-stage",
                 std::format("Invalid API Stage {{api: {}, stage: {}}} specified for usageplan {}",
                             apiStage.apiId.value, apiStage.stage, plan.id));
            continue;
        }
        PlanStage &stage = entry.stages.emplace_back(PlanStage{&entry, apiStage.apiId.value, apiStage.stage, {}});
        for (const auto &[key, throttle] : apiStage.methodThrottles) {
            const auto method = methodName(key);
            const auto limit = limitOf(throttle);
            if (method && limit)
                stage.methods.emplace_back(*method, *limit);
            else if (!method)
                warn("plan-method", std::format("Usage plan {}: {} names no method", plan.name, key), "/pets/GET does");
        }
        if (stage.methods.size() > kMostMethodThrottles)
            warn("plan-method",
                 std::format("Usage plan {}: AWS allows {} method throttles for a stage, {} has {}", plan.name,
                             kMostMethodThrottles, stage.stage, stage.methods.size()));
    }
}

void UsagePlans::Compiler::addMember(const std::string &keyId, PlanEntry &entry)
{
    const auto found = m_keys.find(keyId);
    if (found == m_keys.end()) {
        warn("plan-key", std::format("Usage plan {}: there is no API key {}", entry.plan.name, keyId));
        return;
    }
    KeyEntry &key = *found->second;
    entry.keyIds.push_back(keyId);
    key.memberships.reserve(key.memberships.size() + entry.stages.size());
    for (const PlanStage &stage : entry.stages) {
        const auto other = std::ranges::find_if(key.memberships, [&](const Membership &membership) {
            return membership.stage->apiId == stage.apiId && membership.stage->stage == stage.stage;
        });
        if (other != key.memberships.end())
            warn("plan-key",
                 std::format("API key {} is in two usage plans of one stage, {}: {} applies", keyId, stage.stage,
                             other->stage->plan->plan.name));
        else
            key.memberships.emplace_back(stage);
    }
    std::set<const PlanEntry *> plans;
    for (const Membership &membership : key.memberships)
        plans.insert(membership.stage->plan);
    if (plans.size() == kMostPlansOfAKey + 1)
        warn("plan-key", std::format("API key {} is in more than {} usage plans", keyId, kMostPlansOfAKey));
}

UsagePlans::Result UsagePlans::compile(const model::Project &project, throttle::Registry &buckets, Usage &usage,
                                       const Clock &clock)
{
    Result result;
    const std::shared_ptr<UsagePlans> plans(new UsagePlans(buckets, usage, clock));
    Compiler(project, *plans, result.diagnostics).run();
    result.plans = plans;
    return result;
}

} // namespace gatehouse::auth

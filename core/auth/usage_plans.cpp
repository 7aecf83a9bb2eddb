#include "core/auth/usage_plans_entries.h"

#include <algorithm>

namespace gatehouse::auth {

UsagePlans::UsagePlans(throttle::Registry &buckets, Usage &usage, const Clock &clock)
    : m_buckets(buckets)
    , m_usage(usage)
    , m_clock(clock)
{
}

UsagePlans::~UsagePlans() = default;

const UsagePlans::Holdings &UsagePlans::holdings(const KeyEntry &key, const Membership &membership) const
{
    if (const Holdings *known = membership.holdings.load(std::memory_order_acquire))
        return *known;
    const PlanStage &stage = *membership.stage;
    const Plan &plan = stage.plan->plan;
    auto made = std::make_unique<Holdings>();
    throttle::Owner owner{.scope = throttle::Scope::Client, .usagePlanId = plan.id, .apiKeyId = key.key.id};
    if (plan.throttle)
        made->bucket = m_buckets.bucket(owner, *plan.throttle);
    owner.scope = throttle::Scope::ClientMethod;
    owner.apiId = stage.apiId;
    owner.stage = stage.stage;
    for (const auto &[method, limit] : stage.methods) {
        owner.method = method;
        made->methods.push_back(m_buckets.bucket(owner, limit));
    }
    if (plan.quota)
        made->quota = m_usage.counter(plan.id, key.key.id);

    const Holdings *nobodys = nullptr;
    if (membership.holdings.compare_exchange_strong(nobodys, made.get(), std::memory_order_acq_rel))
        return *made.release();
    return *nobodys; // another thread was first, with the same
}

Admission UsagePlans::check(std::string_view value, std::string_view apiId, std::string_view stage,
                            std::string_view method) const
{
    Admission result;
    if (value.empty()) {
        result.reason = "the request has no API key";
        return result;
    }
    const auto found = m_byValue.find(value);
    if (found == m_byValue.end()) {
        result.reason = "there is no such API key";
        return result;
    }
    const KeyEntry &entry = *found->second;
    result.key = &entry.key;
    if (!entry.key.enabled) {
        result.reason = "the API key is disabled";
        return result;
    }
    const auto membership = std::ranges::find_if(entry.memberships, [&](const Membership &candidate) {
        return candidate.stage->stage == stage && candidate.stage->apiId == apiId;
    });
    if (membership == entry.memberships.end()) {
        result.reason = "no usage plan of the API key has this stage";
        return result;
    }

    const PlanStage &planStage = *membership->stage;
    const Plan &plan = planStage.plan->plan;
    const Holdings &held = holdings(entry, *membership);
    result.plan = &plan;
    result.bucket = held.bucket.get();
    for (std::size_t i = 0; i < planStage.methods.size(); ++i) {
        if (planStage.methods[i].first == method)
            result.bucket = held.methods[i].get();
    }
    if (result.bucket != nullptr && !m_buckets.take(*result.bucket)) {
        result.verdict = Verdict::Throttled;
        return result;
    }
    if (plan.quota) {
        const auto begin = periodAt(plan.quota->period, m_clock.now()).begin;
        result.quota = held.quota.get();
        result.quotaLimit = plan.quota->limitIn(begin);
        if (!held.quota->take(result.quotaLimit, begin)) {
            result.verdict = Verdict::QuotaExceeded;
            return result;
        }
    }
    result.verdict = Verdict::Admitted;
    return result;
}

std::vector<KeyUsage> UsagePlans::usage(std::string_view usagePlanId) const
{
    std::vector<KeyUsage> all;
    for (const std::unique_ptr<PlanEntry> &entry : m_plans) {
        const Plan &plan = entry->plan;
        if (!plan.quota || (!usagePlanId.empty() && plan.id != usagePlanId))
            continue;
        const PeriodDays period = periodAt(plan.quota->period, m_clock.now());
        for (const std::string &keyId : entry->keyIds) {
            KeyUsage usage{plan.id, keyId, period, plan.quota->limitIn(period.begin), 0};
            if (const std::shared_ptr<QuotaCounter> counter = m_usage.find(plan.id, keyId)) {
                const QuotaCounter::Use use = counter->use(period.begin);
                usage.period = periodAt(plan.quota->period, use.begin);
                usage.limit = plan.quota->limitIn(use.begin) + use.granted;
                usage.used = use.used;
            }
            all.push_back(std::move(usage));
        }
    }
    return all;
}

bool UsagePlans::setRemaining(std::string_view usagePlanId, std::string_view apiKeyId, std::int64_t remaining) const
{
    const auto found
        = std::ranges::find(m_plans, usagePlanId, [](const auto &entry) { return std::string_view(entry->plan.id); });
    if (found == m_plans.end() || !(*found)->plan.quota
        || std::ranges::find((*found)->keyIds, apiKeyId) == (*found)->keyIds.end())
        return false;
    const Quota &quota = *(*found)->plan.quota;
    const auto begin = periodAt(quota.period, m_clock.now()).begin;
    m_usage.counter(usagePlanId, apiKeyId)
        ->setRemaining(quota.limitIn(begin), begin, std::max(remaining, std::int64_t(0)));
    return true;
}

} // namespace gatehouse::auth

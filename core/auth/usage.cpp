#include "core/auth/usage.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <map>

namespace gatehouse::auth {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days kKept{32}; // longer than any period

std::string joined(std::string_view plan, std::string_view key)
{
    return std::string(plan).append("\n").append(key);
}

std::string dayText(sys_days day)
{
    return std::format("{:%F}", day);
}

std::optional<sys_days> dayFrom(std::string_view text)
{
    int year = 0;
    unsigned month = 0, day = 0;
    const auto number = [text](std::size_t begin, std::size_t size, auto &out) {
        const char *const end = text.data() + begin + size;
        const auto [stop, error] = std::from_chars(text.data() + begin, end, out);
        return error == std::errc() && stop == end;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !number(0, 4, year) || !number(5, 2, month)
        || !number(8, 2, day))
        return std::nullopt;
    const auto date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

} // namespace

std::string_view describe(UsageErrc code) noexcept
{
    switch (code) {
    case UsageErrc::BadRecord: return "no record of usage";
    }
    return "unknown";
}

std::shared_ptr<QuotaCounter> Usage::counter(std::string_view usagePlanId, std::string_view apiKeyId)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<QuotaCounter> &counter = m_counters[joined(usagePlanId, apiKeyId)];
    if (!counter)
        counter = std::make_shared<QuotaCounter>();
    return counter;
}

std::shared_ptr<QuotaCounter> Usage::find(std::string_view usagePlanId, std::string_view apiKeyId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_counters.find(joined(usagePlanId, apiKeyId));
    return found == m_counters.end() ? nullptr : found->second;
}

sys_days Usage::firstDay(std::string_view usagePlanId, sys_days today)
{
    const std::lock_guard lock(m_mutex);
    return m_firstDays.try_emplace(std::string(usagePlanId), today).first->second;
}

void Usage::dropOld(sys_days today)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_counters, [today](const auto &item) {
        return item.second.use_count() == 1 && item.second->use({}).begin + kKept < today;
    });
}

json::Value Usage::toJson() const
{
    std::map<std::string, QuotaCounter::Use> uses;
    std::map<std::string, sys_days> firstDays;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[key, counter] : m_counters)
            uses.emplace(key, counter->use({}));
        firstDays.insert(m_firstDays.begin(), m_firstDays.end());
    }
    json::Value plans = json::Value::array();
    for (const auto &[plan, day] : firstDays)
        plans.editItems().push_back(json::Value::object({{"usagePlanId", plan}, {"firstDay", dayText(day)}}));
    json::Value usage = json::Value::array();
    for (const auto &[key, use] : uses) {
        if (use.used == 0 && use.granted == 0)
            continue;
        const std::size_t end = key.find('\n');
        usage.editItems().push_back(json::Value::object({{"usagePlanId", key.substr(0, end)},
                                                         {"apiKeyId", key.substr(end + 1)},
                                                         {"periodBegin", dayText(use.begin)},
                                                         {"used", use.used},
                                                         {"granted", use.granted}}));
    }
    return json::Value::object({{"plans", std::move(plans)}, {"usage", std::move(usage)}});
}

Expected<void> Usage::restore(const json::Value &saved)
{
    if (!saved["plans"].isArray() || !saved["usage"].isArray())
        return fail(UsageErrc::BadRecord, "\"plans\" and \"usage\" are missing");
    std::vector<std::pair<std::string, sys_days>> firstDays;
    for (const json::Value &plan : saved["plans"].items()) {
        const auto day = dayFrom(plan["firstDay"].string());
        if (!day)
            return fail(UsageErrc::BadRecord, "a plan's \"firstDay\" is no date", plan.span());
        firstDays.emplace_back(plan["usagePlanId"].string(), *day);
    }
    std::vector<std::pair<std::string, QuotaCounter::Use>> uses;
    for (const json::Value &item : saved["usage"].items()) {
        const auto day = dayFrom(item["periodBegin"].string());
        const auto used = item["used"].integer();
        if (!day || !used || *used < 0)
            return fail(UsageErrc::BadRecord, "\"periodBegin\" or \"used\" is wrong", item.span());
        uses.emplace_back(joined(item["usagePlanId"].string(), item["apiKeyId"].string()),
                          QuotaCounter::Use{*day, *used, item["granted"].integer().value_or(0)});
    }
    const std::lock_guard lock(m_mutex);
    for (auto &[plan, day] : firstDays)
        m_firstDays.insert_or_assign(std::move(plan), day);
    for (const auto &[key, use] : uses) {
        std::shared_ptr<QuotaCounter> &counter = m_counters[key];
        if (!counter)
            counter = std::make_shared<QuotaCounter>();
        counter->restore(use);
    }
    return {};
}

} // namespace gatehouse::auth

#pragma once

#include "core/auth/quota.h"
#include "core/base/error.h"
#include "core/json/value.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace gatehouse::auth {

enum class UsageErrc {
    BadRecord = 1, ///< saved usage that is none; detail: what is wrong
};
[[nodiscard]] constexpr const char *moduleName(UsageErrc) noexcept
{
    return "usage";
}
[[nodiscard]] std::string_view describe(UsageErrc code) noexcept;

/// What API keys have used of their quotas, which outlives plans that are edited and deployments that are replaced.
/// In memory; toJson() and restore() carry it from one run to the next. Thread-safe.
class Usage {
public:
    /// Of one key in one plan; made if new.
    [[nodiscard]] std::shared_ptr<QuotaCounter> counter(std::string_view usagePlanId, std::string_view apiKeyId);
    /// Null if the key has not been used.
    [[nodiscard]] std::shared_ptr<QuotaCounter> find(std::string_view usagePlanId, std::string_view apiKeyId) const;
    /// The day when a plan was first seen: @p today unless it is known already.
    [[nodiscard]] std::chrono::sys_days firstDay(std::string_view usagePlanId, std::chrono::sys_days today);
    /// Forgets counters that nobody keeps and whose period began more than a month before @p today.
    void dropOld(std::chrono::sys_days today);

    /// {"plans": [{"usagePlanId", "firstDay"}], "usage": [{"usagePlanId", "apiKeyId", "periodBegin", "used",
    /// "granted"}]}, sorted; days are "2026-01-31". No values of keys.
    [[nodiscard]] json::Value toJson() const;
    /// Takes what toJson() gave, in place of what it has of these plans and keys. Nothing is changed on an error.
    [[nodiscard]] Expected<void> restore(const json::Value &saved);

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::shared_ptr<QuotaCounter>> m_counters; // "PLAN\nKEY"; guarded by m_mutex
    std::unordered_map<std::string, std::chrono::sys_days> m_firstDays; // by plan; guarded by m_mutex
};

} // namespace gatehouse::auth

GATEHOUSE_ERROR_ENUM(gatehouse::auth, UsageErrc)

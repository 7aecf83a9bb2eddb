#pragma once

#include "core/auth/usage.h"
#include "core/base/diagnostic.h"
#include "core/model/project.h"
#include "core/throttle/registry.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse::auth {

/// An API key as it is installed.
struct Key {
    std::string id;
    std::string name;
    std::string value; ///< secret
    bool enabled = true;
};

/// A usage plan as it is installed.
struct Plan {
    std::string id;
    std::string name;
    std::optional<throttle::Limit> throttle; ///< of each key
    std::optional<Quota> quota; ///< of each key
};

/// What became of a request's key.
enum class Verdict : std::uint8_t {
    Admitted,
    Forbidden, ///< 403: no key, or one that opens nothing here
    Throttled, ///< 429: the bucket has no token
    QuotaExceeded, ///< 429
};

/// The outcome of a check. Points into the UsagePlans that made it.
struct Admission {
    Verdict verdict = Verdict::Forbidden;
    std::string_view reason; ///< of Forbidden; a literal
    const Key *key = nullptr; ///< null if there is no such key
    const Plan *plan = nullptr;
    throttle::Bucket *bucket = nullptr; ///< that gave or refused a token; null: the plan does not throttle
    QuotaCounter *quota = nullptr; ///< in which the request is counted; null: the plan has no quota
    std::int64_t quotaLimit = 0; ///< in this period

    /// The request is refused for another reason: it does not count (authorization.md 9.4).
    void giveBack() const noexcept
    {
        if (verdict == Verdict::Admitted && quota != nullptr)
            quota->giveBack();
    }
};

/// One key's use of one plan's quota in the current period.
struct KeyUsage {
    std::string usagePlanId;
    std::string apiKeyId;
    PeriodDays period;
    std::int64_t limit = 0; ///< with what was granted
    std::int64_t used = 0;

    [[nodiscard]] std::int64_t remaining() const noexcept { return limit > used ? limit - used : 0; }
};

// Characters of a key's value. Source: authorization.md 9.1.
inline constexpr std::size_t kShortestKeyValue = 20;
inline constexpr std::size_t kLongestKeyValue = 128;

/// The environment variable for the value of a key: "GATEHOUSE_API_KEY_" and the id in capitals, with "_" for what is
/// neither a letter nor a digit.
[[nodiscard]] std::string keyVariable(std::string_view keyId);
/// The value of a key: the environment's, else the one in the project; empty if there is none.
[[nodiscard]] std::string keyValue(const model::ApiKey &key);

/// The API keys and usage plans of a project, ready to check requests: immutable, but for what a key holds, which is
/// looked up when it is first used. Checks lock nothing from then on and are O(1) in the number of keys.
///
/// Buckets and counters belong to the registry and the usage, which must outlive this; another UsagePlans over the same
/// goes on with them. Source: authorization.md 9.
class UsagePlans {
public:
    struct Result {
        std::shared_ptr<const UsagePlans> plans; ///< never null: what is at fault is left out
        Diagnostics diagnostics;
    };
    [[nodiscard]] static Result compile(const model::Project &project, throttle::Registry &buckets, Usage &usage,
                                        const Clock &clock);
    ~UsagePlans();
    UsagePlans(const UsagePlans &) = delete;
    UsagePlans &operator=(const UsagePlans &) = delete;

    /// Checks one request to a method that requires a key: key, plan, throttle and quota, in this order. One that is
    /// admitted has taken a token and is counted in the quota; one that is not has used up nothing of the quota.
    ///
    /// @param value   of the key; empty: none was sent
    /// @param method  "/pets/GET", as usage plans name it: resource path, "/", HTTP method
    [[nodiscard]] Admission check(std::string_view value, std::string_view apiId, std::string_view stage,
                                  std::string_view method) const;

    /// The use of all quotas, in the order of the plans; of one plan if @p usagePlanId is not empty.
    [[nodiscard]] std::vector<KeyUsage> usage(std::string_view usagePlanId = {}) const;
    /// Sets what is left of a key's quota in this period. False if the plan has no such key or no quota.
    bool setRemaining(std::string_view usagePlanId, std::string_view apiKeyId, std::int64_t remaining) const;
    [[nodiscard]] std::size_t keyCount() const noexcept { return m_keys.size(); }

private:
    struct PlanStage;
    struct PlanEntry;
    struct Holdings;
    struct Membership;
    struct KeyEntry;
    class Compiler;

    UsagePlans(throttle::Registry &buckets, Usage &usage, const Clock &clock);
    const Holdings &holdings(const KeyEntry &key, const Membership &membership) const;

    throttle::Registry &m_buckets;
    Usage &m_usage;
    const Clock &m_clock;
    std::vector<std::unique_ptr<PlanEntry>> m_plans;
    std::vector<std::unique_ptr<KeyEntry>> m_keys;
    std::unordered_map<std::string_view, const KeyEntry *> m_byValue; // views of the keys' values
};

} // namespace gatehouse::auth

#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gatehouse::auth {

enum class QuotaPeriod : std::uint8_t { Day, Week, Month };
[[nodiscard]] std::string_view toString(QuotaPeriod period) noexcept; ///< "DAY", "WEEK", "MONTH"
[[nodiscard]] std::optional<QuotaPeriod> quotaPeriod(std::string_view name) noexcept;

/// The first day of the period around @p time and of the next one. Periods begin at midnight UTC: each day, on Mondays,
/// on the first of the month (assumed; rest-runtime.md 5.4 knows no more).
struct PeriodDays {
    std::chrono::sys_days begin;
    std::chrono::sys_days end;
};
[[nodiscard]] PeriodDays periodAt(QuotaPeriod period, SystemTime time) noexcept;

/// How many requests a key may make in a period.
struct Quota {
    std::int64_t limit = 0;
    std::int64_t offset = 0; ///< less in the first period
    QuotaPeriod period = QuotaPeriod::Day;
    std::chrono::sys_days first; ///< in which the plan was first there

    /// In the period that begins at @p begin.
    [[nodiscard]] std::int64_t limitIn(std::chrono::sys_days begin) const noexcept
    {
        return periodAt(period, first).begin == begin ? (limit > offset ? limit - offset : 0) : limit;
    }
};

/// What one key has used of its quota in one plan, in the current period only. Thread-safe and lock-free, exact: never
/// more requests than the quota, however many threads ask.
///
/// A period that has begun does not end when the clock is set back.
class QuotaCounter {
public:
    struct Use {
        std::chrono::sys_days begin; ///< of the period
        std::int64_t used = 0;
        std::int64_t granted = 0; ///< beside the plan's limit: setRemaining()
    };

    /// Counts a request of the period that begins at @p begin; false if the quota is used up.
    [[nodiscard]] bool take(std::int64_t limit, std::chrono::sys_days begin) noexcept;
    /// A request that was counted has been refused for another reason.
    void giveBack() noexcept;
    [[nodiscard]] Use use(std::chrono::sys_days begin) const noexcept;
    /// Changes how many requests are left in this period, whatever the limit.
    void setRemaining(std::int64_t limit, std::chrono::sys_days begin, std::int64_t remaining) noexcept;
    /// Nothing is used.
    void reset() noexcept;
    /// What was saved.
    void restore(const Use &use) noexcept;

private:
    // Days of the period's begin since 1970 in the upper 24 bits, then 40 bits: requests; or requests granted, with
    // sign.
    std::atomic<std::uint64_t> m_used = 0;
    std::atomic<std::uint64_t> m_granted = 0;
};

} // namespace gatehouse::auth

#include "core/auth/quota.h"

#include <algorithm>
#include <array>

namespace gatehouse::auth {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 3> kPeriods = {"DAY", "WEEK", "MONTH"};
constexpr unsigned kCountBits = 40;
constexpr std::uint64_t kCountMask = (std::uint64_t(1) << kCountBits) - 1;
constexpr std::int64_t kMostCount = (std::int64_t(1) << (kCountBits - 1)) - 1;

struct Cell {
    std::uint32_t day = 0; // since 1970
    std::int64_t count = 0;

    static Cell unpacked(std::uint64_t word) noexcept
    {
        const auto shifted = static_cast<std::int64_t>(word << (64 - kCountBits)); // the sign comes along
        return {static_cast<std::uint32_t>(word >> kCountBits), shifted >> (64 - kCountBits)};
    }
    [[nodiscard]] std::uint64_t packed() const noexcept
    {
        const std::int64_t kept = std::clamp(count, -kMostCount, kMostCount);
        return (std::uint64_t(day) << kCountBits) | (static_cast<std::uint64_t>(kept) & kCountMask);
    }
};

std::uint32_t dayOf(sys_days begin) noexcept
{
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(begin.time_since_epoch().count(), 0, 0xFFFFFF));
}

} // namespace

std::string_view toString(QuotaPeriod period) noexcept
{
    return kPeriods[static_cast<std::size_t>(period)];
}

std::optional<QuotaPeriod> quotaPeriod(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kPeriods, name);
    return found == kPeriods.end() ? std::nullopt : std::optional(static_cast<QuotaPeriod>(found - kPeriods.begin()));
}

PeriodDays periodAt(QuotaPeriod period, SystemTime time) noexcept
{
    const sys_days today = std::chrono::floor<days>(time);
    switch (period) {
    case QuotaPeriod::Day: break;
    case QuotaPeriod::Week: {
        const sys_days monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
        return {monday, monday + days(7)};
    }
    case QuotaPeriod::Month: {
        const std::chrono::year_month_day date(today);
        const auto month = date.year() / date.month();
        return {month / std::chrono::day(1), (month + std::chrono::months(1)) / std::chrono::day(1)};
    }
    }
    return {today, today + days(1)};
}

bool QuotaCounter::take(std::int64_t limit, sys_days begin) noexcept
{
    std::uint64_t word = m_used.load(std::memory_order_relaxed);
    while (true) {
        Cell used = Cell::unpacked(word);
        if (dayOf(begin) > used.day)
            used = {dayOf(begin), 0};
        const Cell granted = Cell::unpacked(m_granted.load(std::memory_order_relaxed));
        if (used.count >= limit + (granted.day == used.day ? granted.count : 0))
            return false;
        ++used.count;
        if (m_used.compare_exchange_weak(word, used.packed(), std::memory_order_relaxed))
            return true;
    }
}

void QuotaCounter::giveBack() noexcept
{
    std::uint64_t word = m_used.load(std::memory_order_relaxed);
    while (true) {
        Cell used = Cell::unpacked(word);
        if (used.count == 0) // another period began meanwhile
            return;
        --used.count;
        if (m_used.compare_exchange_weak(word, used.packed(), std::memory_order_relaxed))
            return;
    }
}

QuotaCounter::Use QuotaCounter::use(sys_days begin) const noexcept
{
    const Cell used = Cell::unpacked(m_used.load(std::memory_order_relaxed));
    const Cell granted = Cell::unpacked(m_granted.load(std::memory_order_relaxed));
    const std::uint32_t day = std::max(dayOf(begin), used.day);
    return {sys_days(days(day)), used.day == day ? used.count : 0, granted.day == day ? granted.count : 0};
}

void QuotaCounter::setRemaining(std::int64_t limit, sys_days begin, std::int64_t remaining) noexcept
{
    std::uint64_t word = m_used.load(std::memory_order_relaxed);
    while (Cell::unpacked(word).day < dayOf(begin)
           && !m_used.compare_exchange_weak(word, Cell{dayOf(begin), 0}.packed(), std::memory_order_relaxed)) { }
    const Use now = use(begin);
    m_granted.store(Cell{dayOf(now.begin), remaining + now.used - limit}.packed(), std::memory_order_relaxed);
}

void QuotaCounter::reset() noexcept
{
    m_granted.store(0, std::memory_order_relaxed);
    m_used.store(0, std::memory_order_relaxed);
}

void QuotaCounter::restore(const Use &use) noexcept
{
    m_granted.store(Cell{dayOf(use.begin), use.granted}.packed(), std::memory_order_relaxed);
    m_used.store(Cell{dayOf(use.begin), use.used}.packed(), std::memory_order_relaxed);
}

} // namespace gatehouse::auth

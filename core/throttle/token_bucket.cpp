#include "core/throttle/token_bucket.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace gatehouse::throttle {

namespace {

using std::chrono::microseconds;

constexpr std::int64_t kMostTicksPerMicrosecond = 4096;
constexpr std::int64_t kLongestRun = std::int64_t(1) << 50; // microseconds; times 4096 leaves room for the capacity
constexpr std::int64_t kLargestCapacity = std::int64_t(1) << 60; // ticks

constexpr std::array<std::string_view, 13> kSmallRegions
    = {"af-south-1",     "eu-south-1",     "ap-southeast-3", "me-central-1", "ap-south-2",
       "ap-southeast-4", "eu-south-2",     "eu-central-2",   "il-central-1", "ca-west-1",
       "ap-southeast-5", "ap-southeast-7", "mx-central-1"};

struct Ticks {
    std::int64_t perMicrosecond = 0;
    std::int64_t perToken = 1;

    [[nodiscard]] bool fits(std::int64_t burst) const noexcept
    {
        return perMicrosecond <= kMostTicksPerMicrosecond && burst <= kLargestCapacity / perToken;
    }
};

/// Ticks for exactly @p rate, if it has at most three decimals.
Ticks exactTicks(double rate) noexcept
{
    constexpr double kMost = 1e12; // whole numbers that a double holds exactly, with room
    for (const std::int64_t scale : {1, 10, 100, 1000}) {
        const double scaled = rate * static_cast<double>(scale);
        const double whole = std::round(scaled);
        if (whole < 1.0 || whole > kMost || whole / static_cast<double>(scale) != rate)
            continue;
        const std::int64_t tokens = static_cast<std::int64_t>(whole); // in 1000000 * scale microseconds
        const std::int64_t common = std::gcd(tokens, 1'000'000 * scale);
        return {tokens / common, 1'000'000 * scale / common};
    }
    return {kLargestCapacity, kLargestCapacity}; // fits nothing
}

Ticks ticksFor(const Limit &limit) noexcept
{
    if (!(limit.rate > 0.0))
        return {};
    if (const Ticks exact = exactTicks(limit.rate); exact.fits(limit.burst))
        return exact;
    for (const std::int64_t perMicrosecond : {kMostTicksPerMicrosecond, std::int64_t(1)}) {
        const double perToken = std::ceil(static_cast<double>(perMicrosecond) * 1e6 / limit.rate);
        if (perToken > static_cast<double>(kLargestCapacity))
            continue;
        if (const Ticks near{perMicrosecond, static_cast<std::int64_t>(perToken)}; near.fits(limit.burst))
            return near;
    }
    return {}; // filling it would take more than the clock's lifetime
}

} // namespace

Limit accountLimit(std::string_view region) noexcept
{
    const bool small = std::ranges::find(kSmallRegions, region) != kSmallRegions.end();
    return small ? Limit{2500.0, 1250} : Limit{10'000.0, 5000};
}

TokenBucket::TokenBucket(Limit limit, SteadyTime now) noexcept
    : m_limit{std::max(limit.rate, 0.0), std::clamp(limit.burst, std::int64_t(0), kLargestCapacity)}
    , m_epoch(now)
{
    const Ticks found = ticksFor(m_limit);
    m_ticksPerMicrosecond = found.perMicrosecond;
    m_token = found.perToken;
    m_capacity = m_limit.burst * m_token;
}

TokenBucket::TokenBucket(Limit limit, const TokenBucket &before, SteadyTime now) noexcept
    : TokenBucket(limit, now)
{
    const double missing = static_cast<double>(before.m_limit.burst) - before.level(now);
    const double empty = static_cast<double>(m_capacity);
    m_full.store(static_cast<std::int64_t>(std::min(std::ceil(missing * static_cast<double>(m_token)), empty)),
                 std::memory_order_relaxed);
}

std::int64_t TokenBucket::ticks(SteadyTime now) const noexcept
{
    const std::int64_t since = std::chrono::floor<microseconds>(now - m_epoch).count();
    return std::clamp(since, std::int64_t(0), kLongestRun) * m_ticksPerMicrosecond;
}

double TokenBucket::level(SteadyTime now) const noexcept
{
    const std::int64_t missing = std::max(m_full.load(std::memory_order_relaxed) - ticks(now), std::int64_t(0));
    return std::max(static_cast<double>(m_limit.burst) - static_cast<double>(missing) / static_cast<double>(m_token),
                    0.0);
}

} // namespace gatehouse::throttle

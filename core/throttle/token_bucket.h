#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace gatehouse::throttle {

/// What a token bucket is made of: the tokens that come each second, and the most that can wait.
struct Limit {
    double rate = 0.0; ///< tokens a second; 0: none ever come
    std::int64_t burst = 0; ///< tokens; 0: every request is refused

    bool operator==(const Limit &) const = default;
};

/// What an account has in @p region unless AWS raised it: 10,000 a second and 5,000 at once, in smaller Regions a
/// quarter of both. Source: rest-runtime.md 4.1.
[[nodiscard]] Limit accountLimit(std::string_view region) noexcept;

/// A token bucket, full at first: one token a request, never more admitted in any stretch of time than burst + rate x
/// time. Thread-safe and lock-free. Time is taken in whole microseconds; one that runs back brings no tokens.
///
/// Exact, whatever the number of requests: the only state is the moment at which the bucket will be full, counted in
/// ticks so small that both a microsecond and the time between two tokens are whole numbers of them. A rate for which
/// there are no such ticks (4096 a microsecond at most) is taken as the next lower one that has them, which is less
/// than one part in 100,000 away for rates up to 40,000 a second. A clock may run for 35 years.
class TokenBucket {
public:
    TokenBucket(Limit limit, SteadyTime now) noexcept;
    /// In place of @p before, which had another limit: as many tokens are missing as are missing there.
    TokenBucket(Limit limit, const TokenBucket &before, SteadyTime now) noexcept;
    TokenBucket(const TokenBucket &) = delete;
    TokenBucket &operator=(const TokenBucket &) = delete;

    /// Takes a token; false if there is none.
    [[nodiscard]] bool take(SteadyTime now) noexcept
    {
        const std::int64_t at = ticks(now);
        std::int64_t full = m_full.load(std::memory_order_relaxed);
        while (true) {
            const std::int64_t next = (full > at ? full : at) + m_token;
            if (next - at > m_capacity)
                return false;
            if (m_full.compare_exchange_weak(full, next, std::memory_order_relaxed))
                return true;
        }
    }
    /// Tokens in it, parts of one counted: 0 to burst.
    [[nodiscard]] double level(SteadyTime now) const noexcept;
    [[nodiscard]] const Limit &limit() const noexcept { return m_limit; }

private:
    [[nodiscard]] std::int64_t ticks(SteadyTime now) const noexcept;

    Limit m_limit;
    SteadyTime m_epoch; // tick 0
    std::int64_t m_ticksPerMicrosecond = 0; // 0: no tokens come
    std::int64_t m_token = 1; // ticks from one token to the next
    std::int64_t m_capacity = 0; // ticks from empty to full
    std::atomic<std::int64_t> m_full = 0; // the tick when it will be full
};

} // namespace gatehouse::throttle

#pragma once

#include <atomic>
#include <chrono>

namespace gatehouse {

/// Wall-clock time, in microseconds since 1970-01-01 UTC.
using SystemTime = std::chrono::sys_time<std::chrono::microseconds>;
/// Time that never jumps, for durations; its zero means nothing.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// Where everything that depends on time reads it, so that tests and the user can hold it still, step it and run it on.
/// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SystemTime now() const noexcept = 0;
    [[nodiscard]] virtual SteadyTime steady() const noexcept = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] SystemTime now() const noexcept override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] SteadyTime steady() const noexcept override { return std::chrono::steady_clock::now(); }

    /// The one that programs use when nobody gave another.
    static const SystemClock &instance() noexcept
    {
        static const SystemClock clock;
        return clock;
    }
};

/// A clock that moves only when told to.
class VirtualClock final : public Clock {
public:
    /// @param start defaults to 2026-01-01T00:00:00Z
    explicit VirtualClock(SystemTime start = SystemTime(std::chrono::seconds(1767225600))) noexcept
        : m_start(start)
    {
    }
    [[nodiscard]] SystemTime now() const noexcept override
    {
        return m_start + std::chrono::microseconds(m_elapsed.load(std::memory_order_relaxed));
    }
    [[nodiscard]] SteadyTime steady() const noexcept override
    {
        return SteadyTime(std::chrono::microseconds(m_elapsed.load(std::memory_order_relaxed)));
    }
    void advance(std::chrono::microseconds by) noexcept { m_elapsed.fetch_add(by.count(), std::memory_order_relaxed); }

private:
    const SystemTime m_start;
    std::atomic<std::int64_t> m_elapsed = 0; // microseconds
};

} // namespace gatehouse

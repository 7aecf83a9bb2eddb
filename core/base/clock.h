#pragma once

#include <chrono>
#include <mutex>

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

/// A clock that the user steers: it stands still until told to step or to run, as fast as is wanted. It never runs
/// back.
class VirtualClock final : public Clock {
public:
    /// @param start defaults to 2026-01-01T00:00:00Z
    explicit VirtualClock(SystemTime start = SystemTime(std::chrono::seconds(1767225600))) noexcept
        : m_start(start)
    {
    }
    [[nodiscard]] SystemTime now() const noexcept override
    {
        return m_start + std::chrono::floor<std::chrono::microseconds>(elapsed());
    }
    [[nodiscard]] SteadyTime steady() const noexcept override { return SteadyTime(elapsed()); }

    /// One step forward, standing or running; a negative one is none.
    void advance(std::chrono::microseconds by) noexcept;
    /// From now on it runs @p factor times as fast as the machine's clock; 0 stops it.
    void run(double factor = 1.0) noexcept;
    void pause() noexcept { run(0.0); }
    [[nodiscard]] double factor() const noexcept;

private:
    [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept;
    [[nodiscard]] std::chrono::nanoseconds elapsedLocked() const noexcept;

    const SystemTime m_start;
    mutable std::mutex m_mutex;
    std::chrono::nanoseconds m_elapsed{0}; // at m_since
    std::chrono::steady_clock::time_point m_since; // set while it runs
    double m_factor = 0.0;
};

} // namespace gatehouse

#pragma once

#include "core/base/clock.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace gatehouse::net {

class TimerWheel;

/// One deadline, embedded in what it guards; unlinks itself when destroyed.
///
/// Moving a deadline that is set already to a later time costs one store: the wheel looks at it again when the earlier
/// time comes. So a deadline that every request pushes ahead is nearly free.
class Timer {
public:
    using Callback = void (*)(void *owner);

    Timer(void *owner, Callback expired) noexcept
        : m_owner(owner)
        , m_expired(expired)
    {
    }
    ~Timer() { clear(); }
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;

    [[nodiscard]] bool isSet() const noexcept { return m_wheel != nullptr; }
    void clear() noexcept;

private:
    friend class TimerWheel;
    struct Link {
        Link *previous = this;
        Link *next = this;
    };
    struct Node : Link {
        Timer *timer = nullptr;
    };

    Node m_node;
    void *m_owner;
    Callback m_expired;
    TimerWheel *m_wheel = nullptr;
    std::int64_t m_deadline = 0; // tick
    std::int64_t m_scheduled = 0; // tick of the slot it hangs in: never after the deadline
};

/// Deadlines of one thread in slots of kTick: setting and clearing take constant time. Never early, at most one tick
/// late when advance() is called in time. Reads no clock.
class TimerWheel {
public:
    static constexpr std::chrono::milliseconds kTick{10};
    static constexpr std::int64_t kNever = INT64_MAX;

    explicit TimerWheel(SteadyTime now) noexcept;
    ~TimerWheel();
    TimerWheel(const TimerWheel &) = delete;
    TimerWheel &operator=(const TimerWheel &) = delete;

    /// Sets or moves @p timer; a time that has passed counts as the next tick.
    /// @return true if nextTick() may be earlier than before
    bool set(Timer &timer, SteadyTime deadline) noexcept;
    /// Calls the callback of each timer due at @p now. Callbacks may set, clear and destroy timers, their own too.
    void advance(SteadyTime now);
    /// When advance() should be called next (it may then find nothing due), or kNever.
    [[nodiscard]] std::int64_t nextTick() const noexcept;

    [[nodiscard]] static SteadyTime timeOf(std::int64_t tick) noexcept { return SteadyTime(tick * kTick); }

private:
    friend class Timer;
    static constexpr unsigned kBits = 6;
    static constexpr unsigned kSlots = 1U << kBits;
    static constexpr unsigned kLevels = 4; // 64^4 ticks: 46 hours; what is later is looked at again then

    void link(Timer &timer) noexcept;
    static void append(Timer::Link &slot, Timer::Link &link) noexcept;
    static void unlink(Timer::Link &link) noexcept;
    void cascade(unsigned level);
    void expire(Timer::Link &slot);

    std::array<std::array<Timer::Link, kSlots>, kLevels> m_slots;
    std::array<std::uint64_t, kLevels> m_used{}; // a bit a slot; may be set for a slot that has become empty
    std::int64_t m_now; // last tick dealt with
    std::size_t m_count = 0;
};

} // namespace gatehouse::net

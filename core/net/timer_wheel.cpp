#include "core/net/timer_wheel.h"

#include <bit>

namespace gatehouse::net {

namespace {

constexpr std::int64_t tickBefore(SteadyTime time) noexcept
{
    return time.time_since_epoch() / TimerWheel::kTick;
}

constexpr std::int64_t tickAfter(SteadyTime time) noexcept
{
    return std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<1, 100>>>(time.time_since_epoch()).count();
}
static_assert(TimerWheel::kTick == std::chrono::duration<std::int64_t, std::ratio<1, 100>>(1));

} // namespace

void Timer::clear() noexcept
{
    if (!m_wheel)
        return;
    TimerWheel::unlink(m_node);
    --m_wheel->m_count;
    m_wheel = nullptr;
}

TimerWheel::TimerWheel(SteadyTime now) noexcept
    : m_now(tickBefore(now))
{
}

TimerWheel::~TimerWheel()
{
    for (auto &level : m_slots) {
        for (Timer::Link &slot : level) {
            while (slot.next != &slot)
                static_cast<Timer::Node *>(slot.next)->timer->clear();
        }
    }
}

bool TimerWheel::set(Timer &timer, SteadyTime deadline) noexcept
{
    timer.m_deadline = std::max(tickAfter(deadline), m_now + 1);
    if (timer.m_wheel) {
        if (timer.m_scheduled <= timer.m_deadline)
            return false;
        timer.clear();
    }
    timer.m_node.timer = &timer;
    timer.m_wheel = this;
    ++m_count;
    link(timer);
    return true;
}

void TimerWheel::link(Timer &timer) noexcept
{
    constexpr std::int64_t kReach = std::int64_t(1) << (kBits * kLevels);
    const std::int64_t tick = std::min(timer.m_deadline, m_now + kReach - 1);
    // The level is the highest digit (base 64) in which the tick differs from now: its slot is then reached, and taken
    // down a level, when the digits above agree.
    const auto differing = static_cast<std::uint64_t>(tick ^ m_now);
    const unsigned level
        = std::min<unsigned>((static_cast<unsigned>(std::bit_width(differing)) - 1) / kBits, kLevels - 1);
    const unsigned index = static_cast<unsigned>(tick >> (kBits * level)) % kSlots;
    timer.m_scheduled = tick;
    m_used[level] |= std::uint64_t(1) << index;
    append(m_slots[level][index], timer.m_node);
}

void TimerWheel::append(Timer::Link &slot, Timer::Link &link) noexcept
{
    link.previous = slot.previous;
    link.next = &slot;
    slot.previous->next = &link;
    slot.previous = &link;
}

void TimerWheel::unlink(Timer::Link &link) noexcept
{
    link.previous->next = link.next;
    link.next->previous = link.previous;
    link.previous = link.next = &link;
}

void TimerWheel::advance(SteadyTime now)
{
    const std::int64_t target = tickBefore(now);
    while (m_now < target) {
        if (m_count == 0) {
            m_used = {};
            m_now = target;
            return;
        }
        m_now = std::min(target, nextTick());
        for (unsigned level = kLevels - 1; level > 0; --level) {
            if (m_now % (std::int64_t(1) << (kBits * level)) == 0)
                cascade(level);
        }
        const auto index = static_cast<unsigned>(m_now % kSlots);
        m_used[0] &= ~(std::uint64_t(1) << index);
        expire(m_slots[0][index]);
    }
}

void TimerWheel::cascade(unsigned level)
{
    const unsigned index = static_cast<unsigned>(m_now >> (kBits * level)) % kSlots;
    m_used[level] &= ~(std::uint64_t(1) << index);
    Timer::Link &slot = m_slots[level][index];
    while (slot.next != &slot) { // each goes to a lower level, or far ahead: never back into this slot
        Timer &timer = *static_cast<Timer::Node *>(slot.next)->timer;
        unlink(timer.m_node);
        if (timer.m_deadline <= m_now)
            append(m_slots[0][static_cast<unsigned>(m_now % kSlots)], timer.m_node);
        else
            link(timer);
    }
}

void TimerWheel::expire(Timer::Link &slot)
{
    while (slot.next != &slot) {
        Timer &timer = *static_cast<Timer::Node *>(slot.next)->timer;
        unlink(timer.m_node);
        if (timer.m_deadline > m_now) { // was moved ahead meanwhile
            link(timer);
            continue;
        }
        --m_count;
        timer.m_wheel = nullptr;
        timer.m_expired(timer.m_owner);
    }
}

std::int64_t TimerWheel::nextTick() const noexcept
{
    if (m_count == 0)
        return kNever;
    std::int64_t next = kNever;
    for (unsigned level = 0; level < kLevels; ++level) {
        if (m_used[level] == 0)
            continue;
        const std::int64_t digit = m_now >> (kBits * level);
        const auto following = static_cast<int>((digit + 1) % kSlots);
        const std::int64_t ahead = std::countr_zero(std::rotr(m_used[level], following)) + 1;
        next = std::min(next, (digit + ahead) << (kBits * level));
    }
    return next;
}

} // namespace gatehouse::net

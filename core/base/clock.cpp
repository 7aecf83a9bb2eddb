#include "core/base/clock.h"

#include <algorithm>

namespace gatehouse {

using std::chrono::nanoseconds;

nanoseconds VirtualClock::elapsedLocked() const noexcept
{
    if (m_factor == 0.0)
        return m_elapsed;
    const std::chrono::duration<double, std::nano> run = std::chrono::steady_clock::now() - m_since;
    return m_elapsed + nanoseconds(static_cast<nanoseconds::rep>(run.count() * m_factor));
}

nanoseconds VirtualClock::elapsed() const noexcept
{
    const std::lock_guard lock(m_mutex);
    return elapsedLocked();
}

void VirtualClock::advance(std::chrono::microseconds by) noexcept
{
    const std::lock_guard lock(m_mutex);
    m_elapsed += std::max(by, std::chrono::microseconds(0));
}

void VirtualClock::run(double factor) noexcept
{
    const std::lock_guard lock(m_mutex);
    m_elapsed = elapsedLocked();
    m_since = std::chrono::steady_clock::now();
    m_factor = std::max(factor, 0.0);
}

double VirtualClock::factor() const noexcept
{
    const std::lock_guard lock(m_mutex);
    return m_factor;
}

} // namespace gatehouse

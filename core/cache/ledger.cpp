#include "core/cache/ledger.h"

namespace gatehouse::cache {

std::string_view toString(Outcome outcome) noexcept
{
    switch (outcome) {
    case Outcome::Hit: return "hit";
    case Outcome::Absent: return "miss";
    case Outcome::Expired: return "miss, expired";
    case Outcome::Invalidated: return "invalidated";
    }
    return {};
}

void Ledger::keep(std::size_t records)
{
    const std::lock_guard lock(m_mutex);
    m_limit.store(records, std::memory_order_relaxed);
    while (m_records.size() > records)
        m_records.pop_front();
}

void Ledger::add(LookUp lookUp)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t limit = m_limit.load(std::memory_order_relaxed);
    if (limit == 0)
        return;
    if (m_records.size() >= limit)
        m_records.pop_front();
    lookUp.serial = ++m_serial;
    m_records.push_back(std::move(lookUp));
}

std::vector<LookUp> Ledger::after(std::uint64_t serial, std::size_t count) const
{
    const std::lock_guard lock(m_mutex);
    const auto first = std::ranges::upper_bound(m_records, serial, {}, &LookUp::serial);
    const auto size = std::min<std::ptrdiff_t>(std::ptrdiff_t(count), m_records.end() - first);
    return {first, first + size};
}

} // namespace gatehouse::cache

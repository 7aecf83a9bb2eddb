#include "core/cache/shard.h"

namespace gatehouse::cache {

namespace {

constexpr std::size_t kFirstBuckets = 16; // a power of two
constexpr int kSwept = 2; // old entries looked at when one is stored: those past their TTL go before others must

} // namespace

Usage &Usage::operator+=(const Usage &other) noexcept
{
    entries += other.entries;
    octets += other.octets;
    stored += other.stored;
    evicted += other.evicted;
    expired += other.expired;
    return *this;
}

Shard::Shard()
    : m_bucketCount(kFirstBuckets)
    , m_buckets(std::make_unique<Table::bucket_type[]>(kFirstBuckets))
    , m_table(Table::bucket_traits(m_buckets.get(), kFirstBuckets))
{
}

Shard::~Shard()
{
    Recency all = takeAll();
    release(all);
}

Shard::Recency Shard::takeAll()
{
    Recency all;
    all.swap(m_recency);
    m_table.clear();
    m_usage.entries = 0;
    m_usage.octets = 0;
    return all;
}

void Shard::release(Recency &entries) noexcept
{
    entries.clear_and_dispose([](Entry *entry) { intrusive_ptr_release(entry); });
}

void Shard::reset(std::size_t octets)
{
    Recency all;
    {
        const std::lock_guard lock(m_mutex);
        m_room = octets;
        all = takeAll();
        auto first = std::make_unique<Table::bucket_type[]>(kFirstBuckets);
        m_table.rehash(Table::bucket_traits(first.get(), kFirstBuckets));
        m_buckets = std::move(first);
        m_bucketCount = kFirstBuckets;
    }
    release(all);
}

void Shard::flush()
{
    Recency all;
    {
        const std::lock_guard lock(m_mutex);
        all = takeAll();
    }
    release(all);
}

Found Shard::find(std::uint64_t hash, std::string_view key, SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_table.find(
        key, [hash](std::string_view) { return hash; },
        [](std::string_view wanted, const Entry &entry) { return wanted == entry.key(); });
    if (found == m_table.end())
        return {};
    Found result{nullptr, found->isExpired(now), now - found->storedAt()};
    if (result.expired) {
        ++m_usage.expired;
        drop(found);
        return result;
    }
    m_recency.splice(m_recency.begin(), m_recency, Recency::s_iterator_to(*found));
    found->countHit();
    result.entry = EntryPtr(&*found);
    return result;
}

StoreResult Shard::store(boost::intrusive_ptr<Entry> entry, SteadyTime now)
{
    const std::size_t octets = entry->octets();
    const std::lock_guard lock(m_mutex);
    if (const auto same = m_table.find(*entry); same != m_table.end())
        drop(same);
    if (octets > m_room)
        return StoreResult::NoRoom;
    for (int i = 0; i < kSwept && !m_recency.empty() && m_recency.back().isExpired(now); ++i) {
        ++m_usage.expired;
        dropLeastRecent();
    }
    while (m_usage.octets + octets > m_room) {
        ++m_usage.evicted;
        dropLeastRecent();
    }
    if (m_usage.entries >= m_bucketCount)
        grow();
    m_table.insert(*entry);
    m_recency.push_front(*entry);
    entry.detach(); // the table's reference
    m_usage.octets += octets;
    ++m_usage.entries;
    ++m_usage.stored;
    return StoreResult::Stored;
}

bool Shard::erase(std::uint64_t hash, std::string_view key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_table.find(
        key, [hash](std::string_view) { return hash; },
        [](std::string_view wanted, const Entry &entry) { return wanted == entry.key(); });
    if (found == m_table.end())
        return false;
    drop(found);
    return true;
}

Shard::Table::const_iterator Shard::at(std::uint64_t hash) const
{
    return m_table.find(
        hash, [](std::uint64_t wanted) { return wanted; },
        [](std::uint64_t wanted, const Entry &entry) { return wanted == entry.hash(); });
}

bool Shard::erase(std::uint64_t hash)
{
    const std::lock_guard lock(m_mutex);
    const auto found = at(hash);
    if (found == m_table.cend())
        return false;
    drop(found.unconst());
    return true;
}

EntryPtr Shard::peek(std::uint64_t hash) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = at(hash);
    return found == m_table.cend() ? nullptr : EntryPtr(&*found);
}

Usage Shard::usage() const
{
    const std::lock_guard lock(m_mutex);
    return m_usage;
}

void Shard::drop(Table::iterator entry) noexcept
{
    Entry &dropped = *entry;
    m_table.erase(entry);
    m_recency.erase(Recency::s_iterator_to(dropped));
    m_usage.octets -= dropped.octets();
    --m_usage.entries;
    intrusive_ptr_release(&dropped);
}

void Shard::dropLeastRecent() noexcept
{
    drop(m_table.iterator_to(m_recency.back()));
}

void Shard::grow()
{
    const std::size_t count = m_bucketCount * 2;
    auto bigger = std::make_unique<Table::bucket_type[]>(count);
    m_table.rehash(Table::bucket_traits(bigger.get(), count));
    m_buckets = std::move(bigger);
    m_bucketCount = count;
}

} // namespace gatehouse::cache

#pragma once

#include "core/cache/entry.h"

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/unordered_set.hpp>

#include <memory>
#include <mutex>

namespace gatehouse::cache {

/// What a look-up found: an entry, or nothing and why.
struct Found {
    EntryPtr entry; ///< null: a miss
    bool expired = false; ///< there was one, too old
    std::chrono::nanoseconds age{0}; ///< of either
};

enum class StoreResult : std::uint8_t {
    Stored,
    NoRoom, ///< larger than the cache, or there is none
};

/// What shards count.
struct Usage {
    std::uint64_t entries = 0;
    std::uint64_t octets = 0;
    std::uint64_t stored = 0; ///< since the cache was made, as are the following
    std::uint64_t evicted = 0; ///< to make room
    std::uint64_t expired = 0; ///< found past their TTL

    Usage &operator+=(const Usage &other) noexcept;
};

/// The entries whose keys' hashes fall to it, least recently used first out. Thread-safe by one lock of its own.
class Shard {
public:
    Shard();
    ~Shard();
    Shard(const Shard &) = delete;
    Shard &operator=(const Shard &) = delete;

    /// Drops all entries. @param octets  room from now on
    void reset(std::size_t octets);
    void flush();

    /// Counts the hit; the entry becomes the most recently used. An entry past its TTL is dropped.
    [[nodiscard]] Found find(std::uint64_t hash, std::string_view key, SteadyTime now);
    /// Replaces the entry of the same key. Entries in use by answers are not counted any more once they left.
    StoreResult store(boost::intrusive_ptr<Entry> entry, SteadyTime now);
    bool erase(std::uint64_t hash, std::string_view key);
    bool erase(std::uint64_t hash);
    [[nodiscard]] EntryPtr peek(std::uint64_t hash) const; ///< without counting; null if there is none

    [[nodiscard]] Usage usage() const;
    /// Calls @p visit with entries, the most recently used first, until it returns false. Holds the lock meanwhile.
    template <class Visit>
    void visit(Visit visit) const
    {
        const std::lock_guard lock(m_mutex);
        for (const Entry &entry : m_recency) {
            if (!visit(entry))
                return;
        }
    }

private:
    struct HashOf {
        std::size_t operator()(const Entry &entry) const noexcept { return entry.hash(); }
    };
    struct SameKey {
        bool operator()(const Entry &a, const Entry &b) const noexcept { return a.key() == b.key(); }
    };
    using Table
        = boost::intrusive::unordered_set<Entry, boost::intrusive::base_hook<TableHook>, boost::intrusive::hash<HashOf>,
                                          boost::intrusive::equal<SameKey>, boost::intrusive::power_2_buckets<true>>;
    using Buckets = std::unique_ptr<Table::bucket_type[]>;
    using Recency = boost::intrusive::list<Entry, boost::intrusive::base_hook<RecencyHook>,
                                           boost::intrusive::constant_time_size<false>>;

    [[nodiscard]] Table::const_iterator at(std::uint64_t hash) const;
    void drop(Table::iterator entry) noexcept;
    void dropLeastRecent() noexcept;
    [[nodiscard]] Recency takeAll();
    static void release(Recency &entries) noexcept;
    void grow();

    mutable std::mutex m_mutex; // guards all that follows
    std::size_t m_room = 0; // octets
    std::size_t m_bucketCount;
    Buckets m_buckets;
    Table m_table; // holds a reference to each of its entries
    Recency m_recency; // the same entries; front: most recently used
    Usage m_usage;
};

} // namespace gatehouse::cache

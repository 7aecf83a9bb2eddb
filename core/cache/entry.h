#pragma once

#include "core/base/clock.h"

#include <boost/intrusive/list_hook.hpp>
#include <boost/intrusive/unordered_set_hook.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse::cache {

/// A method of a stage as its cache knows it: who stored an entry, and what the metrics count.
/// Lives as long as the StageCache that made it; the counters may be read from any thread.
struct alignas(64) CachedMethod {
    std::string httpMethod; ///< a verb
    std::string resourcePath; ///< template, "/pets/{petId}"
    std::atomic<std::uint64_t> hits = 0; ///< CacheHitCount
    std::atomic<std::uint64_t> misses = 0; ///< CacheMissCount
};

/// What a client gets but for what differs from request to request (ids and date). The views belong to the giver.
struct Answer {
    int status = 200;
    std::string_view contentType = {};
    std::string_view fields = {}; ///< "Name: value\r\n" of all others, in order
    std::string_view body = {};
    bool withTraceId = false; ///< X-Amzn-Trace-Id is added
};

/// How an answer is stored.
struct StoreOptions {
    const CachedMethod *method = nullptr; ///< never null
    std::chrono::seconds ttl{300};
    bool encrypted = false; ///< cacheDataEncrypted: shown, without further effect
};

class Entry;
using EntryPtr = boost::intrusive_ptr<const Entry>;

using TableHook = boost::intrusive::unordered_set_base_hook<boost::intrusive::link_mode<boost::intrusive::normal_link>>;
using RecencyHook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::normal_link>>;

/// A stored answer. Immutable but for its hits, and one allocation: whoever sends it shares its octets, and it lives on
/// after it left the cache until the last of them is done.
class Entry final : public TableHook, public RecencyHook {
public:
    [[nodiscard]] static boost::intrusive_ptr<Entry>
    make(std::uint64_t hash, std::string_view key, const Answer &answer, const StoreOptions &options, SteadyTime now);
    Entry(const Entry &) = delete;
    Entry &operator=(const Entry &) = delete;

    [[nodiscard]] std::uint64_t hash() const noexcept { return m_hash; }
    [[nodiscard]] std::string_view key() const noexcept { return {text(), m_keySize}; }
    [[nodiscard]] Answer answer() const noexcept;
    [[nodiscard]] const CachedMethod &method() const noexcept { return *m_method; }
    [[nodiscard]] SteadyTime storedAt() const noexcept { return m_storedAt; }
    [[nodiscard]] std::chrono::seconds ttl() const noexcept { return std::chrono::seconds(m_ttl); }
    /// An entry is served while less than its TTL has passed.
    [[nodiscard]] bool isExpired(SteadyTime now) const noexcept { return now - m_storedAt >= ttl(); }
    [[nodiscard]] bool isEncrypted() const noexcept { return m_encrypted; }
    [[nodiscard]] std::uint32_t hits() const noexcept { return m_hits.load(std::memory_order_relaxed); }
    void countHit() noexcept { m_hits.store(hits() + 1, std::memory_order_relaxed); } ///< under the shard's lock

    /// Memory it takes in a cache: its allocation with what the allocator adds, and its place in the table.
    [[nodiscard]] std::size_t octets() const noexcept { return octetsFor(textSize()); }
    [[nodiscard]] static std::size_t octetsFor(std::size_t textSize) noexcept;

private:
    Entry() = default;
    ~Entry() = default;
    [[nodiscard]] std::size_t textSize() const noexcept
    {
        return std::size_t(m_keySize) + m_contentTypeSize + m_fieldsSize + m_bodySize;
    }
    [[nodiscard]] const char *text() const noexcept { return reinterpret_cast<const char *>(this + 1); }
    [[nodiscard]] char *text() noexcept { return reinterpret_cast<char *>(this + 1); }

    friend void intrusive_ptr_add_ref(const Entry *entry) noexcept
    {
        entry->m_references.fetch_add(1, std::memory_order_relaxed);
    }
    friend void intrusive_ptr_release(const Entry *entry) noexcept
    {
        if (entry->m_references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy(entry);
    }
    static void destroy(const Entry *entry) noexcept;

    std::uint64_t m_hash = 0;
    SteadyTime m_storedAt;
    const CachedMethod *m_method = nullptr;
    mutable std::atomic<std::uint32_t> m_references = 0;
    std::atomic<std::uint32_t> m_hits = 0;
    std::uint32_t m_ttl = 0; // seconds
    std::uint32_t m_keySize = 0; // of what follows this object, in this order
    std::uint32_t m_contentTypeSize = 0;
    std::uint32_t m_fieldsSize = 0;
    std::uint32_t m_bodySize = 0;
    std::uint16_t m_status = 0;
    bool m_withTraceId = false;
    bool m_encrypted = false;
};

} // namespace gatehouse::cache

#pragma once

#include "core/cache/key.h"
#include "core/cache/ledger.h"
#include "core/cache/shard.h"

#include <map>
#include <optional>

namespace gatehouse::cache {

inline constexpr std::size_t kMaxBody = 1048576; ///< octets of the largest content cached (rest-runtime.md 5.3)
inline constexpr std::chrono::seconds kMaxTtl{3600}; ///< rest-runtime.md 5.3

/// A parameter of a key as people see it: secrets are masked.
struct KeyPart {
    std::string name; ///< "method.request.header.Accept"
    std::optional<std::string> value; ///< nothing: the request had none

    bool operator==(const KeyPart &) const = default;
};

/// What a key was made of.
struct Recipe {
    KeySpace space;
    std::vector<KeyPart> parts; ///< one for each of the space's parameters
};

/// An entry as an inspector shows it.
struct EntryInfo {
    std::uint64_t id = 0; ///< for entry() and flushEntry()
    Recipe recipe;
    const CachedMethod *method = nullptr; ///< that stored it
    int status = 0;
    std::string contentType;
    std::size_t bodyOctets = 0;
    std::size_t octets = 0; ///< memory it takes
    std::chrono::nanoseconds age{0};
    std::chrono::seconds ttl{0};
    std::uint32_t hits = 0;
    bool encrypted = false;
};

struct EntryPage {
    std::vector<EntryInfo> entries;
    std::uint64_t total = 0; ///< entries in the cache
};

/// Where a key differs from one that has an entry.
struct Difference {
    std::string name; ///< of the parameter
    std::optional<std::string> wanted; ///< masked as in a Recipe
    std::optional<std::string> stored;

    bool operator==(const Difference &) const = default;
};

/// The entry that a missed key came closest to.
struct Nearest {
    std::uint64_t id = 0;
    std::vector<Difference> differences; ///< the fewest; empty: it is the key's own entry
};

/// The answers that one stage keeps: bounded by octets, each for its TTL, least recently used first out. Source:
/// rest-runtime.md 5.3.
///
/// Outlives the deployments of the stage, whose entries stay: only flush(), another capacity and time remove them.
/// Thread-safe. Entries are spread over up to 64 shards, each with a lock of its own and an equal share of the
/// capacity, never less than 16 MiB where the capacity allows; a look-up takes one of these locks and allocates nothing
/// (measured: 67 ns with one key, 0.8 us with a million). Time comes from the callers, who must all read one clock.
///
/// Memory: an entry takes 80 octets with its key, content type, fields and body, what the allocator adds, and 16 for
/// its place in the table; a key takes 4 octets, and for each parameter 4 and the value. A million entries with one
/// parameter of 8 octets, "application/json" and bodies of 64 octets take 208 octets each (measured: 200).
class StageCache {
public:
    StageCache();
    StageCache(const StageCache &) = delete;
    StageCache &operator=(const StageCache &) = delete;

    /// Room for entries in octets; 0 (the default): nothing is kept. Another capacity drops all entries.
    void setCapacity(std::size_t octets);
    [[nodiscard]] std::size_t capacity() const noexcept { return m_capacity.load(std::memory_order_relaxed); }

    /// The same for equal ones; never forgotten.
    [[nodiscard]] KeySpaceId keySpace(const KeySpace &space);
    [[nodiscard]] CachedMethod &method(std::string_view httpMethod, std::string_view resourcePath);

    [[nodiscard]] Found find(std::string_view key, SteadyTime now);
    StoreResult store(std::string_view key, const Answer &answer, const StoreOptions &options, SteadyTime now);
    bool erase(std::string_view key);

    /// Removes all entries, as DELETE /restapis/{api}/stages/{stage}/cache/data does.
    void flush();
    bool flushEntry(std::uint64_t id);

    [[nodiscard]] Usage usage() const;
    [[nodiscard]] std::vector<const CachedMethod *> methods() const;
    [[nodiscard]] Ledger &ledger() noexcept { return m_ledger; }
    /// A page of what is in the cache. Its order holds while nothing is stored, used or removed.
    [[nodiscard]] EntryPage entries(std::size_t offset, std::size_t count, SteadyTime now) const;
    [[nodiscard]] EntryPtr entry(std::uint64_t id) const; ///< null if it has gone
    [[nodiscard]] Recipe recipe(std::string_view key) const;
    /// Looks at the @p limit most recently used entries of each shard. Not for the hot path.
    [[nodiscard]] std::optional<Nearest> nearest(std::string_view key, SteadyTime now, std::size_t limit) const;

private:
    [[nodiscard]] std::uint64_t hashOf(std::string_view key) const noexcept;
    [[nodiscard]] Shard &shardOf(std::uint64_t hash) const noexcept;
    [[nodiscard]] const KeySpace &space(KeySpaceId id) const;

    static constexpr std::size_t kShards = 64; // at most
    static constexpr std::size_t kShardOctets = 16U * 1024U * 1024U; // at least, but for small caches

    const std::uint64_t m_hashSeed; // keys hold what clients send: nobody may choose collisions
    std::atomic<std::size_t> m_capacity = 0;
    std::atomic<std::size_t> m_used = 1; // shards that entries are spread over: a power of two
    std::unique_ptr<Shard[]> m_shards;
    Ledger m_ledger;

    mutable std::mutex m_namesMutex; // guards what follows
    std::map<KeySpace, KeySpaceId> m_spaceIds;
    std::vector<const KeySpace *> m_spaces; // keys of m_spaceIds, by id
    std::map<std::pair<std::string, std::string>, std::unique_ptr<CachedMethod>> m_methods;
};

} // namespace gatehouse::cache

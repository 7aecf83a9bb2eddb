#include "core/cache/stage_cache.h"

#include "core/base/random.h"
#include "core/trace/recorder.h"

#include <boost/hash2/siphash.hpp>

#include <bit>

namespace gatehouse::cache {

namespace {

std::optional<std::string> shownValue(std::string_view name, std::optional<std::string_view> value)
{
    return value ? std::optional(trace::shown(name, *value)) : std::nullopt;
}

} // namespace

StageCache::StageCache()
    : m_hashSeed(Random().next())
    , m_shards(std::make_unique<Shard[]>(kShards))
{
}

void StageCache::setCapacity(std::size_t octets)
{
    if (m_capacity.exchange(octets) == octets)
        return;
    const std::size_t used = std::bit_floor(std::clamp<std::size_t>(octets / kShardOctets, 1, kShards));
    m_used.store(used);
    for (std::size_t i = 0; i < kShards; ++i)
        m_shards[i].reset(i < used ? octets / used : 0);
}

KeySpaceId StageCache::keySpace(const KeySpace &space)
{
    const std::lock_guard lock(m_namesMutex);
    const auto [found, isNew] = m_spaceIds.try_emplace(space, static_cast<KeySpaceId>(m_spaces.size()));
    if (isNew)
        m_spaces.push_back(&found->first);
    return found->second;
}

CachedMethod &StageCache::method(std::string_view httpMethod, std::string_view resourcePath)
{
    const std::lock_guard lock(m_namesMutex);
    auto &method = m_methods[{std::string(resourcePath), std::string(httpMethod)}];
    if (!method) {
        method = std::make_unique<CachedMethod>();
        method->httpMethod = httpMethod;
        method->resourcePath = resourcePath;
    }
    return *method;
}

std::vector<const CachedMethod *> StageCache::methods() const
{
    const std::lock_guard lock(m_namesMutex);
    std::vector<const CachedMethod *> all;
    for (const auto &[name, method] : m_methods)
        all.push_back(method.get());
    return all;
}

const KeySpace &StageCache::space(KeySpaceId id) const
{
    const std::lock_guard lock(m_namesMutex);
    return *m_spaces.at(id);
}

std::uint64_t StageCache::hashOf(std::string_view key) const noexcept
{
    boost::hash2::siphash_64 hash(m_hashSeed);
    hash.update(key.data(), key.size());
    return hash.result();
}

Shard &StageCache::shardOf(std::uint64_t hash) const noexcept
{
    // The high half: tables go by the low one. An entry that another thread stores while the capacity changes may end
    // in a shard where nobody looks for it any more; it leaves as all entries do.
    return m_shards[(hash >> 32) & (m_used.load(std::memory_order_relaxed) - 1)];
}

Found StageCache::find(std::string_view key, SteadyTime now)
{
    const std::uint64_t hash = hashOf(key);
    return shardOf(hash).find(hash, key, now);
}

StoreResult StageCache::store(std::string_view key, const Answer &answer, const StoreOptions &options, SteadyTime now)
{
    const std::uint64_t hash = hashOf(key);
    return shardOf(hash).store(Entry::make(hash, key, answer, options, now), now);
}

bool StageCache::erase(std::string_view key)
{
    const std::uint64_t hash = hashOf(key);
    return shardOf(hash).erase(hash, key);
}

void StageCache::flush()
{
    for (std::size_t i = 0; i < kShards; ++i)
        m_shards[i].flush();
}

bool StageCache::flushEntry(std::uint64_t id)
{
    return shardOf(id).erase(id);
}

Usage StageCache::usage() const
{
    Usage sum;
    for (std::size_t i = 0; i < kShards; ++i)
        sum += m_shards[i].usage();
    return sum;
}

EntryPage StageCache::entries(std::size_t offset, std::size_t count, SteadyTime now) const
{
    EntryPage page;
    std::vector<EntryPtr> chosen; // described when no lock is held any more
    for (std::size_t i = 0; i < kShards; ++i) {
        const std::size_t size = m_shards[i].usage().entries;
        page.total += size;
        if (offset >= size || chosen.size() == count) {
            offset -= std::min(offset, size);
            continue;
        }
        m_shards[i].visit([&](const Entry &entry) {
            if (chosen.size() == count)
                return false;
            if (offset == 0)
                chosen.emplace_back(&entry);
            else
                --offset;
            return true;
        });
    }
    for (const EntryPtr &entry : chosen) {
        const Answer answer = entry->answer();
        page.entries.push_back({.id = entry->hash(),
                                .recipe = recipe(entry->key()),
                                .method = &entry->method(),
                                .status = answer.status,
                                .contentType = std::string(answer.contentType),
                                .bodyOctets = answer.body.size(),
                                .octets = entry->octets(),
                                .age = now - entry->storedAt(),
                                .ttl = entry->ttl(),
                                .hits = entry->hits(),
                                .encrypted = entry->isEncrypted()});
    }
    return page;
}

EntryPtr StageCache::entry(std::uint64_t id) const
{
    return shardOf(id).peek(id);
}

Recipe StageCache::recipe(std::string_view key) const
{
    const KeyParts parts = readKey(key);
    Recipe recipe{space(parts.space), {}};
    for (std::size_t i = 0; i < parts.values.size(); ++i) {
        const std::string &name = recipe.space.parameters.at(i);
        recipe.parts.push_back({name, shownValue(name, parts.values[i])});
    }
    return recipe;
}

std::optional<Nearest> StageCache::nearest(std::string_view key, SteadyTime now, std::size_t limit) const
{
    const KeyParts wanted = readKey(key);
    const auto distance = [&](const KeyParts &other) {
        std::size_t differing = 0;
        for (std::size_t i = 0; i < wanted.values.size(); ++i)
            differing += wanted.values[i] == other.values[i] ? 0 : 1;
        return differing;
    };
    EntryPtr best;
    std::size_t bestDistance = wanted.values.size() + 1;
    for (std::size_t i = 0; i < kShards && bestDistance > 1; ++i) {
        m_shards[i].visit([&, left = limit](const Entry &entry) mutable {
            if (left-- == 0)
                return false;
            const KeyParts parts = readKey(entry.key());
            if (parts.space != wanted.space || entry.isExpired(now))
                return true;
            if (const std::size_t found = distance(parts); found < bestDistance) {
                bestDistance = found;
                best = EntryPtr(&entry);
            }
            return bestDistance > 1;
        });
    }
    if (!best)
        return std::nullopt;

    Nearest nearest{best->hash(), {}};
    const KeyParts stored = readKey(best->key());
    const KeySpace &names = space(wanted.space);
    for (std::size_t i = 0; i < wanted.values.size(); ++i) {
        const std::string &name = names.parameters.at(i);
        if (wanted.values[i] != stored.values[i])
            nearest.differences.push_back(
                {name, shownValue(name, wanted.values[i]), shownValue(name, stored.values[i])});
    }
    return nearest;
}

} // namespace gatehouse::cache

#include "core/throttle/registry.h"

#include <algorithm>
#include <functional>

namespace gatehouse::throttle {

std::string_view toString(Scope scope) noexcept
{
    switch (scope) {
    case Scope::Client: return "client";
    case Scope::ClientMethod: return "client and method";
    case Scope::Method: return "method";
    case Scope::Account: return "account";
    }
    return {};
}

std::string toString(const Owner &owner)
{
    switch (owner.scope) {
    case Scope::Client: return "key " + owner.apiKeyId + " in plan " + owner.usagePlanId;
    case Scope::ClientMethod:
        return "key " + owner.apiKeyId + " in plan " + owner.usagePlanId + " for " + owner.method + " of " + owner.apiId
            + "/" + owner.stage;
    case Scope::Method: return "method " + owner.method + " of " + owner.apiId + "/" + owner.stage;
    case Scope::Account: return "account " + owner.account;
    }
    return {};
}

Bucket::Bucket(std::uint64_t id, Owner owner, Limit limit, SteadyTime now)
    : m_id(id)
    , m_owner(std::move(owner))
    , m_tokens(limit, now)
{
}

Bucket::Bucket(const Bucket &before, Limit limit, SteadyTime now)
    : m_id(before.m_id)
    , m_owner(before.m_owner)
    , m_tokens(limit, before.m_tokens, now)
    , m_admitted(before.m_admitted.load(std::memory_order_relaxed))
    , m_refused(before.m_refused.load(std::memory_order_relaxed))
{
}

BucketInfo Bucket::info(SteadyTime now) const
{
    return {m_id,
            m_owner,
            m_tokens.limit(),
            m_tokens.level(now),
            m_admitted.load(std::memory_order_relaxed),
            m_refused.load(std::memory_order_relaxed)};
}

bool Bucket::isFull(SteadyTime now) const noexcept
{
    return m_tokens.level(now) >= static_cast<double>(m_tokens.limit().burst);
}

std::size_t Registry::Hash::operator()(const Owner &owner) const noexcept
{
    std::size_t hash = static_cast<std::size_t>(owner.scope);
    for (const std::string *part :
         {&owner.account, &owner.apiId, &owner.stage, &owner.method, &owner.usagePlanId, &owner.apiKeyId})
        hash = hash * 1099511628211U ^ std::hash<std::string>()(*part);
    return hash;
}

std::shared_ptr<Bucket> Registry::bucket(Owner owner, Limit limit)
{
    const SteadyTime now = m_clock.steady();
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_buckets.find(owner); found != m_buckets.end()) {
        if ((*found)->limit() == limit)
            return *found;
        auto changed = std::make_shared<Bucket>(**found, limit, now);
        m_buckets.erase(found);
        m_buckets.insert(changed);
        return changed;
    }
    if (m_buckets.size() >= m_nextDrop) {
        dropUnused(now);
        m_nextDrop = std::max(m_nextDrop, 2 * m_buckets.size());
    }
    auto made = std::make_shared<Bucket>(++m_lastId, std::move(owner), limit, now);
    m_buckets.insert(made);
    return made;
}

void Registry::dropUnused(SteadyTime now)
{
    std::erase_if(m_buckets, [now](const auto &bucket) { return bucket.use_count() == 1 && bucket->isFull(now); });
}

bool Registry::take(Bucket &bucket) const
{
    const SteadyTime now = m_clock.steady();
    if (bucket.take(now))
        return true;
    if (m_observed.load(std::memory_order_relaxed)) {
        std::shared_ptr<RefusalObserver> observer;
        {
            const std::lock_guard lock(m_mutex);
            observer = m_observer;
        }
        if (observer)
            observer->refused(bucket.info(now));
    }
    return false;
}

std::vector<BucketInfo> Registry::list() const
{
    std::vector<BucketInfo> all;
    {
        const SteadyTime now = m_clock.steady();
        const std::lock_guard lock(m_mutex);
        all.reserve(m_buckets.size());
        for (const std::shared_ptr<Bucket> &bucket : m_buckets) {
            if (bucket.use_count() > 1 || !bucket->isFull(now))
                all.push_back(bucket->info(now));
        }
    }
    std::ranges::sort(all, {}, &BucketInfo::id);
    return all;
}

std::size_t Registry::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

void Registry::setObserver(std::shared_ptr<RefusalObserver> observer)
{
    const std::lock_guard lock(m_mutex);
    m_observed.store(observer != nullptr, std::memory_order_relaxed);
    m_observer = std::move(observer);
}

} // namespace gatehouse::throttle

#include "core/cache/stage_caches.h"

#include "core/cache/stage_cache.h"

#include <charconv>

namespace gatehouse::cache {

std::optional<std::size_t> clusterOctets(std::string_view size)
{
    if (size.empty())
        size = kClusterSizes[0];
    if (!std::ranges::contains(kClusterSizes, size))
        return std::nullopt;
    double gigabytes = 0;
    std::from_chars(size.data(), size.data() + size.size(), gigabytes);
    return static_cast<std::size_t>(gigabytes * (1U << 30));
}

std::shared_ptr<StageCache> StageCaches::make(const model::ApiId &api, std::string_view stage)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<StageCache> &cache = m_caches[{api, std::string(stage)}];
    if (!cache)
        cache = std::make_shared<StageCache>();
    return cache;
}

std::shared_ptr<StageCache> StageCaches::find(const model::ApiId &api, std::string_view stage) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_caches.find({api, std::string(stage)});
    return found == m_caches.end() ? nullptr : found->second;
}

void StageCaches::turnOff()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[name, cache] : m_caches)
        cache->setCapacity(0);
}

} // namespace gatehouse::cache

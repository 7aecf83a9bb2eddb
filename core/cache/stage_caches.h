#pragma once

#include "core/model/common.h"

#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace gatehouse::cache {

class StageCache;

/// The sizes that a stage's cacheClusterSize may have, in GB. Source: rest-runtime.md 5.3.
inline constexpr std::string_view kClusterSizes[] = {"0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"};
/// Octets of such a size, a GB being 2^30 of them (assumed); an empty text means the smallest. Nothing for any other.
[[nodiscard]] std::optional<std::size_t> clusterOctets(std::string_view size);

/// The caches of all stages of a gateway. Thread-safe.
class StageCaches {
public:
    /// No stage gets more room than @p octets, whatever its cluster size says. Holds for stages compiled from now on.
    void limit(std::size_t octets) noexcept { m_limit.store(octets, std::memory_order_relaxed); }
    [[nodiscard]] std::size_t limit() const noexcept { return m_limit.load(std::memory_order_relaxed); }

    /// The stage's, made without any room if it is new. A stage keeps its cache as long as this object lives.
    [[nodiscard]] std::shared_ptr<StageCache> make(const model::ApiId &api, std::string_view stage);
    [[nodiscard]] std::shared_ptr<StageCache> find(const model::ApiId &api, std::string_view stage) const; ///< or null
    /// Takes all room from all of them.
    void turnOff();

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<model::ApiId, std::string>, std::shared_ptr<StageCache>> m_caches;
    std::atomic<std::size_t> m_limit = std::numeric_limits<std::size_t>::max();
};

} // namespace gatehouse::cache

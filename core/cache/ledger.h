#pragma once

#include "core/base/clock.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::cache {

struct CachedMethod;

enum class Outcome : std::uint8_t {
    Hit,
    Absent, ///< a miss: no entry of that key
    Expired, ///< a miss: the entry was past its TTL
    Invalidated, ///< counts as a miss: the client asked for it, and may
};
[[nodiscard]] std::string_view toString(Outcome outcome) noexcept; ///< "hit", "miss", "miss, expired", "invalidated"

/// One look-up, as an inspector lists them.
struct LookUp {
    std::uint64_t serial = 0; ///< counts up from 1 in one cache
    SystemTime at;
    std::string requestId;
    const CachedMethod *method = nullptr;
    std::string key; ///< for StageCache::recipe() and nearest(); holds values as they came, secrets too
    Outcome outcome = Outcome::Absent;
    std::chrono::nanoseconds age{0}; ///< of the entry hit, expired or invalidated
};

/// The last look-ups of a cache. Keeps none until somebody asks for it: a look-up then costs a branch. Thread-safe.
class Ledger {
public:
    /// Keeps the last @p records from now on; 0 (the default) forgets all and keeps none.
    void keep(std::size_t records);
    [[nodiscard]] bool isKept() const noexcept { return m_limit.load(std::memory_order_relaxed) != 0; }
    void add(LookUp lookUp);
    /// Those after @p serial, oldest first, at most @p count.
    [[nodiscard]] std::vector<LookUp> after(std::uint64_t serial, std::size_t count) const;

private:
    std::atomic<std::size_t> m_limit = 0;
    mutable std::mutex m_mutex; // guards the rest
    std::uint64_t m_serial = 0;
    std::deque<LookUp> m_records;
};

} // namespace gatehouse::cache

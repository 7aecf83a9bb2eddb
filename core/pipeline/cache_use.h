#pragma once

#include "core/cache/entry.h"

#include <string>

namespace gatehouse::pipeline {

struct CachePlan;

/// What the stage's cache does for one request. Source: rest-runtime.md 5.3.
struct CacheUse {
    enum class Result : std::uint8_t {
        None, ///< the method is not cached
        Hit, ///< CacheHitCount
        Miss, ///< CacheMissCount
    };

    Result result = Result::None;
    bool mayInvalidate = false; ///< the caller's policy allows execute-api:InvalidateCache on the method
    bool warns = false; ///< the answer says that Cache-Control was ignored
    const CachePlan *plan = nullptr; ///< what the answer is going to be stored by; null: it is not
    cache::EntryPtr entry; ///< a hit: what the answer points into
    std::string key;
    std::string scratch;

    /// Ready for a new request; keeps the buffers.
    void begin() noexcept
    {
        result = Result::None;
        mayInvalidate = false;
        warns = false;
        plan = nullptr;
    }
};

} // namespace gatehouse::pipeline

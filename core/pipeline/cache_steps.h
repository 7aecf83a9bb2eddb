#pragma once

#include "core/cache/stage_cache.h"
#include "core/model/method_settings.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/step.h"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

/// How the answers to one verb of a method are cached, compiled.
struct CachePlan {
    std::string httpMethod; ///< a verb
    cache::CachedMethod *method = nullptr;
    cache::KeySpaceId space = 0;
    std::chrono::seconds ttl{300}; ///< more than 0
    bool encrypted = false;
    bool requireAuthorization = true; ///< to invalidate an entry
    model::UnauthorizedCacheControl unauthorized = model::UnauthorizedCacheControl::SucceedWithResponseHeader;
};

/// Looks the request up in the stage's cache. A hit is answered without the integration; a miss goes on, and its answer
/// is stored. "Cache-Control: max-age=0" makes a miss of it for those who may. Source: rest-runtime.md 5.3.
///
/// Misses of one key that come together all go to the backend; the answer that comes last stays.
class LookUpCache final : public Step {
public:
    /// @param plans  one for each verb that is cached
    /// @param parameters  what the key is made of, in the order of the plans' key spaces
    LookUpCache(std::shared_ptr<cache::StageCache> cache, std::vector<CachePlan> plans,
                std::vector<Expression> parameters);

    std::string_view name() const noexcept override { return "method-request/cache"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    Expected<void> makeKey(Exchange &exchange, const CachePlan &plan) const;
    Expected<bool> invalidates(Exchange &exchange, const CachePlan &plan) const;
    void explain(Exchange &exchange, const CachePlan &plan, cache::Outcome outcome, std::chrono::nanoseconds age) const;

    std::shared_ptr<cache::StageCache> m_cache;
    std::vector<CachePlan> m_plans;
    std::vector<Expression> m_parameters;
};

/// Stores the answer of a miss. Answers of any status are stored (observed once: rest-runtime.md 5.3), as they are
/// after the integration response (assumed); gateway responses never come here.
class StoreInCache final : public Step {
public:
    explicit StoreInCache(std::shared_ptr<cache::StageCache> cache)
        : m_cache(std::move(cache))
    {
    }
    std::string_view name() const noexcept override { return "method-response/cache"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodResponse; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    std::shared_ptr<cache::StageCache> m_cache;
};

} // namespace gatehouse::pipeline

#pragma once

#include "core/base/random.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/gateway_response.h"
#include "core/pipeline/pipeline.h"
#include "core/route/route_table.h"

#include <memory>
#include <vector>

namespace gatehouse::deploy {

struct SharedState;

class Deployment;

/// What a share of a stage's requests goes to.
struct CanaryRelease {
    std::shared_ptr<const Deployment> deployment; ///< null: the stage has none
    double percentTraffic = 0; ///< 0 to 100
};

/// A stage of an API as it serves requests, with its canary: const all the way down and shared by all I/O threads. Made
/// by compile().
class Deployment {
public:
    /// @param routes  gives indexes into @p methods
    Deployment(std::shared_ptr<SharedState> shared, pipeline::StageInfo stage, pipeline::GatewayResponses responses,
               route::RouteTable routes, std::vector<pipeline::MethodPipeline> methods, CanaryRelease canary = {});
    Deployment(const Deployment &) = delete;
    Deployment &operator=(const Deployment &) = delete;

    [[nodiscard]] const pipeline::StageInfo &stage() const noexcept { return m_stage; }

    /// The canary for its share of the requests, at random and without stickiness (rest-runtime.md 5.5); else this one.
    [[nodiscard]] const Deployment &choose(Random &random) const noexcept
    {
        const bool toCanary = m_canary.deployment && random.unit() * 100 < m_canary.percentTraffic;
        return toCanary ? *m_canary.deployment : *this;
    }

    /// Finds the method for exchange.path, which has no stage any more, and starts its pipeline.
    void run(pipeline::Exchange &exchange) const;

private:
    void failWithoutRoute(pipeline::Exchange &exchange) const;

    std::shared_ptr<SharedState> m_shared; // first: the steps refer to it
    pipeline::GatewayResponses m_responses;
    pipeline::StageInfo m_stage;
    route::RouteTable m_routes;
    std::vector<pipeline::MethodPipeline> m_methods;
    CanaryRelease m_canary;
    std::size_t m_arnPrefixSize; // "arn:aws:execute-api:{region}:{account}:{api}/{stage}/"
};

} // namespace gatehouse::deploy

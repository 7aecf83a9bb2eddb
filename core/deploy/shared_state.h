#pragma once

#include "core/auth/usage.h"
#include "core/base/clock.h"
#include "core/cache/stage_caches.h"
#include "core/throttle/registry.h"

namespace gatehouse::deploy {

/// What outlives the deployments of a running gateway, a member a concern: compile() hands each to the steps that use
/// it, so a stage that gets another deployment goes on with the same. Thread-safe, as all of its members are.
struct SharedState {
    explicit SharedState(const Clock &stageClock = SystemClock::instance())
        : clock(stageClock)
        , buckets(stageClock)
    {
    }
    SharedState(const SharedState &) = delete;
    SharedState &operator=(const SharedState &) = delete;

    /// Time as the stages see it: rates, periods, ages, $context.requestTime. Not the time-outs of connections, which
    /// are the gateway's own affair: the user may stop, step and run this clock while requests are under way.
    const Clock &clock;
    cache::StageCaches caches; ///< of responses
    throttle::Registry buckets; ///< of account, methods and API keys
    auth::Usage usage; ///< of API keys' quotas
};

} // namespace gatehouse::deploy

#pragma once

#include "core/auth/usage_plans.h"

#include <atomic>

// What UsagePlans is made of; for its own source files.

namespace gatehouse::auth {

/// A stage that a plan opens.
struct UsagePlans::PlanStage {
    const PlanEntry *plan = nullptr;
    std::string apiId;
    std::string stage;
    std::vector<std::pair<std::string, throttle::Limit>> methods; // "/pets/GET"
};

struct UsagePlans::PlanEntry {
    Plan plan;
    std::vector<PlanStage> stages;
    std::vector<std::string> keyIds;
};

/// What a key holds at one stage of a plan.
struct UsagePlans::Holdings {
    std::shared_ptr<throttle::Bucket> bucket; // null: the plan does not throttle
    std::vector<std::shared_ptr<throttle::Bucket>> methods; // as those of the PlanStage
    std::shared_ptr<QuotaCounter> quota; // null: the plan has none
};

/// A key at one stage of a plan. Few keys of many are in use, so the rest hold nothing.
struct UsagePlans::Membership {
    explicit Membership(const PlanStage &planStage)
        : stage(&planStage)
    {
    }
    Membership(Membership &&other) noexcept // while compiling only
        : stage(other.stage)
    {
    }
    Membership &operator=(Membership &&) = delete;
    ~Membership() { delete holdings.load(std::memory_order_acquire); }

    const PlanStage *stage;
    mutable std::atomic<const Holdings *> holdings = nullptr; // owned; set once
};

struct UsagePlans::KeyEntry {
    Key key;
    std::vector<Membership> memberships;
};

} // namespace gatehouse::auth

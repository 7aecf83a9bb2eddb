#pragma once

namespace gatehouse::deploy {

/// What outlives the deployments of a running gateway, a member a concern: compile() hands each to the steps that use
/// it, so a stage that gets another deployment goes on with the same. Thread-safe, as all of its members are.
struct SharedState {
    SharedState() = default;
    SharedState(const SharedState &) = delete;
    SharedState &operator=(const SharedState &) = delete;
};

} // namespace gatehouse::deploy

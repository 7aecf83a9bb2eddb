#pragma once

#include "core/model/project.h"

namespace gatehouse::model {

enum class ChangeKind : std::uint8_t { Added, Removed, Changed, Moved };
[[nodiscard]] std::string_view toString(ChangeKind kind) noexcept; ///< "added", "removed", "changed", "moved"

/// What sort of thing changed.
enum class ChangedPart : std::uint8_t {
    Setting, ///< of the API itself
    Resource,
    Route,
    Method,
    MethodRequest, ///< parameters, models, authorization, validator
    MethodResponse,
    Integration,
    IntegrationResponse,
    Template, ///< a mapping template, of requests or responses
    Model,
    RequestValidator,
    Authorizer,
    GatewayResponse,
    Documentation, ///< what does not change an answer: descriptions, documentation parts, members that AWS does not
                   ///< read
    StageSetting,
    StageVariable,
    MethodSettings,
    Canary,
};
[[nodiscard]] std::string_view toString(ChangedPart part) noexcept; ///< "method", "integration response" ...

/// One difference between two APIs or stages, in the words of the service.
struct Change {
    ChangeKind kind = ChangeKind::Changed;
    ChangedPart part = ChangedPart::Setting;
    std::string label; ///< "GET /pets integration request template application/json"
    std::string before; ///< as text; empty if added
    std::string after; ///< as text; empty if removed
    std::string pointerBefore; ///< in the OpenAPI document of the one before; empty if added or where it has no place
    std::string pointerAfter;

    bool operator==(const Change &) const = default;
};
using Changes = std::vector<Change>;

/// What leads from @p before to @p after, in the order of the project tree: the API's settings, its resources with
/// their methods (what was removed after what stayed), models, validators, authorizers, gateway responses. Objects are
/// the same if their ids are, else if their paths or names are; a resource whose path part or parent changed is Moved,
/// and the paths below it are not changes of their own. What is added or removed as a whole is one change, a resource
/// and each of its methods one each. Different kinds of API share nothing. Linear in the size of the APIs, and quick
/// where they share resources.
[[nodiscard]] Changes compare(const Api &before, const Api &after);

/// The same for the configuration of stages; the name is no part of it.
[[nodiscard]] Changes compare(const Stage &before, const Stage &after);

} // namespace gatehouse::model

#pragma once

#include "core/json/value.h"

namespace gatehouse::json {

/// Makes in @p target the changes that lead from @p before to @p after, and leaves the rest of it alone: members that
/// only
/// @p target has stay, and so do its order and its spelling of what did not change. Untouched values keep their places.
[[nodiscard]] Value applyChanges(const Value &target, const Value &before, const Value &after);

struct Merged {
    Value value;
    std::vector<std::string> conflicts; ///< pointers of what both sides changed differently; value has our side there
};

/// Joins the changes that two sides made to the same document: objects member by member, everything else as a whole.
[[nodiscard]] Merged merge(const Value &before, const Value &ours, const Value &theirs);

} // namespace gatehouse::json

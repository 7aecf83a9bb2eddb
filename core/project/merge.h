#pragma once

#include "core/project/project_store.h"

namespace gatehouse::project {

/// Joins two sets of edits that were made from the same project: objects changed on one side are taken from it, objects
/// changed on both are joined member by member. Conflict, with the places in the detail, where both changed the same
/// differently, and nothing is taken over.
///
/// @param before  what both started from
/// @param ours    what the user made of it; its ids are kept
/// @param theirs  what is on disk now
[[nodiscard]] Expected<model::Project> mergeProjects(const model::Project &before, const model::Project &ours,
                                                     model::Project theirs);

} // namespace gatehouse::project

#pragma once

#include "core/json/value.h"

namespace gatehouse::yaml {

/// Changes a text so that it reads as @p newTree, and touches only the lines of what differs: comments, quoting, order
/// and layout of everything else survive to the octet. Where a change cannot be spliced in (an alias is shared, members
/// changed places), the smallest node around it is written anew; at worst the whole text.
///
/// @param oldText  the text
/// @param oldTree  what it reads as, with the places that the reader gave
/// @param newTree  what it shall read as
/// @param yaml     whether the text is YAML, else it is JSON
[[nodiscard]] std::string patchText(std::string_view oldText, const json::Value &oldTree, const json::Value &newTree,
                                    bool yaml);

} // namespace gatehouse::yaml

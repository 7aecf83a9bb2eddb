#pragma once

#include "core/base/diagnostic.h"
#include "ui/models/project_tree_node.h"

namespace gatehouse::ui {

/// "Error", "Warning" ... in the user's language.
[[nodiscard]] QString severityText(Severity severity);
/// "Draft has changes" and so on; empty for what is no stage and while nothing is known.
[[nodiscard]] QString deployStateText(DeployState state);
/// What kind of thing a row is: "Resource", "Stage".
[[nodiscard]] QString kindText(ObjectRef::Kind kind);
/// Name of the icon for a kind of object.
[[nodiscard]] QString kindIconName(ObjectRef::Kind kind);

} // namespace gatehouse::ui

#pragma once

#include "core/mapping/json_path_node.h"

namespace gatehouse::mapping {

/// Reads a path by recursive descent. @throws Error (JsonPathErrc::InvalidPath) with the place.
[[nodiscard]] std::shared_ptr<const JsonPath::Node> compileJsonPath(std::string_view text);

} // namespace gatehouse::mapping

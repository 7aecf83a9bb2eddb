#pragma once

#include <string>
#include <vector>

namespace gatehouse::mapping {

/// All names that $context may have, in its order, without "$context.": "resourceId", "identity", "identity.sourceIp",
/// "requestOverride.header". For editors' help.
[[nodiscard]] std::vector<std::string> contextNames();

} // namespace gatehouse::mapping

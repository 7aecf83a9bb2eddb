#pragma once

#include "core/vtl/objects.h"

#include <string_view>

namespace gatehouse::mapping {

struct JsonSmartResult {
    vtl::Value value;
    bool ok = true; ///< false: what json-smart throws at
    std::size_t failedAt = 0; ///< octet, when not ok
};

/// Reads a body the lenient way that API Gateway's JSON reader (json-smart, permissive) does: single quotes, bare
/// words, trailing commas; text that is no JSON at all is one string; what follows the first value is ignored.
///
/// Objects become maps, arrays lists that print as JSON. Strings without escapes borrow @p text, which must outlive the
/// result. Depth is bounded. Source: mapping-templates.md 3.1.
[[nodiscard]] JsonSmartResult readJsonSmart(std::string_view text);

} // namespace gatehouse::mapping

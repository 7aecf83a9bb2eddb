#pragma once

#include "core/json/value.h"
#include "core/mapping/overrides.h"

namespace gatehouse::playground {

/// {"requestOverride": {"path": {}, "querystring": {}, "header": {}}, "responseOverride": {"status": 404, "header":
/// {}}} of what a template has set, without what is empty; null if all is. Several values are an array.
[[nodiscard]] json::Value overridesJson(const mapping::Overrides &overrides);

} // namespace gatehouse::playground

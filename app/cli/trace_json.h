#pragma once

#include "core/json/value.h"
#include "core/trace/trace.h"

namespace gatehouse::cli {

/// A trace as one JSON object. Names are those of trace::Trace; durations are nanoseconds, times ISO 8601 in UTC. AWS's
/// execution log is there too, as "executionLog".
[[nodiscard]] json::Value toJson(const trace::Trace &trace);

} // namespace gatehouse::cli

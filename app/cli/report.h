#pragma once

#include "core/base/diagnostic.h"

#include <string>

namespace gatehouse::cli {

enum class ReportFormat : std::uint8_t { Text, Json, Sarif };

/// Diagnostics as a report: lines as compilers write them, a JSON array, or a SARIF 2.1.0 log for code hosts and
/// editors.
[[nodiscard]] std::string report(const Diagnostics &diagnostics, ReportFormat format);

} // namespace gatehouse::cli

#pragma once

#include "core/auth/usage.h"

#include <string>

namespace gatehouse::cli {

/// Reads what `serve --usage` wrote; a file that is not there yet is an empty one. On failure says why on standard
/// error.
[[nodiscard]] bool readUsage(const std::string &file, auth::Usage &usage);
/// Writes it, as a whole or not at all. On failure says why on standard error.
[[nodiscard]] bool writeUsage(const std::string &file, const auth::Usage &usage);

} // namespace gatehouse::cli

#pragma once

#include "app/cli/commands.h"

#include <string>
#include <string_view>

namespace gatehouse::cli {

/// Writes @p text to @p file, or to standard output for "" and "-". On failure says why on standard error.
[[nodiscard]] ExitStatus writeOutput(const std::string &file, std::string_view text);

} // namespace gatehouse::cli

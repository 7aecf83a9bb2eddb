#pragma once

#include "core/base/error.h"
#include "core/model/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::auth {

enum class KeyErrc {
    BadFile = 1, ///< no API key file; detail: what is wrong
    BadValue, ///< detail: AWS's text
};
[[nodiscard]] constexpr const char *moduleName(KeyErrc) noexcept
{
    return "api-key";
}
[[nodiscard]] std::string_view describe(KeyErrc code) noexcept;

/// A new key with an id that @p project has not yet. An empty @p value means one of 40 random letters and digits.
/// Errors: BadValue, for one of fewer than 20 or more than 128 characters, or that another key has.
/// Source: authorization.md 9.1.
[[nodiscard]] Expected<model::ApiKey> makeKey(const model::Project &project, std::string name, std::string value = {});

/// What importKeys() did.
struct KeyImport {
    std::vector<std::string> ids; ///< of the keys made
    std::vector<std::string> warnings; ///< lines left out, and why
};
/// Adds the keys of a file in API Gateway's format: CSV with a row of names in any letter case, of which name and key
/// must be there, description, enabled and usageplanIds (a list between quotes) may. A row that cannot be used is left
/// out with a warning. Error: BadFile, and @p project is as it was. Source: authorization.md 9.1.
[[nodiscard]] Expected<KeyImport> importKeys(std::string_view csv, model::Project &project);

} // namespace gatehouse::auth

GATEHOUSE_ERROR_ENUM(gatehouse::auth, KeyErrc)

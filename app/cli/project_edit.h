#pragma once

#include "app/cli/commands.h"
#include "core/base/diagnostic.h"
#include "core/project/project_store.h"

#include <optional>
#include <string>

namespace gatehouse::cli {

/// A project folder opened to be changed, and the API in it that is meant.
struct ProjectEdit {
    project::LoadedProject loaded;
    model::Project project; ///< change this one
    model::ApiId api; ///< null: none was asked for

    [[nodiscard]] model::ApiEntry &entry() { return *project.api(api); }

    /// On failure says why on standard error; a single file is refused, for all but an API's document lives in folders.
    [[nodiscard]] static std::optional<ProjectEdit> open(const std::string &path);
    /// The same, with the API that @p apiName means (chooseApi()).
    [[nodiscard]] static std::optional<ProjectEdit> open(const std::string &path, const std::string &apiName);
    /// Writes what changed. On failure says why on standard error.
    [[nodiscard]] ExitStatus save();
};

} // namespace gatehouse::cli

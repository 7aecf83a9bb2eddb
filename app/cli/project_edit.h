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
    model::ApiId api;

    [[nodiscard]] model::ApiEntry &entry() { return *project.api(api); }

    /// On failure says why on standard error; a single file is refused, for deployments and stages live in folders.
    [[nodiscard]] static std::optional<ProjectEdit> open(const std::string &path, const std::string &apiName);
    /// Writes what changed. On failure says why on standard error.
    [[nodiscard]] ExitStatus save();
};

} // namespace gatehouse::cli

#pragma once

#include "core/project/project_store.h"

namespace gatehouse::project {

/// Reads all files of a project folder; what is wrong with them goes to the diagnostics.
[[nodiscard]] Expected<LoadedProject> loadFolder(const std::filesystem::path &root);

/// Reads one OpenAPI document as a project of one API.
[[nodiscard]] Expected<LoadedProject> loadSingleFile(const std::filesystem::path &file);

/// The files that make up a project folder now, by relative path, with the time of their last change. Sorted.
[[nodiscard]] std::map<std::string, std::filesystem::file_time_type> listFiles(const std::filesystem::path &root);

} // namespace gatehouse::project

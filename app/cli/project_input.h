#pragma once

#include "core/base/diagnostic.h"
#include "core/project/project_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::cli {

/// A file's octets, standard input for "-". On failure says why on standard error.
[[nodiscard]] std::optional<std::string> readInput(const std::string &file);

/// What the option values of --body and the like mean: "@FILE" is that file's content ("@-" standard input), all else
/// is meant literally. On failure says why on standard error.
[[nodiscard]] std::optional<std::string> textOrFile(const std::string &value);

/// Loads the project at @p path: a project folder, an OpenAPI file, or "-" for an OpenAPI document on standard input.
/// The diagnostics of what could be loaded are in the result.
///
/// @param mockMissing  give operations without an integration a MOCK made from the document's examples and schemas
[[nodiscard]] Expected<project::LoadedProject> tryLoadProject(const std::string &path, bool mockMissing = false);
/// The same, but on failure says why on standard error.
[[nodiscard]] std::optional<project::LoadedProject> loadProject(const std::string &path, bool mockMissing = false);

/// The API that @p name means (its name, id or folder); the only one if @p name is empty. On failure says why on
/// standard error, with the names there are.
[[nodiscard]] const model::ApiEntry *chooseApi(const model::Project &project, std::string_view name);

/// The text of @p entry's OpenAPI document as it was loaded, or null.
[[nodiscard]] const std::string *documentText(const project::LoadedProject &loaded, const model::ApiEntry &entry);

/// Its path relative to the project's root; "" for a single file.
[[nodiscard]] std::string documentFile(const project::LoadedProject &loaded, const model::ApiEntry &entry);

/// Writes "gatehouse: MESSAGE" to standard error.
void complain(std::string_view message);

/// Writes one line each to standard error, for those at least as severe as @p least.
void printDiagnostics(const Diagnostics &diagnostics, Severity least = Severity::Warning);

} // namespace gatehouse::cli

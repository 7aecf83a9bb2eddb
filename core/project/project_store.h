#pragma once

#include "core/base/diagnostic.h"
#include "core/model/project.h"

#include <filesystem>
#include <map>

namespace gatehouse::project {

enum class ProjectErrc {
    NotFound = 1, ///< no such file or folder
    NotAProject,  ///< neither a project folder nor an OpenAPI document
    Unreadable,   ///< the system refused
    Unwritable,
    Conflict,     ///< files changed outside in the same places; detail names them
};
[[nodiscard]] constexpr const char *moduleName(ProjectErrc) noexcept { return "project"; }
[[nodiscard]] std::string_view describe(ProjectErrc code) noexcept;

/// What a file held when we last read or wrote it.
struct FileState {
    std::string text;
    std::filesystem::file_time_type modified{};
};

/// A project as loaded: the model, and the texts it came from (so that saving touches only what changed, comments and
/// formatting survive, and edits made outside are noticed).
struct LoadedProject {
    std::filesystem::path root;  ///< the folder, or the single OpenAPI file
    bool singleFile = false;     ///< opened as one OpenAPI file
    model::Project project;
    Diagnostics diagnostics;
    std::map<std::string, FileState> files; ///< by path relative to root ("" for a single file)
    std::map<std::string, std::string> paths; ///< which of these files an object lives in, by its key (documents.h)
};

/// Opens a project folder (design.md 4) or one OpenAPI file. Nothing is written, except that a save that a crash
/// interrupted is completed or undone.
[[nodiscard]] Expected<LoadedProject> load(const std::filesystem::path &path);

struct SaveReport {
    std::vector<std::string> written; ///< relative paths; empty when nothing had changed
    std::vector<std::string> removed;
    bool mergedExternalEdits = false; ///< loaded.project holds edits from outside that the saved project had not: take it
};

/// A text that a user has typed for an API: its file is to hold it, comments and layout and all.
struct TypedText {
    std::string text;
    std::shared_ptr<const model::Api> model; ///< what it reads as; later changes of the API are patched into it
};
using TypedTexts = std::map<std::string, TypedText>; ///< by the API's folder

/// Writes what changed in @p project since @p loaded, each file atomically (temporary, fsync, rename; the whole set behind a
/// journal, so that a crash at any moment leaves the old project or the new one). Unchanged objects keep their text to the
/// octet. If a file changed outside meanwhile, the edits are merged when they touch different places, else Conflict and
/// nothing is written. Updates @p loaded. Files of APIs with a text in @p typed get that text.
[[nodiscard]] Expected<SaveReport> save(LoadedProject &loaded, const model::Project &project,
                                          const TypedTexts &typed = {});

/// Which files differ on disk from what @p loaded knows (relative paths). Cheap: stats first.
[[nodiscard]] std::vector<std::string> externalChanges(const LoadedProject &loaded);

/// Takes edits made outside into @p current, which the user has been editing: objects changed on one side only are merged,
/// objects changed on both sides differently are reported as Conflict with their places.
[[nodiscard]] Expected<model::Project> mergeExternal(LoadedProject &loaded, const model::Project &current);

/// Makes a new project folder from a template or an empty one. The folder must not exist or be empty.
[[nodiscard]] Expected<LoadedProject> create(const std::filesystem::path &folder, model::Project project);

} // namespace gatehouse::project

GATEHOUSE_ERROR_ENUM(gatehouse::project, ProjectErrc)

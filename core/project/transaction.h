#pragma once

#include "core/project/file_system.h"

#include <map>
#include <vector>

namespace gatehouse::project {

/// Files to write and to remove, by path relative to the project folder.
struct FileChanges {
    std::map<std::string, std::string> write;
    std::vector<std::string> remove;

    [[nodiscard]] bool empty() const noexcept { return write.empty() && remove.empty(); }
};

/// Makes all the changes or none, whatever happens in between: the new texts are first written beside the project, then
/// a journal appears in one rename, then the texts are moved into place. Before the rename a crash leaves the old
/// project, after it recover() completes the new one.
[[nodiscard]] Expected<void> commit(FileSystem &files, const std::filesystem::path &root, const FileChanges &changes);

/// Completes or undoes what a crash interrupted. Does nothing, and writes nothing, where there is nothing to do.
[[nodiscard]] Expected<void> recover(FileSystem &files, const std::filesystem::path &root);

} // namespace gatehouse::project

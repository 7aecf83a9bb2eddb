#pragma once

#include "core/base/error.h"

#include <filesystem>

namespace gatehouse::project {

/// The operations that change files, one by one, so that a test can stop after any of them. Errors are
/// ProjectErrc::Unwritable with the path and the system's reason.
class FileSystem {
public:
    virtual ~FileSystem() = default;

    /// Makes the folder and those above it; fine if it exists.
    virtual Expected<void> createFolders(const std::filesystem::path &path) = 0;
    /// Makes or replaces a file and waits until the disk has it. @p like: an existing file whose permissions it gets.
    virtual Expected<void> writeFile(const std::filesystem::path &path, std::string_view text,
                                     const std::filesystem::path &like)
        = 0;
    virtual Expected<void> rename(const std::filesystem::path &from, const std::filesystem::path &to) = 0;
    /// Fine if there is none. Folders must be empty.
    virtual Expected<void> remove(const std::filesystem::path &path) = 0;
    /// Waits until the disk has a folder's entries.
    virtual Expected<void> sync(const std::filesystem::path &folder) = 0;

    /// The machine's own.
    [[nodiscard]] static FileSystem &system();
};

/// The whole of a file. ProjectErrc::NotFound, Unreadable.
[[nodiscard]] Expected<std::string> readFile(const std::filesystem::path &path);

} // namespace gatehouse::project

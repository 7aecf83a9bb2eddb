#include "core/project/transaction.h"

#include "core/json/reader.h"
#include "core/project/project_store.h"

#include <fcntl.h>
#include <set>
#include <sys/file.h>
#include <unistd.h>

namespace gatehouse::project {

namespace {

namespace fs = std::filesystem;

constexpr const char *kFolder = ".gatehouse-save"; ///< beside the files, so that a rename moves them into place
constexpr const char *kJournal = "journal.json";

/// Keeps other programs of ours from saving into the same folder; released when it goes, or when the program dies.
class FolderLock {
public:
    explicit FolderLock(const fs::path &folder)
        : m_descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        if (m_descriptor >= 0)
            (void)::flock(m_descriptor, LOCK_EX); // a file system without locks is used by one program
    }
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;
    ~FolderLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

private:
    const int m_descriptor;
};

/// Runs operations until the first that fails.
class Sequence {
public:
    template <class Operation>
    Sequence &then(Operation operation)
    {
        if (m_result)
            m_result = operation();
        return *this;
    }
    [[nodiscard]] Expected<void> result() const { return m_result; }

private:
    Expected<void> m_result;
};

/// A path that stays inside the project: journals are input like any other.
bool isInside(const fs::path &path)
{
    return !path.empty() && path.is_relative()
        && std::ranges::none_of(path, [](const fs::path &part) { return part == ".." || part == "."; });
}

std::string journalText(const FileChanges &changes)
{
    json::Array write;
    for (const auto &[path, text] : changes.write)
        write.emplace_back(path);
    json::Array remove;
    for (const std::string &path : changes.remove)
        remove.emplace_back(path);
    return json::toJson(json::Value::object({{"write", write}, {"remove", remove}}));
}

fs::path stagedFile(const fs::path &root, std::size_t index)
{
    return root / kFolder / std::to_string(index);
}

/// Puts the staged texts in place and removes what is to go. Can be repeated after having been stopped anywhere.
Expected<void> apply(FileSystem &files, const fs::path &root, const json::Value &journal)
{
    Sequence sequence;
    std::set<fs::path> touched;
    std::size_t index = 0;
    for (const json::Value &item : journal["write"].items()) {
        const fs::path path = item.string();
        const fs::path staged = stagedFile(root, index++);
        std::error_code error;
        if (!isInside(path) || !fs::exists(staged, error)) // in place already
            continue;
        const fs::path target = root / path;
        sequence.then([&] { return files.createFolders(target.parent_path()); }).then([&] {
            return files.rename(staged, target);
        });
        touched.insert(target.parent_path());
    }
    for (const json::Value &item : journal["remove"].items()) {
        const fs::path path = item.string();
        if (!isInside(path))
            continue;
        sequence.then([&] { return files.remove(root / path); });
        touched.insert((root / path).parent_path());
    }
    for (const fs::path &folder : touched) {
        std::error_code error;
        if (fs::exists(folder, error))
            sequence.then([&] { return files.sync(folder); });
    }
    return sequence.result();
}

/// Removes the folder of the save; the journal first, so that a half removed one means nothing.
Expected<void> cleanUp(FileSystem &files, const fs::path &root)
{
    const fs::path folder = root / kFolder;
    Sequence sequence;
    sequence.then([&] { return files.remove(folder / kJournal); });
    std::error_code error;
    std::vector<fs::path> rest;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder, error))
        rest.push_back(entry.path());
    for (const fs::path &path : rest)
        sequence.then([&] { return files.remove(path); });
    return sequence.then([&] { return files.remove(folder); }).result();
}

Expected<void> stage(FileSystem &files, const fs::path &root, const FileChanges &changes)
{
    const fs::path folder = root / kFolder;
    Sequence sequence;
    sequence.then([&] { return files.createFolders(folder); });
    std::size_t index = 0;
    for (const auto &[path, text] : changes.write) {
        const fs::path staged = stagedFile(root, index++);
        sequence.then([&] { return files.writeFile(staged, text, root / path); });
    }
    const fs::path draft = folder / "journal.draft";
    return sequence.then([&] { return files.writeFile(draft, journalText(changes), {}); })
        .then([&] { return files.sync(folder); })
        .then([&] { return files.rename(draft, folder / kJournal); }) // from here on the new project counts
        .then([&] { return files.sync(folder); })
        .result();
}

Expected<void> recoverLocked(FileSystem &files, const fs::path &root)
{
    const fs::path journal = root / kFolder / kJournal;
    std::error_code error;
    if (fs::exists(journal, error)) {
        const Expected<std::string> text = readFile(journal);
        if (!text)
            return fail(text.error());
        if (Expected<void> applied = apply(files, root, json::readJson(*text).value); !applied)
            return applied;
    }
    return cleanUp(files, root);
}

bool isInterrupted(const fs::path &root)
{
    std::error_code error;
    return fs::exists(root / kFolder, error);
}

} // namespace

Expected<void> commit(FileSystem &files, const fs::path &root, const FileChanges &changes)
{
    for (const auto &[path, text] : changes.write) {
        if (!isInside(path))
            return fail(ProjectErrc::Unwritable, std::format("{}: not inside the project", path));
    }
    const FolderLock lock(root);
    if (isInterrupted(root)) {
        if (Expected<void> recovered = recoverLocked(files, root); !recovered)
            return recovered;
    }
    Expected<void> staged = stage(files, root, changes);
    std::error_code error;
    if (!staged && !fs::exists(root / kFolder / kJournal, error)) {
        (void)cleanUp(files, root); // the old project stays; what cannot be removed now is at the next start
        return staged;
    }
    return recoverLocked(files, root);
}

Expected<void> recover(FileSystem &files, const fs::path &root)
{
    if (!isInterrupted(root))
        return {};
    const FolderLock lock(root);
    return isInterrupted(root) ? recoverLocked(files, root) : Expected<void>();
}

} // namespace gatehouse::project

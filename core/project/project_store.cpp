#include "core/project/project_store.h"

#include "core/json/changes.h"
#include "core/project/documents.h"
#include "core/project/loader.h"
#include "core/project/merge.h"
#include "core/project/transaction.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"

namespace gatehouse::project {

namespace {

namespace fs = std::filesystem;

/// What a document's text becomes when its object changes from @p before to @p after.
Expected<std::string> changedText(const std::string &name, const std::string &text, const Document &before,
                                  const Document &after)
{
    const json::ReadResult file = yaml::readAny(text);
    if (!file.value.isObject() && text.find_first_not_of(" \t\r\n") != std::string::npos)
        return fail(ProjectErrc::Unreadable, std::format("{} has errors; mend it before it is written", name));
    const Dialect dialect = dialectOf(file.value);
    const json::Value target = json::applyChanges(file.value, treeOf(before, dialect), treeOf(after, dialect));
    return yaml::patchText(text, file.value, target, file.yaml);
}

/// The text of a document's file from now on: @p text where nothing has changed.
Expected<std::string> nextText(const std::string &name, const std::string &text, const Document &before,
                               const Document &after, const TypedText *typed)
{
    if (typed) {
        Document read = after;
        read.object = typed->model.get();
        return sameContent(read, after) ? typed->text : changedText(name, typed->text, read, after);
    }
    return sameContent(before, after) ? text : changedText(name, text, before, after);
}

/// Works out which files change, without touching any.
class SavePlan {
public:
    SavePlan(const LoadedProject &loaded, const model::Project &project, const TypedTexts &typed)
        : m_loaded(loaded)
        , m_project(project)
        , m_typed(typed)
        , m_paths(loaded.paths)
    {
    }

    Expected<void> make()
    {
        const Expected<std::vector<Document>> before = documentsOf(m_loaded.project);
        const Expected<std::vector<Document>> after = documentsOf(m_project);
        if (!before || !after)
            return fail(before ? after.error() : before.error());
        std::map<std::string, const Document *> old;
        for (const Document &document : *before)
            old[document.key] = &document;
        for (const Document &document : *after) {
            const auto known = old.find(document.key);
            const auto path = m_paths.find(document.key);
            const bool hasFile = path != m_paths.end() && m_loaded.files.contains(path->second);
            if (hasFile && known != old.end()) {
                if (Expected<void> changed = change(path->second, *known->second, document); !changed)
                    return changed;
            } else {
                add(document);
            }
            old.erase(document.key);
        }
        for (const auto &[key, document] : old) {
            if (const auto path = m_paths.find(key); path != m_paths.end()) {
                changes.remove.push_back(path->second);
                m_paths.erase(path);
            }
        }
        std::erase_if(changes.remove, [&](const std::string &path) { return changes.write.contains(path); });
        return {};
    }

    FileChanges changes;
    [[nodiscard]] const std::map<std::string, std::string> &paths() const noexcept { return m_paths; }

private:
    Expected<void> change(const std::string &path, const Document &before, const Document &after)
    {
        const std::string &text = m_loaded.files.at(path).text;
        constexpr std::string_view api = "api:";
        const auto typed = after.key.starts_with(api) ? m_typed.find(after.key.substr(api.size())) : m_typed.end();
        Expected<std::string> changed
            = nextText(path, text, before, after, typed == m_typed.end() ? nullptr : &typed->second);
        if (!changed)
            return fail(changed.error());
        if (*changed != text)
            changes.write[path] = *std::move(changed);
        return {};
    }

    void add(const Document &document)
    {
        const std::string base = (document.folder.empty() ? "" : document.folder + "/") + document.stem;
        std::string path = base + ".yaml";
        for (int i = 2; isTaken(path); ++i)
            path = std::format("{}-{}.yaml", base, i);
        changes.write[path] = yaml::toYaml(treeOf(document, {}));
        m_paths[document.key] = path;
    }

    [[nodiscard]] bool isTaken(const std::string &path) const
    {
        std::error_code error;
        return changes.write.contains(path) || m_loaded.files.contains(path) || fs::exists(m_loaded.root / path, error);
    }

    const LoadedProject &m_loaded;
    const model::Project &m_project;
    const TypedTexts &m_typed;
    std::map<std::string, std::string> m_paths;
};

/// Folders that a removed file has left empty.
void removeEmptyFolders(const fs::path &root, const std::vector<std::string> &removed)
{
    for (const std::string &path : removed) {
        for (fs::path folder = fs::path(path).parent_path(); !folder.empty(); folder = folder.parent_path()) {
            std::error_code error;
            if (!fs::is_empty(root / folder, error) || error || !fs::remove(root / folder, error))
                break;
        }
    }
}

void remember(LoadedProject &loaded, const FileChanges &changes)
{
    for (const auto &[path, text] : changes.write) {
        std::error_code error;
        loaded.files[path] = {text, fs::last_write_time(loaded.singleFile ? loaded.root : loaded.root / path, error)};
    }
    for (const std::string &path : changes.remove)
        loaded.files.erase(path);
}

Expected<SaveReport> saveFolder(LoadedProject &loaded, const model::Project &project, const TypedTexts &typed)
{
    SavePlan plan(loaded, project, typed);
    if (Expected<void> made = plan.make(); !made)
        return fail(made.error());
    SaveReport report;
    if (!plan.changes.empty()) {
        if (Expected<void> done = commit(FileSystem::system(), loaded.root, plan.changes); !done)
            return fail(done.error());
        removeEmptyFolders(loaded.root, plan.changes.remove);
        remember(loaded, plan.changes);
    }
    for (const auto &[path, text] : plan.changes.write)
        report.written.push_back(path);
    report.removed = plan.changes.remove;
    loaded.paths = plan.paths();
    loaded.project = project;
    return report;
}

/// A single OpenAPI file holds one API and nothing else of a project.
Expected<SaveReport> saveSingleFile(LoadedProject &loaded, const model::Project &project, const TypedTexts &typed)
{
    if (project.apis.size() != 1 || loaded.project.apis.size() != 1)
        return fail(ProjectErrc::Unwritable, "A single OpenAPI file holds exactly one API; save as a project folder");
    const auto documentOf = [](const model::Project &from) {
        return Document{.key = "api:", .folder = {}, .stem = {}, .object = &from.apis.front().api};
    };
    const Document before = documentOf(loaded.project);
    const Document after = documentOf(project);
    SaveReport report;
    FileState &file = loaded.files.at("");
    Expected<std::string> text
        = nextText(loaded.root.string(), file.text, before, after, typed.empty() ? nullptr : &typed.begin()->second);
    if (!text)
        return fail(text.error());
    if (*text != file.text) {
        std::error_code error;
        const fs::path target = fs::canonical(loaded.root, error); // a symbolic link stays one
        const fs::path draft = target.parent_path() / ("." + target.filename().string() + ".gatehouse-save");
        FileSystem &files = FileSystem::system();
        if (Expected<void> written = files.writeFile(draft, *text, target); !written)
            return fail(written.error());
        if (Expected<void> renamed = files.rename(draft, target); !renamed)
            return fail(renamed.error());
        (void)files.sync(target.parent_path());
        file = {*std::move(text), fs::last_write_time(target, error)};
        report.written.push_back("");
    }
    loaded.project = project;
    return report;
}

} // namespace

Expected<LoadedProject> load(const fs::path &path)
{
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ProjectErrc::NotFound, path.string());
    if (!fs::is_directory(path, error))
        return loadSingleFile(path);
    if (Expected<void> recovered = recover(FileSystem::system(), path); !recovered)
        return fail(recovered.error());
    return loadFolder(path);
}

Expected<SaveReport> save(LoadedProject &loaded, const model::Project &project, const TypedTexts &typed)
{
    const auto write = [&](LoadedProject &onto, const model::Project &content) {
        return onto.singleFile ? saveSingleFile(onto, content, typed) : saveFolder(onto, content, typed);
    };
    if (externalChanges(loaded).empty())
        return write(loaded, project);
    LoadedProject current = loaded;
    const Expected<model::Project> merged = mergeExternal(current, project);
    if (!merged)
        return fail(merged.error());
    Expected<SaveReport> report = write(current, *merged);
    if (report) {
        loaded = std::move(current);
        report->mergedExternalEdits = true;
    }
    return report;
}

std::vector<std::string> externalChanges(const LoadedProject &loaded)
{
    std::map<std::string, fs::file_time_type> now;
    if (loaded.singleFile) {
        std::error_code error;
        if (const fs::file_time_type time = fs::last_write_time(loaded.root, error); !error)
            now[""] = time;
    } else {
        now = listFiles(loaded.root);
    }
    std::vector<std::string> changed;
    for (const auto &[path, time] : now) {
        const auto known = loaded.files.find(path);
        if (known != loaded.files.end() && known->second.modified == time)
            continue;
        const Expected<std::string> text = readFile(loaded.singleFile ? loaded.root : loaded.root / path);
        if (known == loaded.files.end() || !text || *text != known->second.text)
            changed.push_back(path);
    }
    for (const auto &[path, state] : loaded.files) {
        if (!now.contains(path))
            changed.push_back(path);
    }
    return changed;
}

Expected<model::Project> mergeExternal(LoadedProject &loaded, const model::Project &current)
{
    const std::vector<std::string> changed = externalChanges(loaded);
    if (changed.empty())
        return current;
    Expected<LoadedProject> disk = load(loaded.root);
    if (!disk)
        return fail(disk.error());
    for (const std::string &path : changed) { // a file that cannot be understood would look like objects removed
        const auto file = disk->files.find(path);
        if (file == disk->files.end())
            continue;
        const json::ReadResult read = yaml::readAny(file->second.text);
        if (!read.value.isObject()) {
            const std::string why = read.diagnostics.empty() ? path : path + ": " + format(read.diagnostics.front());
            return fail(ProjectErrc::Unreadable, why);
        }
    }
    Expected<model::Project> merged = mergeProjects(loaded.project, current, disk->project);
    if (merged) {
        Expected<model::Project> base = mergeProjects(loaded.project, loaded.project, disk->project);
        if (base)
            disk->project = *std::move(base); // the same, with the ids that we know
        loaded = *std::move(disk);
    }
    return merged;
}

Expected<LoadedProject> create(const fs::path &folder, model::Project project)
{
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        return fail(ProjectErrc::Unwritable, std::format("{} exists and is not an empty folder", folder.string()));
    LoadedProject loaded;
    loaded.root = folder;
    const TypedTexts none;
    SavePlan plan(loaded, project, none);
    if (Expected<void> made = plan.make(); !made)
        return fail(made.error());
    FileSystem &files = FileSystem::system();
    if (Expected<void> made = files.createFolders(folder); !made)
        return fail(made.error());
    if (Expected<void> done = commit(files, folder, plan.changes); !done)
        return fail(done.error());
    remember(loaded, plan.changes);
    loaded.paths = plan.paths();
    loaded.project = std::move(project);
    return loaded;
}

} // namespace gatehouse::project

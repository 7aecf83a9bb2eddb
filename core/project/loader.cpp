#include "core/project/loader.h"

#include "core/openapi/importer.h"
#include "core/project/file_system.h"
#include "core/project/formats.h"
#include "core/yaml/reader.h"

namespace gatehouse::project {

namespace {

namespace fs = std::filesystem;

constexpr const char *kHeader = "gatehouse.yaml";

bool isDocument(const fs::path &path)
{
    return path.extension() == ".yaml" || path.extension() == ".yml" || path.extension() == ".json";
}

bool isHidden(const fs::path &path)
{
    return path.filename().native().starts_with('.');
}

/// The names in a folder, sorted; nothing if there is no such folder.
std::vector<fs::path> entriesOf(const fs::path &folder, bool folders)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(folder, error)) {
        std::error_code ignored;
        const bool fits
            = folders ? entry.is_directory(ignored) : entry.is_regular_file(ignored) && isDocument(entry.path());
        if (fits && !isHidden(entry.path()))
            found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

class FolderLoader {
public:
    explicit FolderLoader(const fs::path &root) { m_loaded.root = root; }

    Expected<LoadedProject> load()
    {
        model::Project &project = m_loaded.project;
        std::vector<ApiListing> listing;
        (void)readDocument(kHeader, [&](const json::Value &tree, Findings &findings) {
            listing = readHeader(tree, project, findings);
        });
        m_loaded.paths["project"] = kHeader;
        project.apis = apisIn(listing);
        resolveApiFolders(project);
        loadAll("requests", "request:", project.requests);
        loadAll("environments", "environment:", project.environments);
        loadAll("events", "event:", project.events);
        loadAll("tests", "test:", project.tests);
        if (m_error)
            return fail(*m_error);
        return std::move(m_loaded);
    }

private:
    /// Reads a file and hands its tree to @p take; false if there is none to take.
    template <class Take>
    bool readDocument(const std::string &path, Take take)
    {
        const std::string *text = readText(path);
        if (!text)
            return false;
        json::ReadResult document = yaml::readAny(*text);
        for (Diagnostic &diagnostic : document.diagnostics) {
            diagnostic.file = name(path);
            m_loaded.diagnostics.push_back(diagnostic);
        }
        Findings findings(name(path), *text, m_loaded.diagnostics);
        if (!document.value.isObject()) {
            if (document.diagnostics.empty())
                findings.add(Severity::Error, "project-type", "Expected an object", {}, {});
            return false;
        }
        take(document.value, findings);
        return true;
    }

    const std::string *readText(const std::string &path)
    {
        const fs::path file = m_loaded.root / path;
        Expected<std::string> text = readFile(file);
        if (!text) {
            m_error = m_error ? m_error : text.error();
            return nullptr;
        }
        std::error_code error;
        FileState &state = m_loaded.files[path];
        state.text = *std::move(text);
        state.modified = fs::last_write_time(file, error);
        return &state.text;
    }

    [[nodiscard]] std::string name(const std::string &path) const { return (m_loaded.root / path).string(); }

    /// The APIs that gatehouse.yaml lists, then the others by name.
    std::vector<model::ApiEntry> apisIn(const std::vector<ApiListing> &listing)
    {
        std::vector<ApiListing> found;
        for (const fs::path &folder : entriesOf(m_loaded.root / "apis", true))
            found.push_back({folder.filename().string(), {}});
        std::vector<ApiListing> ordered;
        for (const ApiListing &listed : listing) {
            if (std::erase_if(found, [&](const ApiListing &item) { return item.folder == listed.folder; }) > 0)
                ordered.push_back(listed);
        }
        ordered.insert(ordered.end(), found.begin(), found.end());

        std::vector<model::ApiEntry> entries;
        for (const ApiListing &item : ordered) {
            model::ApiEntry entry;
            entry.folder = item.folder;
            if (loadApi(entry, item.id.isNull() ? defaultApiId(item.folder) : item.id))
                entries.push_back(std::move(entry));
        }
        return entries;
    }

    bool loadApi(model::ApiEntry &entry, const model::ApiId &id)
    {
        const std::string folder = "apis/" + entry.folder;
        for (const char *file : {"api.yaml", "api.yml", "api.json", "websocket.yaml"}) {
            const std::string path = folder + "/" + file;
            std::error_code error;
            if (!fs::exists(m_loaded.root / path, error))
                continue;
            if (std::string_view(file) == "websocket.yaml")
                loadWebSocket(path, entry, id);
            else
                loadOpenApi(path, entry, id);
            loadAll(folder + "/stages", "stage:" + entry.folder + ":", entry.stages);
            loadDeployments(folder + "/deployments", entry, id);
            return true;
        }
        return false;
    }

    void loadOpenApi(const std::string &path, model::ApiEntry &entry, const model::ApiId &id)
    {
        const std::string *text = readText(path);
        if (!text)
            return;
        m_loaded.paths["api:" + entry.folder] = path;
        openapi::ImportOptions options;
        options.file = name(path);
        options.followFileReferences = true;
        options.apiId = id;
        options.region = m_loaded.project.region;
        options.accountId = m_loaded.project.accountId;
        openapi::ImportResult imported = openapi::importApi(*text, options);
        std::ranges::move(imported.diagnostics, std::back_inserter(m_loaded.diagnostics));
        entry.api = std::move(imported.api);
        std::visit([&](auto &api) { api.id = id; }, entry.api);
    }

    void loadWebSocket(const std::string &path, model::ApiEntry &entry, const model::ApiId &id)
    {
        model::WebSocketApi api;
        (void)readDocument(path, [&](const json::Value &tree, Findings &findings) { read(tree, api, findings); });
        m_loaded.paths["api:" + entry.folder] = path;
        api.id = id;
        entry.api = std::move(api);
    }

    /// One object from each file of a folder.
    template <class T>
    void loadAll(const std::string &folder, const std::string &keyPrefix, std::vector<T> &objects)
    {
        for (const fs::path &file : entriesOf(m_loaded.root / folder, false)) {
            const std::string path = folder + "/" + file.filename().string();
            T object;
            const bool usable = readDocument(path, [&](const json::Value &tree, Findings &findings) {
                read(tree, object, findings);
                if (object.name.empty())
                    object.name = file.stem().string();
                if (std::ranges::find(objects, object.name, &T::name) != objects.end()) {
                    findings.add(Severity::Error, "project-duplicate",
                                 std::format("Another file has a \"{}\" already", object.name), {}, tree.span());
                    object.name.clear();
                }
            });
            if (!usable || object.name.empty())
                continue;
            m_loaded.paths[keyPrefix + object.name] = path;
            objects.push_back(std::move(object));
        }
    }

    void loadDeployments(const std::string &folder, model::ApiEntry &entry, const model::ApiId &id)
    {
        for (const fs::path &file : entriesOf(m_loaded.root / folder, false)) {
            const std::string path = folder + "/" + file.filename().string();
            model::DeploymentRecord record;
            record.id.value = file.stem().string();
            const bool usable = readDocument(path, [&](const json::Value &tree, Findings &findings) {
                DeploymentHead head;
                read(tree, head, findings);
                record.description = head.description;
                record.createdAt = head.createdDate;
                record.api = std::make_shared<const model::Api>(deployedApi(head, id, findings));
            });
            if (!usable)
                continue;
            m_loaded.paths[std::format("deployment:{}:{}", entry.folder, record.id.value)] = path;
            entry.deployments.push_back(std::move(record));
        }
        std::ranges::stable_sort(entry.deployments, {}, &model::DeploymentRecord::createdAt);
    }

    model::Api deployedApi(const DeploymentHead &head, const model::ApiId &id, Findings &findings) const
    {
        model::Api api;
        if (head.kind == toString(model::ApiKind::WebSocket)) {
            read(head.document, api.emplace<model::WebSocketApi>(), findings);
        } else {
            openapi::ImportOptions options;
            options.kind = head.kind == toString(model::ApiKind::Http) ? openapi::ImportOptions::Kind::Http
                                                                       : openapi::ImportOptions::Kind::Rest;
            options.apiId = id;
            options.region = m_loaded.project.region;
            options.accountId = m_loaded.project.accountId;
            openapi::ImportResult imported = openapi::importApi(json::toJson(head.document, -1), options);
            if (!imported.usable)
                findings.add(Severity::Error, "project-deployment", "The deployment holds no API", "/api",
                             head.document.span());
            api = std::move(imported.api);
        }
        std::visit([&](auto &alternative) { alternative.id = id; }, api);
        return api;
    }

    LoadedProject m_loaded;
    std::optional<Error> m_error; ///< the first file that the system did not give us
};

} // namespace

Expected<LoadedProject> loadFolder(const fs::path &root)
{
    std::error_code error;
    if (!fs::exists(root / kHeader, error))
        return fail(ProjectErrc::NotAProject, std::format("{} has no {}", root.string(), kHeader));
    return FolderLoader(root).load();
}

Expected<LoadedProject> loadSingleFile(const fs::path &file)
{
    Expected<std::string> text = readFile(file);
    if (!text)
        return fail(text.error());
    openapi::ImportOptions options;
    options.file = file.string();
    options.followFileReferences = true;
    openapi::ImportResult imported = openapi::importApi(*text, options);
    if (!imported.usable) {
        std::string detail = file.string();
        if (!imported.diagnostics.empty())
            detail = format(imported.diagnostics.front());
        return fail(ProjectErrc::NotAProject, std::move(detail));
    }
    std::error_code error;
    LoadedProject loaded;
    loaded.root = file;
    loaded.singleFile = true;
    loaded.files[""] = {*std::move(text), fs::last_write_time(file, error)};
    loaded.paths["api:"] = "";
    loaded.diagnostics = std::move(imported.diagnostics);
    loaded.project.name = nameOf(imported.api);
    loaded.project.apis.emplace_back().api = std::move(imported.api);
    return loaded;
}

std::map<std::string, fs::file_time_type> listFiles(const fs::path &root)
{
    std::map<std::string, fs::file_time_type> files;
    const auto add = [&](const std::string &path) {
        std::error_code error;
        const fs::file_time_type time = fs::last_write_time(root / path, error);
        if (!error)
            files[path] = time;
    };
    const auto addAll = [&](const std::string &folder) {
        for (const fs::path &file : entriesOf(root / folder, false))
            add(folder + "/" + file.filename().string());
    };
    add(kHeader);
    for (const fs::path &api : entriesOf(root / "apis", true)) {
        const std::string folder = "apis/" + api.filename().string();
        for (const char *file : {"api.yaml", "api.yml", "api.json", "websocket.yaml"}) {
            std::error_code error;
            if (fs::exists(root / folder / file, error)) {
                add(folder + "/" + file);
                break; // the first one counts
            }
        }
        addAll(folder + "/stages");
        addAll(folder + "/deployments");
    }
    addAll("requests");
    addAll("environments");
    addAll("events");
    addAll("tests");
    return files;
}

} // namespace gatehouse::project

#include "core/project/documents.h"

#include "core/openapi/exporter.h"
#include "core/project/formats.h"

namespace gatehouse::project {

namespace {

/// Lower case letters, digits and '-', for the names of files: "List the orders" -> "list-the-orders".
std::string slug(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9'))
            text += lower;
        else if (!text.empty() && text.back() != '-')
            text += '-';
    }
    while (text.ends_with('-'))
        text.pop_back();
    return text.empty() ? "unnamed" : text.substr(0, 60);
}

/// Names that AWS restricts to harmless characters stay as they are.
std::string stemFor(std::string_view name)
{
    const bool harmless = !name.empty() && name.front() != '.' && name.size() <= 128
        && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$.")
            == std::string_view::npos;
    return harmless ? std::string(name) : slug(name);
}

bool isFolderName(std::string_view name)
{
    return !name.empty() && name.front() != '.'
        && name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

openapi::Format formatOf(std::string_view version)
{
    if (version.starts_with("2."))
        return openapi::Format::Swagger;
    return version.starts_with("3.1") ? openapi::Format::Oas31 : openapi::Format::Oas30;
}

json::Value apiTree(const model::Api &api, const Dialect &dialect)
{
    if (const auto *webSocket = std::get_if<model::WebSocketApi>(&api))
        return tree(*webSocket);
    openapi::ExportOptions options;
    options.format = formatOf(dialect.version);
    return openapi::exportApi(api, options);
}

json::Value deploymentTree(const model::DeploymentRecord &record, const Dialect &dialect)
{
    DeploymentHead head;
    head.description = record.description;
    head.createdDate = record.createdAt;
    if (record.api) {
        head.kind = toString(kindOf(*record.api));
        head.document = apiTree(*record.api, dialect);
    }
    return tree(head);
}

} // namespace

Expected<std::vector<Document>> documentsOf(const model::Project &project)
{
    std::vector<Document> documents;
    std::set<std::string> keys;
    std::string twice;
    const auto add = [&](std::string key, std::string folder, std::string stem, Document::Object object) {
        if (!keys.insert(key).second)
            twice = key;
        documents.push_back({std::move(key), std::move(folder), std::move(stem), object});
    };

    add("project", "", "gatehouse", &project);
    for (const model::ApiEntry &entry : project.apis) {
        if (!isFolderName(entry.folder)) {
            return fail(ProjectErrc::Unwritable,
                        std::format("\"{}\" cannot be the folder of the API \"{}\"", entry.folder, nameOf(entry.api)));
        }
        const std::string folder = "apis/" + entry.folder;
        const bool webSocket = kindOf(entry.api) == model::ApiKind::WebSocket;
        add("api:" + entry.folder, folder, webSocket ? "websocket" : "api", &entry.api);
        for (const model::Stage &stage : entry.stages)
            add(std::format("stage:{}:{}", entry.folder, stage.name), folder + "/stages", stemFor(stage.name), &stage);
        for (const model::DeploymentRecord &record : entry.deployments) {
            add(std::format("deployment:{}:{}", entry.folder, record.id.value), folder + "/deployments",
                stemFor(record.id.value), &record);
        }
    }
    for (const model::SavedRequest &request : project.requests)
        add("request:" + request.name, "requests", slug(request.name), &request);
    for (const model::Environment &environment : project.environments)
        add("environment:" + environment.name, "environments", slug(environment.name), &environment);
    for (const model::SavedEvent &event : project.events)
        add("event:" + event.name, "events", slug(event.name), &event);
    for (const model::TemplateTest &test : project.tests)
        add("test:" + test.name, "tests", slug(test.name), &test);

    if (!twice.empty())
        return fail(ProjectErrc::Unwritable, std::format("Two objects have the same name ({})", twice));
    return documents;
}

bool sameContent(const Document &a, const Document &b)
{
    const auto same = [](const auto *x, const auto *y) {
        if constexpr (!std::same_as<decltype(x), decltype(y)>)
            return false;
        else if constexpr (std::same_as<decltype(x), const model::Project *>)
            return x->apiKeys == y->apiKeys && headerTree(*x, {}) == headerTree(*y, {}); // the rest has its own files
        else
            return *x == *y;
    };
    return std::visit(same, a.object, b.object);
}

Dialect dialectOf(const json::Value &fileTree)
{
    const json::Value &api = fileTree.find("api") && fileTree.find("kind") ? fileTree["api"] : fileTree;
    const json::Value *version = api.find("openapi") ? api.find("openapi") : api.find("swagger");
    return {keysWithValue(fileTree), version ? version->scalarText().value_or("") : ""};
}

json::Value treeOf(const Document &document, const Dialect &dialect)
{
    return std::visit(
        [&](const auto *object) {
            using T = std::remove_cvref_t<decltype(*object)>;
            if constexpr (std::same_as<T, model::Project>)
                return headerTree(*object, dialect.keysWithValue);
            else if constexpr (std::same_as<T, model::Api>)
                return apiTree(*object, dialect);
            else if constexpr (std::same_as<T, model::DeploymentRecord>)
                return deploymentTree(*object, dialect);
            else
                return tree(*object);
        },
        document.object);
}

} // namespace gatehouse::project

#pragma once

#include "core/model/project.h"
#include "core/project/archive.h"

#include <set>

namespace gatehouse::project {

/// One API in gatehouse.yaml's "apis": only needed where order or ids differ from what the folders say by themselves.
struct ApiListing {
    std::string folder;
    model::ApiId id;

    bool operator==(const ApiListing &) const = default;
};

/// The id of an API whose project file gives none.
[[nodiscard]] model::ApiId defaultApiId(std::string_view folder);

/// gatehouse.yaml: everything of a project that has no file of its own. The values of API keys are secrets and are
/// written only for the keys (by id) in @p keysWithValue. APIs are named by their folders.
[[nodiscard]] json::Value headerTree(const model::Project &project, const std::set<std::string> &keysWithValue);
/// Reads it into @p project, whose apis stay as they are.
[[nodiscard]] std::vector<ApiListing> readHeader(const json::Value &tree, model::Project &project, Findings &findings);
/// Turns the folders that readHeader() put in place of API ids into ids.
void resolveApiFolders(model::Project &project);
/// The keys whose values a gatehouse.yaml holds.
[[nodiscard]] std::set<std::string> keysWithValue(const json::Value &tree);

[[nodiscard]] json::Value tree(const model::Stage &stage);
[[nodiscard]] json::Value tree(const model::WebSocketApi &api);
[[nodiscard]] json::Value tree(const model::SavedRequest &request);
[[nodiscard]] json::Value tree(const model::Environment &environment);
[[nodiscard]] json::Value tree(const model::SavedEvent &event);
[[nodiscard]] json::Value tree(const model::TemplateTest &test);
void read(const json::Value &tree, model::Stage &stage, Findings &findings);
void read(const json::Value &tree, model::WebSocketApi &api, Findings &findings);
void read(const json::Value &tree, model::SavedRequest &request, Findings &findings);
void read(const json::Value &tree, model::Environment &environment, Findings &findings);
void read(const json::Value &tree, model::SavedEvent &event, Findings &findings);
void read(const json::Value &tree, model::TemplateTest &test, Findings &findings);

/// What a deployment file tells beside the document of the API.
struct DeploymentHead {
    std::string description;
    SystemTime createdDate{};
    std::string kind; ///< "REST", "HTTP", "WEBSOCKET"
    json::Value document; ///< OpenAPI, or as in websocket.yaml
};
[[nodiscard]] json::Value tree(const DeploymentHead &head);
void read(const json::Value &tree, DeploymentHead &head, Findings &findings);

} // namespace gatehouse::project

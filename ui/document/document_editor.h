#pragma once

#include "ui/document/project_document.h"

#include <utility>
#include <vector>

namespace gatehouse::ui {

/// A resource and where it stands in RestApi::resources.
struct PlacedResource {
    std::size_t position = 0;
    Cow<model::Resource> resource;
};

/// What commands change a document through, and nothing else does: only DocumentCommand can make one. Each call is one
/// announced change. Calls that return what they took out are undone by giving it back.
class DocumentEditor {
public:
    /// The resource with its subtree, in ascending position. Their parents must be there.
    void insertResources(const model::ApiId &api, const std::vector<PlacedResource> &subtree);
    std::vector<PlacedResource> takeResources(const model::ApiId &api, const model::ResourceId &root);
    void renameResource(const model::ApiId &api, const model::ResourceId &resource, const std::string &pathPart);
    /// Takes the subtree out and puts it in at @p places (of the same resources, with another parent perhaps).
    /// Returns the places where they were.
    std::vector<PlacedResource> moveResources(const model::ApiId &api, const std::vector<PlacedResource> &places);

    void insertMethod(const MethodRef &ref, std::size_t position, const model::Method &method);
    std::pair<std::size_t, model::Method> takeMethod(const MethodRef &ref);
    void setMethod(const MethodRef &ref, const model::Method &method);

    void insertStage(const model::ApiId &api, std::size_t position, const model::Stage &stage);
    std::pair<std::size_t, model::Stage> takeStage(const StageRef &ref);
    void setStage(const StageRef &ref, const model::Stage &stage);
    void setDeployments(const model::ApiId &api, std::vector<model::DeploymentRecord> deployments);

    /// All of the draft but a REST API's resources, which stay: @p parts has none.
    void setApiParts(DocumentChange::Kind kind, const model::ApiId &api, const model::Api &parts);
    /// The whole draft, and its text if that is known.
    void replaceApi(const model::ApiId &id, const model::Api &api, const ApiText &text);
    void insertApi(std::size_t position, const model::ApiEntry &entry, const ApiText &text);
    std::pair<std::size_t, model::ApiEntry> takeApi(const model::ApiId &id);
    /// All of the project but its APIs, which stay: @p settings has none.
    void setProjectSettings(const model::Project &settings);

private:
    friend class DocumentCommand;
    explicit DocumentEditor(ProjectDocument &document)
        : m_document(document)
    {
    }
    model::ApiEntry &entry(const model::ApiId &id);
    model::RestApi &restApi(const model::ApiId &id);
    template <class Edit>
    void announce(const DocumentChange &change, Edit edit);

    ProjectDocument &m_document;
};

} // namespace gatehouse::ui

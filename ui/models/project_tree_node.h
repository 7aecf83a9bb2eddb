#pragma once

#include "core/base/diagnostic.h"
#include "ui/document/object_ref.h"

#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace gatehouse::ui {

class ProjectDocument;

/// How what a stage serves relates to the draft.
enum class DeployState : std::uint8_t {
    NotAStage,
    NotDeployed, ///< the stage has no deployment
    Unknown, ///< not compared yet
    UpToDate, ///< it serves the draft
    DraftDiffers, ///< the draft has changed since
};

/// A row of the project tree with the facts shown in it. It keeps copies: a row costs no look-up in the document.
struct ProjectTreeNode {
    ObjectRef ref;
    QString text;
    QString detail; ///< second, muted text
    QString method; ///< verb of a badge before the text
    bool hasIntegration = true; ///< false for a method that cannot be deployed
    DeployState deployState = DeployState::NotAStage;
    std::optional<Severity> severity; ///< worst here or below

    ProjectTreeNode *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<ProjectTreeNode>> children;

    [[nodiscard]] bool sameFacts(const ProjectTreeNode &other) const
    {
        return text == other.text && detail == other.detail && method == other.method
            && hasIntegration == other.hasIntegration && deployState == other.deployState;
    }
    /// Adds a child at the end.
    ProjectTreeNode &add(std::unique_ptr<ProjectTreeNode> child);
    /// Sets parent and row of the children from @p first on.
    void renumber(int first = 0);
    [[nodiscard]] ProjectTreeNode *child(const ObjectRef &wanted) const;
};

/// Makes rows from a document. Each call makes a tree of its own, to be compared with the one shown.
class ProjectTreeBuilder {
public:
    explicit ProjectTreeBuilder(const ProjectDocument &document)
        : m_document(document)
    {
    }
    using NodePtr = std::unique_ptr<ProjectTreeNode>;

    [[nodiscard]] NodePtr project() const; ///< with all below
    [[nodiscard]] NodePtr api(const model::ApiEntry &entry) const;
    /// A resource with its methods and everything below it. Linear in the number of the API's resources.
    [[nodiscard]] NodePtr resource(const model::RestApi &api, const model::ResourceId &root) const;
    /// Without what is below.
    [[nodiscard]] NodePtr resourceRow(const model::ApiId &api, const model::Resource &resource) const;
    [[nodiscard]] NodePtr methodRow(const model::ApiId &api, const model::Resource &resource,
                                    const model::Method &method) const;
    [[nodiscard]] NodePtr group(ObjectRef::Kind kind,
                                const model::ApiEntry &entry) const; ///< null if that kind of API has none
    [[nodiscard]] NodePtr apiRow(const model::ApiEntry &entry) const;
    [[nodiscard]] NodePtr apiKeys() const;
    [[nodiscard]] NodePtr usagePlans() const;
    [[nodiscard]] NodePtr events() const;
    [[nodiscard]] NodePtr templateTests() const;
    /// The groups that belong to no API.
    [[nodiscard]] std::vector<NodePtr> projectGroups() const;

private:
    const ProjectDocument &m_document;
};

/// Scheme and authority of an integration's URI, or its type for those without an address: what "backend" means here.
[[nodiscard]] QString backendOf(const model::Integration &integration);

} // namespace gatehouse::ui

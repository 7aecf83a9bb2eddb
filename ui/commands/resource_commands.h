#pragma once

#include "core/model/cors.h"
#include "ui/commands/document_command.h"

#include <QCoreApplication>

namespace gatehouse::ui {

/// Adds a resource, alone or with a subtree of its own.
class InsertResource final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::InsertResource)

public:
    /// A new resource as the last child of @p parent. The path part is valid there (model::pathPartProblem).
    InsertResource(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &parent,
                   const std::string &pathPart);
    /// @p subtree (its root first, ids not in use) as the last child of its root's parent.
    InsertResource(ProjectDocument &document, const model::ApiId &api, std::vector<model::Resource> subtree);

    [[nodiscard]] const model::ResourceId &resource() const noexcept { return m_subtree.front().resource->id; }
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    std::vector<PlacedResource> m_subtree;
};

/// Removes a resource with its subtree. The root cannot be removed: the command is obsolete.
class RemoveResource final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RemoveResource)

public:
    RemoveResource(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource);
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    const model::ResourceId m_resource;
    std::vector<PlacedResource> m_removed;
};

/// Gives a resource another path part, valid among its siblings.
class RenameResource final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RenameResource)

public:
    RenameResource(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                   std::string pathPart);
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    const model::ResourceId m_resource;
    std::string m_before;
    const std::string m_after;
};

/// Moves a resource with its subtree below another parent, or elsewhere among its siblings.
class MoveResource final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::MoveResource)

public:
    /// Before the child @p before of @p parent, or as its last child if that is null. See moveProblem().
    MoveResource(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                 const model::ResourceId &parent, const model::ResourceId &before = {});
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    std::vector<PlacedResource> m_before;
    std::vector<PlacedResource> m_after;
};

/// What forbids to move @p resource below @p parent, in AWS's words where it has any, or nothing.
[[nodiscard]] std::optional<QString> moveProblem(const model::RestApi &api, const model::ResourceId &resource,
                                                 const model::ResourceId &parent);

/// "Enable CORS" on a resource (model::enableCors), as one undoable step.
void enableCors(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                const model::CorsOptions &options);

/// A copy of a resource and its subtree under new ids and a name that is free among its siblings, to be inserted.
[[nodiscard]] std::vector<model::Resource> duplicateOf(const model::RestApi &api, const model::ResourceId &resource);

} // namespace gatehouse::ui

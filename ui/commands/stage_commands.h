#pragma once

#include "core/model/stage_operations.h"
#include "ui/commands/document_command.h"

#include <QCoreApplication>

#include <functional>

namespace gatehouse::ui {

/// Adds a stage; obsolete if the API has one of that name.
class InsertStage final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::InsertStage)

public:
    InsertStage(ProjectDocument &document, const model::ApiId &api, model::Stage stage);
    void redo() override;
    void undo() override;

private:
    const model::ApiId m_api;
    const model::Stage m_stage;
};

class RemoveStage final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RemoveStage)

public:
    RemoveStage(ProjectDocument &document, const StageRef &ref);
    void redo() override;
    void undo() override;

private:
    const StageRef m_ref;
    std::pair<std::size_t, model::Stage> m_removed;
};

/// Changes any fields of a stage, its name too.
class EditStage final : public DocumentCommand {
public:
    EditStage(ProjectDocument &document, const StageRef &ref, const model::Stage &after, const QString &text,
              const QString &field = {});
    [[nodiscard]] int id() const override { return merges() ? MergeStage : -1; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    const StageRef m_ref; // before
    const model::Stage m_before;
    model::Stage m_after;
};

/// Adds a deployment and points a stage or its canary at it (model::deployTo); a stage is made if it is not there. A
/// deployment that the API has already (same id: same content) is not added twice. Obsolete if the model refuses.
class Deploy final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::Deploy)

public:
    Deploy(ProjectDocument &document, const StageRef &ref, const model::DeploymentRecord &record,
           model::DeployTarget target = model::DeployTarget::Automatic, std::optional<double> percentTraffic = {});
    void redo() override;
    void undo() override;

private:
    const StageRef m_ref;
    const std::vector<model::DeploymentRecord> m_before;
    std::vector<model::DeploymentRecord> m_after;
    const std::optional<model::Stage> m_stageBefore;
    model::Stage m_stageAfter;
};

/// Changes the stage at @p ref as @p change does, as one undoable step; nothing happens if there is no such stage.
void editStage(ProjectDocument &document, const StageRef &ref, const QString &text, const QString &field,
               const std::function<void(model::Stage &)> &change);

/// The canary's deployment and variables become the stage's; it stays and gets no more requests.
void promoteCanary(ProjectDocument &document, const StageRef &ref);
/// All requests go to the stage's own deployment again.
void deleteCanary(ProjectDocument &document, const StageRef &ref);
/// Points a stage at another deployment of its API.
void pointStage(ProjectDocument &document, const StageRef &ref, const model::DeploymentId &deployment);

/// What is wrong with @p name for a stage of @p api, or nothing. @p self is the stage being renamed. Source:
/// rest-runtime.md 5.1.
[[nodiscard]] std::optional<QString> stageNameProblem(const model::ApiEntry &api, const std::string &name,
                                                      const std::string &self = {});

} // namespace gatehouse::ui

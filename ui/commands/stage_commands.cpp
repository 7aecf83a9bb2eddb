#include "ui/commands/stage_commands.h"

#include "ui/widgets/text.h"

namespace gatehouse::ui {

using model::Stage;

InsertStage::InsertStage(ProjectDocument &document, const model::ApiId &api, Stage stage)
    : DocumentCommand(document, tr("Add stage %1").arg(toQString(stage.name)))
    , m_api(api)
    , m_stage(std::move(stage))
{
    setObsolete(document.stage({api, m_stage.name}) != nullptr);
}

void InsertStage::redo()
{
    editor().insertStage(m_api, std::size_t(-1), m_stage);
}

void InsertStage::undo()
{
    editor().takeStage({m_api, m_stage.name});
}

RemoveStage::RemoveStage(ProjectDocument &document, const StageRef &ref)
    : DocumentCommand(document, tr("Delete stage %1").arg(toQString(ref.name)))
    , m_ref(ref)
{
    setObsolete(!document.stage(ref));
}

void RemoveStage::redo()
{
    m_removed = editor().takeStage(m_ref);
}

void RemoveStage::undo()
{
    editor().insertStage(m_ref.api, m_removed.first, m_removed.second);
}

EditStage::EditStage(ProjectDocument &document, const StageRef &ref, const Stage &after, const QString &text,
                     const QString &field)
    : DocumentCommand(document, text,
                      field.isEmpty() ? QString()
                                      : QStringList{toQString(ref.api.value), toQString(ref.name), field}.join(u'\n'))
    , m_ref(ref)
    , m_before(*document.stage(ref))
    , m_after(after)
{
    setObsolete(m_before == m_after);
}

bool EditStage::mergeWith(const QUndoCommand *other)
{
    const auto *later = static_cast<const EditStage *>(other); // same id()
    if (!continuesAs(*later) || m_ref.name != m_after.name)
        return false;
    m_after = later->m_after;
    setObsolete(m_before == m_after);
    return true;
}

void EditStage::redo()
{
    editor().setStage(m_ref, m_after);
}

void EditStage::undo()
{
    editor().setStage({m_ref.api, m_after.name}, m_before);
}

Deploy::Deploy(ProjectDocument &document, const StageRef &ref, const model::DeploymentRecord &record,
               model::DeployTarget target, std::optional<double> percentTraffic)
    : DocumentCommand(document, tr("Deploy to %1").arg(toQString(ref.name)))
    , m_ref(ref)
    , m_before(document.api(ref.api)->deployments)
    , m_after(m_before)
    , m_stageBefore(document.stage(ref) ? std::optional(*document.stage(ref)) : std::nullopt)
    , m_stageAfter(m_stageBefore.value_or(Stage{}))
{
    model::ApiEntry entry = *document.api(ref.api);
    if (!model::deployTo(entry, ref.name, record, target, percentTraffic)) {
        setObsolete(true);
        return;
    }
    m_after = std::move(entry.deployments);
    m_stageAfter = *entry.stage(ref.name);
    setObsolete(m_stageBefore && *m_stageBefore == m_stageAfter && m_before.size() == m_after.size());
}

void Deploy::redo()
{
    if (m_after.size() != m_before.size())
        editor().setDeployments(m_ref.api, m_after);
    if (m_stageBefore)
        editor().setStage(m_ref, m_stageAfter);
    else
        editor().insertStage(m_ref.api, std::size_t(-1), m_stageAfter);
}

void Deploy::undo()
{
    if (m_stageBefore)
        editor().setStage(m_ref, *m_stageBefore);
    else
        editor().takeStage(m_ref);
    if (m_after.size() != m_before.size())
        editor().setDeployments(m_ref.api, m_before);
}

void editStage(ProjectDocument &document, const StageRef &ref, const QString &text, const QString &field,
               const std::function<void(Stage &)> &change)
{
    const Stage *current = document.stage(ref);
    if (!current)
        return;
    Stage after = *current;
    change(after);
    document.push(new EditStage(document, ref, after, text, field));
}

void promoteCanary(ProjectDocument &document, const StageRef &ref)
{
    editStage(document, ref, QCoreApplication::translate("gatehouse::ui::EditStage", "Promote canary"), {},
              [](Stage &stage) { (void)model::promoteCanary(stage); }); // without a canary nothing changes
}

void deleteCanary(ProjectDocument &document, const StageRef &ref)
{
    editStage(document, ref, QCoreApplication::translate("gatehouse::ui::EditStage", "Delete canary"), {},
              [](Stage &stage) { stage.canary.reset(); });
}

void pointStage(ProjectDocument &document, const StageRef &ref, const model::DeploymentId &deployment)
{
    editStage(document, ref, QCoreApplication::translate("gatehouse::ui::EditStage", "Change deployment of stage"), {},
              [&](Stage &stage) { stage.deploymentId = deployment; });
}

std::optional<QString> stageNameProblem(const model::ApiEntry &api, const std::string &name, const std::string &self)
{
    if (!model::isStageName(name, model::kindOf(api.api))) {
        return QCoreApplication::translate("gatehouse::ui::EditStage",
                                           "A stage name has 1 to 128 letters, digits, hyphens or underscores.");
    }
    if (name != self && api.stage(name))
        return QCoreApplication::translate("gatehouse::ui::EditStage", "Stage already exists");
    return std::nullopt;
}

} // namespace gatehouse::ui

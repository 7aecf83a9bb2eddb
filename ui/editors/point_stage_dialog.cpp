#include "ui/editors/point_stage_dialog.h"

#include "ui/bridge/background_task.h"
#include "ui/document/project_document.h"
#include "ui/editors/changes_view.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

PointStageDialog::PointStageDialog(const ProjectDocument &document, const StageRef &stage,
                                   const model::DeploymentId &deployment, QWidget *parent)
    : QDialog(parent)
{
    const model::ApiEntry *entry = document.api(stage.api);
    const model::Stage *current = document.stage(stage);
    const model::DeploymentRecord *record = entry ? entry->deployment(deployment) : nullptr;
    const QString name = toQString(stage.name);
    setWindowTitle(tr("Point %1 at another deployment").arg(name));
    auto *changes = new ChangesView(tr("Clients of the stage will see no change."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *accept = buttons->addButton(tr("Point %1 here").arg(name), QDialogButtonBox::AcceptRole);
    accept->setEnabled(current && record);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(new SectionHeader(
        tr("What changes for clients of %1").arg(name),
        tr("The stage serves the other deployment from the next request on; undo brings this one back.")));
    column->addWidget(changes, 1);
    column->addWidget(buttons);
    accept->setDefault(true);
    resize(760, 420);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    if (!current || !record)
        return;
    const model::DeploymentRecord *served = entry->deployment(current->deploymentId);
    auto before = served && served->api ? served->api : std::make_shared<const model::Api>(entry->api);
    runInBackground(
        this, {},
        [before = std::move(before), after = record->api](Task &) {
            return after ? model::compare(*before, *after) : model::Changes();
        },
        [changes](model::Changes found) { changes->setChanges(std::move(found)); });
}

} // namespace gatehouse::ui

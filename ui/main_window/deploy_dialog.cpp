#include "ui/main_window/deploy_dialog.h"

#include "ui/commands/stage_commands.h"
#include "ui/document/project_document.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace gatehouse::ui {

DeployDialog::DeployDialog(const ProjectDocument &document, const StageRef &stage, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_api(stage.api)
    , m_stage(new QComboBox)
    , m_description(new QLineEdit)
    , m_target(new QComboBox)
    , m_percent(new QDoubleSpinBox)
    , m_hint(new QLabel)
{
    const model::ApiEntry *entry = document.api(m_api);
    setWindowTitle(tr("Deploy"));
    m_stage->setEditable(true);
    m_stage->setInsertPolicy(QComboBox::NoInsert);
    m_stage->setAccessibleName(tr("Stage"));
    if (entry) {
        for (const model::Stage &existing : entry->stages)
            m_stage->addItem(toQString(existing.name));
    }
    m_stage->setEditText(stage.name.empty() ? QStringLiteral("dev") : toQString(stage.name));
    m_description->setPlaceholderText(tr("What is new, for the list of deployments"));
    m_description->setAccessibleName(tr("Description"));
    m_target->addItem(tr("The stage"), QVariant::fromValue(static_cast<int>(model::DeployTarget::Stage)));
    m_target->addItem(tr("Its canary"), QVariant::fromValue(static_cast<int>(model::DeployTarget::Canary)));
    m_target->setAccessibleName(tr("Goes to"));
    m_percent->setRange(0, 100);
    m_percent->setDecimals(1);
    m_percent->setSuffix(tr(" % of requests"));
    m_percent->setAccessibleName(tr("Percentage of requests to the canary"));
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_deploy = buttons->addButton(tr("Deploy"), QDialogButtonBox::AcceptRole);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(new SectionHeader(
        tr("Deploy %1").arg(entry ? toQString(model::nameOf(entry->api)) : QString()),
        tr("A deployment is a snapshot of the draft that does not change any more. The stage serves it from the next "
           "request on.")));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    form->addRow(tr("&Stage"), m_stage);
    form->addRow(tr("&Description"), m_description);
    auto *side = new QHBoxLayout;
    side->setSpacing(kGap);
    side->addWidget(m_target, 1);
    side->addWidget(m_percent);
    form->addRow(tr("&Goes to"), side);
    column->addLayout(form);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addWidget(buttons);
    m_deploy->setDefault(true); // only a button within its dialog can be
    setMinimumWidth(420);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stage, &QComboBox::editTextChanged, this, [this] {
        offerCanary();
        check();
    });
    connect(m_target, &QComboBox::activated, this, [this] { m_percent->setEnabled(target() == Target::Canary); });
    offerCanary();
    check();
    m_description->setFocus();
}

StageRef DeployDialog::stage() const
{
    return {m_api, toStd(m_stage->currentText().trimmed())};
}

QString DeployDialog::description() const
{
    return m_description->text().trimmed();
}

model::DeployTarget DeployDialog::target() const
{
    return static_cast<Target>(m_target->currentData().toInt());
}

double DeployDialog::percentTraffic() const
{
    return m_percent->value();
}

/// A canary needs a stage with a deployment that it differs from; where there is one, AWS deploys to it.
void DeployDialog::offerCanary()
{
    const model::Stage *existing = m_document.stage(stage());
    const bool canary = existing && existing->canary;
    m_target->setCurrentIndex(canary ? 1 : 0);
    m_target->setEnabled(existing && !existing->deploymentId.isNull());
    m_percent->setEnabled(canary);
    m_percent->setValue(canary ? existing->canary->percentTraffic : 10);
}

void DeployDialog::check()
{
    const model::ApiEntry *entry = m_document.api(m_api);
    const std::string name = stage().name;
    if (!entry || m_document.stage(stage())) {
        m_hint->clear();
        m_deploy->setEnabled(entry != nullptr);
        return;
    }
    const std::optional<QString> problem = stageNameProblem(*entry, name);
    m_hint->setText(problem ? *problem : tr("There is no stage of this name yet: it will be created."));
    m_deploy->setEnabled(!problem);
}

} // namespace gatehouse::ui

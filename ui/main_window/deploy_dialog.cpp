#include "ui/main_window/deploy_dialog.h"

#include "ui/commands/stage_commands.h"
#include "ui/document/project_document.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
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
    column->addLayout(form);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addWidget(buttons);
    m_deploy->setDefault(true); // only a button within its dialog can be
    setMinimumWidth(420);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stage, &QComboBox::editTextChanged, this, &DeployDialog::check);
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

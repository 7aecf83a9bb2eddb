#include "ui/editors/stage_page.h"

#include "ui/commands/stage_commands.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/page_header.h"
#include "ui/models/project_tree_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>

namespace gatehouse::ui {

namespace {

QString deploymentText(const model::DeploymentRecord &record)
{
    const auto time
        = std::chrono::duration_cast<std::chrono::milliseconds>(record.createdAt.time_since_epoch()).count();
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat);
    const QString id = toQString(record.id.value);
    return record.description.empty() ? StagePage::tr("%1, %2").arg(id, when)
                                      : StagePage::tr("%1: %2, %3").arg(id, toQString(record.description), when);
}

} // namespace

StagePage::StagePage(ProjectDocument &document, const StageRef &ref, QWidget *parent)
    : FormPage(document, ObjectRef::of(ref), parent)
    , m_name(newCodeField(tr("Stage name")))
    , m_nameProblem(new FieldProblem)
    , m_description(new QLineEdit)
    , m_deployment(new QComboBox)
    , m_stateIcon(new QLabel)
    , m_state(new QLabel)
    , m_path(new QLabel)
    , m_variables(new KeyValueTable)
{
    m_description->setAccessibleName(tr("Description"));
    m_deployment->setAccessibleName(tr("Deployment that the stage serves"));
    m_state->setWordWrap(true);
    m_path->setFont(monospaceFont());
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_variables->setCheckable(false);
    m_variables->setHeadings(tr("Variable"), tr("Value"));
    m_variables->setAccessibleName(tr("Stage variables"));

    auto *deploy = new QPushButton(icon(QStringLiteral("deploy")), tr("&Deploy draft here"));
    connect(deploy, &QPushButton::clicked, this, [this] { Q_EMIT deployRequested(object().stage()); });
    header().addTool(deploy);

    QFormLayout *form = newFormLayout();
    form->addRow(newLabel(tr("&Name"), m_name), withProblem(m_name, m_nameProblem));
    form->addRow(tr("Des&cription"), m_description);
    form->addRow(tr("&Serves deployment"), m_deployment);
    auto *state = new QHBoxLayout;
    state->setSpacing(kGrid);
    state->addWidget(m_stateIcon, 0, Qt::AlignTop);
    state->addWidget(m_state, 1);
    form->addRow(tr("Draft"), state);
    form->addRow(tr("Invoke path"), m_path);
    column().addLayout(form);
    column().addSpacing(kGap);
    column().addWidget(new SectionHeader(tr("Stage variables"),
                                         tr("Used as ${stageVariables.NAME}; changes apply without a deployment.")));
    column().addWidget(m_variables);
    connectFields();
    finish();
}

void StagePage::connectFields()
{
    // Renamed when the name is complete: it is in addresses, and each letter would be another one.
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_nameProblem->tell(*m_name, stageNameProblem(*document().api(object().api), toStd(text), object().name));
    });
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        const std::string name = toStd(m_name->text());
        const model::ApiEntry *api = document().api(object().api);
        if (!api || name == object().name || stageNameProblem(*api, name, object().name))
            return;
        editStage(document(), object().stage(), tr("Rename stage to %1").arg(m_name->text()), {},
                  [&](auto &stage) { stage.name = name; });
    });
    connect(m_description, &QLineEdit::textEdited, this, [this](const QString &text) {
        editStage(document(), object().stage(), tr("Change stage description"), QStringLiteral("description"),
                  [&](auto &stage) { stage.description = toStd(text); });
    });
    connect(m_deployment, &QComboBox::activated, this, [this] {
        editStage(document(), object().stage(), tr("Change deployment of stage"), {},
                  [&](auto &stage) { stage.deploymentId = {toStd(m_deployment->currentData().toString())}; });
    });
    connect(m_variables, &KeyValueTable::changed, this, [this] {
        editStage(document(), object().stage(), tr("Change stage variables"), {},
                  [&](auto &stage) { stage.variables = mapOf(*m_variables); });
    });
    connect(&document(), &ProjectDocument::draftIdChanged, this, [this] { load(); });
}

QString StagePage::name() const
{
    return toQString(object().name);
}

void StagePage::load()
{
    const model::ApiEntry *api = document().api(object().api);
    const model::Stage *stage = document().stage(object().stage());
    if (!api || !stage)
        return;
    header().setDetail(toQString(model::nameOf(api->api)));
    showText(*m_name, stage->name);
    m_nameProblem->tell(*m_name, std::nullopt);
    showText(*m_description, stage->description);
    loadDeployments(*api, *stage);
    m_path->setText(stage->name == "$default" ? QStringLiteral("/") : u'/' + toQString(stage->name));
    showRows(*m_variables, stage->variables);

    const std::optional<model::DeploymentId> draft = document().draftId(object().api);
    if (stage->deploymentId.isNull())
        showState(QStringLiteral("problem-info"), tr("Nothing is deployed here yet."));
    else if (!draft)
        showState(QStringLiteral("clock"), tr("Not compared with the deployment yet."));
    else if (*draft == stage->deploymentId)
        showState(QStringLiteral("ok"), tr("The stage serves the draft as it is now."));
    else
        showState(QStringLiteral("problem-warning"),
                  tr("The draft has changes that this stage does not serve yet: deploy to see them here."));
}

void StagePage::showState(const QString &iconName, const QString &text)
{
    m_stateIcon->setPixmap(icon(iconName).pixmap(style()->pixelMetric(QStyle::PM_SmallIconSize)));
    m_state->setText(text);
}

void StagePage::loadDeployments(const model::ApiEntry &api, const model::Stage &stage)
{
    const QSignalBlocker blocker(m_deployment);
    m_deployment->clear();
    m_deployment->addItem(tr("None"), QString());
    for (auto record = api.deployments.rbegin(); record != api.deployments.rend(); ++record) // newest first
        m_deployment->addItem(deploymentText(*record), toQString(record->id.value));
    showChoice(*m_deployment, toQString(stage.deploymentId.value));
}

} // namespace gatehouse::ui

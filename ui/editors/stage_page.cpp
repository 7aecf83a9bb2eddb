#include "ui/editors/stage_page.h"

#include "core/deploy/stage_check.h"
#include "ui/commands/stage_commands.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/method_settings_table.h"
#include "ui/editors/page_header.h"
#include "ui/editors/stage_forms.h"
#include "ui/models/method_settings_model.h"
#include "ui/models/project_tree_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace gatehouse::ui {

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
    , m_variableProblem(new QLabel)
    , m_methodSettings(new MethodSettingsModel(this))
    , m_methodSettingsTable(new MethodSettingsTable(*m_methodSettings))
{
    m_description->setAccessibleName(tr("Description"));
    m_deployment->setAccessibleName(tr("Deployment that the stage serves"));
    m_state->setWordWrap(true);
    m_path->setFont(monospaceFont());
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_variables->setCheckable(false);
    m_variables->setHeadings(tr("Variable"), tr("Value"));
    m_variables->setAccessibleName(tr("Stage variables"));
    m_variableProblem->setWordWrap(true);
    m_variableProblem->hide();

    auto *deploy = new QPushButton(icon(QStringLiteral("deploy")), tr("&Deploy draft here"));
    connect(deploy, &QPushButton::clicked, this, [this] { Q_EMIT deployRequested(object().stage()); });
    header().addTool(deploy);
    m_history = new QPushButton(icon(QStringLiteral("history")), tr("Deplo&yments"));
    connect(m_history, &QPushButton::clicked, this, [this] {
        const model::ApiEntry *api = this->document().api(object().api);
        const model::Stage *stage = this->document().stage(object().stage());
        if (!api || !stage || api->deployments.empty())
            return;
        const bool known = api->deployment(stage->deploymentId) != nullptr;
        const std::string id = known ? stage->deploymentId.value : api->deployments.back().id.value;
        Q_EMIT openRequested({ObjectRef::Kind::Deployment, object().api, {}, id});
    });
    header().addTool(m_history);

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
    column().addWidget(m_variableProblem);
    auto *canary = new CanaryForm;
    connect(canary, &CanaryForm::promoteRequested, this, [this] { promoteCanary(this->document(), object().stage()); });
    connect(canary, &CanaryForm::deleteRequested, this, [this] { deleteCanary(this->document(), object().stage()); });
    addForm(canary, tr("Canary"), tr("A share of the requests, chosen at random, goes to another deployment."));
    column().addSpacing(kGap);
    column().addWidget(
        new SectionHeader(tr("Method settings"),
                          tr("What a method does not set itself it inherits from all methods; Del takes a value "
                             "away. Caching of all methods is for GET only.")));
    column().addWidget(m_methodSettingsTable);
    addForm(new CacheForm, tr("Cache"), tr("Methods are cached when the cache is on and their settings say so."));
    addForm(new AccessLogForm, tr("Access log"), tr("A line for each request, made of $context variables."));
    connectFields();
    finish();
}

void StagePage::addForm(StageForm *form, const QString &title, const QString &text)
{
    column().addSpacing(kGap);
    column().addWidget(new SectionHeader(title, text));
    column().addWidget(form);
    m_forms.push_back(form);
    connect(form, &StageForm::edited, this,
            [this](const QString &words, const QString &field, const std::function<void(model::Stage &)> &change) {
                editStage(document(), object().stage(), words, field, change);
            });
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
    connect(m_deployment, &QComboBox::activated, this,
            [this] { pointStage(document(), object().stage(), {toStd(m_deployment->currentData().toString())}); });
    connect(m_variables, &KeyValueTable::changed, this, [this] {
        editStage(document(), object().stage(), tr("Change stage variables"), {},
                  [&](auto &stage) { stage.variables = mapOf(*m_variables); });
    });
    connect(m_methodSettings, &MethodSettingsModel::edited, this,
            [this](const QString &key, const model::MethodSettings &settings) {
                editStage(document(), object().stage(), tr("Change method settings"), {}, [&](auto &stage) {
                    if (settings == model::MethodSettings())
                        stage.methodSettings.erase(toStd(key));
                    else
                        stage.methodSettings[toStd(key)] = settings;
                });
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
    m_history->setEnabled(!api->deployments.empty());
    fillDeployments(*m_deployment, *api, tr("None"));
    showChoice(*m_deployment, toQString(stage->deploymentId.value));
    m_path->setText(stage->name == "$default" ? QStringLiteral("/") : u'/' + toQString(stage->name));
    showRows(*m_variables, stage->variables);
    showVariableProblem(stage->variables);
    m_methodSettings->setStage(*api, *stage);
    m_methodSettingsTable->updateGeometry();
    for (StageForm *form : m_forms)
        form->load(*api, *stage);

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

void StagePage::showVariableProblem(const model::StringMap &variables)
{
    QString text;
    for (const auto &[name, value] : variables) {
        if (const auto problem = deploy::stageVariableProblem(name, value); problem && text.isEmpty())
            text = tr("%1: %2").arg(toQString(name), toQString(*problem));
    }
    m_variableProblem->setText(text);
    m_variableProblem->setVisible(!text.isEmpty());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, themeColor(ColorRole::Error));
    m_variableProblem->setPalette(colors);
}

void StagePage::showState(const QString &iconName, const QString &text)
{
    m_stateIcon->setPixmap(icon(iconName).pixmap(style()->pixelMetric(QStyle::PM_SmallIconSize)));
    m_state->setText(text);
}

} // namespace gatehouse::ui

#include "ui/editors/stage_forms.h"

#include "ui/editors/form_fields.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace gatehouse::ui {

namespace {

/// The console's formats. Source: rest-runtime.md 5.7.
struct Preset {
    const char *name;
    QString format;
};

QList<Preset> presets()
{
    const QString jsonFormat
        = QStringLiteral("{ \"requestId\":\"$context.requestId\", \"extendedRequestId\":\"$context.extendedRequestId\","
                         "\"ip\": \"$context.identity.sourceIp\", \"caller\":\"$context.identity.caller\", "
                         "\"user\":\"$context.identity.user\", \"requestTime\":\"$context.requestTime\", "
                         "\"httpMethod\":\"$context.httpMethod\", \"resourcePath\":\"$context.resourcePath\", "
                         "\"status\":\"$context.status\", \"protocol\":\"$context.protocol\", "
                         "\"responseLength\":\"$context.responseLength\" }");
    const QString xmlFormat = QStringLiteral(
        "<request id=\"$context.requestId\"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> "
        "<ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> "
        "<user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> "
        "<httpMethod>$context.httpMethod</httpMethod> <resourcePath>$context.resourcePath</resourcePath> "
        "<status>$context.status</status> <protocol>$context.protocol</protocol> "
        "<responseLength>$context.responseLength</responseLength> </request>");
    return {
        {"CLF",
         QStringLiteral("$context.identity.sourceIp $context.identity.caller $context.identity.user "
                        "[$context.requestTime]\"$context.httpMethod $context.resourcePath $context.protocol\" "
                        "$context.status $context.responseLength $context.requestId $context.extendedRequestId")},
        {"JSON", jsonFormat},
        {"XML", xmlFormat},
        {"CSV",
         QStringLiteral("$context.identity.sourceIp,$context.identity.caller,$context.identity.user,"
                        "$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,"
                        "$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId")},
    };
}

constexpr std::string_view kCacheSizes[] = {"0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"};

} // namespace

QString deploymentText(const model::DeploymentRecord &record)
{
    const auto time
        = std::chrono::duration_cast<std::chrono::milliseconds>(record.createdAt.time_since_epoch()).count();
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat);
    const QString id = toQString(record.id.value);
    return record.description.empty() ? StageForm::tr("%1, %2").arg(id, when)
                                      : StageForm::tr("%1: %2, %3").arg(id, toQString(record.description), when);
}

void fillDeployments(QComboBox &choice, const model::ApiEntry &entry, const QString &none)
{
    const QSignalBlocker blocker(choice);
    choice.clear();
    choice.addItem(none, QString());
    for (auto record = entry.deployments.rbegin(); record != entry.deployments.rend(); ++record)
        choice.addItem(deploymentText(*record), toQString(record->id.value));
}

CanaryForm::CanaryForm(QWidget *parent)
    : StageForm(parent)
    , m_settings(new QWidget)
    , m_offer(new QWidget)
    , m_create(new QPushButton(icon(QStringLiteral("add")), tr("Create &canary")))
    , m_percent(new QDoubleSpinBox)
    , m_deployment(new QComboBox)
    , m_variables(new KeyValueTable)
    , m_useStageCache(new QCheckBox(tr("&Use the stage's cache")))
{
    m_percent->setRange(0, 100);
    m_percent->setDecimals(1);
    m_percent->setSuffix(tr(" %"));
    m_percent->setKeyboardTracking(false);
    m_percent->setAccessibleName(tr("Percentage of requests to the canary"));
    m_deployment->setAccessibleName(tr("Deployment of the canary"));
    m_variables->setCheckable(false);
    m_variables->setHeadings(tr("Variable"), tr("Value for the canary"));
    m_variables->setAccessibleName(tr("Stage variables of the canary"));

    auto *promote = new QPushButton(icon(QStringLiteral("chevron-up")), tr("P&romote to stage"));
    auto *remove = new QPushButton(icon(QStringLiteral("delete")), tr("De&lete canary"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(promote);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    QFormLayout *form = newFormLayout();
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Re&quests to the canary"), m_percent);
    form->addRow(tr("Deployment of the canar&y"), m_deployment);
    form->addRow(newLabel(tr("&Other variables"), m_variables), m_variables);
    form->addRow(QString(), m_useStageCache);
    form->addRow(QString(), buttons);
    m_settings->setLayout(form);

    auto *text = new QLabel(tr("No canary: all requests go to the stage's deployment."));
    text->setWordWrap(true);
    auto *offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(0, 0, 0, 0);
    offer->addWidget(text, 1);
    offer->addWidget(m_create);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_offer);
    column->addWidget(m_settings);

    connect(m_create, &QPushButton::clicked, this, [this] {
        Q_EMIT edited(tr("Create canary"), {}, [](model::Stage &stage) {
            stage.canary.emplace().deploymentId = stage.deploymentId; // as on AWS
        });
    });
    connect(promote, &QPushButton::clicked, this, &CanaryForm::promoteRequested);
    connect(remove, &QPushButton::clicked, this, &CanaryForm::deleteRequested);
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        change(tr("Change share of the canary"), QStringLiteral("canary-percent"),
               [percent](auto &canary) { canary.percentTraffic = percent; });
    });
    connect(m_deployment, &QComboBox::activated, this, [this] {
        const model::DeploymentId id{toStd(m_deployment->currentData().toString())};
        change(tr("Change deployment of the canary"), {}, [id](auto &canary) { canary.deploymentId = id; });
    });
    connect(m_variables, &KeyValueTable::changed, this, [this] {
        const model::StringMap variables = mapOf(*m_variables);
        change(tr("Change stage variables of the canary"), {},
               [variables](auto &canary) { canary.stageVariableOverrides = variables; });
    });
    connect(m_useStageCache, &QCheckBox::clicked, this, [this](bool on) {
        change(tr("Change cache of the canary"), {}, [on](auto &canary) { canary.useStageCache = on; });
    });
}

void CanaryForm::change(const QString &text, const QString &field,
                        const std::function<void(model::CanarySettings &)> &change)
{
    Q_EMIT edited(text, field, [change](model::Stage &stage) {
        if (stage.canary)
            change(*stage.canary);
    });
}

void CanaryForm::load(const model::ApiEntry &entry, const model::Stage &stage)
{
    m_offer->setVisible(!stage.canary);
    m_settings->setVisible(stage.canary.has_value());
    m_create->setEnabled(!stage.deploymentId.isNull());
    m_create->setToolTip(m_create->isEnabled() ? QString() : tr("Deploy to the stage first."));
    if (!stage.canary)
        return;
    const QSignalBlocker blocker(m_percent);
    m_percent->setValue(stage.canary->percentTraffic);
    fillDeployments(*m_deployment, entry, tr("The stage's own"));
    showChoice(*m_deployment, toQString(stage.canary->deploymentId.value));
    showRows(*m_variables, stage.canary->stageVariableOverrides);
    m_useStageCache->setChecked(stage.canary->useStageCache);
    m_useStageCache->setEnabled(stage.cacheClusterEnabled);
}

CacheForm::CacheForm(QWidget *parent)
    : StageForm(parent)
    , m_enabled(new QCheckBox(tr("Provision a c&ache of")))
    , m_size(new QComboBox)
{
    for (const std::string_view size : kCacheSizes)
        m_size->addItem(tr("%1 GB").arg(toQString(size)), toQString(size));
    m_size->setAccessibleName(tr("Size of the cache"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(m_enabled);
    row->addWidget(m_size);
    row->addStretch(1);
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool on) {
        const std::string size = toStd(m_size->currentData().toString());
        Q_EMIT edited(on ? tr("Switch cache on") : tr("Switch cache off"), {}, [on, size](model::Stage &stage) {
            stage.cacheClusterEnabled = on;
            if (on)
                stage.cacheClusterSize = size;
        });
    });
    connect(m_size, &QComboBox::activated, this, [this] {
        const std::string size = toStd(m_size->currentData().toString());
        Q_EMIT edited(tr("Change size of the cache"), {},
                      [size](model::Stage &stage) { stage.cacheClusterSize = size; });
    });
}

void CacheForm::load(const model::ApiEntry &, const model::Stage &stage)
{
    m_enabled->setChecked(stage.cacheClusterEnabled);
    m_size->setEnabled(stage.cacheClusterEnabled);
    showChoice(*m_size, stage.cacheClusterSize.empty() ? toQString(kCacheSizes[0]) : toQString(stage.cacheClusterSize));
}

AccessLogForm::AccessLogForm(QWidget *parent)
    : StageForm(parent)
    , m_destination(newCodeField(tr("Destination of the access log")))
    , m_format(new QPlainTextEdit)
    , m_problem(new FieldProblem)
    , m_presets(new QPushButton(tr("&Insert preset")))
{
    m_destination->setPlaceholderText(tr("A file, such as access.log"));
    m_format->setFont(monospaceFont());
    m_format->setAccessibleName(tr("Format of a line of the access log"));
    m_format->setTabChangesFocus(true);
    m_format->setFixedHeight(5 * fontMetrics().lineSpacing() + kGroupGap);
    auto *menu = new QMenu(m_presets);
    for (const Preset &preset : presets()) {
        QAction *action = menu->addAction(QString::fromLatin1(preset.name));
        connect(action, &QAction::triggered, this, [this, format = preset.format] {
            m_format->setPlainText(format);
            changed({});
        });
    }
    m_presets->setMenu(menu);
    QFormLayout *form = newFormLayout();
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Des&tination"), m_destination);
    form->addRow(newLabel(tr("&Format"), m_format), withProblem(m_format, m_problem));
    auto *tools = new QHBoxLayout;
    tools->addWidget(m_presets);
    tools->addStretch(1);
    form->addRow(QString(), tools);
    setLayout(form);
    connect(m_destination, &QLineEdit::textEdited, this, [this] { changed(QStringLiteral("log-destination")); });
    connect(m_format, &QPlainTextEdit::textChanged, this, [this] { changed(QStringLiteral("log-format")); });
}

void AccessLogForm::changed(const QString &field)
{
    const model::AccessLogSettings settings{toStd(m_destination->text()), toStd(m_format->toPlainText())};
    Q_EMIT edited(tr("Change access log"), field, [settings](model::Stage &stage) {
        if (settings.destination.empty() && settings.format.empty())
            stage.accessLog.reset();
        else
            stage.accessLog = settings;
    });
}

void AccessLogForm::load(const model::ApiEntry &, const model::Stage &stage)
{
    const model::AccessLogSettings settings = stage.accessLog.value_or(model::AccessLogSettings());
    showText(*m_destination, settings.destination);
    showText(*m_format, settings.format);
    std::optional<QString> problem;
    if (!settings.format.empty() && !settings.format.contains("$context.requestId")
        && !settings.format.contains("$context.extendedRequestId"))
        problem = tr("The format must contain $context.requestId or $context.extendedRequestId.");
    else if (settings.format.size() > 3072)
        problem = tr("The format is longer than 3 KB.");
    else if (settings.format.empty() != settings.destination.empty())
        problem = tr("Nothing is logged before there are both a destination and a format.");
    m_problem->tell(*m_format, problem);
}

} // namespace gatehouse::ui

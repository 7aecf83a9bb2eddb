#include "ui/editors/api_page.h"

#include "ui/commands/api_commands.h"
#include "ui/document/project_document.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/page_header.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>

namespace gatehouse::ui {

namespace {

using Kind = DocumentChange::Kind;

QString count(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

ApiPage::ApiPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent)
    : FormPage(document, {ObjectRef::Kind::Api, api, {}, {}}, parent)
    , m_name(new QLineEdit)
    , m_description(new QPlainTextEdit)
    , m_version(new QLineEdit)
    , m_endpoint(new QComboBox)
    , m_keySource(new QComboBox)
    , m_binaryTypes(newCodeField(tr("Binary media types")))
    , m_facts(new QLabel)
    , m_stages(new QLabel)
{
    m_name->setAccessibleName(tr("Name"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setTabChangesFocus(true);
    m_description->setMaximumHeight(5 * fontMetrics().lineSpacing() + kGroupGap);
    m_version->setAccessibleName(tr("Version"));
    m_endpoint->setAccessibleName(tr("Endpoint type"));
    m_endpoint->addItem(tr("Edge-optimised"), QStringLiteral("EDGE"));
    m_endpoint->addItem(tr("Regional"), QStringLiteral("REGIONAL"));
    m_endpoint->addItem(tr("Private"), QStringLiteral("PRIVATE"));
    m_keySource->setAccessibleName(tr("Source of the API key"));
    m_keySource->addItem(tr("Header x-api-key (default)"), QString());
    m_keySource->addItem(tr("Header x-api-key"), QStringLiteral("HEADER"));
    m_keySource->addItem(tr("Authorizer"), QStringLiteral("AUTHORIZER"));
    m_binaryTypes->setPlaceholderText(tr("none; several with commas, such as image/png"));
    m_stages->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_stages, &QLabel::linkActivated, this, [this](const QString &stage) {
        Q_EMIT openRequested(ObjectRef::of(StageRef{object().api, toStd(stage)}));
    });

    QFormLayout *form = newFormLayout();
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Des&cription"), m_description);
    form->addRow(tr("&Version"), m_version);
    if (document.restApi(api)) {
        form->addRow(tr("&Endpoint"), m_endpoint);
        form->addRow(tr("API &key from"), m_keySource);
        form->addRow(tr("&Binary media types"), m_binaryTypes);
    } else {
        for (QWidget *unused : {static_cast<QWidget *>(m_endpoint), static_cast<QWidget *>(m_keySource),
                                static_cast<QWidget *>(m_binaryTypes)}) {
            unused->setParent(this);
            unused->hide();
        }
    }
    column().addLayout(form);
    column().addSpacing(kGap);
    column().addWidget(new SectionHeader(tr("What it holds")));
    column().addWidget(m_facts);
    column().addSpacing(kGap);
    column().addWidget(new SectionHeader(
        tr("Where to call it"), tr("Start the gateway; each stage answers below its name at the gateway's address.")));
    column().addWidget(m_stages);
    connectFields();
    finish();
}

void ApiPage::connectFields()
{
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            return;
        model::Api after = document().api(object().api)->api;
        std::visit([&](auto &api) { api.name = toStd(text); }, after);
        document().push(new EditApi(document(), Kind::ApiSettings, object().api, std::move(after),
                                    tr("Change API name"), QStringLiteral("name")));
    });
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] {
        model::Api after = document().api(object().api)->api;
        std::visit([&](auto &api) { api.description = toStd(m_description->toPlainText()); }, after);
        document().push(new EditApi(document(), Kind::ApiSettings, object().api, std::move(after),
                                    tr("Change API description"), QStringLiteral("description")));
    });
    connect(m_version, &QLineEdit::textEdited, this, [this](const QString &text) {
        model::Api after = document().api(object().api)->api;
        std::visit([&](auto &api) { api.version = toStd(text); }, after);
        document().push(new EditApi(document(), Kind::ApiSettings, object().api, std::move(after),
                                    tr("Change API version"), QStringLiteral("version")));
    });
    connect(m_endpoint, &QComboBox::activated, this, [this] {
        const auto type
            = model::fromString<model::EndpointConfiguration::Type>(toStd(m_endpoint->currentData().toString()));
        editRestApi(document(), Kind::ApiSettings, object().api, tr("Change endpoint type"), {}, [&](auto &api) {
            api.endpointConfiguration.type = type.value_or(model::EndpointConfiguration::Type::Edge);
        });
    });
    connect(m_keySource, &QComboBox::activated, this, [this] {
        editRestApi(document(), Kind::ApiSettings, object().api, tr("Change API key source"), {},
                    [&](auto &api) { api.apiKeySource = toStd(m_keySource->currentData().toString()); });
    });
    connect(m_binaryTypes, &QLineEdit::editingFinished, this, [this] {
        editRestApi(document(), Kind::ApiSettings, object().api, tr("Change binary media types"), {},
                    [&](model::RestApi &api) {
                        api.binaryMediaTypes.clear();
                        for (const QString &type : m_binaryTypes->text().split(u',', Qt::SkipEmptyParts)) {
                            if (!type.trimmed().isEmpty())
                                api.binaryMediaTypes.push_back(toStd(type.trimmed()));
                        }
                    });
    });
}

QString ApiPage::name() const
{
    const model::ApiEntry *entry = document().api(object().api);
    return entry ? toQString(model::nameOf(entry->api)) : QString();
}

void ApiPage::load()
{
    const model::ApiEntry *entry = document().api(object().api);
    if (!entry)
        return;
    header().setDetail(
        tr("%1 API, id %2").arg(toQString(model::toString(model::kindOf(entry->api))), toQString(object().api.value)));
    std::visit(
        [this](const auto &api) {
            if (!m_name->hasFocus())
                showText(*m_name, api.name);
            showText(*m_description, api.description);
            showText(*m_version, api.version);
        },
        entry->api);
    if (const auto *rest = std::get_if<model::RestApi>(&entry->api)) {
        showChoice(*m_endpoint, toQString(model::toString(rest->endpointConfiguration.type)));
        showChoice(*m_keySource, toQString(rest->apiKeySource));
        QStringList types;
        for (const std::string &type : rest->binaryMediaTypes)
            types << toQString(type);
        if (!m_binaryTypes->hasFocus())
            showText(*m_binaryTypes, toStd(types.join(QStringLiteral(", "))));
    }
    loadFacts(*entry);
}

void ApiPage::loadFacts(const model::ApiEntry &entry)
{
    if (const auto *rest = std::get_if<model::RestApi>(&entry.api)) {
        std::size_t methods = 0;
        std::size_t bare = 0;
        for (const Cow<model::Resource> &resource : rest->resources) {
            methods += resource->methods.size();
            bare += static_cast<std::size_t>(
                std::ranges::count_if(resource->methods, [](const auto &method) { return !method.integration; }));
        }
        QString text = tr("Resources: %1. Methods: %2. Models: %3. Authorizers: %4. Deployments: %5.")
                           .arg(count(rest->resources.size()), count(methods), count(rest->models.size()),
                                count(rest->authorizers.size()), count(entry.deployments.size()));
        if (bare > 0)
            text += u' ' + tr("Methods without an integration: %1.").arg(count(bare));
        m_facts->setText(text);
    } else {
        m_facts->setText(std::visit(
            [](const auto &api) -> QString {
                if constexpr (requires { api.routes; })
                    return tr("Routes: %1. Integrations: %2. Authorizers: %3.")
                        .arg(count(api.routes.size()), count(api.integrations.size()), count(api.authorizers.size()));
                else
                    return {};
            },
            entry.api));
    }
    m_facts->setWordWrap(true);
    QStringList links;
    for (const model::Stage &stage : entry.stages) {
        const QString name = toQString(stage.name).toHtmlEscaped();
        links << QStringLiteral("<a href=\"%1\">/%2/</a>").arg(name, name == u"$default" ? QString() : name);
    }
    m_stages->setText(links.isEmpty() ? tr("There is no stage yet: deploy the draft to make one.")
                                      : links.join(QStringLiteral("<br>")));
}

} // namespace gatehouse::ui

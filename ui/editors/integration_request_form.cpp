#include "ui/editors/field_checks.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/method_form.h"
#include "ui/editors/template_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>

namespace gatehouse::ui {

namespace {

using Type = model::IntegrationType;

/// What is called, and how the request to it is made.
class IntegrationRequestForm final : public MethodForm {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::IntegrationRequestForm)

public:
    IntegrationRequestForm(ProjectDocument &document, QWidget *parent);

private:
    void load(const model::RestApi &api, const model::Method &method) override;
    QWidget *newFields();
    void connectFields();
    void editIntegration(const QString &text, const QString &field,
                         const std::function<void(model::Integration &)> &change);

    QStackedWidget *m_stack = new QStackedWidget;
    QFormLayout *m_form = newFormLayout();
    QComboBox *m_type = new QComboBox;
    QComboBox *m_verb = new QComboBox;
    QLineEdit *m_uri = newCodeField(tr("Endpoint URI"));
    FieldProblem *m_uriProblem = new FieldProblem;
    QWidget *m_uriRow = withProblem(m_uri, m_uriProblem);
    QLineEdit *m_credentials = newCodeField(tr("Execution role"));
    QSpinBox *m_timeout = new QSpinBox;
    QComboBox *m_contentHandling = new QComboBox;
    QComboBox *m_passthrough = new QComboBox;
    QCheckBox *m_insecure = new QCheckBox(tr("Accept any certificate of the backend"));
    SectionHeader *m_mappingHeader = new SectionHeader(
        tr("Parameter mappings"),
        tr("integration.request.header, .path or .querystring from method.request, context or 'text'"));
    KeyValueTable *m_mappings = new KeyValueTable;
    FieldProblem *m_mappingProblem = new FieldProblem;
    SectionHeader *m_templateHeader = new SectionHeader(
        tr("Mapping templates"), tr("The body that the backend gets, by the media type of the request."));
    TemplateEditor *m_templates = new TemplateEditor(tr("Request template"));
};

IntegrationRequestForm::IntegrationRequestForm(ProjectDocument &document, QWidget *parent)
    : MethodForm(document, parent)
{
    auto *add = new QAction(tr("Add a MOCK integration"), this);
    connect(add, &QAction::triggered, this, [this] {
        edit(tr("Add integration"), {}, [](model::Method &method) {
            model::Integration integration;
            integration.requestTemplates["application/json"] = "{\"statusCode\": 200}";
            integration.responses.push_back({});
            method.integration = std::move(integration);
        });
    });
    m_stack->addWidget(newFields());
    m_stack->addWidget(new EmptyState(QStringLiteral("integration"), tr("No integration"),
                                      tr("A method without an integration cannot be deployed."), add));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connectFields();
}

QWidget *IntegrationRequestForm::newFields()
{
    const auto fill
        = [](QComboBox *choice, const QString &name, std::initializer_list<std::pair<QString, QString>> entries) {
              choice->setAccessibleName(name);
              for (const auto &[text, key] : entries)
                  choice->addItem(text, key);
          };
    fill(m_type, tr("Integration type"),
         {{tr("MOCK: answers without a backend"), QStringLiteral("MOCK")},
          {tr("HTTP: backend with mappings"), QStringLiteral("HTTP")},
          {tr("HTTP_PROXY: backend as it is"), QStringLiteral("HTTP_PROXY")},
          {tr("AWS: service with mappings"), QStringLiteral("AWS")},
          {tr("AWS_PROXY: Lambda proxy"), QStringLiteral("AWS_PROXY")}});
    m_verb->setAccessibleName(tr("Method sent to the backend"));
    for (const std::string_view verb : model::kRestMethods)
        m_verb->addItem(verb == "ANY" ? tr("ANY: the caller's") : toQString(verb), toQString(verb));
    fill(m_contentHandling, tr("Content handling"),
         {{tr("Passthrough"), QString()},
          {tr("Convert to text"), QStringLiteral("CONVERT_TO_TEXT")},
          {tr("Convert to binary"), QStringLiteral("CONVERT_TO_BINARY")}});
    fill(m_passthrough, tr("Body passthrough"),
         {{tr("When no template matches (default)"), QString()},
          {tr("When no template matches"), QStringLiteral("WHEN_NO_MATCH")},
          {tr("When there are no templates"), QStringLiteral("WHEN_NO_TEMPLATES")},
          {tr("Never: answer 415"), QStringLiteral("NEVER")}});
    m_uri->setPlaceholderText(QStringLiteral("https://example.com/pets/{petId}"));
    m_credentials->setPlaceholderText(QStringLiteral("arn:aws:iam::ACCOUNT:role/NAME"));
    m_timeout->setAccessibleName(tr("Timeout"));
    m_timeout->setRange(49, 29000); // 49 stands for "not set"
    m_timeout->setSpecialValueText(tr("29,000 ms (default)"));
    m_timeout->setSuffix(tr(" ms"));
    m_timeout->setGroupSeparatorShown(true);
    m_mappings->setCheckable(false);
    m_mappings->setHeadings(tr("Set"), tr("From"));
    m_mappings->setAccessibleName(tr("Parameter mappings of the request"));
    m_mappings->setNameSuggestions({QStringLiteral("integration.request.header."),
                                    QStringLiteral("integration.request.path."),
                                    QStringLiteral("integration.request.querystring.")});

    m_form->addRow(tr("&Type"), m_type);
    m_form->addRow(tr("&Method"), m_verb);
    m_form->addRow(newLabel(tr("&Endpoint URI"), m_uri), m_uriRow);
    m_form->addRow(tr("Execution &role"), m_credentials);
    m_form->addRow(tr("T&imeout"), m_timeout);
    m_form->addRow(tr("&Content handling"), m_contentHandling);
    m_form->addRow(tr("Body &passthrough"), m_passthrough);
    m_form->addRow(tr("TLS"), m_insecure);

    auto *fields = new QWidget;
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(m_form);
    column->addSpacing(kGap);
    column->addWidget(m_mappingHeader);
    column->addWidget(m_mappings);
    column->addWidget(m_mappingProblem);
    column->addSpacing(kGap);
    column->addWidget(m_templateHeader);
    column->addWidget(m_templates);
    column->addStretch(1);
    return fields;
}

void IntegrationRequestForm::editIntegration(const QString &text, const QString &field,
                                             const std::function<void(model::Integration &)> &change)
{
    edit(text, field, [&](model::Method &method) {
        if (method.integration)
            change(*method.integration);
    });
}

void IntegrationRequestForm::connectFields()
{
    connect(m_type, &QComboBox::activated, this, [this] {
        editIntegration(tr("Change integration type"), {}, [&](model::Integration &integration) {
            integration.type = model::fromString<Type>(toStd(m_type->currentData().toString())).value_or(Type::Mock);
            if (integration.type == Type::Mock)
                integration.httpMethod.clear();
            else if (integration.httpMethod.empty())
                integration.httpMethod = integration.type == Type::AwsProxy ? "POST" : ref().httpMethod;
        });
    });
    connect(m_verb, &QComboBox::activated, this, [this] {
        editIntegration(tr("Change backend method"), {},
                        [&](auto &integration) { integration.httpMethod = toStd(m_verb->currentData().toString()); });
    });
    connect(m_uri, &QLineEdit::textEdited, this, [this](const QString &text) {
        editIntegration(tr("Change endpoint URI"), QStringLiteral("uri"),
                        [&](auto &integration) { integration.uri = toStd(text); });
    });
    connect(m_credentials, &QLineEdit::textEdited, this, [this](const QString &text) {
        editIntegration(tr("Change execution role"), QStringLiteral("credentials"),
                        [&](auto &integration) { integration.credentials = toStd(text); });
    });
    connect(m_timeout, &QSpinBox::valueChanged, this, [this](int value) {
        editIntegration(tr("Change timeout"), QStringLiteral("timeout"), [&](auto &integration) {
            integration.timeoutInMillis = value == m_timeout->minimum() ? std::nullopt : std::optional(value);
        });
    });
    connect(m_contentHandling, &QComboBox::activated, this, [this] {
        editIntegration(tr("Change content handling"), {}, [&](auto &integration) {
            integration.contentHandling
                = model::fromString<model::ContentHandling>(toStd(m_contentHandling->currentData().toString()));
        });
    });
    connect(m_passthrough, &QComboBox::activated, this, [this] {
        editIntegration(tr("Change body passthrough"), {}, [&](auto &integration) {
            integration.passthroughBehavior
                = model::fromString<model::PassthroughBehavior>(toStd(m_passthrough->currentData().toString()));
        });
    });
    connect(m_insecure, &QCheckBox::clicked, this, [this](bool checked) {
        editIntegration(tr("Change TLS verification"), {}, [&](model::Integration &integration) {
            if (!integration.tlsConfig)
                integration.tlsConfig.emplace();
            integration.tlsConfig->insecureSkipVerification = checked;
        });
    });
    connect(m_mappings, &KeyValueTable::changed, this, [this] {
        editIntegration(tr("Change parameter mappings"), {},
                        [&](auto &integration) { integration.requestParameters = mapOf(*m_mappings); });
    });
    connect(m_templates, &TemplateEditor::edited, this, [this](const QString &field) {
        editIntegration(tr("Change request template"),
                        field.isEmpty() ? field : QStringLiteral("requestTemplate ") + field,
                        [&](auto &integration) { integration.requestTemplates = m_templates->templates(); });
    });
    connect(m_templates, &TemplateEditor::playgroundRequested, this, [this](const QString &mediaType) {
        Q_EMIT playgroundRequested({ref(), playground::Phase::Request, {}, toStd(mediaType)});
    });
}

void IntegrationRequestForm::load(const model::RestApi &, const model::Method &method)
{
    m_stack->setCurrentIndex(method.integration ? 0 : 1);
    if (!method.integration)
        return;
    const model::Integration &integration = *method.integration;
    showChoice(*m_type, toQString(model::toString(integration.type)));
    showChoice(*m_verb, toQString(integration.httpMethod.empty() ? method.httpMethod : integration.httpMethod));
    showText(*m_uri, integration.uri);
    m_uriProblem->tell(*m_uri, uriProblem(integration));
    showText(*m_credentials, integration.credentials);
    {
        const QSignalBlocker blocker(m_timeout);
        m_timeout->setValue(integration.timeoutInMillis.value_or(m_timeout->minimum()));
    }
    showChoice(*m_contentHandling,
               integration.contentHandling ? toQString(model::toString(*integration.contentHandling)) : QString());
    showChoice(*m_passthrough,
               integration.passthroughBehavior ? toQString(model::toString(*integration.passthroughBehavior))
                                               : QString());
    m_insecure->setChecked(integration.tlsConfig && integration.tlsConfig->insecureSkipVerification);
    showRows(*m_mappings, integration.requestParameters);
    m_mappingProblem->tell(
        *m_mappings,
        mappingProblem(integration.requestParameters,
                       {QStringLiteral("integration.request.header."),
                        QStringLiteral("integration.request.multivalueheader."),
                        QStringLiteral("integration.request.path."), QStringLiteral("integration.request.querystring."),
                        QStringLiteral("integration.request.multivaluequerystring.")}));
    m_templates->setTemplates(integration.requestTemplates);
    tellNames(*m_templates, method);

    // Only what this type of integration uses is shown; nothing that is hidden is lost.
    const bool isMock = integration.type == Type::Mock;
    const bool isAws = integration.type == Type::Aws || integration.type == Type::AwsProxy;
    const bool isProxy = integration.type == Type::HttpProxy || integration.type == Type::AwsProxy;
    m_form->setRowVisible(m_verb, !isMock);
    m_form->setRowVisible(m_uriRow, !isMock);
    m_form->setRowVisible(m_credentials, isAws);
    m_form->setRowVisible(m_timeout, !isMock);
    m_form->setRowVisible(m_contentHandling, !isProxy || integration.contentHandling);
    m_form->setRowVisible(m_passthrough, !isProxy);
    m_form->setRowVisible(m_insecure, !isMock && !isAws);
    m_templateHeader->setVisible(!isProxy);
    m_templates->setVisible(!isProxy);
    const bool maps = integration.type != Type::AwsProxy && !isMock;
    m_mappingHeader->setVisible(maps || !integration.requestParameters.empty());
    m_mappings->setVisible(maps || !integration.requestParameters.empty());
}

} // namespace

MethodForm *newIntegrationRequestForm(ProjectDocument &document, QWidget *parent)
{
    return new IntegrationRequestForm(document, parent);
}

} // namespace gatehouse::ui

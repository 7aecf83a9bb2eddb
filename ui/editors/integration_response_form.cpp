#include "ui/editors/field_checks.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/method_form.h"
#include "ui/editors/response_tabs.h"
#include "ui/editors/template_editor.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

/// What the caller gets for each kind of answer of the backend.
class IntegrationResponseForm final : public MethodForm {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::IntegrationResponseForm)

public:
    IntegrationResponseForm(ProjectDocument &document, QWidget *parent);

private:
    void load(const model::RestApi &api, const model::Method &method) override;
    void loadCurrent(const model::Method &method);
    void connectFields();
    void editCurrent(const QString &text, const QString &field,
                     const std::function<void(model::IntegrationResponse &)> &change);

    QLabel *m_note = new QLabel;
    ResponseTabs *m_tabs = new ResponseTabs(tr("Integration responses"));
    QWidget *m_fields = new QWidget;
    QLineEdit *m_pattern = newCodeField(tr("Selection pattern"));
    FieldProblem *m_patternProblem = new FieldProblem;
    QComboBox *m_status = new QComboBox;
    FieldProblem *m_statusProblem = new FieldProblem;
    QComboBox *m_contentHandling = new QComboBox;
    KeyValueTable *m_mappings = new KeyValueTable;
    FieldProblem *m_mappingProblem = new FieldProblem;
    TemplateEditor *m_templates = new TemplateEditor(tr("Response template"));
};

IntegrationResponseForm::IntegrationResponseForm(ProjectDocument &document, QWidget *parent)
    : MethodForm(document, parent)
{
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_pattern->setPlaceholderText(tr("empty: the default response"));
    m_status->setAccessibleName(tr("Status of the method response"));
    m_status->setEditable(true);
    m_contentHandling->setAccessibleName(tr("Content handling"));
    m_contentHandling->addItem(tr("Passthrough"), QString());
    m_contentHandling->addItem(tr("Convert to text"), QStringLiteral("CONVERT_TO_TEXT"));
    m_contentHandling->addItem(tr("Convert to binary"), QStringLiteral("CONVERT_TO_BINARY"));
    m_mappings->setCheckable(false);
    m_mappings->setHeadings(tr("Set"), tr("From"));
    m_mappings->setAccessibleName(tr("Header mappings of the response"));
    m_mappings->setNameSuggestions({QStringLiteral("method.response.header.")});

    QFormLayout *form = newFormLayout();
    form->addRow(newLabel(tr("Selection &pattern"), m_pattern), withProblem(m_pattern, m_patternProblem));
    form->addRow(newLabel(tr("Method response &status"), m_status), withProblem(m_status, m_statusProblem));
    form->addRow(tr("&Content handling"), m_contentHandling);

    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(kGap);
    fields->addLayout(form);
    fields->addSpacing(kGap);
    fields->addWidget(
        new SectionHeader(tr("Header mappings"),
                          tr("method.response.header.NAME from integration.response.header.NAME, context or 'text'")));
    fields->addWidget(m_mappings);
    fields->addWidget(m_mappingProblem);
    fields->addSpacing(kGap);
    fields->addWidget(new SectionHeader(tr("Mapping templates"), tr("The body that the caller gets, by media type.")));
    fields->addWidget(m_templates);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(m_note);
    column->addWidget(m_tabs);
    column->addWidget(m_fields);
    column->addStretch(1);
    connectFields();
}

void IntegrationResponseForm::editCurrent(const QString &text, const QString &field,
                                          const std::function<void(model::IntegrationResponse &)> &change)
{
    const auto index = static_cast<std::size_t>(m_tabs->current());
    edit(text, field.isEmpty() ? field : QStringLiteral("response %1 %2").arg(index).arg(field),
         [&](model::Method &method) {
             if (method.integration && index < method.integration->responses.size())
                 change(method.integration->responses[index]);
         });
}

void IntegrationResponseForm::connectFields()
{
    connect(m_tabs, &ResponseTabs::currentChanged, this, [this] { setMethod(ref()); });
    connect(m_tabs, &ResponseTabs::addRequested, this, [this] {
        edit(tr("Add integration response"), {}, [](model::Method &method) {
            if (!method.integration)
                return;
            model::IntegrationResponse added;
            if (!method.integration->responses.empty()) { // there is one default response
                added.statusCode = "400";
                added.selectionPattern = "4\\d{2}";
            }
            method.integration->responses.push_back(std::move(added));
        });
        if (const model::Method *method = document().method(ref()); method && method->integration)
            m_tabs->setCurrent(static_cast<int>(method->integration->responses.size()) - 1);
    });
    connect(m_tabs, &ResponseTabs::removeRequested, this, [this](int index) {
        edit(tr("Remove integration response"), {}, [index](model::Method &method) {
            method.integration->responses.erase(method.integration->responses.begin() + index);
        });
    });
    connect(m_pattern, &QLineEdit::textEdited, this, [this](const QString &text) {
        editCurrent(tr("Change selection pattern"), QStringLiteral("pattern"),
                    [&](auto &response) { response.selectionPattern = toStd(text); });
    });
    const auto setStatus = [this](const QString &text) {
        editCurrent(tr("Change status"), QStringLiteral("status"),
                    [&](auto &response) { response.statusCode = toStd(text); });
    };
    connect(m_status, &QComboBox::editTextChanged, this, setStatus);
    connect(m_contentHandling, &QComboBox::activated, this, [this] {
        editCurrent(tr("Change content handling"), {}, [&](auto &response) {
            response.contentHandling
                = model::fromString<model::ContentHandling>(toStd(m_contentHandling->currentData().toString()));
        });
    });
    connect(m_mappings, &KeyValueTable::changed, this, [this] {
        editCurrent(tr("Change header mappings"), {},
                    [&](auto &response) { response.responseParameters = mapOf(*m_mappings); });
    });
    connect(m_templates, &TemplateEditor::edited, this, [this](const QString &field) {
        editCurrent(tr("Change response template"), field.isEmpty() ? field : QStringLiteral("template ") + field,
                    [&](auto &response) { response.responseTemplates = m_templates->templates(); });
    });
    connect(m_templates, &TemplateEditor::playgroundRequested, this, [this](const QString &mediaType) {
        Q_EMIT playgroundRequested(
            {ref(), playground::Phase::Response, toStd(m_pattern->text()), toStd(mediaType)});
    });
}

void IntegrationResponseForm::load(const model::RestApi &, const model::Method &method)
{
    using Type = model::IntegrationType;
    QStringList titles;
    if (method.integration) {
        for (const model::IntegrationResponse &response : method.integration->responses) {
            titles << (response.selectionPattern.empty()
                           ? tr("%1 default").arg(toQString(response.statusCode))
                           : tr("%1 for %2").arg(toQString(response.statusCode), toQString(response.selectionPattern)));
        }
    }
    m_tabs->setTitles(titles);
    const bool isProxy = method.integration
        && (method.integration->type == Type::HttpProxy || method.integration->type == Type::AwsProxy);
    if (!method.integration)
        m_note->setText(tr("There is no integration yet: choose one under “Integration request”."));
    else if (isProxy)
        m_note->setText(tr("A proxy integration passes the backend's answer as it is; responses here are not used."));
    else
        m_note->setText(
            tr("The first pattern that matches the whole status code (HTTP) or error message (Lambda) wins; "
               "the one with an empty pattern takes the rest."));
    m_tabs->setVisible(method.integration && (!isProxy || !titles.isEmpty()));
    m_fields->setVisible(m_tabs->current() >= 0 && !titles.isEmpty());
    if (!titles.isEmpty())
        loadCurrent(method);
}

void IntegrationResponseForm::loadCurrent(const model::Method &method)
{
    const auto index = static_cast<std::size_t>(std::max(m_tabs->current(), 0));
    if (index >= method.integration->responses.size())
        return;
    const model::IntegrationResponse &response = method.integration->responses[index];
    showText(*m_pattern, response.selectionPattern);
    m_patternProblem->tell(*m_pattern, patternProblem(m_pattern->text()));
    const QSignalBlocker blocker(m_status);
    const QString status = toQString(response.statusCode);
    if (m_status->currentText() != status || m_status->count() != static_cast<int>(method.responses.size())) {
        m_status->clear();
        for (const model::MethodResponse &declared : method.responses)
            m_status->addItem(toQString(declared.statusCode));
        m_status->setEditText(status);
    }
    std::optional<QString> problem = statusCodeProblem(status);
    if (!problem && !method.response(response.statusCode))
        problem
            = tr("Invalid mapping: the method declares no response %1. Add it under “Method response”.").arg(status);
    m_statusProblem->tell(*m_status, problem);
    showChoice(*m_contentHandling,
               response.contentHandling ? toQString(model::toString(*response.contentHandling)) : QString());
    showRows(*m_mappings, response.responseParameters);
    m_mappingProblem->tell(*m_mappings,
                           mappingProblem(response.responseParameters, {QStringLiteral("method.response.header.")}));
    m_templates->setTemplates(response.responseTemplates);
    tellNames(*m_templates, method);
}

} // namespace

MethodForm *newIntegrationResponseForm(ProjectDocument &document, QWidget *parent)
{
    return new IntegrationResponseForm(document, parent);
}

} // namespace gatehouse::ui

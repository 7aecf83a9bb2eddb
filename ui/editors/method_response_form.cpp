#include "ui/editors/field_checks.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/method_form.h"
#include "ui/editors/response_tabs.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

constexpr std::string_view kHeaderPrefix = "method.response.header.";

/// The statuses that a method may answer, with their headers and models.
class MethodResponseForm final : public MethodForm {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::MethodResponseForm)

public:
    MethodResponseForm(ProjectDocument &document, QWidget *parent);

private:
    void load(const model::RestApi &api, const model::Method &method) override;
    void connectFields();
    void editCurrent(const QString &text, const QString &field,
                     const std::function<void(model::MethodResponse &)> &change);

    ResponseTabs *m_tabs = new ResponseTabs(tr("Method responses"));
    QWidget *m_fields = new QWidget;
    QLineEdit *m_status = newCodeField(tr("Status code"));
    FieldProblem *m_statusProblem = new FieldProblem;
    KeyValueTable *m_headers = new KeyValueTable;
    KeyValueTable *m_models = new KeyValueTable;
};

MethodResponseForm::MethodResponseForm(ProjectDocument &document, QWidget *parent)
    : MethodForm(document, parent)
{
    auto *note = new QLabel(tr("Integration responses may set only the headers declared here."));
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    m_headers->setHeadings(tr("Header"), {});
    m_headers->hideColumn(KeyValueModel::ValueColumn);
    m_headers->setCheckable(true);
    m_headers->setAccessibleName(tr("Headers of the response; the box says whether required"));
    m_models->setCheckable(false);
    m_models->setHeadings(tr("Media type"), tr("Model"));
    m_models->setAccessibleName(tr("Models of the response body"));

    QFormLayout *form = newFormLayout();
    form->addRow(newLabel(tr("&Status code"), m_status), withProblem(m_status, m_statusProblem));
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(kGap);
    fields->addLayout(form);
    fields->addSpacing(kGap);
    fields->addWidget(new SectionHeader(tr("Headers"), tr("Checked: required. API Gateway does not enforce it.")));
    fields->addWidget(m_headers);
    fields->addSpacing(kGap);
    fields->addWidget(new SectionHeader(tr("Body models")));
    fields->addWidget(m_models);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(note);
    column->addWidget(m_tabs);
    column->addWidget(m_fields);
    column->addStretch(1);
    connectFields();
}

void MethodResponseForm::editCurrent(const QString &text, const QString &field,
                                     const std::function<void(model::MethodResponse &)> &change)
{
    const auto index = static_cast<std::size_t>(m_tabs->current());
    edit(text, field.isEmpty() ? field : QStringLiteral("method response %1 %2").arg(index).arg(field),
         [&](model::Method &method) {
             if (index < method.responses.size())
                 change(method.responses[index]);
         });
}

void MethodResponseForm::connectFields()
{
    connect(m_tabs, &ResponseTabs::currentChanged, this, [this] { setMethod(ref()); });
    connect(m_tabs, &ResponseTabs::addRequested, this, [this] {
        edit(tr("Add method response"), {}, [](model::Method &method) {
            model::MethodResponse added;
            for (const char *status : {"200", "201", "400", "404", "500"}) {
                added.statusCode = status;
                if (!method.response(status))
                    break;
            }
            method.responses.push_back(std::move(added));
        });
        if (const model::Method *method = document().method(ref()))
            m_tabs->setCurrent(static_cast<int>(method->responses.size()) - 1);
    });
    connect(m_tabs, &ResponseTabs::removeRequested, this, [this](int index) {
        edit(tr("Remove method response"), {},
             [index](model::Method &method) { method.responses.erase(method.responses.begin() + index); });
    });
    connect(m_status, &QLineEdit::textEdited, this, [this](const QString &text) {
        editCurrent(tr("Change status code"), QStringLiteral("status"),
                    [&](auto &response) { response.statusCode = toStd(text); });
    });
    connect(m_headers, &KeyValueTable::changed, this, [this] {
        editCurrent(tr("Change response headers"), {}, [&](model::MethodResponse &response) {
            response.responseParameters.clear();
            for (const KeyValue &row : m_headers->rows()) {
                if (!row.name.isEmpty())
                    response.responseParameters[std::string(kHeaderPrefix) + toStd(row.name)] = row.enabled;
            }
        });
    });
    connect(m_models, &KeyValueTable::changed, this, [this] {
        editCurrent(tr("Change response models"), {},
                    [&](auto &response) { response.responseModels = mapOf(*m_models); });
    });
}

void MethodResponseForm::load(const model::RestApi &, const model::Method &method)
{
    QStringList titles;
    for (const model::MethodResponse &response : method.responses)
        titles << toQString(response.statusCode);
    m_tabs->setTitles(titles);
    m_fields->setVisible(!titles.isEmpty());
    const auto index = static_cast<std::size_t>(std::max(m_tabs->current(), 0));
    if (index >= method.responses.size())
        return;
    const model::MethodResponse &response = method.responses[index];
    showText(*m_status, response.statusCode);
    std::optional<QString> problem = statusCodeProblem(m_status->text());
    if (!problem && std::ranges::count(method.responses, response.statusCode, &model::MethodResponse::statusCode) > 1)
        problem = tr("Response already exists for this resource: each status is declared once.");
    m_statusProblem->tell(*m_status, problem);

    QList<KeyValue> headers;
    for (const auto &[name, required] : response.responseParameters) {
        const std::string_view shown = std::string_view(name).starts_with(kHeaderPrefix)
            ? std::string_view(name).substr(kHeaderPrefix.size())
            : name;
        headers.append({required, toQString(shown), {}});
    }
    if (m_headers->rows() != headers)
        m_headers->setRows(headers);
    showRows(*m_models, response.responseModels);
}

} // namespace

MethodForm *newMethodResponseForm(ProjectDocument &document, QWidget *parent)
{
    return new MethodResponseForm(document, parent);
}

} // namespace gatehouse::ui

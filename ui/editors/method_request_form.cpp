#include "ui/editors/form_fields.h"
#include "ui/editors/method_form.h"
#include "ui/editors/parameter_table.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace gatehouse::ui {

namespace {

/// Who may call, what is checked, and what a call may carry.
class MethodRequestForm final : public MethodForm {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::MethodRequestForm)

public:
    MethodRequestForm(ProjectDocument &document, QWidget *parent);

private:
    void load(const model::RestApi &api, const model::Method &method) override;
    void fillAuthorizations(const model::RestApi &api);
    void fillValidators(const model::RestApi &api, const std::string &chosen);
    void connectFields();

    QLineEdit *m_operationName = newCodeField(tr("Operation name"));
    QComboBox *m_authorization = new QComboBox;
    QLineEdit *m_scopes = newCodeField(tr("OAuth scopes"));
    QCheckBox *m_apiKey = new QCheckBox(tr("Callers must send an API key"));
    QComboBox *m_validator = new QComboBox;
    ParameterTable *m_parameters = new ParameterTable;
    KeyValueTable *m_models = new KeyValueTable;
};

/// What the combo box keeps for each choice: the type's word, and the authorizer's id for those that need one.
QString authorizationKey(model::AuthorizationType type, const model::AuthorizerId &id)
{
    return toQString(model::toString(type)) + u' ' + toQString(id.value);
}

model::AuthorizationType authorizationOf(const model::Authorizer &authorizer)
{
    return authorizer.type == model::Authorizer::Type::CognitoUserPools ? model::AuthorizationType::CognitoUserPools
                                                                        : model::AuthorizationType::Custom;
}

MethodRequestForm::MethodRequestForm(ProjectDocument &document, QWidget *parent)
    : MethodForm(document, parent)
{
    m_authorization->setAccessibleName(tr("Authorization"));
    m_scopes->setPlaceholderText(tr("none; several with commas"));
    m_validator->setAccessibleName(tr("Request validator"));
    m_models->setCheckable(false);
    m_models->setHeadings(tr("Media type"), tr("Model"));
    m_models->setAccessibleName(tr("Models of the request body"));
    m_models->setNameSuggestions(
        {QStringLiteral("application/json"), QStringLiteral("application/xml"), QStringLiteral("$default")});

    QFormLayout *settings = newFormLayout();
    settings->addRow(tr("&Authorization"), m_authorization);
    settings->addRow(tr("OAuth &scopes"), m_scopes);
    settings->addRow(tr("API &key"), m_apiKey);
    settings->addRow(tr("Request &validator"), m_validator);
    settings->addRow(tr("&Operation name"), m_operationName);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(settings);
    column->addSpacing(kGap);
    column->addWidget(new SectionHeader(tr("Parameters"),
                                        tr("“Required” is enforced only with a validator that checks parameters.")));
    column->addWidget(m_parameters);
    column->addSpacing(kGap);
    column->addWidget(new SectionHeader(tr("Body models"), tr("Enforced only with a validator that checks bodies.")));
    column->addWidget(m_models);
    column->addStretch(1);
    connectFields();
}

void MethodRequestForm::connectFields()
{
    connect(m_operationName, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(tr("Change operation name"), QStringLiteral("operationName"),
             [&](auto &method) { method.operationName = toStd(text); });
    });
    connect(m_authorization, &QComboBox::activated, this, [this] {
        const QString key = m_authorization->currentData().toString();
        edit(tr("Change authorization"), {}, [&](model::Method &method) {
            method.authorizationType = model::fromString<model::AuthorizationType>(toStd(key.section(u' ', 0, 0)))
                                           .value_or(model::AuthorizationType::None);
            method.authorizerId = {toStd(key.section(u' ', 1))};
        });
    });
    connect(m_scopes, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(tr("Change OAuth scopes"), QStringLiteral("scopes"), [&](model::Method &method) {
            method.authorizationScopes.clear();
            for (const QString &scope : text.split(u',', Qt::SkipEmptyParts)) {
                if (!scope.trimmed().isEmpty())
                    method.authorizationScopes.push_back(toStd(scope.trimmed()));
            }
        });
    });
    connect(m_apiKey, &QCheckBox::clicked, this, [this](bool checked) {
        edit(tr("Change API key requirement"), {}, [&](auto &method) { method.apiKeyRequired = checked; });
    });
    connect(m_validator, &QComboBox::activated, this, [this] {
        edit(tr("Change request validator"), {},
             [&](auto &method) { method.requestValidator = toStd(m_validator->currentData().toString()); });
    });
    connect(m_parameters, &ParameterTable::edited, this, [this] {
        edit(tr("Change request parameters"), {},
             [&](auto &method) { method.requestParameters = m_parameters->parameters(); });
    });
    connect(m_models, &KeyValueTable::changed, this, [this] {
        edit(tr("Change body models"), {}, [&](auto &method) { method.requestModels = mapOf(*m_models); });
    });
}

void MethodRequestForm::fillAuthorizations(const model::RestApi &api)
{
    const QSignalBlocker blocker(m_authorization);
    m_authorization->clear();
    m_authorization->addItem(tr("None"), authorizationKey(model::AuthorizationType::None, {}));
    m_authorization->addItem(tr("AWS IAM"), authorizationKey(model::AuthorizationType::AwsIam, {}));
    for (const model::Authorizer &authorizer : api.authorizers) {
        m_authorization->addItem(
            tr("%1 (%2)").arg(toQString(authorizer.name), toQString(model::toString(authorizer.type))),
            authorizationKey(authorizationOf(authorizer), authorizer.id));
    }
}

void MethodRequestForm::fillValidators(const model::RestApi &api, const std::string &chosen)
{
    const QSignalBlocker blocker(m_validator);
    m_validator->clear();
    m_validator->addItem(api.requestValidator.empty() ? tr("None")
                                                      : tr("The API's: %1").arg(toQString(api.requestValidator)),
                         QString());
    for (const model::RequestValidator &validator : api.requestValidators)
        m_validator->addItem(toQString(validator.name), toQString(validator.name));
    showChoice(*m_validator, toQString(chosen));
}

void MethodRequestForm::load(const model::RestApi &api, const model::Method &method)
{
    showText(*m_operationName, method.operationName);
    fillAuthorizations(api);
    showChoice(*m_authorization, authorizationKey(method.authorizationType, method.authorizerId));
    QStringList scopes;
    for (const std::string &scope : method.authorizationScopes)
        scopes << toQString(scope);
    if (!m_scopes->hasFocus())
        showText(*m_scopes, toStd(scopes.join(QStringLiteral(", "))));
    m_scopes->setEnabled(method.authorizationType == model::AuthorizationType::CognitoUserPools);
    m_apiKey->setChecked(method.apiKeyRequired);
    fillValidators(api, method.requestValidator);
    m_parameters->setParameters(method.requestParameters);
    showRows(*m_models, method.requestModels);
}

} // namespace

MethodForm *newMethodRequestForm(ProjectDocument &document, QWidget *parent)
{
    return new MethodRequestForm(document, parent);
}

} // namespace gatehouse::ui

#include "ui/editors/small_pages.h"

#include "ui/commands/api_commands.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/page_header.h"
#include "ui/widgets/text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gatehouse::ui {

AuthorizerPage::AuthorizerPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
    : FormPage(document, object, parent)
    , m_uri(newCodeField(tr("Authorizer URI")))
    , m_identitySource(newCodeField(tr("Identity sources")))
    , m_validation(newCodeField(tr("Token validation")))
    , m_ttl(new QSpinBox)
    , m_providers(newCodeField(tr("User pools")))
{
    m_identitySource->setPlaceholderText(QStringLiteral("method.request.header.Authorization"));
    m_validation->setPlaceholderText(tr("regular expression; empty: any token"));
    m_providers->setPlaceholderText(QStringLiteral("arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID"));
    m_ttl->setAccessibleName(tr("Cache time"));
    m_ttl->setRange(-1, 3600);
    m_ttl->setSpecialValueText(tr("300 s (default)"));
    m_ttl->setSuffix(tr(" s"));
    QFormLayout *form = newFormLayout();
    form->addRow(tr("Authorizer &URI"), m_uri);
    form->addRow(tr("User &pools"), m_providers);
    form->addRow(tr("&Identity sources"), m_identitySource);
    form->addRow(tr("Token &validation"), m_validation);
    form->addRow(tr("&Cache time"), m_ttl);
    column().addLayout(form);

    const auto list = [](const QString &text) {
        std::vector<std::string> items;
        for (const QString &item : text.split(u',', Qt::SkipEmptyParts)) {
            if (!item.trimmed().isEmpty())
                items.push_back(toStd(item.trimmed()));
        }
        return items;
    };
    connect(m_uri, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(QStringLiteral("uri"), [&](auto &authorizer) { authorizer.uri = toStd(text); });
    });
    connect(m_identitySource, &QLineEdit::editingFinished, this, [this, list] {
        edit({}, [&](auto &authorizer) { authorizer.identitySource = list(m_identitySource->text()); });
    });
    connect(m_validation, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(QStringLiteral("validation"),
             [&](auto &authorizer) { authorizer.identityValidationExpression = toStd(text); });
    });
    connect(m_providers, &QLineEdit::editingFinished, this,
            [this, list] { edit({}, [&](auto &authorizer) { authorizer.providerArns = list(m_providers->text()); }); });
    connect(m_ttl, &QSpinBox::valueChanged, this, [this](int value) {
        edit(QStringLiteral("ttl"), [&](auto &authorizer) {
            authorizer.resultTtlInSeconds = value < 0 ? std::nullopt : std::optional(value);
        });
    });
    finish();
}

const model::Authorizer *AuthorizerPage::authorizer() const
{
    const model::RestApi *api = document().restApi(object().api);
    return api ? api->authorizer({object().name}) : nullptr;
}

QString AuthorizerPage::name() const
{
    return authorizer() ? toQString(authorizer()->name) : QString();
}

void AuthorizerPage::edit(const QString &field, const std::function<void(model::Authorizer &)> &change)
{
    editRestApi(document(), DocumentChange::Kind::Authorizers, object().api, tr("Change authorizer %1").arg(name()),
                field.isEmpty() ? field : toQString(object().name) + field, [&](model::RestApi &api) {
                    for (model::Authorizer &each : api.authorizers) {
                        if (each.id.value == object().name)
                            change(each);
                    }
                });
}

void AuthorizerPage::load()
{
    const model::Authorizer *shown = authorizer();
    if (!shown)
        return;
    const auto joined = [](const std::vector<std::string> &items) {
        QStringList texts;
        for (const std::string &item : items)
            texts << toQString(item);
        return toStd(texts.join(QStringLiteral(", ")));
    };
    header().setDetail(toQString(model::toString(shown->type)));
    showText(*m_uri, shown->uri);
    showText(*m_identitySource, joined(shown->identitySource));
    showText(*m_validation, shown->identityValidationExpression);
    showText(*m_providers, joined(shown->providerArns));
    const QSignalBlocker blocker(m_ttl);
    m_ttl->setValue(shown->resultTtlInSeconds.value_or(-1));
    const bool isCognito = shown->type == model::Authorizer::Type::CognitoUserPools;
    m_uri->setEnabled(!isCognito);
    m_providers->setEnabled(isCognito);
}

} // namespace gatehouse::ui

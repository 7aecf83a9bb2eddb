#include "ui/editors/small_pages.h"

#include "ui/commands/api_commands.h"
#include "ui/editors/field_checks.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/page_header.h"
#include "ui/editors/template_editor.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace gatehouse::ui {

GatewayResponsePage::GatewayResponsePage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
    : FormPage(document, object, parent)
    , m_status(newCodeField(tr("Status code")))
    , m_statusProblem(new FieldProblem)
    , m_parameters(new KeyValueTable)
    , m_templates(new TemplateEditor(tr("Template of the gateway response")))
{
    m_status->setPlaceholderText(tr("empty: the type's own"));
    m_parameters->setCheckable(false);
    m_parameters->setHeadings(tr("Set"), tr("From"));
    m_parameters->setAccessibleName(tr("Headers of the gateway response"));
    m_parameters->setNameSuggestions({QStringLiteral("gatewayresponse.header.")});
    QFormLayout *form = newFormLayout();
    form->addRow(newLabel(tr("&Status code"), m_status), withProblem(m_status, m_statusProblem));
    column().addLayout(form);
    column().addSpacing(kGap);
    column().addWidget(
        new SectionHeader(tr("Headers"), tr("gatewayresponse.header.NAME from method.request, context or 'text'")));
    column().addWidget(m_parameters);
    column().addSpacing(kGap);
    column().addWidget(
        new SectionHeader(tr("Templates"), tr("$context.error.messageString is the message in JSON quotes.")));
    column().addWidget(m_templates);
    connect(m_status, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(QStringLiteral("status"), [&](auto &shown) { shown.statusCode = toStd(text); });
    });
    connect(m_parameters, &KeyValueTable::changed, this,
            [this] { edit({}, [&](auto &shown) { shown.responseParameters = mapOf(*m_parameters); }); });
    connect(m_templates, &TemplateEditor::edited, this, [this](const QString &field) {
        edit(field, [&](auto &shown) { shown.responseTemplates = m_templates->templates(); });
    });
    finish();
}

const model::GatewayResponse *GatewayResponsePage::response() const
{
    const model::RestApi *api = document().restApi(object().api);
    if (!api)
        return nullptr;
    const auto found = std::ranges::find(api->gatewayResponses, object().name, &model::GatewayResponse::responseType);
    return found == api->gatewayResponses.end() ? nullptr : &*found;
}

QString GatewayResponsePage::name() const
{
    return toQString(object().name);
}

void GatewayResponsePage::edit(const QString &field, const std::function<void(model::GatewayResponse &)> &change)
{
    editRestApi(document(), DocumentChange::Kind::GatewayResponses, object().api,
                tr("Change gateway response %1").arg(name()), field.isEmpty() ? field : name() + field,
                [&](model::RestApi &api) {
                    for (model::GatewayResponse &each : api.gatewayResponses) {
                        if (each.responseType == object().name)
                            change(each);
                    }
                });
}

void GatewayResponsePage::load()
{
    const model::GatewayResponse *shown = response();
    if (!shown)
        return;
    header().setDetail(tr("Gateway response"));
    showText(*m_status, shown->statusCode);
    m_statusProblem->tell(*m_status, shown->statusCode.empty() ? std::nullopt : statusCodeProblem(m_status->text()));
    showRows(*m_parameters, shown->responseParameters);
    m_templates->setTemplates(shown->responseTemplates);
}

} // namespace gatehouse::ui

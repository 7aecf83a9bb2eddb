#include "ui/editors/model_page.h"

#include "core/json/reader.h"
#include "ui/commands/api_commands.h"
#include "ui/commands/model_commands.h"
#include "ui/document/project_document.h"
#include "ui/editors/field_checks.h"
#include "ui/editors/form_fields.h"
#include "ui/editors/page_header.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QLineEdit>

namespace gatehouse::ui {

ModelPage::ModelPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
    : FormPage(document, object, parent)
    , m_description(new QLineEdit)
    , m_contentType(newCodeField(tr("Content type")))
    , m_schema(new CodeEditor)
    , m_problem(new FieldProblem)
{
    m_description->setAccessibleName(tr("Description"));
    m_schema->setAccessibleName(tr("JSON Schema"));
    m_schema->setSyntax(QStringLiteral("JSON"));
    m_schema->setMinimumHeight(320);
    QFormLayout *form = newFormLayout();
    form->addRow(tr("Des&cription"), m_description);
    form->addRow(tr("Content &type"), m_contentType);
    column().addLayout(form);
    column().addSpacing(kGap);
    column().addWidget(new SectionHeader(
        tr("Schema"), tr("JSON Schema, draft 4. Other models are {\"$ref\": \"#/components/schemas/NAME\"}.")));
    column().addWidget(m_schema, 1);
    column().addWidget(m_problem);
    connect(m_description, &QLineEdit::textEdited, this, [this](const QString &text) {
        editModel(tr("Change model description"), QStringLiteral("description"),
                  [&](auto &model) { model.description = toStd(text); });
    });
    connect(m_contentType, &QLineEdit::textEdited, this, [this](const QString &text) {
        editModel(tr("Change content type of model"), QStringLiteral("contentType"),
                  [&](auto &model) { model.contentType = toStd(text); });
    });
    connect(m_schema, &QPlainTextEdit::textChanged, this, &ModelPage::schemaTyped);
    finish();
}

QString ModelPage::name() const
{
    return toQString(object().name);
}

void ModelPage::editModel(const QString &text, const QString &field, const std::function<void(model::Model &)> &change)
{
    const std::string name = object().name;
    editRestApi(document(), DocumentChange::Kind::Models, object().api, text,
                QStringLiteral("model %1 %2").arg(toQString(name), field), [&](model::RestApi &api) {
                    for (Cow<model::Model> &shared : api.models) {
                        if (shared->name == name)
                            change(shared.edit());
                    }
                });
}

void ModelPage::schemaTyped()
{
    const QString text = m_schema->toPlainText();
    json::ReadResult read = json::readJson(toStd(text));
    m_schema->setDiagnostics(read.diagnostics);
    m_problem->tell(*m_schema, hasErrors(read.diagnostics) ? jsonProblem(text) : std::nullopt);
    if (hasErrors(read.diagnostics) || read.value == m_shown)
        return; // what cannot be read changes nothing
    m_shown = read.value;
    editModel(tr("Change schema"), QStringLiteral("schema"), [&](auto &model) { model.schema = read.value; });
}

void ModelPage::follow(const DocumentChange &change)
{
    using Change = DocumentChange::Kind;
    if (change.kind == Change::Models || change.kind == Change::ApiReplaced || change.kind == Change::ProjectReset)
        FormPage::follow(change);
}

void ModelPage::load()
{
    const model::RestApi *api = document().restApi(object().api);
    const model::Model *shown = api ? api->model(object().name) : nullptr;
    if (!shown)
        return;
    header().setDetail(toQString(api->name));
    showText(*m_description, shown->description);
    showText(*m_contentType, shown->contentType);
    if (!m_schema->toPlainText().isEmpty() && m_shown == shown->schema)
        return; // the layout is the user's
    m_shown = shown->schema;
    showText(*m_schema, json::toJson(shown->schema));
    m_problem->tell(*m_schema, std::nullopt);
}

} // namespace gatehouse::ui

#include "ui/editors/method_form.h"

#include "ui/commands/method_commands.h"
#include "ui/editors/template_editor.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

MethodForm::MethodForm(ProjectDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
{
}

void MethodForm::setMethod(const MethodRef &ref)
{
    m_ref = ref;
    const model::RestApi *api = m_document.restApi(ref.api);
    const model::Method *method = m_document.method(ref);
    setEnabled(api && method);
    if (api && method)
        load(*api, *method);
}

void MethodForm::tellNames(TemplateEditor &editor, const model::Method &method) const
{
    QStringList parameters;
    for (const model::RequestParameter &parameter : method.requestParameters)
        parameters.append(toQString(parameter.name));
    QStringList variables;
    if (const model::ApiEntry *entry = m_document.api(m_ref.api)) {
        for (const model::Stage &stage : entry->stages) {
            for (const auto &[name, value] : stage.variables) {
                if (!variables.contains(toQString(name)))
                    variables.append(toQString(name));
            }
        }
    }
    editor.setKnownNames(parameters, variables);
}

void MethodForm::edit(const QString &text, const QString &field, const std::function<void(model::Method &)> &change)
{
    editMethod(m_document, m_ref, text, field, change);
}

} // namespace gatehouse::ui

#include "ui/editors/method_form.h"

#include "ui/commands/method_commands.h"

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

void MethodForm::edit(const QString &text, const QString &field, const std::function<void(model::Method &)> &change)
{
    editMethod(m_document, m_ref, text, field, change);
}

} // namespace gatehouse::ui

#include "ui/editors/facts_page.h"

#include "ui/editors/form_fields.h"
#include "ui/editors/object_facts.h"
#include "ui/editors/page_header.h"
#include "ui/models/project_tree_words.h"

#include <QFormLayout>
#include <QLabel>

namespace gatehouse::ui {

FactsPage::FactsPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
    : FormPage(document, object, parent)
    , m_form(newFormLayout())
{
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    column().addLayout(m_form);
    finish();
}

QString FactsPage::name() const
{
    return factsOf(document(), object()).name;
}

void FactsPage::load()
{
    const ObjectFacts found = factsOf(document(), object());
    header().setDetail(QStringLiteral("%1. %2").arg(kindText(object().kind), found.detail));
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (const Fact &fact : found.facts) {
        auto *value = new QLabel(fact.value);
        value->setTextFormat(Qt::PlainText); // it is the user's text
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(fact.label);
        m_form->addRow(fact.label, value);
    }
}

} // namespace gatehouse::ui

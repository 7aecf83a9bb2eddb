#include "ui/editors/form_page.h"

#include "ui/editors/page_header.h"
#include "ui/models/project_tree_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

FormPage::FormPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
    : EditorPage(document, object, parent)
    , m_header(new PageHeader)
{
    auto *content = new QWidget;
    content->setMaximumWidth(1100); // longer lines are hard to read
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    m_column->setSpacing(kGap);
    m_column->addWidget(m_header);
    m_column->addSpacing(kGap);
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area);
    m_header->setIconName(kindIconName(object.kind));
}

QString FormPage::title() const
{
    return name();
}

QIcon FormPage::titleIcon() const
{
    return icon(kindIconName(object().kind));
}

void FormPage::follow(const DocumentChange &change)
{
    const bool concerns = change.api == object().api || change.api.isNull();
    if (concerns && object().kind != ObjectRef::Kind::None) {
        m_header->setTitle(name());
        load();
    }
}

void FormPage::finish()
{
    m_column->addStretch(1);
    m_header->setTitle(name());
    load();
}

} // namespace gatehouse::ui

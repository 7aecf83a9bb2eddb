#include "ui/editors/page_header.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace gatehouse::ui {

class PageHeader::Lead final : public QWidget {
public:
    Lead() { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

    QString method;
    QString iconName;

    QSize sizeHint() const override { return method.isEmpty() ? QSize(24, 24) : methodBadgeSize(method, font()); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (!method.isEmpty())
            paintMethodBadge(&painter, rect(), method, font());
        else if (!iconName.isEmpty())
            icon(iconName).paint(&painter, rect());
    }
};

PageHeader::PageHeader(QWidget *parent)
    : QWidget(parent)
    , m_lead(new Lead)
    , m_title(new ElidedLabel)
    , m_detail(new ElidedLabel)
    , m_row(new QHBoxLayout(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_lead->setFont(large);
    m_detail->setForegroundRole(QPalette::PlaceholderText);
    m_title->setElideMode(Qt::ElideMiddle);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(kGrid / 2);
    texts->addWidget(m_title);
    texts->addWidget(m_detail);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(kGap + kGrid);
    m_row->addWidget(m_lead);
    m_row->addLayout(texts, 1);
    m_detail->hide();
}

void PageHeader::setMethod(const QString &method)
{
    m_lead->method = method;
    m_lead->updateGeometry();
    m_lead->update();
}

void PageHeader::setIconName(const QString &name)
{
    m_lead->iconName = name;
    m_lead->update();
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setDetail(const QString &detail)
{
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

void PageHeader::addTool(QWidget *tool)
{
    m_row->addWidget(tool);
}

} // namespace gatehouse::ui

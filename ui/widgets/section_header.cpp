#include "ui/widgets/section_header.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace gatehouse::ui {

SectionHeader::SectionHeader(const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
    , m_title(new QLabel(title))
    , m_text(new QLabel)
{
    QFont font = m_title->font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    setText(text);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, kGrid + 1);
    column->setSpacing(2);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(kGrid);
    m_row->addWidget(m_title);
    m_row->addStretch(1);
    column->addLayout(m_row);
    column->addWidget(m_text);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true); // the sentence wraps
    setSizePolicy(policy);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void SectionHeader::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

void SectionHeader::addTool(QWidget *tool)
{
    m_row->addWidget(tool);
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, themeColor(ColorRole::Hairline));
}

} // namespace gatehouse::ui

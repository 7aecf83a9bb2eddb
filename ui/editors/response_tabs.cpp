#include "ui/editors/response_tabs.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

namespace gatehouse::ui {

ResponseTabs::ResponseTabs(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar)
    , m_remove(new QToolButton)
{
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false); // they shorten instead: all stay in sight
    m_tabs->setAccessibleName(accessibleName);
    auto *add = new QToolButton;
    add->setIcon(icon(QStringLiteral("add")));
    add->setText(tr("Add response"));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    m_remove->setIcon(icon(QStringLiteral("delete")));
    m_remove->setText(tr("Remove response"));
    m_remove->setToolTip(tr("Remove this response"));
    m_remove->setAutoRaise(true);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(m_tabs);
    row->addWidget(add);
    row->addStretch(1);
    row->addWidget(m_remove);
    connect(m_tabs, &QTabBar::currentChanged, this, &ResponseTabs::currentChanged);
    connect(add, &QToolButton::clicked, this, &ResponseTabs::addRequested);
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeRequested(current()); });
}

void ResponseTabs::setTitles(const QStringList &titles)
{
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > titles.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    for (int i = 0; i < titles.size(); ++i) {
        if (i < m_tabs->count())
            m_tabs->setTabText(i, titles[i]);
        else
            m_tabs->addTab(titles[i]);
    }
    m_tabs->setVisible(!titles.isEmpty());
    m_tabs->updateGeometry();
    m_remove->setVisible(!titles.isEmpty());
}

int ResponseTabs::current() const
{
    return m_tabs->currentIndex();
}

void ResponseTabs::setCurrent(int index)
{
    m_tabs->setCurrentIndex(index);
}

} // namespace gatehouse::ui

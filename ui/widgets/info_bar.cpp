#include "ui/widgets/info_bar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace gatehouse::ui {

namespace {

ColorRole roleOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return ColorRole::Error;
    case Severity::Warning: return ColorRole::Warning;
    case Severity::Info:
    case Severity::Hint: return ColorRole::Info;
    }
    return ColorRole::Info;
}

} // namespace

InfoBar::InfoBar(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_buttons(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    m_buttons->setSpacing(kGap);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kGroupGap - kGrid, kGap, kGap, kGap);
    row->setSpacing(kGap);
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addLayout(m_buttons);
    row->addWidget(close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
}

void InfoBar::showMessage(Severity severity, const QString &text, const QList<QAction *> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (QAction *action : std::as_const(m_actions))
        action->deleteLater();
    m_actions = actions;
    m_severity = severity;
    m_text->setText(text);
    setAccessibleName(text);
    showIcon();
    for (QAction *action : actions) {
        action->setParent(this);
        auto *button = new QPushButton(action->text());
        connect(button, &QPushButton::clicked, this, [this, action] {
            hide();
            action->trigger();
        });
        m_buttons->addWidget(button);
    }
    show();
    update();
}

QString InfoBar::text() const
{
    return m_text->text();
}

void InfoBar::showIcon()
{
    m_icon->setPixmap(icon(severityIconName(m_severity)).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void InfoBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon();
    QWidget::changeEvent(event);
}

void InfoBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        Q_EMIT dismissed();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void InfoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), mix(themeColor(roleOf(m_severity)), themeColor(ColorRole::Surface), 0.10));
    painter.fillRect(0, height() - 1, width(), 1, themeColor(ColorRole::Hairline));
    painter.fillRect(0, 0, 3, height(), themeColor(roleOf(m_severity)));
}

} // namespace gatehouse::ui

#include "ui/widgets/card_button.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace gatehouse::ui {

namespace {

constexpr int kIcon = 20;
constexpr int kLeft = kGap + kIcon + kGap + kGrid; // where the words begin

} // namespace

CardButton::CardButton(const QString &iconName, const QString &title, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_text(text)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CardButton::setHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
}

void CardButton::setTextElided(bool elided)
{
    m_elided = elided;
    setToolTip(elided ? m_text : QString());
    updateGeometry();
}

QFont CardButton::titleFont() const
{
    QFont titled = font();
    titled.setWeight(QFont::Medium);
    return titled;
}

int CardButton::textWidth(int width) const
{
    const int hint = m_hint.isEmpty() ? 0 : QFontMetrics(captionFont()).horizontalAdvance(m_hint) + kGroupGap;
    return std::max(40, width - kLeft - kGap - hint);
}

QSize CardButton::sizeHint() const
{
    const int wanted = std::max(QFontMetrics(titleFont()).horizontalAdvance(text()), 260) + kLeft + kGap;
    return {wanted, heightForWidth(wanted)};
}

QSize CardButton::minimumSizeHint() const
{
    const int least = 200;
    return {least, heightForWidth(least)};
}

int CardButton::heightForWidth(int width) const
{
    int height = QFontMetrics(titleFont()).height() + 2 * kGap;
    if (m_text.isEmpty())
        return height;
    const QFontMetrics caption(captionFont());
    const QRect room(0, 0, textWidth(width), 1000);
    return height + (m_elided ? caption.height() : caption.boundingRect(room, Qt::TextWordWrap, m_text).height()) + 2;
}

void CardButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isDown() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mix(themeColor(ColorRole::Text), themeColor(ColorRole::Surface), isDown() ? 0.10 : 0.05));
        painter.drawRoundedRect(frame, kRadius, kRadius);
    }
    if (hasFocus()) {
        painter.setPen(themeColor(ColorRole::Accent));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, kRadius, kRadius);
    }
    const QFontMetrics titleMetrics(titleFont());
    const int middle = kGap + titleMetrics.height() / 2;
    ui::icon(m_iconName, isEnabled() ? ColorRole::Accent : ColorRole::MutedText)
        .paint(&painter, QRect(kGap, middle - kIcon / 2, kIcon, kIcon));

    const int room = textWidth(width());
    painter.setFont(titleFont());
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(QRect(kLeft, kGap, room, titleMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     titleMetrics.elidedText(text(), Qt::ElideRight, room));
    painter.setFont(captionFont());
    painter.setPen(themeColor(ColorRole::MutedText));
    painter.drawText(QRect(0, kGap, width() - kGap, titleMetrics.height()), Qt::AlignRight | Qt::AlignVCenter, m_hint);
    const QRect below(kLeft, kGap + titleMetrics.height() + 2, room, height());
    if (m_elided)
        painter.drawText(below, Qt::AlignLeft | Qt::AlignTop,
                         QFontMetrics(captionFont()).elidedText(m_text, Qt::ElideMiddle, room));
    else
        painter.drawText(below, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_text);
}

void CardButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void CardButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace gatehouse::ui

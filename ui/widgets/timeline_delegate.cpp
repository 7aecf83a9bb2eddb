#include "ui/widgets/timeline_delegate.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int kBarHeight = 6;
constexpr double kLeastWidth = 2.0;

} // namespace

TimelineDelegate::TimelineDelegate(int startRole, int durationRole, int totalRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_startRole(startRole)
    , m_durationRole(durationRole)
    , m_totalRole(totalRole)
{
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index); // background and focus
    const QVariant start = index.data(m_startRole);
    const double total = index.data(m_totalRole).toDouble();
    if (!start.isValid() || total <= 0)
        return;

    const QRectF area = QRectF(option.rect).adjusted(kGrid, 0, -kGrid, 0);
    const double scale = area.width() / total;
    const double width = std::clamp(index.data(m_durationRole).toDouble() * scale, kLeastWidth, area.width());
    const double left = std::min(area.left() + start.toDouble() * scale, area.right() - width);
    const QRectF track(area.left(), area.center().y() - kBarHeight / 2.0, area.width(), kBarHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mix(themeColor(ColorRole::Hairline), themeColor(ColorRole::Surface), 0.5));
    painter->drawRoundedRect(track, kBarHeight / 2.0, kBarHeight / 2.0);
    painter->setBrush(themeColor(ColorRole::Accent));
    const double radius = std::min(width, double(kBarHeight)) / 2;
    painter->drawRoundedRect(QRectF(left, track.top(), width, kBarHeight), radius, radius);
    painter->restore();
}

} // namespace gatehouse::ui

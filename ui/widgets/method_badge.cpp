#include "ui/widgets/method_badge.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>

namespace gatehouse::ui {

namespace {

QString labelOf(const QString &method)
{
    const QString name = method.toUpper();
    return name == u"X-AMAZON-APIGATEWAY-ANY-METHOD" ? QStringLiteral("ANY") : name;
}

QFont badgeFont(QFont font)
{
    font.setPointSizeF(std::max(font.pointSizeF() * 0.82, 6.5));
    font.setWeight(QFont::DemiBold);
    font.setItalic(false);
    return font;
}

} // namespace

QSize methodBadgeSize(const QString &method, const QFont &font)
{
    const QFontMetrics metrics(badgeFont(font));
    const int text
        = std::max(metrics.horizontalAdvance(QStringLiteral("DELETE")), metrics.horizontalAdvance(labelOf(method)));
    return {text + 2 * kGrid + 2, metrics.height() + 2};
}

void paintMethodBadge(QPainter *painter, const QRect &rect, const QString &method, const QFont &font)
{
    const QSize size = methodBadgeSize(method, font);
    const QRectF badge(rect.left(), rect.top() + (rect.height() - size.height()) / 2, size.width(), size.height());
    const QColor fill = methodColor(method);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // A dark fill on a dark surface needs an edge to be seen as a badge.
    const bool edge = contrastRatio(fill, themeColor(ColorRole::Surface)) < 1.8;
    painter->setPen(edge ? QPen(mix(themeColor(ColorRole::Text), fill, 0.35), 1.0) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    painter->drawRoundedRect(edge ? badge.adjusted(0.5, 0.5, -0.5, -0.5) : badge, kRadius - 1, kRadius - 1);
    painter->setFont(badgeFont(font));
    painter->setPen(badgeTextColor(fill));
    painter->drawText(badge, Qt::AlignCenter, labelOf(method));
    painter->restore();
}

MethodBadgeDelegate::MethodBadgeDelegate(int methodRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_methodRole(methodRole)
{
}

QString MethodBadgeDelegate::methodOf(const QModelIndex &index) const
{
    return index.data(m_methodRole).toString();
}

void MethodBadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString method = methodOf(index);
    if (method.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = item.text == method ? QString() : item.text;
    item.text.clear();
    item.icon = {};
    item.features &= ~QStyleOptionViewItem::HasDecoration;
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const QRect inner = option.rect.adjusted(kGrid, 0, -kGrid, 0);
    paintMethodBadge(painter, inner, method, item.font);
    if (text.isEmpty())
        return;
    painter->save();
    painter->setFont(item.font);
    const bool enabled = item.state & QStyle::State_Enabled;
    painter->setPen(item.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    const QRect rest = inner.adjusted(methodBadgeSize(method, item.font).width() + kGap, 0, 0, 0);
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      item.fontMetrics.elidedText(text, Qt::ElideRight, rest.width()));
    painter->restore();
}

QSize MethodBadgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const QString method = methodOf(index);
    if (method.isEmpty())
        return size;
    const QSize badge = methodBadgeSize(method, option.font);
    const QString text = index.data(Qt::DisplayRole).toString();
    const int after = text.isEmpty() || text == method ? 0 : kGap + option.fontMetrics.horizontalAdvance(text);
    return {badge.width() + after + 2 * kGrid, std::max(size.height(), badge.height() + 2)};
}

} // namespace gatehouse::ui

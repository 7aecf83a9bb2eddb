#include "ui/widgets/status_badge.h"

#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <iterator>

namespace gatehouse::ui {

namespace {

struct Phrase {
    int status;
    QLatin1StringView text;
};

/// RFC 9110, 15, and RFC 6585: those that API Gateway and usual backends send.
constexpr Phrase kPhrases[] = {
    {100, QLatin1StringView("Continue")},
    {101, QLatin1StringView("Switching Protocols")},
    {200, QLatin1StringView("OK")},
    {201, QLatin1StringView("Created")},
    {202, QLatin1StringView("Accepted")},
    {204, QLatin1StringView("No Content")},
    {206, QLatin1StringView("Partial Content")},
    {301, QLatin1StringView("Moved Permanently")},
    {302, QLatin1StringView("Found")},
    {303, QLatin1StringView("See Other")},
    {304, QLatin1StringView("Not Modified")},
    {307, QLatin1StringView("Temporary Redirect")},
    {308, QLatin1StringView("Permanent Redirect")},
    {400, QLatin1StringView("Bad Request")},
    {401, QLatin1StringView("Unauthorized")},
    {403, QLatin1StringView("Forbidden")},
    {404, QLatin1StringView("Not Found")},
    {405, QLatin1StringView("Method Not Allowed")},
    {406, QLatin1StringView("Not Acceptable")},
    {408, QLatin1StringView("Request Timeout")},
    {409, QLatin1StringView("Conflict")},
    {410, QLatin1StringView("Gone")},
    {411, QLatin1StringView("Length Required")},
    {412, QLatin1StringView("Precondition Failed")},
    {413, QLatin1StringView("Content Too Large")},
    {414, QLatin1StringView("URI Too Long")},
    {415, QLatin1StringView("Unsupported Media Type")},
    {422, QLatin1StringView("Unprocessable Content")},
    {429, QLatin1StringView("Too Many Requests")},
    {431, QLatin1StringView("Request Header Fields Too Large")},
    {500, QLatin1StringView("Internal Server Error")},
    {501, QLatin1StringView("Not Implemented")},
    {502, QLatin1StringView("Bad Gateway")},
    {503, QLatin1StringView("Service Unavailable")},
    {504, QLatin1StringView("Gateway Timeout")},
};

void paintShape(QPainter *painter, const QRectF &box, int status)
{
    const QColor color = statusColor(status);
    painter->setPen(QPen(color, 1.5));
    painter->setBrush(Qt::NoBrush);
    switch (status / 100) {
    case 2:
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(box);
        break;
    case 3: {
        const double y = box.center().y();
        painter->drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
        painter->drawPolyline(QPolygonF(
            {QPointF(box.center().x(), box.top()), QPointF(box.right(), y), QPointF(box.center().x(), box.bottom())}));
        break;
    }
    case 4:
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawPolygon(QPolygonF({QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()}));
        break;
    case 5:
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRect(box);
        break;
    default: painter->drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75)); break;
    }
}

double shapeSize(const QFontMetrics &metrics)
{
    return std::round(metrics.ascent() * 0.68);
}

} // namespace

QString statusText(int status)
{
    if (status == 0)
        return QCoreApplication::translate("StatusBadge", "No answer");
    const auto *phrase = std::ranges::find(kPhrases, status, &Phrase::status);
    return phrase == std::end(kPhrases) ? QString::number(status)
                                        : QStringLiteral("%1 %2").arg(status).arg(phrase->text);
}

QColor statusColor(int status)
{
    switch (status / 100) {
    case 2: return themeColor(ColorRole::Success);
    case 3: return themeColor(ColorRole::Info);
    case 4: return themeColor(ColorRole::Warning);
    case 5: return themeColor(ColorRole::Error);
    default: return themeColor(ColorRole::MutedText);
    }
}

QSize statusBadgeSize(int status, const QFont &font)
{
    const QFontMetrics metrics(font);
    // One pixel more: the advance is rounded, and the elision at painting is not.
    return {qCeil(shapeSize(metrics)) + kGrid + 3 + metrics.horizontalAdvance(statusText(status)), metrics.height()};
}

void paintStatusBadge(QPainter *painter, const QRect &rect, int status, const QFont &font, const QColor &text)
{
    const QFontMetrics metrics(font);
    const double size = shapeSize(metrics);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintShape(painter, QRectF(rect.left(), rect.top() + (rect.height() - size) / 2.0, size, size), status);
    painter->setFont(font);
    painter->setPen(text);
    const QRect words = rect.adjusted(qCeil(size) + kGrid + 2, 0, 0, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      metrics.elidedText(statusText(status), Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace gatehouse::ui

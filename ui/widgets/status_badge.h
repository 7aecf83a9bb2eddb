#pragma once

#include <QFont>
#include <QRect>
#include <QSize>
#include <QString>

class QPainter;
class QColor;

namespace gatehouse::ui {

/// "200 OK", "403 Forbidden"; "299" for codes without a phrase; 0, when the client went away: "No answer".
[[nodiscard]] QString statusText(int status);

/// Success, Info (3xx), Warning (4xx), Error (5xx) or muted (0, 1xx).
[[nodiscard]] QColor statusColor(int status);

/// The size of a status with its shape before it.
[[nodiscard]] QSize statusBadgeSize(int status, const QFont &font);

/// Paints shape and words at the left of @p rect, centred vertically. The shape differs with the class of the status:
/// disc 2xx, arrow 3xx, triangle 4xx, square 5xx, ring for none; the words are in @p text colour.
void paintStatusBadge(QPainter *painter, const QRect &rect, int status, const QFont &font, const QColor &text);

} // namespace gatehouse::ui

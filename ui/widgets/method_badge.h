#pragma once

#include <QFont>
#include <QSize>
#include <QString>
#include <QStyledItemDelegate>

class QPainter;

namespace gatehouse::ui {

/// The size of a method's badge for text in @p font: all badges of one list are equally wide (that of DELETE, or of
/// @p method where it is longer), so that what follows them lines up.
[[nodiscard]] QSize methodBadgeSize(const QString &method, const QFont &font);

/// Paints the badge at the left of @p rect, centred vertically. The text is the method in capitals, the fill by
/// methodColor(); both say the same, so colour is never alone.
void paintMethodBadge(QPainter *painter, const QRect &rect, const QString &method, const QFont &font);

/// Paints a badge instead of the decoration for rows that have a method, the rest as QStyledItemDelegate does.
///
/// The model gives the method's name at @p methodRole (an empty string or invalid for rows without one) and the text
/// after the badge as DisplayRole; where both are the same only the badge is painted.
class MethodBadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit MethodBadgeDelegate(int methodRole, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    [[nodiscard]] QString methodOf(const QModelIndex &index) const;

private:
    int m_methodRole;
};

} // namespace gatehouse::ui

#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// Paints the names of a TraceTreeModel: phases in semi-bold, steps with what they found out beside them in a muted
/// colour and the shape of their outcome before them, notes as "decided  route  GET /pets".
class TraceStepDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace gatehouse::ui

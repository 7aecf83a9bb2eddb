#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// The looks of a project tree's row: badge or icon, name, muted detail; at the right the word for a stage's state and
/// the sign of the worst problem. Names are checked as one types: an editor with a name that will not do stays open.
class ProjectTreeDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
};

} // namespace gatehouse::ui

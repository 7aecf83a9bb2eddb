#pragma once

#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// Paints when something began and how long it took, as a bar on the time of the whole.
///
/// The model gives nanoseconds (qlonglong) at three roles; rows without them stay empty. A bar is at least two pixels
/// wide, so that the shortest step is seen.
class TimelineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    TimelineDelegate(int startRole, int durationRole, int totalRole, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const int m_startRole;
    const int m_durationRole;
    const int m_totalRole;
};

} // namespace gatehouse::ui

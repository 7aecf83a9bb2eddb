#pragma once

#include "ui/main_window/locator.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace gatehouse::ui {

/// The entries that fit what was typed, best first.
class LocatorModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { EntryRole = Qt::UserRole, PositionsRole };
    static constexpr int kMaxShown = 200;

    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<LocatorEntry> entries);
    void search(const QString &needle);
    [[nodiscard]] const LocatorEntry &entry(int row) const { return m_entries[m_shown[row].index]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Match {
        int index = 0;
        int score = 0;
        QList<int> positions = {};
    };

    QList<LocatorEntry> m_entries;
    QList<Match> m_shown;
};

/// Icon or badge, the text with the characters that matched in bold, the detail and the shortcut at the right.
class LocatorDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace gatehouse::ui

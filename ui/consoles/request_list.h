#pragma once

#include "ui/consoles/request_history.h"

#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace gatehouse::ui {

/// Saved requests of the project and the history, to load into the console again.
class RequestList : public QWidget {
    Q_OBJECT

public:
    explicit RequestList(RequestHistory &history, QWidget *parent = nullptr);

    void setSaved(const std::vector<model::SavedRequest> &saved);

Q_SIGNALS:
    void savedActivated(const gatehouse::model::SavedRequest &saved);
    void historyActivated(const gatehouse::ui::HistoryEntry &entry);

private:
    void showSaved();
    void showHistory();
    void activate(const QModelIndex &index);

    RequestHistory &m_history;
    std::vector<model::SavedRequest> m_saved;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_view;
};

} // namespace gatehouse::ui

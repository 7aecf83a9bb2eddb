#pragma once

#include "core/model/compare.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace gatehouse::ui {

class ChangesModel;

/// A list of changes with a line above that counts them; says so when there are none.
class ChangesView : public QWidget {
    Q_OBJECT

public:
    /// @param none  what an empty list means, such as "The stage serves the draft as it is now."
    explicit ChangesView(const QString &none, QWidget *parent = nullptr);

    void setChanges(model::Changes changes);
    void setNone(const QString &text);
    [[nodiscard]] const model::Changes &changes() const;

Q_SIGNALS:
    /// The user wants to see the place of a change in the API's document.
    void pointerActivated(const QString &pointer);

private:
    ChangesModel *m_model;
    QLabel *m_count;
    QLabel *m_none;
    QTableView *m_table;
    QStackedWidget *m_pages;
};

} // namespace gatehouse::ui

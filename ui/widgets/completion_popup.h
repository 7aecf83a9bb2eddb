#pragma once

#include "ui/widgets/template_completion.h"

#include <QFrame>

class QListView;

namespace gatehouse::ui {

/// The list of what could be put in at the cursor. Takes no focus: keys come from the editor.
class CompletionPopup final : public QFrame {
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *editor);

    /// Shows @p rows below @p place (a line's rectangle in global coordinates), or above where there is more room.
    void showRows(const QList<CompletionRow> &rows, const QRect &place);
    [[nodiscard]] const QList<CompletionRow> &rows() const { return m_rows; }
    /// The row that would be put in, or null.
    [[nodiscard]] const CompletionRow *current() const;
    void select(int row);
    /// Moves by @p rows; the ends meet for single steps.
    void moveBy(int rows);
    [[nodiscard]] int pageSize() const;

Q_SIGNALS:
    void chosen(); ///< the current row was clicked

private:
    class Model;
    class Delegate;

    QListView *m_view;
    Model *m_model;
    QList<CompletionRow> m_rows;
};

} // namespace gatehouse::ui

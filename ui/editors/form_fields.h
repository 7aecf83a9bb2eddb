#pragma once

#include "core/model/common.h"
#include "ui/widgets/key_value_table.h"

#include <QWidget>

#include <optional>
#include <string>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

/// Shows a value without moving the cursor when it is shown already. A line edit gives no signal; a text edit gives its
/// own, and whoever listens compares with what the model holds.
void showText(QLineEdit &field, const std::string &text);
void showText(QPlainTextEdit &field, const std::string &text);
/// Chooses the entry with that data; an entry for @p data is added if there is none, so that nothing is ever lost.
void showChoice(QComboBox &choice, const QString &data);
void showRows(KeyValueTable &table, const model::StringMap &map);
[[nodiscard]] model::StringMap mapOf(const KeyValueTable &table);

/// A line edit for code and values, in the monospaced face.
[[nodiscard]] QLineEdit *newCodeField(const QString &accessibleName);

/// A line below a field that says what is wrong there and how to mend it; takes no room while all is well.
class FieldProblem : public QWidget {
    Q_OBJECT

public:
    explicit FieldProblem(QWidget *parent = nullptr);
    /// @p field is marked too (colour, accessible description).
    void tell(QWidget &field, const std::optional<QString> &problem);
    [[nodiscard]] QString text() const;

private:
    QLabel *m_icon;
    QLabel *m_text;
};

/// A field with its problem line below, as one row of a form.
[[nodiscard]] QWidget *withProblem(QWidget *field, FieldProblem *problem);
/// A row's label whose shortcut leads to @p field, for rows where the layout cannot know it.
[[nodiscard]] QLabel *newLabel(const QString &text, QWidget *field);

/// A form with labels above or beside the fields as there is room.
[[nodiscard]] QFormLayout *newFormLayout();

} // namespace gatehouse::ui

#pragma once

#include "ui/widgets/velocity_outline.h"

#include <QRegularExpression>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

/// Finds and replaces text in a QPlainTextEdit, line by line: Enter and Shift+Enter go forwards and backwards, Escape
/// closes. With "Regex" the text is a regular expression of Perl's kind and "\1" or "$1" in the replacement are its
/// groups.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QPlainTextEdit *editor);

    enum class Mode : std::uint8_t { Find, Replace };
    /// Shows the bar with what is selected, and takes the focus.
    void open(Mode mode);
    void findNext();
    void findPrevious();
    /// Replaces the match that is selected, if one is, and goes to the next.
    void replaceCurrent();
    /// One undo step. Returns how many there were.
    int replaceAll();
    /// Where @p line has what is looked for.
    [[nodiscard]] QList<TextSpan> matchesIn(const QString &line) const;

Q_SIGNALS:
    void closed();
    void needleChanged();
    void heightChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateExpression();
    void find(bool backwards, bool fromSelectionStart);
    void showCount();
    [[nodiscard]] QString replacementFor(const QString &line, const TextSpan &match) const;

    QPlainTextEdit *m_editor;
    QLineEdit *m_needle;
    QCheckBox *m_matchCase;
    QCheckBox *m_regex;
    QLabel *m_count;
    QWidget *m_replaceRow;
    QLineEdit *m_replacement;
    QRegularExpression m_expression; // empty or invalid: matches nothing
};

} // namespace gatehouse::ui

#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

/// Finds text in a QPlainTextEdit: Enter and Shift+Enter go forwards and backwards, Escape closes.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QPlainTextEdit *editor);

    /// Shows the bar with what is selected, and takes the focus.
    void open();
    void findNext();
    void findPrevious();
    [[nodiscard]] QString needle() const;
    [[nodiscard]] Qt::CaseSensitivity caseSensitivity() const;

Q_SIGNALS:
    void closed();
    void needleChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool backwards, bool fromSelectionStart);
    void showCount();

    QPlainTextEdit *m_editor;
    QLineEdit *m_needle;
    QCheckBox *m_matchCase;
    QLabel *m_count;
};

} // namespace gatehouse::ui

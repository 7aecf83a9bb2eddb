#pragma once

#include "core/base/diagnostic.h"

#include <QPlainTextEdit>

namespace gatehouse::ui {

class CodeHighlighter;
class FindBar;
class LineGutter;

/// What the user chose for all code editors.
struct CodeEditorPreferences {
    bool lineNumbers = true; ///< where the editor has room for them
    bool wrapLines = false;
};

/// An editor for code: highlighting that follows the theme, line numbers, current line, matching brackets, marks for
/// diagnostics, a find bar (Ctrl+F, F3, Shift+F3). Read-only it shows texts of any kind.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEditor(QWidget *parent = nullptr);

    /// For all editors, those open included.
    static void setPreferences(const CodeEditorPreferences &preferences);

    /// "JSON", "YAML", "Velocity", "HTTP", "XML", or anything else for plain text.
    void setSyntax(const QString &definitionName);
    [[nodiscard]] CodeHighlighter &highlighter() { return *m_highlighter; }

    /// Off for one-look texts such as bodies in forms.
    void setLineNumbersVisible(bool visible);

    /// Marks the findings' places: a wave under the text, an icon in the gutter, a tooltip on both. Places are line and
    /// column of the text as it is now; a finding without a line is not shown.
    void setDiagnostics(const Diagnostics &diagnostics);
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }

    /// Puts the cursor at the 1-based place (columns in code points) and brings it to the middle of the view.
    void goTo(std::uint32_t line, std::uint32_t column = 1);
    /// The 1-based line and column (in code points) of the cursor.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place() const;

    void openFindBar();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    friend class LineGutter;

    void applyPreferences();
    void layOut();
    void showExtraSelections();
    void paintDiagnostics(QPainter *painter, const QRect &area);
    [[nodiscard]] QString diagnosticTextAt(int blockNumber, int positionInBlock) const; // -1: anywhere in the block
    [[nodiscard]] const Diagnostic *worstOf(int blockNumber) const;
    void indentNewLine();

    CodeHighlighter *m_highlighter;
    LineGutter *m_gutter;
    FindBar *m_findBar;
    Diagnostics m_diagnostics; // sorted by line
    bool m_lineNumbers = true;
};

} // namespace gatehouse::ui

#pragma once

#include "core/base/diagnostic.h"
#include "ui/widgets/gutter_column.h"
#include "ui/widgets/text_layers.h"
#include "ui/widgets/velocity_outline.h"

#include <QPlainTextEdit>

#include <functional>

namespace gatehouse::ui {

class CodeHighlighter;
class DiagnosticMarks;
class FindBar;
class Folding;
class LineGutter;
struct FoldRange;

/// What the user chose for all code editors.
struct CodeEditorPreferences {
    bool lineNumbers = true; ///< where the editor has room for them
    bool wrapLines = false;
};

/// An editor for code: highlighting that follows the theme, line numbers, current line, matching brackets and blocks,
/// folding, coloured stretches by layer, marks for diagnostics, a bar to find and replace (Ctrl+F, F3, Shift+F3,
/// Ctrl+H). Read-only it shows texts of any kind.
class CodeEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEditor(QWidget *parent = nullptr);
    ~CodeEditor() override;

    /// For all editors, those open included.
    static void setPreferences(const CodeEditorPreferences &preferences);

    /// "JSON", "YAML", "Velocity", "HTTP", "XML", or anything else for plain text.
    void setSyntax(const QString &definitionName);
    [[nodiscard]] const QString &syntax() const { return m_syntax; }
    [[nodiscard]] CodeHighlighter &highlighter() { return *m_highlighter; }

    /// Off for one-look texts such as bodies in forms.
    void setLineNumbersVisible(bool visible);
    /// Marks of one's own beside the line numbers; the column stays its owner's.
    void addGutterColumn(GutterColumn *column, GutterColumn::Side side);
    [[nodiscard]] Folding &folding() { return *m_folding; }

    /// Colours stretches of the text; an empty list takes a layer's colours away.
    void setMarks(TextLayer layer, const QList<TextMark> &marks);
    [[nodiscard]] const QList<TextMark> &marks(TextLayer layer) const { return m_layers.marks(layer); }

    /// Marks the findings' places: a wave under the text, an icon in the gutter, a tooltip on both. Places are line and
    /// column of the text as it is now; a finding without a line is not shown.
    void setDiagnostics(const Diagnostics &diagnostics);
    [[nodiscard]] const Diagnostics &diagnostics() const;

    /// Puts the cursor at the 1-based place (columns in code points) and brings it to the middle of the view.
    void goTo(std::uint32_t line, std::uint32_t column = 1);
    /// The 1-based line and column (in code points) of the cursor.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place() const;
    /// Brings a position into view, without moving the cursor.
    void showPosition(int position);

    void openFindBar();
    void openReplaceBar();
    /// Comments the selected lines out ("##", "#"), or in again if all of them are; nothing in a syntax without
    /// comments.
    void toggleComment();

    /// The blocks and names of a template, as the text is now.
    [[nodiscard]] const VelocityOutline &outline() const;
    /// What can be folded in the text as it is now.
    [[nodiscard]] QList<FoldRange> foldRanges() const;

Q_SIGNALS:
    /// The mouse rests upon a place that no finding is about: whoever knows more may show it. @p position: in the
    /// document.
    void hovered(int position, const QPoint &globalPosition);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    friend class LineGutter;

    QAction *addCommand(const QString &text, const QKeySequence &key, const std::function<void()> &run);
    void applyPreferences();
    void layOut();
    void showExtraSelections();
    [[nodiscard]] QTextEdit::ExtraSelection selectionOf(const TextSpan &span, ColorRole role) const;
    void selectBlockWords(QList<QTextEdit::ExtraSelection> &selections) const;
    void selectMatches(QList<QTextEdit::ExtraSelection> &selections) const;
    [[nodiscard]] std::pair<int, int> visiblePositions() const;
    void paintFolded(QPainter &painter, const QTextBlock &block, const QRectF &box) const;

    QString m_syntax;
    CodeHighlighter *m_highlighter;
    LineGutter *m_gutter;
    DiagnosticMarks *m_marks;
    Folding *m_folding;
    FindBar *m_findBar;
    TextLayers m_layers;
    mutable VelocityOutline m_outline;
    mutable int m_outlined = -1; // revision of the text that m_outline is of
    bool m_lineNumbers = true;
};

} // namespace gatehouse::ui

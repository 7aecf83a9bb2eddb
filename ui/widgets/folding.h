#pragma once

#include "ui/widgets/fold_ranges.h"
#include "ui/widgets/gutter_column.h"

#include <QTimer>

namespace gatehouse::ui {

class CodeEditor;

/// Hides and shows blocks of an editor's text; triangles in the gutter say where. What is folded stays so while the
/// text is edited, and opens when the cursor goes into it. Lines are 1-based.
class Folding final : public GutterColumn {
    Q_OBJECT

public:
    explicit Folding(CodeEditor *editor);

    /// Works out the ranges now; else that happens a moment after each edit.
    void refresh();
    [[nodiscard]] const QList<FoldRange> &ranges() const { return m_ranges; }
    [[nodiscard]] bool isFolded(int line) const;
    [[nodiscard]] bool canFold(int line) const;

    void setFolded(int line, bool folded);
    /// The innermost block around the line.
    void foldAt(int line);
    void unfoldAt(int line);
    void setAllFolded(bool folded);
    /// Unfolds whatever hides the line.
    void reveal(int line);

    int width() const override;
    void paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const override;
    QString toolTip(int line) const override;
    bool press(int line, Qt::KeyboardModifiers modifiers) override;

private:
    [[nodiscard]] const FoldRange *rangeOf(int line) const; // whose header it is
    void apply(); // visibility of all lines

    CodeEditor *m_editor;
    QTimer m_timer;
    QList<FoldRange> m_ranges; // sorted by header
};

} // namespace gatehouse::ui

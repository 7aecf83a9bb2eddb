#pragma once

#include "core/base/diagnostic.h"
#include "ui/widgets/gutter_column.h"

#include <QStringView>

#include <span>

class QRectF;

namespace gatehouse::ui {

/// Findings at places of a text, as a CodeEditor shows them: waves below the text, icons in the gutter, tooltips.
class DiagnosticMarks final : public GutterColumn {
    Q_OBJECT

public:
    using GutterColumn::GutterColumn;

    void set(const Diagnostics &diagnostics);
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }

    /// Draws the waves of a block whose bounding rectangle is @p box.
    void paintWaves(QPainter &painter, const QTextBlock &block, const QRectF &box) const;
    /// What the findings at a place of a block say.
    [[nodiscard]] QString textAt(const QTextBlock &block, int position) const;

    int width() const override;
    void paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const override;
    QString toolTip(int line) const override;

private:
    [[nodiscard]] std::span<const Diagnostic> of(int line) const;

    Diagnostics m_diagnostics; // sorted by line
};

/// UTF-16 index in @p line of the 1-based code point column.
[[nodiscard]] int indexOfColumn(QStringView line, std::uint32_t column);

} // namespace gatehouse::ui

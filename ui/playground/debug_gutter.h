#pragma once

#include "core/playground/debugger.h"
#include "ui/widgets/gutter_column.h"

namespace gatehouse::ui {

class DebugBreakpoints;

/// The breakpoints beside the lines of a template, and an arrow at the line where the debugger stands. A click sets or
/// takes away; the context menu knows the rest.
class DebugGutter final : public GutterColumn {
    Q_OBJECT

public:
    DebugGutter(DebugBreakpoints *breakpoints, QWidget *editor);

    void setCurrentLine(int line); ///< 0: none
    [[nodiscard]] int currentLine() const { return m_currentLine; }

    [[nodiscard]] int width() const override;
    void paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const override;
    [[nodiscard]] QString toolTip(int line) const override;
    bool press(int line, Qt::KeyboardModifiers modifiers) override;
    void fillMenu(QMenu &menu, int line) override;

private:
    void edit(const playground::Breakpoint &breakpoint);

    DebugBreakpoints *m_breakpoints;
    QWidget *m_editor;
    int m_currentLine = 0;
};

} // namespace gatehouse::ui

#pragma once

#include "ui/playground/debug_session.h"

#include <QObject>

class QPoint;

namespace gatehouse::ui {

class CodeEditor;
class DebugBreakpoints;
class DebugGutter;

/// Lets the editors of a template and of its output take part in debugging: breakpoints and the statement under way
/// beside and in the template, what was written in the output, values where the mouse rests.
class DebugEditors final : public QObject {
    Q_OBJECT

public:
    /// @p output is read-only; while the session is active it shows what was written so far.
    DebugEditors(DebugSession *session, CodeEditor *source, CodeEditor *output, QObject *parent = nullptr);

    [[nodiscard]] DebugBreakpoints &breakpoints() { return *m_breakpoints; }

    void toggleBreakpoint(); ///< in the cursor's line
    [[nodiscard]] int cursorLine() const;
    /// What is selected in the template, or the reference that the cursor stands in; empty if there is none.
    [[nodiscard]] QString selectedExpression() const;
    /// Lights a stretch of the template that belongs to a frame, and brings it into view.
    void showFrame(const playground::Pause::Frame &frame);

private:
    void showPause(const PausePtr &pause);
    void showEnd(const DebugEndPtr &end);
    void showOutput(const std::string &output, std::size_t writtenBegin, std::size_t writtenEnd);
    void clearMarks();
    void mark(SourceSpan span);
    void showValueAt(int position, const QPoint &globalPosition);

    DebugSession *m_session;
    CodeEditor *m_source;
    CodeEditor *m_output;
    DebugBreakpoints *m_breakpoints;
    DebugGutter *m_gutter;
};

/// The reference around @p column of a line of a template, as far as its parts up to there go: in "$a.b.c" at "b",
/// "$a.b". Empty if there is none, and where a method would have to be called to know its value.
[[nodiscard]] QString hoveredReference(const QString &line, int column);

/// The value that a reference such as "$a.b" has at a pause; null if the pause does not know it.
[[nodiscard]] const playground::ShownValue *findValue(const playground::Pause &pause, const QString &reference);

} // namespace gatehouse::ui

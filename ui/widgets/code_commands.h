#pragma once

#include <QString>

class QPlainTextEdit;

namespace gatehouse::ui {

struct VelocityOutline;

/// What starts a comment that ends with its line, "" in a syntax without: "##", "#", "//".
[[nodiscard]] QString lineComment(const QString &syntax);

/// Puts @p prefix before the selected lines, or takes it away if all of them have it; one undo step.
void toggleComment(QPlainTextEdit &editor, const QString &prefix);

/// A new line that is as deep as the line before, and deeper behind what opens a block.
void insertNewLine(QPlainTextEdit &editor, const QString &syntax);

/// Two blanks before each selected line, or away with them.
void indentLines(QPlainTextEdit &editor, bool deeper);

/// After a closing word or bracket was typed as the first of its line: indents it as what it closes.
void alignClosing(QPlainTextEdit &editor, const VelocityOutline &outline);

} // namespace gatehouse::ui

#include "ui/widgets/code_commands.h"

#include "ui/widgets/velocity_outline.h"

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>
#include <functional>

namespace gatehouse::ui {

namespace {

constexpr int kIndent = 2;

QString indentOf(const QString &line)
{
    const auto word = std::ranges::find_if(line, [](QChar c) { return !c.isSpace(); });
    return line.left(word - line.begin());
}

/// The blocks that the selection touches; the last one only if something of it is selected.
QList<QTextBlock> selectedBlocks(const QPlainTextEdit &editor)
{
    const QTextCursor cursor = editor.textCursor();
    QTextBlock block = editor.document()->findBlock(cursor.selectionStart());
    QList<QTextBlock> blocks{block};
    for (block = block.next(); block.isValid() && block.position() < cursor.selectionEnd(); block = block.next())
        blocks.append(block);
    return blocks;
}

void editBlocks(QPlainTextEdit &editor, const QList<QTextBlock> &blocks,
                const std::function<void(QTextCursor &, const QTextBlock &)> &edit)
{
    QTextCursor cursor(editor.document());
    cursor.beginEditBlock();
    for (const QTextBlock &block : blocks) {
        cursor.setPosition(block.position());
        edit(cursor, block);
    }
    cursor.endEditBlock();
}

} // namespace

QString lineComment(const QString &syntax)
{
    if (syntax == u"Velocity")
        return QStringLiteral("##");
    if (syntax == u"YAML")
        return QStringLiteral("#");
    return {};
}

void toggleComment(QPlainTextEdit &editor, const QString &prefix)
{
    if (prefix.isEmpty() || editor.isReadOnly())
        return;
    QList<QTextBlock> blocks = selectedBlocks(editor);
    const bool single = blocks.size() == 1;
    blocks.removeIf([single](const QTextBlock &block) { return !single && block.text().trimmed().isEmpty(); });
    const bool all = std::ranges::all_of(
        blocks, [&](const QTextBlock &block) { return block.text().trimmed().startsWith(prefix); });
    qsizetype depth = std::numeric_limits<qsizetype>::max();
    for (const QTextBlock &block : std::as_const(blocks))
        depth = std::min(depth, indentOf(block.text()).size());
    editBlocks(editor, blocks, [&](QTextCursor &cursor, const QTextBlock &block) {
        if (!all) {
            cursor.setPosition(block.position() + static_cast<int>(depth));
            cursor.insertText(prefix + u' ');
            return;
        }
        const qsizetype at = block.text().indexOf(prefix);
        const qsizetype size = prefix.size() + (block.text().mid(at + prefix.size()).startsWith(u' ') ? 1 : 0);
        cursor.setPosition(block.position() + static_cast<int>(at));
        cursor.setPosition(block.position() + static_cast<int>(at + size), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    });
}

void insertNewLine(QPlainTextEdit &editor, const QString &syntax)
{
    QTextCursor cursor = editor.textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    QString indent = indentOf(line);
    const QString words = line.trimmed();
    static const QRegularExpression s_opens(
        QStringLiteral("^#\\{?(if|elseif|else|foreach|macro|define)\\b(?!.*#\\{?end)"));
    const bool opens = words.endsWith(u'{') || words.endsWith(u'[') || (syntax != u"Velocity" && words.endsWith(u':'))
        || (syntax == u"Velocity" && s_opens.match(words).hasMatch());
    if (opens)
        indent += QString(kIndent, u' ');
    cursor.insertText(u'\n' + indent);
    editor.setTextCursor(cursor);
}

void indentLines(QPlainTextEdit &editor, bool deeper)
{
    editBlocks(editor, selectedBlocks(editor), [deeper](QTextCursor &cursor, const QTextBlock &block) {
        if (deeper) {
            cursor.insertText(QString(kIndent, u' '));
            return;
        }
        const qsizetype blanks = std::min<qsizetype>(kIndent, indentOf(block.text()).size());
        cursor.setPosition(block.position() + static_cast<int>(blanks), QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    });
}

void alignClosing(QPlainTextEdit &editor, const VelocityOutline &outline)
{
    const QTextCursor cursor = editor.textCursor();
    const QTextBlock block = cursor.block();
    const QString line = block.text();
    const QString indent = indentOf(line);
    const QString word = line.trimmed();
    if (cursor.positionInBlock() != line.size())
        return;
    const int begin = block.position() + static_cast<int>(indent.size());
    int opener = -1;
    if (word == u"}" || word == u"]") {
        const auto pair = std::ranges::find(outline.brackets, begin + 1, &TextSpan::end);
        opener = pair == outline.brackets.end() ? -1 : pair->begin;
    } else if (word == u"#end" || word == u"#else" || word == u"#elseif" || word == u"#{end}" || word == u"#{else}") {
        const VelocityOutline::Block *of = outline.blockAt(begin);
        opener = of ? of->words.first().begin : -1;
    }
    if (opener < 0)
        return;
    const QString wanted = indentOf(editor.document()->findBlock(opener).text());
    if (wanted == indent)
        return;
    QTextCursor change(block);
    change.setPosition(block.position());
    change.setPosition(begin, QTextCursor::KeepAnchor);
    change.joinPreviousEditBlock();
    change.insertText(wanted);
    change.endEditBlock();
}

} // namespace gatehouse::ui

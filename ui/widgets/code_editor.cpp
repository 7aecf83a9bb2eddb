#include "ui/widgets/code_editor.h"

#include "ui/widgets/bracket_matcher.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/line_gutter.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace gatehouse::ui {

namespace {

CodeEditorPreferences g_preferences; // GUI thread only

/// UTF-16 index of the 1-based code point column.
int indexOfColumn(QStringView line, std::uint32_t column)
{
    qsizetype index = 0;
    for (std::uint32_t left = column > 0 ? column - 1 : 0; left > 0 && index < line.size(); --left)
        index += line[index].isHighSurrogate() && index + 1 < line.size() ? 2 : 1;
    return static_cast<int>(index);
}

/// What to underline in @p line from @p from on: as long as the span says, else a word, a quoted text or the line.
int markLength(QStringView line, int from, const SourceSpan &span)
{
    const int rest = static_cast<int>(line.size()) - from;
    if (rest <= 0)
        return 0;
    if (span.known()) { // octets; for the ASCII of most documents the same as UTF-16 units
        int length = 0;
        for (std::uint32_t octets = 0; length < rest && octets < span.end - span.begin; ++length)
            octets += line[from + length].unicode() < 0x80 ? 1 : line[from + length].unicode() < 0x800 ? 2 : 3;
        return length;
    }
    int length = 0;
    while (length < rest
           && (line[from + length].isLetterOrNumber() || QStringView(u"_-/{}$\"'").contains(line[from + length])))
        ++length;
    return length > 0 ? length : rest;
}

QColor colorOf(Severity severity)
{
    switch (severity) {
    case Severity::Error: return themeColor(ColorRole::Error);
    case Severity::Warning: return themeColor(ColorRole::Warning);
    case Severity::Info: return themeColor(ColorRole::Info);
    case Severity::Hint: return themeColor(ColorRole::MutedText);
    }
    return {};
}

void paintWave(QPainter *painter, double left, double right, double y, const QColor &color)
{
    QPainterPath wave(QPointF(left, y));
    bool up = true;
    for (double x = left + 2; x <= std::max(right, left + 6); x += 2, up = !up)
        wave.lineTo(x, up ? y - 1.5 : y + 0.5);
    painter->setPen(QPen(color, 1.1));
    painter->drawPath(wave);
}

} // namespace

CodeEditor::CodeEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
    , m_gutter(new LineGutter(this))
    , m_findBar(new FindBar(this))
{
    setFrameShape(NoFrame);
    m_findBar->hide();

    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::layOut);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        showExtraSelections();
        m_gutter->update();
    });
    connect(m_findBar, &FindBar::closed, this, [this] {
        m_findBar->hide();
        layOut();
        showExtraSelections();
        setFocus(Qt::OtherFocusReason);
    });
    connect(m_findBar, &FindBar::needleChanged, this, &CodeEditor::showExtraSelections);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_findBar->isVisible())
            showExtraSelections(); // matches are marked where one looks
    });
    showExtraSelections();
    applyPreferences();
}

void CodeEditor::setPreferences(const CodeEditorPreferences &preferences)
{
    g_preferences = preferences;
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *editor = qobject_cast<CodeEditor *>(widget))
            editor->applyPreferences();
    }
}

void CodeEditor::applyPreferences()
{
    setFont(monospaceFont());
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    setLineWrapMode(g_preferences.wrapLines ? WidgetWidth : NoWrap);
    layOut();
}

void CodeEditor::setSyntax(const QString &definitionName)
{
    m_highlighter->setDefinitionName(definitionName);
}

void CodeEditor::setLineNumbersVisible(bool visible)
{
    m_lineNumbers = visible;
    layOut();
}

void CodeEditor::setDiagnostics(const Diagnostics &diagnostics)
{
    m_diagnostics = diagnostics;
    std::erase_if(m_diagnostics, [](const Diagnostic &diagnostic) { return diagnostic.line == 0; });
    std::ranges::stable_sort(m_diagnostics, {}, &Diagnostic::line);
    m_gutter->update();
    viewport()->update();
}

void CodeEditor::goTo(std::uint32_t line, std::uint32_t column)
{
    QTextBlock block = document()->findBlockByNumber(static_cast<int>(line) - 1);
    if (!block.isValid())
        block = document()->lastBlock();
    QTextCursor cursor = textCursor();
    cursor.setPosition(block.position() + indexOfColumn(block.text(), column));
    setTextCursor(cursor);
    centerCursor();
}

std::pair<std::uint32_t, std::uint32_t> CodeEditor::place() const
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    return {static_cast<std::uint32_t>(cursor.blockNumber() + 1),
            static_cast<std::uint32_t>(before.toUcs4().size() + 1)};
}

void CodeEditor::openFindBar()
{
    m_findBar->open();
    layOut();
    showExtraSelections();
}

void CodeEditor::layOut()
{
    const bool numbers = m_lineNumbers && g_preferences.lineNumbers;
    m_gutter->setVisible(numbers);
    const int left = numbers ? m_gutter->wantedWidth() : kGrid;
    const int bottom = m_findBar->isHidden() ? 0 : m_findBar->sizeHint().height();
    setViewportMargins(left, 0, 0, bottom);
    const QRect inner = contentsRect();
    const QRect view = viewport()->geometry();
    m_gutter->setGeometry(inner.left(), view.top(), left, view.height());
    m_findBar->setGeometry(inner.left(), inner.bottom() + 1 - bottom, inner.width(), bottom);
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->refreshTheme();
        showExtraSelections();
    } else if (event->type() == QEvent::FontChange) {
        layOut();
    }
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        openFindBar();
    } else if (event->matches(QKeySequence::FindNext)) {
        m_findBar->findNext();
    } else if (event->matches(QKeySequence::FindPrevious)) {
        m_findBar->findPrevious();
    } else if (event->key() == Qt::Key_Escape && m_findBar->isVisible()) {
        Q_EMIT m_findBar->closed();
    } else if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier && !isReadOnly()) {
        indentNewLine();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void CodeEditor::indentNewLine()
{
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    qsizetype blanks = 0;
    while (blanks < line.size() && line[blanks].isSpace())
        ++blanks;
    QString indent = line.left(blanks);
    const QString words = line.trimmed();
    if (words.endsWith(u'{') || words.endsWith(u'[') || words.endsWith(u':'))
        indent += QStringLiteral("  ");
    cursor.insertText(u'\n' + indent);
    setTextCursor(cursor);
}

void CodeEditor::showExtraSelections()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(palette().alternateBase());
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    marks.append(line);

    const auto mark = [this, &marks](int position, int length, ColorRole role) {
        QTextEdit::ExtraSelection selection;
        selection.format.setBackground(themeColor(role));
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(position);
        selection.cursor.setPosition(position + length, QTextCursor::KeepAnchor);
        marks.append(selection);
    };
    if (const auto pair = matchBracket(document(), textCursor().position())) {
        mark(pair->first, 1, ColorRole::CodeBracket);
        mark(pair->second, 1, ColorRole::CodeBracket);
    }
    const QString needle = m_findBar->needle();
    if (!m_findBar->isHidden() && !needle.isEmpty()) {
        QTextBlock block = firstVisibleBlock();
        const int rows = viewport()->height() / std::max(1, fontMetrics().height()) + 1;
        for (int row = 0; row < rows && block.isValid(); ++row, block = block.next()) {
            const QString text = block.text();
            for (qsizetype at = text.indexOf(needle, 0, m_findBar->caseSensitivity()); at >= 0;
                 at = text.indexOf(needle, at + needle.size(), m_findBar->caseSensitivity()))
                mark(block.position() + static_cast<int>(at), static_cast<int>(needle.size()), ColorRole::CodeMatch);
        }
    }
    setExtraSelections(marks);
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (m_diagnostics.empty())
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintDiagnostics(&painter, event->rect());
}

void CodeEditor::paintDiagnostics(QPainter *painter, const QRect &area)
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > area.bottom())
            break;
        const auto lineNumber = static_cast<std::uint32_t>(block.blockNumber() + 1);
        for (const Diagnostic &diagnostic :
             std::ranges::equal_range(m_diagnostics, lineNumber, {}, &Diagnostic::line)) {
            const QString text = block.text();
            const int from = indexOfColumn(text, diagnostic.column);
            const int to = from + markLength(text, from, diagnostic.span);
            const QTextLine line = block.layout()->lineForTextPosition(from);
            if (!line.isValid())
                continue;
            paintWave(painter, box.left() + line.cursorToX(from), box.left() + line.cursorToX(to),
                      box.top() + line.y() + line.height() - 1, colorOf(diagnostic.severity));
        }
    }
}

const Diagnostic *CodeEditor::worstOf(int blockNumber) const
{
    const auto found
        = std::ranges::equal_range(m_diagnostics, static_cast<std::uint32_t>(blockNumber + 1), {}, &Diagnostic::line);
    const auto worst = std::ranges::max_element(found, {}, &Diagnostic::severity);
    return worst == found.end() ? nullptr : &*worst;
}

QString CodeEditor::diagnosticTextAt(int blockNumber, int positionInBlock) const
{
    const QString line = document()->findBlockByNumber(blockNumber).text();
    QStringList texts;
    for (const Diagnostic &diagnostic : m_diagnostics) {
        if (diagnostic.line != static_cast<std::uint32_t>(blockNumber + 1))
            continue;
        const int from = indexOfColumn(line, diagnostic.column);
        if (positionInBlock >= 0
            && (positionInBlock < from || positionInBlock > from + markLength(line, from, diagnostic.span)))
            continue;
        QString text = toQString(diagnostic.message);
        if (!diagnostic.hint.empty())
            text += u'\n' + toQString(diagnostic.hint);
        texts.append(text);
    }
    return texts.join(QStringLiteral("\n\n"));
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QTextCursor at = cursorForPosition(help->pos());
    QToolTip::showText(help->globalPos(), diagnosticTextAt(at.blockNumber(), at.positionInBlock()), viewport());
    return true;
}

} // namespace gatehouse::ui

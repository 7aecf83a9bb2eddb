#include "ui/widgets/code_editor.h"

#include "ui/widgets/bracket_matcher.h"
#include "ui/widgets/code_commands.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/diagnostic_marks.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/folding.h"
#include "ui/widgets/line_gutter.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <memory>

namespace gatehouse::ui {

namespace {

CodeEditorPreferences g_preferences; // GUI thread only

constexpr int kMaxFoldable = 2'000'000; // characters: finding folds takes a few milliseconds a MB, after each pause

} // namespace

CodeEditor::CodeEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
    , m_gutter(new LineGutter(this))
    , m_marks(new DiagnosticMarks(this))
    , m_folding(new Folding(this))
    , m_findBar(new FindBar(this))
{
    setFrameShape(NoFrame);
    m_findBar->hide();
    m_gutter->addColumn(m_marks, GutterColumn::Side::BeforeNumbers);
    m_gutter->addColumn(m_folding, GutterColumn::Side::AfterNumbers);
    connect(m_gutter, &LineGutter::widthChanged, this, &CodeEditor::layOut);

    addCommand(tr("Find"), QKeySequence::Find, [this] { openFindBar(); });
    addCommand(tr("Find and Replace"), QKeySequence(Qt::CTRL | Qt::Key_H), [this] { openReplaceBar(); });
    addCommand(tr("Find Next"), QKeySequence::FindNext, [this] { m_findBar->findNext(); });
    addCommand(tr("Find Previous"), QKeySequence::FindPrevious, [this] { m_findBar->findPrevious(); });
    addCommand(tr("Toggle Comment"), QKeySequence(Qt::CTRL | Qt::Key_Slash), [this] { toggleComment(); });
    const auto line = [this] { return textCursor().blockNumber() + 1; };
    addCommand(tr("Fold"), QKeySequence(QStringLiteral("Ctrl+Shift+[")), [this, line] { m_folding->foldAt(line()); });
    addCommand(tr("Unfold"), QKeySequence(QStringLiteral("Ctrl+Shift+]")),
               [this, line] { m_folding->unfoldAt(line()); });
    addCommand(tr("Fold All"), QKeySequence(QStringLiteral("Ctrl+Alt+[")), [this] { m_folding->setAllFolded(true); });
    addCommand(tr("Unfold All"), QKeySequence(QStringLiteral("Ctrl+Alt+]")),
               [this] { m_folding->setAllFolded(false); });

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
    connect(document(), &QTextDocument::contentsChange, this,
            [this](int position, int removed, int added) { m_layers.follow(position, removed, added); });
    connect(m_findBar, &FindBar::closed, this, [this] {
        m_findBar->hide();
        layOut();
        showExtraSelections();
        setFocus(Qt::OtherFocusReason);
    });
    connect(m_findBar, &FindBar::needleChanged, this, &CodeEditor::showExtraSelections);
    connect(m_findBar, &FindBar::heightChanged, this, &CodeEditor::layOut);
    // Matches and layers are marked where one looks.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CodeEditor::showExtraSelections);
    showExtraSelections();
    applyPreferences();
}

CodeEditor::~CodeEditor() = default;

QAction *CodeEditor::addCommand(const QString &text, const QKeySequence &key, const std::function<void()> &run)
{
    auto *command = new QAction(text, this);
    command->setShortcut(key);
    command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(command, &QAction::triggered, this, run);
    addAction(command);
    return command;
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
    m_syntax = definitionName;
    m_outlined = -1;
    m_highlighter->setDefinitionName(definitionName);
    m_folding->refresh();
}

void CodeEditor::setLineNumbersVisible(bool visible)
{
    m_lineNumbers = visible;
    layOut();
}

void CodeEditor::addGutterColumn(GutterColumn *column, GutterColumn::Side side)
{
    m_gutter->addColumn(column, side);
}

void CodeEditor::setMarks(TextLayer layer, const QList<TextMark> &marks)
{
    if (m_layers.set(layer, marks))
        showExtraSelections();
}

void CodeEditor::setDiagnostics(const Diagnostics &diagnostics)
{
    m_marks->set(diagnostics);
    viewport()->update();
}

const Diagnostics &CodeEditor::diagnostics() const
{
    return m_marks->diagnostics();
}

void CodeEditor::goTo(std::uint32_t line, std::uint32_t column)
{
    QTextBlock block = document()->findBlockByNumber(static_cast<int>(line) - 1);
    if (!block.isValid())
        block = document()->lastBlock();
    QTextCursor cursor = textCursor();
    m_folding->reveal(block.blockNumber() + 1);
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

void CodeEditor::showPosition(int position)
{
    const QTextBlock block = document()->findBlock(position);
    if (!block.isValid())
        return;
    m_folding->reveal(block.blockNumber() + 1);
    const auto [from, to] = visiblePositions();
    if (position >= from && position <= to)
        return;
    const int rows = viewport()->height() / std::max(1, fontMetrics().lineSpacing());
    verticalScrollBar()->setValue(block.firstLineNumber() - rows / 2);
}

void CodeEditor::openFindBar()
{
    m_findBar->open(FindBar::Mode::Find);
    layOut();
    showExtraSelections();
}

void CodeEditor::openReplaceBar()
{
    m_findBar->open(isReadOnly() ? FindBar::Mode::Find : FindBar::Mode::Replace);
    layOut();
    showExtraSelections();
}

void CodeEditor::toggleComment()
{
    gatehouse::ui::toggleComment(*this, lineComment(m_syntax));
}

const VelocityOutline &CodeEditor::outline() const
{
    if (m_outlined != document()->revision()) {
        m_outlined = document()->revision();
        m_outline = m_syntax == u"Velocity" ? outlineVelocity(toPlainText()) : VelocityOutline();
    }
    return m_outline;
}

QList<FoldRange> CodeEditor::foldRanges() const
{
    if (document()->characterCount() > kMaxFoldable)
        return {};
    if (m_syntax == u"Velocity")
        return foldsOfVelocity(toPlainText(), outline());
    if (m_syntax == u"JSON")
        return foldsOfJson(toPlainText());
    if (m_syntax == u"YAML" || m_syntax == u"XML")
        return foldsOfIndents(toPlainText());
    return {};
}

void CodeEditor::layOut()
{
    const bool gutter = m_lineNumbers && g_preferences.lineNumbers;
    m_gutter->setVisible(m_lineNumbers);
    m_gutter->setNumbersVisible(gutter);
    const int left = m_lineNumbers ? m_gutter->wantedWidth() : kGrid;
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
    const bool edits = !isReadOnly();
    if (event->key() == Qt::Key_Escape && m_findBar->isVisible()) {
        Q_EMIT m_findBar->closed();
    } else if (edits && event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) {
        insertNewLine(*this, m_syntax);
    } else if (edits && event->key() == Qt::Key_Tab && textCursor().hasSelection()) {
        indentLines(*this, true);
    } else if (edits && event->key() == Qt::Key_Backtab && textCursor().hasSelection()) {
        indentLines(*this, false);
    } else {
        QPlainTextEdit::keyPressEvent(event);
        const QString typed = event->text();
        if (edits && m_syntax == u"Velocity" && typed.size() == 1 && QStringView(u"def}]").contains(typed.front()))
            alignClosing(*this, outline());
    }
}

std::pair<int, int> CodeEditor::visiblePositions() const
{
    const QTextBlock first = firstVisibleBlock();
    QTextBlock block = first;
    QTextBlock last = first;
    const double bottom = viewport()->height();
    while (block.isValid() && blockBoundingGeometry(block).translated(contentOffset()).top() < bottom) {
        last = block;
        block = block.next();
    }
    return {first.position(), last.position() + last.length() - 1};
}

void CodeEditor::showExtraSelections()
{
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(palette().alternateBase());
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    selections.append(line);

    const auto [from, to] = visiblePositions();
    m_layers.select(document(), from, to, selections);
    selectBlockWords(selections);
    selectMatches(selections);
    setExtraSelections(selections);
}

QTextEdit::ExtraSelection CodeEditor::selectionOf(const TextSpan &span, ColorRole role) const
{
    QTextEdit::ExtraSelection selection;
    selection.format.setBackground(themeColor(role));
    selection.cursor = QTextCursor(document());
    selection.cursor.setPosition(span.begin);
    selection.cursor.setPosition(span.end, QTextCursor::KeepAnchor);
    return selection;
}

void CodeEditor::selectBlockWords(QList<QTextEdit::ExtraSelection> &selections) const
{
    const int position = textCursor().position();
    if (const auto pair = matchBracket(document(), position)) {
        selections.append(selectionOf({pair->first, pair->first + 1}, ColorRole::CodeBracket));
        selections.append(selectionOf({pair->second, pair->second + 1}, ColorRole::CodeBracket));
    } else if (const VelocityOutline::Block *block = outline().blockAt(position)) {
        for (const TextSpan &word : block->words)
            selections.append(selectionOf(word, ColorRole::CodeBracket));
    }
}

void CodeEditor::selectMatches(QList<QTextEdit::ExtraSelection> &selections) const
{
    if (m_findBar->isHidden())
        return;
    const auto [from, to] = visiblePositions();
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        for (const TextSpan &match : m_findBar->matchesIn(block.text()))
            selections.append(
                selectionOf({block.position() + match.begin, block.position() + match.end}, ColorRole::CodeMatch));
    }
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > event->rect().bottom())
            break;
        m_marks->paintWaves(painter, block, box);
        if (m_folding->isFolded(block.blockNumber() + 1))
            paintFolded(painter, block, box);
    }
}

/// An ellipsis behind a line that hides others.
void CodeEditor::paintFolded(QPainter &painter, const QTextBlock &block, const QRectF &box) const
{
    const QTextLine line = block.layout()->lineAt(block.layout()->lineCount() - 1);
    if (!line.isValid())
        return;
    const QRectF pill(box.left() + line.x() + line.naturalTextWidth() + kGap, box.top() + line.y() + 2, 3 * kGap,
                      line.height() - 4);
    painter.setPen(themeColor(ColorRole::Hairline));
    painter.setBrush(themeColor(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(pill, kRadius, kRadius);
    painter.setPen(themeColor(ColorRole::MutedText));
    painter.drawText(pill, Qt::AlignCenter, QStringLiteral("\u22ef"));
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QTextCursor at = cursorForPosition(help->pos());
    const QString text = m_marks->textAt(at.block(), at.positionInBlock());
    QToolTip::showText(help->globalPos(), text, viewport());
    if (text.isEmpty())
        Q_EMIT hovered(at.position(), help->globalPos());
    return true;
}

void CodeEditor::contextMenuEvent(QContextMenuEvent *event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    menu->addSeparator();
    menu->addActions(actions());
    menu->exec(event->globalPos());
}

} // namespace gatehouse::ui

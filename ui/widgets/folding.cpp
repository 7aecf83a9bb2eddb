#include "ui/widgets/folding.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPlainTextDocumentLayout>
#include <QTextBlock>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int kPause = 120; // ms after an edit
constexpr int kTriangle = 12;
constexpr int kFolded = 1; // QTextBlock::userState() of a header; the highlighter keeps its own elsewhere

} // namespace

Folding::Folding(CodeEditor *editor)
    : GutterColumn(editor)
    , m_editor(editor)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kPause);
    connect(&m_timer, &QTimer::timeout, this, &Folding::refresh);
    connect(editor->document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed != added || added > 1)
            m_timer.start();
    });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        const QTextBlock block = m_editor->textCursor().block();
        if (!block.isVisible())
            reveal(block.blockNumber() + 1);
    });
}

void Folding::refresh()
{
    m_timer.stop();
    m_ranges = m_editor->foldRanges();
    apply();
    Q_EMIT changed();
}

const FoldRange *Folding::rangeOf(int line) const
{
    const auto found = std::ranges::lower_bound(m_ranges, line - 1, {}, &FoldRange::header);
    return found != m_ranges.end() && found->header == line - 1 ? &*found : nullptr;
}

bool Folding::canFold(int line) const
{
    return rangeOf(line) != nullptr;
}

bool Folding::isFolded(int line) const
{
    return m_editor->document()->findBlockByNumber(line - 1).userState() == kFolded;
}

void Folding::setFolded(int line, bool folded)
{
    QTextBlock block = m_editor->document()->findBlockByNumber(line - 1);
    if (!block.isValid() || !rangeOf(line))
        return;
    block.setUserState(folded ? kFolded : -1);
    apply();
}

void Folding::foldAt(int line)
{
    const FoldRange *innermost = nullptr;
    for (const FoldRange &range : m_ranges) {
        if (range.header > line - 1)
            break;
        // The line that closes a block belongs to it for whoever stands there.
        if (range.last + 1 >= line - 1 && !isFolded(range.header + 1))
            innermost = &range;
    }
    if (!innermost)
        return;
    const int header = innermost->header;
    QTextCursor cursor = m_editor->textCursor();
    if (cursor.blockNumber() > header && cursor.blockNumber() <= innermost->last) {
        cursor.setPosition(m_editor->document()->findBlockByNumber(header).position());
        m_editor->setTextCursor(cursor);
    }
    setFolded(header + 1, true);
}

void Folding::unfoldAt(int line)
{
    setFolded(line, false);
}

void Folding::setAllFolded(bool folded)
{
    for (const FoldRange &range : std::as_const(m_ranges))
        m_editor->document()->findBlockByNumber(range.header).setUserState(folded ? kFolded : -1);
    if (folded) { // the cursor goes where it can be seen
        const int line = m_editor->textCursor().blockNumber();
        const auto outer = std::ranges::find_if(
            m_ranges, [line](const FoldRange &range) { return range.header < line && range.last >= line; });
        if (outer != m_ranges.end()) {
            QTextCursor cursor = m_editor->textCursor();
            cursor.setPosition(m_editor->document()->findBlockByNumber(outer->header).position());
            m_editor->setTextCursor(cursor);
        }
    }
    apply();
}

void Folding::reveal(int line)
{
    bool any = false;
    for (const FoldRange &range : std::as_const(m_ranges)) {
        if (range.header < line - 1 && range.last >= line - 1 && isFolded(range.header + 1)) {
            m_editor->document()->findBlockByNumber(range.header).setUserState(-1);
            any = true;
        }
    }
    if (any)
        apply();
}

void Folding::apply()
{
    QTextDocument *document = m_editor->document();
    int hiddenUntil = -1;
    bool any = false;
    auto range = m_ranges.begin();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        const int number = block.blockNumber();
        const bool visible = number > hiddenUntil;
        const bool isHeader = range != m_ranges.end() && range->header == number;
        if (block.userState() == kFolded) {
            if (isHeader)
                hiddenUntil = std::max(hiddenUntil, range->last);
            else
                block.setUserState(-1); // nothing to fold there any more
        }
        if (isHeader)
            ++range;
        if (block.isVisible() == visible)
            continue;
        block.setVisible(visible);
        block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
        any = true;
    }
    if (!any)
        return;
    auto *layout = qobject_cast<QPlainTextDocumentLayout *>(document->documentLayout());
    layout->requestUpdate();
    Q_EMIT layout->documentSizeChanged(layout->documentSize());
    m_editor->viewport()->update();
    Q_EMIT changed();
}

int Folding::width() const
{
    return kTriangle + 2;
}

void Folding::paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const
{
    const int line = block.blockNumber() + 1;
    if (!canFold(line))
        return;
    const bool folded = block.userState() == kFolded;
    icon(folded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
         folded ? ColorRole::Accent : ColorRole::MutedText)
        .paint(&painter, QRect(cell.left(), cell.top() + (cell.height() - kTriangle) / 2, kTriangle, kTriangle));
}

QString Folding::toolTip(int line) const
{
    const FoldRange *range = rangeOf(line);
    if (!range)
        return {};
    const int lines = range->last - range->header;
    return isFolded(line) ? tr("Show %n line(s)", nullptr, lines) : tr("Hide %n line(s)", nullptr, lines);
}

bool Folding::press(int line, Qt::KeyboardModifiers)
{
    if (!canFold(line))
        return false;
    setFolded(line, !isFolded(line));
    return true;
}

} // namespace gatehouse::ui

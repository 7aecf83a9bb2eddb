#include "ui/widgets/code_highlighter.h"

#include "ui/widgets/theme.h"

#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextDocument>

#include <limits>

namespace gatehouse::ui {

namespace {

/// The state in which a line ends.
struct LineEnd final : QTextBlockUserData {
    KSyntaxHighlighting::State state;
};

KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository s_repository; // reading its index takes a while: once
    return s_repository;
}

KSyntaxHighlighting::State stateBefore(const QTextBlock &block)
{
    const auto *end = static_cast<const LineEnd *>(block.previous().userData());
    return end ? end->state : KSyntaxHighlighting::State();
}

/// Definitions may bring colours of their own, made for white paper.
QColor readable(QColor color)
{
    const QColor paper = themeColor(ColorRole::Surface);
    for (int step = 0; step < 8 && contrastRatio(color, paper) < 4.5; ++step)
        color = mix(themeColor(ColorRole::Text), color, 0.25);
    return color;
}

constexpr int kSliceMilliseconds = 6;

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument *document)
    : QObject(document)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, [this] { workFor(kSliceMilliseconds); });
    connect(document, &QTextDocument::contentsChange, this, &CodeHighlighter::onContentsChange);
}

void CodeHighlighter::setDefinitionName(const QString &name)
{
    setDefinition(repository().definitionForName(name));
    refreshTheme();
}

void CodeHighlighter::refreshTheme()
{
    setTheme(repository().theme(syntaxThemeName()));
    restart();
}

void CodeHighlighter::restart()
{
    m_next = 0;
    m_mustReach = std::numeric_limits<int>::max();
    m_plainLines = false;
    m_timer.start();
}

void CodeHighlighter::onContentsChange(int position, int, int added)
{
    if (m_applying)
        return;
    const int first = m_document->findBlock(position).blockNumber();
    const QTextBlock lastBlock = m_document->findBlock(position + added);
    const int last = lastBlock.isValid() ? lastBlock.blockNumber() : m_document->blockCount() - 1;
    const bool pending = m_next >= 0;
    m_next = pending ? std::min(m_next, first) : first;
    m_mustReach = pending ? std::max(m_mustReach, last + 1) : last + 1;
    // What the user has just typed gets its colours before it is painted; the rest follows in slices.
    if (added < 1000 && m_next == first)
        workFor(2);
    else
        m_timer.start();
}

void CodeHighlighter::finish()
{
    workFor(std::numeric_limits<int>::max());
}

void CodeHighlighter::workFor(int milliseconds)
{
    if (m_next < 0)
        return;
    QElapsedTimer elapsed;
    elapsed.start();
    QTextBlock block = m_document->findBlockByNumber(m_next);
    const int from = block.isValid() ? block.position() : 0;
    int to = from;
    bool done = !block.isValid();
    while (!done && elapsed.elapsed() < milliseconds) {
        const bool changed = highlight(block);
        to = block.position() + block.length();
        ++m_next;
        done = !changed && m_next >= m_mustReach;
        block = block.next();
        done = done || !block.isValid();
    }
    if (to > from) {
        m_applying = true;
        m_document->markContentsDirty(from, to - from);
        m_applying = false;
    }
    if (!done) {
        m_timer.start();
        return;
    }
    m_next = -1;
    m_mustReach = 0;
    Q_EMIT finished();
}

bool CodeHighlighter::highlight(QTextBlock &block)
{
    m_formats.clear();
    KSyntaxHighlighting::State end = stateBefore(block);
    if (block.length() <= kMaxLineLength)
        end = highlightLine(block.text(), end);
    else
        m_plainLines = true;
    block.layout()->setFormats(m_formats);

    auto *kept = static_cast<LineEnd *>(block.userData());
    if (!kept) {
        kept = new LineEnd; // the block owns it
        block.setUserData(kept);
    } else if (kept->state == end) {
        return false;
    }
    kept->state = end;
    return true;
}

void CodeHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    if (length == 0 || format.isDefaultTextStyle(theme()))
        return;
    QTextCharFormat look;
    if (format.hasTextColor(theme()))
        look.setForeground(readable(format.textColor(theme())));
    if (format.isBold(theme()))
        look.setFontWeight(QFont::DemiBold);
    if (format.isItalic(theme()))
        look.setFontItalic(true);
    m_formats.append({offset, length, look});
}

} // namespace gatehouse::ui

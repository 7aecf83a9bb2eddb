#include "ui/playground/debug_breakpoints.h"

#include "ui/widgets/text.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace gatehouse::ui {

namespace {

int lineOf(const QTextCursor &cursor)
{
    return cursor.block().blockNumber() + 1;
}

} // namespace

DebugBreakpoints::DebugBreakpoints(QTextDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    connect(m_document, &QTextDocument::blockCountChanged, this, &DebugBreakpoints::followText);
}

std::vector<DebugBreakpoints::Placed>::iterator DebugBreakpoints::find(int line)
{
    return std::ranges::find_if(m_placed, [line](const Placed &placed) { return lineOf(placed.place) == line; });
}

void DebugBreakpoints::toggle(int line)
{
    if (find(line) != m_placed.end())
        remove(line);
    else
        set({static_cast<std::uint32_t>(line), {}, 1, true});
}

void DebugBreakpoints::set(const playground::Breakpoint &breakpoint)
{
    const auto line = static_cast<int>(breakpoint.line);
    const QTextBlock block = m_document->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    if (const auto old = find(line); old != m_placed.end())
        old->breakpoint = breakpoint;
    else
        m_placed.push_back({QTextCursor(block), breakpoint});
    followText();
    Q_EMIT changed();
}

void DebugBreakpoints::remove(int line)
{
    const auto found = find(line);
    if (found == m_placed.end())
        return;
    m_placed.erase(found);
    followText();
    Q_EMIT changed();
}

void DebugBreakpoints::removeAll()
{
    if (m_placed.empty())
        return;
    m_placed.clear();
    m_lines.clear();
    Q_EMIT changed();
}

/// After lines came or went: of two that are in one line now, the first stays.
void DebugBreakpoints::followText()
{
    std::ranges::stable_sort(m_placed, {}, [](const Placed &placed) { return lineOf(placed.place); });
    const auto [first, last]
        = std::ranges::unique(m_placed, {}, [](const Placed &placed) { return lineOf(placed.place); });
    m_placed.erase(first, last);
    QList<int> lines;
    for (const Placed &placed : m_placed)
        lines.append(lineOf(placed.place));
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    Q_EMIT changed();
}

std::vector<playground::Breakpoint> DebugBreakpoints::all() const
{
    std::vector<playground::Breakpoint> result;
    for (const Placed &placed : m_placed) {
        result.push_back(placed.breakpoint);
        result.back().line = static_cast<std::uint32_t>(lineOf(placed.place));
    }
    return result;
}

std::optional<playground::Breakpoint> DebugBreakpoints::at(int line) const
{
    for (const playground::Breakpoint &breakpoint : all()) {
        if (breakpoint.line == static_cast<std::uint32_t>(line))
            return breakpoint;
    }
    return std::nullopt;
}

void DebugBreakpoints::setHits(const std::vector<playground::Pause::Hits> &hits)
{
    m_hits = hits;
    Q_EMIT hitsChanged();
}

std::uint32_t DebugBreakpoints::hits(int line) const
{
    const auto found = std::ranges::find(m_hits, static_cast<std::uint32_t>(line), &playground::Pause::Hits::line);
    return found == m_hits.end() ? 0 : found->count;
}

QStringList DebugBreakpoints::toTexts() const
{
    QStringList texts;
    for (const playground::Breakpoint &breakpoint : all()) {
        texts.append(QStringLiteral("%1 %2 %3 %4")
                         .arg(breakpoint.line)
                         .arg(breakpoint.enabled ? QStringLiteral("on") : QStringLiteral("off"))
                         .arg(breakpoint.fromHit)
                         .arg(toQString(breakpoint.condition)));
    }
    return texts;
}

void DebugBreakpoints::setFromTexts(const QStringList &texts)
{
    m_placed.clear();
    m_hits.clear();
    for (const QString &text : texts) {
        const QString condition = text.section(u' ', 3);
        const int line = text.section(u' ', 0, 0).toInt();
        const QTextBlock block = m_document->findBlockByNumber(line - 1);
        if (line > 0 && block.isValid())
            m_placed.push_back(
                {QTextCursor(block),
                 {static_cast<std::uint32_t>(line), toStd(condition), std::max(1U, text.section(u' ', 2, 2).toUInt()),
                  text.section(u' ', 1, 1) != QStringLiteral("off")}});
    }
    m_lines.clear();
    followText();
    Q_EMIT hitsChanged();
}

} // namespace gatehouse::ui

#include "ui/widgets/diagnostic_marks.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int kMarkSize = 14;

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

void paintWave(QPainter &painter, double left, double right, double y, const QColor &color)
{
    QPainterPath wave(QPointF(left, y));
    bool up = true;
    for (double x = left + 2; x <= std::max(right, left + 6); x += 2, up = !up)
        wave.lineTo(x, up ? y - 1.5 : y + 0.5);
    painter.setPen(QPen(color, 1.1));
    painter.drawPath(wave);
}

QString textOf(const Diagnostic &diagnostic)
{
    const QString message = toQString(diagnostic.message);
    return diagnostic.hint.empty() ? message : message + u'\n' + toQString(diagnostic.hint);
}

} // namespace

int indexOfColumn(QStringView line, std::uint32_t column)
{
    qsizetype index = 0;
    for (std::uint32_t left = column > 0 ? column - 1 : 0; left > 0 && index < line.size(); --left)
        index += line[index].isHighSurrogate() && index + 1 < line.size() ? 2 : 1;
    return static_cast<int>(index);
}

void DiagnosticMarks::set(const Diagnostics &diagnostics)
{
    m_diagnostics = diagnostics;
    std::erase_if(m_diagnostics, [](const Diagnostic &diagnostic) { return diagnostic.line == 0; });
    std::ranges::stable_sort(m_diagnostics, {}, &Diagnostic::line);
    Q_EMIT changed();
}

std::span<const Diagnostic> DiagnosticMarks::of(int line) const
{
    return std::ranges::equal_range(m_diagnostics, static_cast<std::uint32_t>(line), {}, &Diagnostic::line);
}

void DiagnosticMarks::paintWaves(QPainter &painter, const QTextBlock &block, const QRectF &box) const
{
    for (const Diagnostic &diagnostic : of(block.blockNumber() + 1)) {
        const QString text = block.text();
        const int from = indexOfColumn(text, diagnostic.column);
        const int to = from + markLength(text, from, diagnostic.span);
        const QTextLine line = block.layout()->lineForTextPosition(from);
        if (line.isValid())
            paintWave(painter, box.left() + line.cursorToX(from), box.left() + line.cursorToX(to),
                      box.top() + line.y() + line.height() - 1, colorOf(diagnostic.severity));
    }
}

QString DiagnosticMarks::textAt(const QTextBlock &block, int position) const
{
    const QString line = block.text();
    QStringList texts;
    for (const Diagnostic &diagnostic : of(block.blockNumber() + 1)) {
        const int from = indexOfColumn(line, diagnostic.column);
        if (position >= from && position <= from + markLength(line, from, diagnostic.span))
            texts.append(textOf(diagnostic));
    }
    return texts.join(QStringLiteral("\n\n"));
}

int DiagnosticMarks::width() const
{
    return kMarkSize + kGrid;
}

void DiagnosticMarks::paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const
{
    const std::span<const Diagnostic> found = of(block.blockNumber() + 1);
    if (found.empty())
        return;
    const Diagnostic &worst = *std::ranges::max_element(found, {}, &Diagnostic::severity);
    icon(severityIconName(worst.severity))
        .paint(&painter, QRect(cell.left(), cell.top() + (cell.height() - kMarkSize) / 2, kMarkSize, kMarkSize));
}

QString DiagnosticMarks::toolTip(int line) const
{
    QStringList texts;
    for (const Diagnostic &diagnostic : of(line))
        texts.append(textOf(diagnostic));
    return texts.join(QStringLiteral("\n\n"));
}

} // namespace gatehouse::ui

#include "ui/widgets/fold_ranges.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

/// Line numbers of positions.
class Lines {
public:
    explicit Lines(const QString &text)
    {
        for (qsizetype at = text.indexOf(u'\n'); at >= 0; at = text.indexOf(u'\n', at + 1))
            m_breaks.append(static_cast<int>(at));
    }
    [[nodiscard]] int of(int position) const
    {
        return static_cast<int>(std::ranges::lower_bound(m_breaks, position) - m_breaks.begin());
    }

private:
    QList<int> m_breaks;
};

/// Sorted by header, one for each, without those that would hide nothing.
QList<FoldRange> tidy(QList<FoldRange> ranges)
{
    ranges.removeIf([](const FoldRange &range) { return range.last <= range.header; });
    std::ranges::sort(ranges, [](const FoldRange &a, const FoldRange &b) {
        return a.header != b.header ? a.header < b.header : a.last > b.last;
    });
    const auto rest = std::ranges::unique(ranges, {}, &FoldRange::header);
    ranges.erase(rest.begin(), rest.end());
    return ranges;
}

/// From the line of @p from to the line before that of @p to.
FoldRange between(const Lines &lines, int from, int to)
{
    return {lines.of(from), lines.of(to) - 1};
}

} // namespace

QList<FoldRange> foldsOfVelocity(const QString &text, const VelocityOutline &outline)
{
    const Lines lines(text);
    QList<FoldRange> ranges;
    for (const VelocityOutline::Block &block : outline.blocks) {
        for (qsizetype i = 1; i < block.words.size(); ++i)
            ranges.append(between(lines, block.words[i - 1].begin, block.words[i].begin));
    }
    for (const TextSpan &pair : outline.brackets)
        ranges.append(between(lines, pair.begin, pair.end - 1));
    for (const TextSpan &comment : outline.comments)
        ranges.append({lines.of(comment.begin), lines.of(comment.end)});
    return tidy(std::move(ranges));
}

QList<FoldRange> foldsOfJson(const QString &text)
{
    const Lines lines(text);
    QList<FoldRange> ranges;
    QList<int> open;
    bool quoted = false;
    for (int at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (quoted) {
            at += c == u'\\' ? 1 : 0;
            quoted = c != u'"' && c != u'\n';
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u'{' || c == u'[') {
            open.append(at);
        } else if ((c == u'}' || c == u']') && !open.isEmpty()) {
            ranges.append(between(lines, open.takeLast(), at));
        }
    }
    return tidy(std::move(ranges));
}

QList<FoldRange> foldsOfIndents(const QString &text)
{
    struct Open {
        int line;
        qsizetype indent;
    };
    QList<FoldRange> ranges;
    QList<Open> open;
    int number = 0;
    int lastFilled = 0;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        const auto word = std::ranges::find_if(line, [](QChar c) { return !c.isSpace(); });
        if (word != line.end()) {
            const qsizetype indent = word - line.begin();
            while (!open.isEmpty() && open.last().indent >= indent)
                ranges.append({open.takeLast().line, lastFilled});
            open.append({number, indent});
            lastFilled = number;
        }
        ++number;
    }
    while (!open.isEmpty())
        ranges.append({open.takeLast().line, lastFilled});
    return tidy(std::move(ranges));
}

} // namespace gatehouse::ui

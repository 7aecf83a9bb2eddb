#include "ui/playground/coverage_column.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTextBlock>

namespace gatehouse::ui {

namespace {

constexpr int kBar = 4;

using State = playground::Coverage::State;
using Branch = playground::Coverage::Branch;

} // namespace

void CoverageColumn::setCoverage(const playground::Coverage &coverage)
{
    if (coverage == m_coverage)
        return;
    m_coverage = coverage;
    m_lines.clear();
    for (const playground::Coverage::Line &line : coverage.lines())
        m_lines.emplace(static_cast<int>(line.line), line);
    Q_EMIT changed();
}

void CoverageColumn::setShown(bool shown)
{
    m_shown = shown;
    Q_EMIT changed();
}

int CoverageColumn::width() const
{
    return m_shown ? kBar + kGrid : 0;
}

void CoverageColumn::paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const
{
    const auto found = m_lines.find(block.blockNumber() + 1);
    if (!m_shown || found == m_lines.end())
        return;
    const QRect bar(cell.left() + 2, cell.top() + 1, kBar, cell.height() - 2);
    switch (found->second.state) {
    case State::Reached: painter.fillRect(bar, themeColor(ColorRole::Success)); break;
    case State::Partly:
        painter.fillRect(bar.adjusted(0, bar.height() / 2, 0, 0), themeColor(ColorRole::Warning));
        painter.setPen(themeColor(ColorRole::Warning));
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
        break;
    case State::NotReached:
        painter.setPen(themeColor(ColorRole::Error));
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
        break;
    }
}

QString CoverageColumn::toolTip(int line) const
{
    const auto found = m_lines.find(line);
    if (!m_shown || found == m_lines.end())
        return {};
    QStringList texts;
    switch (found->second.state) {
    case State::Reached: texts.append(tr("Reached %n time(s)", nullptr, static_cast<int>(found->second.hits))); break;
    case State::Partly:
        texts.append(tr("Reached %n time(s), but not all of it", nullptr, static_cast<int>(found->second.hits)));
        break;
    case State::NotReached: texts.append(tr("Not reached by this run")); break;
    }
    for (const Branch &branch : m_coverage.branches) {
        if (static_cast<int>(branch.line) != line)
            continue;
        const auto taken = static_cast<int>(branch.taken);
        const auto notTaken = static_cast<int>(branch.notTaken);
        texts.append(branch.kind == Branch::Kind::Foreach
                         ? tr("#foreach: entered %1, empty %2").arg(taken).arg(notTaken)
                         : tr("Condition: true %1, false %2").arg(taken).arg(notTaken));
    }
    return texts.join(u'\n');
}

} // namespace gatehouse::ui

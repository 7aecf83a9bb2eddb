#include "ui/playground/debug_gutter.h"

#include "ui/playground/debug_breakpoint_dialog.h"
#include "ui/playground/debug_breakpoints.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>

namespace gatehouse::ui {

namespace {

/// Filled where it pauses, a ring where it is off; a bar across where it has a condition, a dot in it once it was hit.
void paintBreakpoint(QPainter &painter, const QRectF &circle, const playground::Breakpoint &breakpoint, bool hit)
{
    const QColor color = themeColor(ColorRole::Error);
    const QColor inner = themeColor(ColorRole::Surface);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(breakpoint.enabled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(circle);
    painter.setPen(Qt::NoPen);
    painter.setBrush(breakpoint.enabled ? inner : color);
    const double size = circle.width();
    if (!breakpoint.condition.empty() || breakpoint.fromHit > 1)
        painter.drawRect(QRectF(circle.center().x() - size * 0.3, circle.center().y() - 1, size * 0.6, 2));
    else if (hit)
        painter.drawEllipse(circle.center(), size * 0.16, size * 0.16);
}

void paintArrow(QPainter &painter, const QRectF &box)
{
    QPainterPath arrow(QPointF(box.left(), box.center().y() - box.height() * 0.14));
    arrow.lineTo(box.center().x(), box.center().y() - box.height() * 0.14);
    arrow.lineTo(box.center().x(), box.top());
    arrow.lineTo(box.right(), box.center().y());
    arrow.lineTo(box.center().x(), box.bottom());
    arrow.lineTo(box.center().x(), box.center().y() + box.height() * 0.14);
    arrow.lineTo(box.left(), box.center().y() + box.height() * 0.14);
    arrow.closeSubpath();
    painter.setPen(QPen(themeColor(ColorRole::Surface), 1.5));
    painter.setBrush(themeColor(ColorRole::Accent));
    painter.drawPath(arrow);
}

} // namespace

DebugGutter::DebugGutter(DebugBreakpoints *breakpoints, QWidget *editor)
    : GutterColumn(editor)
    , m_breakpoints(breakpoints)
    , m_editor(editor)
{
    connect(m_breakpoints, &DebugBreakpoints::changed, this, &GutterColumn::changed);
    connect(m_breakpoints, &DebugBreakpoints::hitsChanged, this, &GutterColumn::changed);
}

void DebugGutter::setCurrentLine(int line)
{
    if (line == m_currentLine)
        return;
    m_currentLine = line;
    Q_EMIT changed();
}

int DebugGutter::width() const
{
    return std::max(4 * kGrid, m_editor->fontMetrics().height());
}

void DebugGutter::paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const
{
    const int line = block.blockNumber() + 1;
    const auto breakpoint = m_breakpoints->at(line);
    if (!breakpoint && line != m_currentLine)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double size = std::min(cell.width(), cell.height()) - 4.0;
    const QRectF box(cell.center().x() + 0.5 - size / 2, cell.center().y() + 0.5 - size / 2, size, size);
    if (breakpoint)
        paintBreakpoint(painter, box, *breakpoint, m_breakpoints->hits(line) > 0);
    if (line == m_currentLine)
        paintArrow(painter, box.adjusted(1, -1, 3, 1));
    painter.restore();
}

QString DebugGutter::toolTip(int line) const
{
    const auto breakpoint = m_breakpoints->at(line);
    if (!breakpoint)
        return line == m_currentLine ? tr("The rendering waits here") : tr("Click to set a breakpoint (F9)");
    QStringList parts{breakpoint->enabled ? tr("Breakpoint") : tr("Breakpoint, disabled")};
    if (!breakpoint->condition.empty())
        parts.append(tr("pauses if %1").arg(toQString(breakpoint->condition)));
    if (breakpoint->fromHit > 1)
        parts.append(tr("pauses from hit %1 on").arg(breakpoint->fromHit));
    if (const std::uint32_t hits = m_breakpoints->hits(line))
        parts.append(tr("hit %n time(s)", nullptr, static_cast<int>(hits)));
    return parts.join(u'\n');
}

bool DebugGutter::press(int line, Qt::KeyboardModifiers)
{
    m_breakpoints->toggle(line);
    return true;
}

void DebugGutter::fillMenu(QMenu &menu, int line)
{
    const auto breakpoint = m_breakpoints->at(line);
    if (!breakpoint) {
        menu.addAction(icon(QStringLiteral("breakpoint")), tr("Set breakpoint"), this,
                       [this, line] { m_breakpoints->toggle(line); });
        menu.addAction(tr("Set breakpoint with condition\u2026"), this,
                       [this, line] { edit({static_cast<std::uint32_t>(line), {}, 1, true}); });
        return;
    }
    menu.addAction(tr("Edit breakpoint\u2026"), this, [this, breakpoint] { edit(*breakpoint); });
    menu.addAction(breakpoint->enabled ? tr("Disable breakpoint") : tr("Enable breakpoint"), this,
                   [this, changed = *breakpoint]() mutable {
                       changed.enabled = !changed.enabled;
                       m_breakpoints->set(changed);
                   });
    menu.addAction(icon(QStringLiteral("remove")), tr("Remove breakpoint"), this,
                   [this, line] { m_breakpoints->remove(line); });
    menu.addAction(tr("Remove all breakpoints"), m_breakpoints, &DebugBreakpoints::removeAll);
}

void DebugGutter::edit(const playground::Breakpoint &breakpoint)
{
    auto *dialog = new DebugBreakpointDialog(breakpoint, m_editor->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, m_breakpoints,
            [breakpoints = m_breakpoints, dialog] { breakpoints->set(dialog->breakpoint()); });
    dialog->open();
}

} // namespace gatehouse::ui

#include "ui/widgets/line_gutter.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace gatehouse::ui {

LineGutter::LineGutter(CodeEditor *editor)
    : QWidget(editor)
    , m_editor(editor)
{
    setCursor(Qt::ArrowCursor);
}

void LineGutter::addColumn(GutterColumn *column, GutterColumn::Side side)
{
    m_columns.push_back({column, side});
    connect(column, &GutterColumn::changed, this, [this] {
        update();
        if (wantedWidth() != width())
            Q_EMIT widthChanged();
    });
    connect(column, &QObject::destroyed, this, [this] {
        std::erase_if(m_columns, [](const Placed &placed) { return !placed.column; });
        Q_EMIT widthChanged();
    });
    Q_EMIT widthChanged();
}

void LineGutter::setNumbersVisible(bool visible)
{
    m_numbers = visible;
    update();
}

int LineGutter::numbersWidth() const
{
    if (!m_numbers)
        return 0;
    int digits = 3;
    for (int lines = m_editor->blockCount(); lines >= 1000; lines /= 10)
        ++digits;
    return digits * m_editor->fontMetrics().horizontalAdvance(u'0') + kGrid;
}

int LineGutter::widthOf(GutterColumn::Side side) const
{
    int width = 0;
    for (const Placed &placed : m_columns) {
        if (placed.column && placed.side == side)
            width += placed.column->width();
    }
    return width;
}

int LineGutter::wantedWidth() const
{
    using Side = GutterColumn::Side;
    return kGrid + widthOf(Side::BeforeNumbers) + numbersWidth() + widthOf(Side::AfterNumbers) + kGrid;
}

std::pair<int, int> LineGutter::extentOf(const GutterColumn *column) const
{
    using Side = GutterColumn::Side;
    int left[] = {kGrid, kGrid + widthOf(Side::BeforeNumbers) + numbersWidth()};
    for (const Placed &placed : m_columns) {
        if (!placed.column)
            continue;
        const int width = placed.column->width();
        int &x = left[placed.side == Side::BeforeNumbers ? 0 : 1];
        if (placed.column == column)
            return {x, width};
        x += width;
    }
    return {0, 0};
}

GutterColumn *LineGutter::columnAt(int x) const
{
    for (const Placed &placed : m_columns) {
        const auto [left, width] = extentOf(placed.column);
        if (placed.column && x >= left && x < left + width)
            return placed.column;
    }
    return nullptr;
}

int LineGutter::lineAt(int y) const
{
    return m_editor->cursorForPosition(QPoint(0, y)).blockNumber() + 1;
}

void LineGutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_editor->palette().base());
    painter.setFont(m_editor->font());
    const int current = m_editor->textCursor().blockNumber();
    const int numbersRight = kGrid + widthOf(GutterColumn::Side::BeforeNumbers) + numbersWidth() - kGrid;
    const int height = m_editor->fontMetrics().height();
    QTextBlock block = m_editor->firstVisibleBlock();
    QRectF box = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset());
    for (; block.isValid() && box.top() <= event->rect().bottom(); block = block.next()) {
        box = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset());
        if (!block.isVisible() || box.bottom() < event->rect().top())
            continue;
        const int top = qRound(box.top());
        if (m_numbers) {
            painter.setPen(themeColor(block.blockNumber() == current ? ColorRole::Text : ColorRole::MutedText));
            painter.drawText(0, top, numbersRight, height, Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(block.blockNumber() + 1));
        }
        for (const Placed &placed : m_columns) {
            if (!placed.column)
                continue;
            const auto [left, width] = extentOf(placed.column);
            placed.column->paint(painter, QRect(left, top, width, height), block);
        }
    }
}

void LineGutter::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const int line = lineAt(at.y());
    if (event->button() != Qt::LeftButton)
        return;
    GutterColumn *column = columnAt(at.x());
    if (column && column->press(line, event->modifiers()))
        return;
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(m_editor->document()->findBlockByNumber(line - 1).position());
    m_editor->setTextCursor(cursor);
    m_editor->setFocus(Qt::MouseFocusReason);
}

void LineGutter::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    for (const Placed &placed : m_columns) {
        if (placed.column)
            placed.column->fillMenu(menu, lineAt(event->pos().y()));
    }
    if (!menu.isEmpty())
        menu.exec(event->globalPos());
}

bool LineGutter::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList texts;
    for (const Placed &placed : m_columns) {
        const QString text = placed.column ? placed.column->toolTip(lineAt(help->pos().y())) : QString();
        if (!text.isEmpty())
            texts.append(text);
    }
    QToolTip::showText(help->globalPos(), texts.join(QStringLiteral("\n\n")), this);
    return true;
}

} // namespace gatehouse::ui

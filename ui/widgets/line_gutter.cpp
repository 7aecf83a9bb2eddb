#include "ui/widgets/line_gutter.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace gatehouse::ui {

namespace {

constexpr int kMarkSize = 14;

} // namespace

LineGutter::LineGutter(CodeEditor *editor)
    : QWidget(editor)
    , m_editor(editor)
{
    setCursor(Qt::ArrowCursor);
}

int LineGutter::wantedWidth() const
{
    int digits = 3;
    for (int lines = m_editor->blockCount(); lines >= 1000; lines /= 10)
        ++digits;
    return kGrid + kMarkSize + kGrid + digits * m_editor->fontMetrics().horizontalAdvance(u'0') + kGap;
}

void LineGutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_editor->palette().base());
    painter.setFont(m_editor->font());
    const int current = m_editor->textCursor().blockNumber();
    QTextBlock block = m_editor->firstVisibleBlock();
    QRectF box = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset());
    for (; block.isValid() && box.top() <= event->rect().bottom(); block = block.next()) {
        box = m_editor->blockBoundingGeometry(block).translated(m_editor->contentOffset());
        if (!block.isVisible() || box.bottom() < event->rect().top())
            continue;
        const int line = qRound(box.top());
        const int height = m_editor->fontMetrics().height();
        painter.setPen(themeColor(block.blockNumber() == current ? ColorRole::Text : ColorRole::MutedText));
        painter.drawText(0, line, width() - kGap, height, Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (const Diagnostic *worst = m_editor->worstOf(block.blockNumber()))
            icon(severityIconName(worst->severity))
                .paint(&painter, QRect(kGrid, line + (height - kMarkSize) / 2, kMarkSize, kMarkSize));
    }
}

void LineGutter::mousePressEvent(QMouseEvent *event)
{
    const QTextCursor at = m_editor->cursorForPosition(QPoint(0, event->position().toPoint().y()));
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(at.block().position());
    m_editor->setTextCursor(cursor);
    m_editor->setFocus(Qt::MouseFocusReason);
}

bool LineGutter::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int line = m_editor->cursorForPosition(QPoint(0, help->pos().y())).blockNumber();
    QToolTip::showText(help->globalPos(), m_editor->diagnosticTextAt(line, -1), this);
    return true;
}

} // namespace gatehouse::ui

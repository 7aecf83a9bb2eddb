#include "ui/inspectors/trace_step_delegate.h"

#include "ui/models/trace_tree_model.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace gatehouse::ui {

namespace {

constexpr int kMarkSize = 8;
constexpr int kLeastDetail = 10; // characters; less of it tells nothing

/// Paints pieces of text from left to right, the last one shortened where the space ends.
class LinePainter {
public:
    LinePainter(QPainter *painter, const QRect &rect)
        : m_painter(painter)
        , m_rest(rect)
    {
    }

    void add(const QString &text, const QFont &font, const QColor &colour)
    {
        if (text.isEmpty() || m_rest.width() <= 0)
            return;
        const QFontMetrics metrics(font);
        m_painter->setFont(font);
        m_painter->setPen(colour);
        m_painter->drawText(m_rest, Qt::AlignVCenter | Qt::TextSingleLine,
                            metrics.elidedText(text, Qt::ElideRight, m_rest.width()));
        m_rest.setLeft(m_rest.left() + metrics.horizontalAdvance(text) + kGap);
    }
    void skip(int width) { m_rest.setLeft(m_rest.left() + width); }
    [[nodiscard]] const QRect &rest() const { return m_rest; }

private:
    QPainter *m_painter;
    QRect m_rest;
};

/// A disc for a step that went on, a ring for one that was skipped, a square for one that ended the request by an
/// answer, a triangle for one that failed: the shapes of status badges.
void paintMark(QPainter *painter, const QRect &rect, trace::Outcome outcome)
{
    const QRectF mark(rect.left(), rect.center().y() - kMarkSize / 2.0 + 0.5, kMarkSize, kMarkSize);
    painter->setPen(Qt::NoPen);
    switch (outcome) {
    case trace::Outcome::Continued:
        painter->setBrush(themeColor(ColorRole::MutedText));
        painter->drawEllipse(mark.adjusted(1.5, 1.5, -1.5, -1.5));
        break;
    case trace::Outcome::Answered:
        painter->setBrush(themeColor(ColorRole::Accent));
        painter->drawRect(mark.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case trace::Outcome::Failed:
        painter->setBrush(themeColor(ColorRole::Error));
        painter->drawPolygon(QPolygonF{mark.bottomLeft(), mark.bottomRight(), {mark.center().x(), mark.top()}});
        break;
    case trace::Outcome::Skipped:
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(themeColor(ColorRole::MutedText), 1.2));
        painter->drawEllipse(mark.adjusted(1.5, 1.5, -1.5, -1.5));
        break;
    }
}

} // namespace

void TraceStepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString name = std::exchange(item.text, {});
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const QString detail = index.siblingAtColumn(TraceTreeModel::DetailColumn).data().toString();
    const QColor text = themeColor(ColorRole::Text);
    const QColor muted = themeColor(ColorRole::MutedText);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    LinePainter line(painter, option.rect.adjusted(kGrid, 0, -kGrid, 0));
    switch (static_cast<TraceTreeModel::Kind>(index.data(TraceTreeModel::KindRole).toInt())) {
    case TraceTreeModel::Kind::Phase: {
        QFont font = item.font;
        font.setWeight(QFont::DemiBold);
        line.add(name, font, text);
        break;
    }
    case TraceTreeModel::Kind::Step:
        paintMark(painter, line.rest(), static_cast<trace::Outcome>(index.data(TraceTreeModel::OutcomeRole).toInt()));
        line.skip(kMarkSize + kGrid + 2);
        line.add(name, item.font, text);
        if (line.rest().width() > kLeastDetail * item.fontMetrics.averageCharWidth())
            line.add(detail, item.font, muted);
        break;
    case TraceTreeModel::Kind::Note:
        line.add(name, item.font, muted);
        line.add(detail, monospaceFont(), text);
        break;
    }
    painter->restore();
}

QSize TraceStepDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), option.fontMetrics.height() + kGrid));
    return size;
}

} // namespace gatehouse::ui

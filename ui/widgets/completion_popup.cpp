#include "ui/widgets/completion_popup.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAbstractListModel>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int kRowsShown = 10;
constexpr int kMaxWidth = 560;
constexpr int kIconSize = 14;

QString iconNameOf(CompletionRow::Kind kind)
{
    switch (kind) {
    case CompletionRow::Kind::Variable: return QStringLiteral("variable");
    case CompletionRow::Kind::Member: return QStringLiteral("text");
    case CompletionRow::Kind::Method: return QStringLiteral("method");
    case CompletionRow::Kind::Directive: return QStringLiteral("code");
    case CompletionRow::Kind::Path: return QStringLiteral("model");
    }
    return {};
}

} // namespace

class CompletionPopup::Model final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const QList<CompletionRow> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const CompletionRow &row = m_rows[index.row()];
        switch (role) {
        case Qt::DisplayRole: return row.label;
        case Qt::AccessibleDescriptionRole:
        case Qt::UserRole: return row.detail;
        case Qt::DecorationRole: return iconNameOf(row.kind);
        default: return {};
        }
    }

private:
    QList<CompletionRow> m_rows;
};

class CompletionPopup::Delegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(option.rect, themeColor(ColorRole::Selection));
        const QRect inner = option.rect.adjusted(kGap, 0, -kGap, 0);
        icon(index.data(Qt::DecorationRole).toString(), ColorRole::MutedText)
            .paint(painter, QRect(inner.left(), inner.center().y() - kIconSize / 2, kIconSize, kIconSize));
        const QRect text = inner.adjusted(kIconSize + kGap, 0, 0, 0);
        const QString label = index.data().toString();
        painter->setFont(monospaceFont());
        painter->setPen(themeColor(ColorRole::Text));
        const int used = std::min(painter->fontMetrics().horizontalAdvance(label), text.width());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(label, Qt::ElideMiddle, text.width()));
        const QRect rest = text.adjusted(used + kGroupGap, 0, 0, 0);
        painter->setFont(captionFont());
        painter->setPen(themeColor(ColorRole::MutedText));
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                          painter->fontMetrics().elidedText(index.data(Qt::UserRole).toString(), Qt::ElideRight,
                                                            std::max(0, rest.width())));
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int label = QFontMetrics(monospaceFont()).horizontalAdvance(index.data().toString());
        const int detail = QFontMetrics(captionFont()).horizontalAdvance(index.data(Qt::UserRole).toString());
        return {2 * kGap + kIconSize + kGap + label + kGroupGap + std::min(detail, 200),
                QFontMetrics(monospaceFont()).height() + kGrid};
    }
};

CompletionPopup::CompletionPopup(QWidget *editor)
    : QFrame(editor, Qt::ToolTip | Qt::FramelessWindowHint)
    , m_view(new QListView)
    , m_model(new Model(this))
{
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(StyledPanel);
    setObjectName(QStringLiteral("completionPopup"));
    setAccessibleName(tr("Completions"));
    m_view->setAccessibleName(tr("Completions"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(NoFrame);
    m_view->setUniformItemSizes(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new Delegate(m_view));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_view);
    connect(m_view, &QListView::clicked, this, &CompletionPopup::chosen);
}

void CompletionPopup::showRows(const QList<CompletionRow> &rows, const QRect &place)
{
    m_rows = rows;
    m_model->set(rows);
    select(0);
    const int shown = std::min<int>(kRowsShown, static_cast<int>(rows.size()));
    const int wanted = m_view->sizeHintForColumn(0) + m_view->verticalScrollBar()->sizeHint().width() + 2;
    resize(std::clamp(wanted, 240, kMaxWidth), shown * std::max(1, m_view->sizeHintForRow(0)) + 4);
    QPoint at = place.bottomLeft() + QPoint(0, 2);
    if (const QScreen *screen = parentWidget()->screen()) {
        const QRect room = screen->availableGeometry();
        if (at.y() + height() > room.bottom() && place.top() - height() > room.top())
            at.setY(place.top() - height() - 2);
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    }
    move(at);
    show();
}

const CompletionRow *CompletionPopup::current() const
{
    const int row = m_view->currentIndex().row();
    return row < 0 || row >= m_rows.size() ? nullptr : &m_rows[row];
}

void CompletionPopup::select(int row)
{
    m_view->setCurrentIndex(m_model->index(row));
}

void CompletionPopup::moveBy(int rows)
{
    const int count = static_cast<int>(m_rows.size());
    if (count == 0)
        return;
    int row = m_view->currentIndex().row() + rows;
    if (rows == 1 || rows == -1)
        row = (row + count) % count;
    select(std::clamp(row, 0, count - 1));
}

int CompletionPopup::pageSize() const
{
    return kRowsShown - 1;
}

} // namespace gatehouse::ui

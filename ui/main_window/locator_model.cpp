#include "ui/main_window/locator_model.h"

#include "ui/main_window/fuzzy_match.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace gatehouse::ui {

void LocatorModel::setEntries(QList<LocatorEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_shown.clear();
    endResetModel();
}

void LocatorModel::search(const QString &needle)
{
    beginResetModel();
    m_shown.clear();
    for (int i = 0; i < m_entries.size(); ++i) {
        if (needle.isEmpty()) {
            m_shown.append({i, 0});
        } else if (const std::optional<int> score = fuzzyScore(needle, m_entries[i].text)) {
            m_shown.append({i, *score});
        }
    }
    std::ranges::stable_sort(m_shown, std::greater(), &Match::score);
    m_shown = m_shown.mid(0, kMaxShown);
    for (Match &match : m_shown) {
        if (!needle.isEmpty())
            std::ignore = fuzzyScore(needle, m_entries[match.index].text, &match.positions);
    }
    endResetModel();
}

int LocatorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant LocatorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LocatorEntry &found = entry(index.row());
    switch (role) {
    case Qt::DisplayRole: return found.text;
    case Qt::AccessibleTextRole: return found.text + QStringLiteral(", ") + found.detail;
    case PositionsRole: return QVariant::fromValue(m_shown[index.row()].positions);
    default: return {};
    }
}

void LocatorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &entry = static_cast<const LocatorModel *>(index.model())->entry(index.row());
    const auto positions = index.data(LocatorModel::PositionsRole).value<QList<int>>();
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(themeColor(ColorRole::Selection));
        painter->drawRoundedRect(option.rect.adjusted(kGrid, 0, -kGrid, 0), kRadius, kRadius);
    }
    QRect room = option.rect.adjusted(kGap + kGrid, 0, -kGap - kGrid, 0);
    const auto right = [&](const QString &text, const QFont &font) {
        painter->setFont(font);
        painter->setPen(themeColor(ColorRole::MutedText));
        const int width = painter->fontMetrics().horizontalAdvance(text);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, text);
        room.setRight(room.right() - width - (width > 0 ? kGroupGap : 0));
    };
    right(entry.shortcut, captionFont());
    right(entry.detail, captionFont());

    const int lead = methodBadgeSize(QStringLiteral("OPTIONS"), option.font).width();
    if (!entry.method.isEmpty())
        paintMethodBadge(painter, room, entry.method, option.font);
    else
        icon(entry.iconName).paint(painter, QRect(room.left() + (lead - 16) / 2, room.center().y() - 7, 16, 16));
    room.setLeft(room.left() + lead + kGap);

    painter->setFont(option.font);
    const QString shown = painter->fontMetrics().elidedText(entry.text, Qt::ElideRight, room.width());
    int x = room.left();
    for (qsizetype i = 0; i < shown.size();) { // runs of equal weight
        const bool matched = positions.contains(static_cast<int>(i));
        qsizetype end = i + 1;
        while (end < shown.size() && positions.contains(static_cast<int>(end)) == matched)
            ++end;
        QFont font = option.font;
        font.setWeight(matched ? QFont::Bold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(themeColor(matched ? ColorRole::Accent : ColorRole::Text));
        const QString run = shown.mid(i, end - i);
        const int width = painter->fontMetrics().horizontalAdvance(run);
        painter->drawText(QRect(x, room.top(), width + 2, room.height()), Qt::AlignVCenter | Qt::AlignLeft, run);
        x += width;
        i = end;
    }
    painter->restore();
}

QSize LocatorDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, option.fontMetrics.height() + kGap + kGrid};
}

} // namespace gatehouse::ui

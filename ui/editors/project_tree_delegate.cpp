#include "ui/editors/project_tree_delegate.h"

#include "ui/models/project_tree_model.h"
#include "ui/models/project_tree_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QToolTip>
#include <QValidator>

#include <functional>

namespace gatehouse::ui {

namespace {

/// Says what is wrong with a name below the field, while it is typed.
class NameValidator final : public QValidator {
public:
    NameValidator(QLineEdit *field, std::function<std::optional<QString>(const QString &)> problem)
        : QValidator(field)
        , m_field(field)
        , m_problem(std::move(problem))
    {
        connect(field, &QLineEdit::textChanged, this, [this](const QString &text) { show(m_problem(text)); });
    }

    State validate(QString &text, int &) const override { return m_problem(text) ? Intermediate : Acceptable; }

private:
    void show(const std::optional<QString> &problem)
    {
        QPalette palette = m_field->parentWidget()->palette();
        if (problem)
            palette.setColor(QPalette::Text, themeColor(ColorRole::Error));
        m_field->setPalette(palette);
        m_field->setAccessibleDescription(problem.value_or(QString()));
        const QPoint below = m_field->mapToGlobal(QPoint(0, m_field->height()));
        if (problem)
            QToolTip::showText(below, *problem, m_field, m_field->rect(), 60'000);
        else
            QToolTip::hideText();
    }

    QLineEdit *m_field;
    std::function<std::optional<QString>(const QString &)> m_problem;
};

QColor stateColor(DeployState state)
{
    switch (state) {
    case DeployState::UpToDate: return themeColor(ColorRole::Success);
    case DeployState::DraftDiffers: return themeColor(ColorRole::Warning);
    case DeployState::NotAStage:
    case DeployState::NotDeployed:
    case DeployState::Unknown: break;
    }
    return themeColor(ColorRole::MutedText);
}

int leadWidth(const QStyleOptionViewItem &option, const QString &method)
{
    return method.isEmpty() ? option.decorationSize.width() : methodBadgeSize(method, option.font).width();
}

QString textBeside(const QModelIndex &index, const QString &method)
{
    const QString text = index.data().toString();
    return text == method ? QString() : text;
}

} // namespace

void ProjectTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    QRect rest = option.rect.adjusted(kGrid / 2, 0, -kGrid, 0);

    // From the right: the sign of a problem, the state of a stage.
    const int side = option.decorationSize.height();
    if (const QVariant severity = index.data(ProjectTreeModel::SeverityRole); severity.isValid()) {
        const QRect place(rest.right() - side + 1, rest.center().y() - side / 2, side, side);
        icon(severityIconName(static_cast<Severity>(severity.toInt()))).paint(painter, place);
        rest.setRight(place.left() - kGrid);
    }
    const QColor muted = themeColor(ColorRole::MutedText);
    const auto state = static_cast<DeployState>(index.data(ProjectTreeModel::DeployStateRole).toInt());
    if (const QString word = deployStateText(state); !word.isEmpty()) {
        painter->setFont(captionFont());
        const int width = QFontMetrics(captionFont()).horizontalAdvance(word);
        const int dot = 7;
        if (width + dot + kGrid < rest.width() / 2 + kGroupGap) {
            painter->setPen(muted);
            painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, word);
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(stateColor(state), 1.5));
            painter->setBrush(state == DeployState::UpToDate ? stateColor(state) : QColor(Qt::transparent));
            painter->drawEllipse(QRectF(rest.right() - width - kGrid - dot, rest.center().y() - dot / 2, dot, dot));
            rest.setRight(rest.right() - width - dot - 2 * kGrid);
        }
    }

    const QString method = index.data(ProjectTreeModel::MethodRole).toString();
    if (method.isEmpty()) {
        const auto kind = static_cast<ObjectRef::Kind>(index.data(ProjectTreeModel::KindRole).toInt());
        icon(kindIconName(kind)).paint(painter, QRect(rest.left(), rest.center().y() - side / 2, side, side));
    } else {
        paintMethodBadge(painter, rest, method, option.font);
    }
    rest.setLeft(rest.left() + leadWidth(option, method) + kGap - 2);

    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    if (const QString text = textBeside(index, method); !text.isEmpty()) {
        const QString shown = option.fontMetrics.elidedText(text, Qt::ElideRight, rest.width());
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
        rest.setLeft(rest.left() + option.fontMetrics.horizontalAdvance(shown) + kGap);
    }
    if (const QString detail = index.data(ProjectTreeModel::DetailRole).toString();
        !detail.isEmpty() && rest.width() > 24) {
        const QFont small = captionFont();
        painter->setFont(small);
        painter->setPen(index.data(ProjectTreeModel::HasIntegrationRole).toBool() ? muted
                                                                                  : themeColor(ColorRole::Warning));
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          QFontMetrics(small).elidedText(detail, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize ProjectTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString method = index.data(ProjectTreeModel::MethodRole).toString();
    const int text = option.fontMetrics.horizontalAdvance(textBeside(index, method));
    const int height = std::max(option.fontMetrics.height(), option.decorationSize.height()) + 2 * kGrid - 2;
    return {leadWidth(option, method) + 2 * kGap + text, height};
}

QWidget *ProjectTreeDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                           const QModelIndex &index) const
{
    auto *field = new QLineEdit(parent);
    field->setAccessibleName(tr("New name"));
    const QPersistentModelIndex row(index);
    new NameValidator(field, [row](const QString &text) -> std::optional<QString> {
        QModelIndex source = row;
        const QAbstractItemModel *model = row.model();
        while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(model)) {
            source = proxy->mapToSource(source);
            model = proxy->sourceModel();
        }
        const auto *tree = qobject_cast<const ProjectTreeModel *>(model);
        return tree && source.isValid() ? tree->renameProblem(source, text) : std::nullopt;
    });
    field->setValidator(field->findChild<QValidator *>());
    return field;
}

void ProjectTreeDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                               const QModelIndex &index) const
{
    const QString method = index.data(ProjectTreeModel::MethodRole).toString();
    editor->setGeometry(option.rect.adjusted(leadWidth(option, method) + kGrid, 0, 0, 0));
}

} // namespace gatehouse::ui

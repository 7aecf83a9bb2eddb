#include "tests/ui/support/view_checks.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>

namespace gatehouse::ui::testing {

namespace {

QList<const QWidget *> shownBelow(const QWidget &root)
{
    QList<const QWidget *> shown;
    for (const QWidget *widget : root.findChildren<const QWidget *>()) {
        if (widget->isVisible() && widget->window() == root.window() && !widget->visibleRegion().isEmpty())
            shown.append(widget);
    }
    return shown;
}

QString nameOf(const QWidget *widget)
{
    QString text = widget->accessibleName();
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        text = label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget); button && !button->text().isEmpty())
        text = button->text();
    return QStringLiteral("%1 \"%2\" (%3) in %4")
        .arg(QString::fromLatin1(widget->metaObject()->className()), text, widget->objectName(),
             widget->parentWidget() ? QString::fromLatin1(widget->parentWidget()->metaObject()->className())
                                    : QString());
}

/// Qt's own inner parts, which their owners answer for.
bool isInner(const QWidget *widget)
{
    return widget->objectName().startsWith(u"qt_") || qobject_cast<const QScrollBar *>(widget)
        || (widget->parentWidget()
            && (qobject_cast<const QComboBox *>(widget->parentWidget())
                || qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())
                || qobject_cast<const QLineEdit *>(widget->parentWidget())
                || qobject_cast<const QTabBar *>(widget->parentWidget())
                || qobject_cast<const QMenuBar *>(widget->parentWidget())
                || qobject_cast<const QDockWidget *>(widget->parentWidget())));
}

QString plain(QString text)
{
    return text.remove(u'&').trimmed();
}

} // namespace

QStringList clippedTexts(const QWidget &root)
{
    QStringList found;
    for (const QWidget *widget : shownBelow(root)) {
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty()) {
            const QSize room = label->contentsRect().size();
            const QSize wanted
                = label->wordWrap() ? QSize(room.width(), label->heightForWidth(label->width())) : label->sizeHint();
            if (room.width() + 1 < wanted.width() || label->height() + 1 < wanted.height())
                found.append(QStringLiteral("%1: has %2x%3, wants %4x%5")
                                 .arg(nameOf(label))
                                 .arg(room.width())
                                 .arg(label->height())
                                 .arg(wanted.width())
                                 .arg(wanted.height()));
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
                   button && !button->text().isEmpty() && !isInner(button)) {
            // Buttons that paint themselves, as the boxes of the diagram, leave lines out ("and 2 more") and shorten
            // texts down to their least width; the tooltip has them.
            const bool standard = qobject_cast<const QPushButton *>(button) || qobject_cast<const QToolButton *>(button)
                || qobject_cast<const QCheckBox *>(button) || qobject_cast<const QRadioButton *>(button);
            QSize wanted = standard ? button->sizeHint() : button->minimumSizeHint();
            if (button->hasHeightForWidth())
                wanted.setHeight(button->heightForWidth(button->width()));
            else if (!standard)
                wanted.setHeight(0);
            if (button->width() + 1 < wanted.width() || button->height() + 1 < wanted.height())
                found.append(QStringLiteral("%1: has %2x%3, wants %4x%5")
                                 .arg(nameOf(button))
                                 .arg(button->width())
                                 .arg(button->height())
                                 .arg(wanted.width())
                                 .arg(wanted.height()));
        } else if (const auto *combo = qobject_cast<const QComboBox *>(widget)) {
            const int wanted = combo->fontMetrics().horizontalAdvance(combo->currentText()) + 20;
            if (!combo->isEditable() && combo->width() < wanted)
                found.append(nameOf(combo) + QStringLiteral(": narrower than \"%1\"").arg(combo->currentText()));
        }
    }
    return found;
}

QStringList overlaps(const QWidget &root)
{
    QStringList found;
    QList<const QWidget *> parents = shownBelow(root);
    parents.append(&root);
    for (const QWidget *parent : std::as_const(parents)) {
        if (!parent->layout() || qobject_cast<const QAbstractScrollArea *>(parent)
            || qobject_cast<const QMainWindow *>(parent)) // docks on tabs share a place
            continue;
        QList<const QWidget *> placed;
        for (const QObject *child : parent->children()) {
            const auto *widget = qobject_cast<const QWidget *>(child);
            if (widget && widget->isVisibleTo(&root) && !widget->isWindow() && parent->layout()->indexOf(widget) >= 0)
                placed.append(widget);
        }
        for (qsizetype i = 0; i < placed.size(); ++i) {
            for (qsizetype j = i + 1; j < placed.size(); ++j) {
                if (placed[i]->geometry().intersects(placed[j]->geometry()))
                    found.append(nameOf(placed[i]) + QStringLiteral(" lies over ") + nameOf(placed[j]));
            }
        }
    }
    return found;
}

QStringList unnamedControls(const QWidget &root)
{
    QStringList found;
    for (const QWidget *widget : shownBelow(root)) {
        if (isInner(widget) || qobject_cast<const QHeaderView *>(widget))
            continue;
        bool named = !widget->accessibleName().isEmpty();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            named = named || !button->text().isEmpty();
        } else if (!qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QComboBox *>(widget)
                   && !qobject_cast<const QAbstractItemView *>(widget) && !qobject_cast<const QPlainTextEdit *>(widget)
                   && !qobject_cast<const QAbstractSpinBox *>(widget)) {
            continue;
        }
        // A label whose buddy it is names a control, too.
        for (const QLabel *label : root.window()->findChildren<QLabel *>())
            named = named || label->buddy() == widget;
        if (!named)
            found.append(QStringLiteral("without a name: ") + nameOf(widget));
    }
    return found;
}

QStringList unreachableByTab(const QWidget &root)
{
    QList<const QWidget *> reached;
    const QWidget *start = root.window();
    for (const QWidget *next = start->nextInFocusChain(); next && next != start; next = next->nextInFocusChain())
        reached.append(next);
    QStringList found;
    for (const QWidget *widget : shownBelow(root)) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && !widget->focusProxy()
            && !reached.contains(widget))
            found.append(QStringLiteral("Tab does not reach ") + nameOf(widget));
    }
    return found;
}

QStringList visibleTexts(const QWidget &root)
{
    QStringList texts;
    const auto add = [&texts](const QString &text) {
        if (!plain(text).isEmpty())
            texts.append(plain(text));
    };
    QList<const QWidget *> widgets = shownBelow(root);
    widgets.append(&root);
    for (const QWidget *widget : std::as_const(widgets)) {
        add(widget->toolTip());
        add(widget->accessibleName());
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            add(label->text());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            add(button->text());
        else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            add(line->placeholderText());
        else if (const auto *group = qobject_cast<const QGroupBox *>(widget))
            add(group->title());
        else if (const auto *dock = qobject_cast<const QDockWidget *>(widget))
            add(dock->windowTitle());
        else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                add(tabs->tabText(i));
        } else if (const auto *header = qobject_cast<const QHeaderView *>(widget); header && header->model()) {
            for (int i = 0; i < header->count() && header->orientation() == Qt::Horizontal; ++i)
                add(header->model()->headerData(i, Qt::Horizontal).toString());
        }
        for (const QAction *action : widget->actions())
            add(action->text());
    }
    for (const QAction *action : root.findChildren<const QAction *>()) {
        if (!action->isSeparator())
            add(action->text());
    }
    texts.removeDuplicates();
    return texts;
}

} // namespace gatehouse::ui::testing

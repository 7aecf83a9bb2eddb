#include "ui/main_window/editor_tabs.h"

#include <QTabBar>
#include <QVariant>

namespace gatehouse::ui {

namespace {

constexpr const char *kKey = "gatehouse.editorKey";

} // namespace

EditorTabs::EditorTabs(QWidget *parent)
    : QTabWidget(parent)
{
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    tabBar()->setAccessibleName(tr("Open editors"));
    connect(this, &QTabWidget::tabCloseRequested, this, &EditorTabs::closeAt);
}

QWidget *EditorTabs::open(const QString &key, const QIcon &icon, const QString &title,
                          const std::function<QWidget *()> &make)
{
    QWidget *editor = find(key);
    if (!editor) {
        editor = make();
        if (!editor)
            return nullptr;
        editor->setProperty(kKey, key);
        const int index = insertTab(currentIndex() + 1, editor, icon, title);
        setTabToolTip(index, title);
        Q_EMIT opened();
    }
    setCurrentWidget(editor);
    editor->setFocus(Qt::OtherFocusReason);
    return editor;
}

QWidget *EditorTabs::find(const QString &key) const
{
    for (int i = 0; i < count(); ++i) {
        if (keyOf(widget(i)) == key)
            return widget(i);
    }
    return nullptr;
}

QString EditorTabs::keyOf(const QWidget *editor) const
{
    return editor ? editor->property(kKey).toString() : QString();
}

QStringList EditorTabs::keys() const
{
    QStringList keys;
    for (int i = 0; i < count(); ++i)
        keys.append(keyOf(widget(i)));
    return keys;
}

void EditorTabs::rename(const QString &key, const QString &newKey, const QString &title)
{
    QWidget *editor = find(key);
    if (!editor)
        return;
    editor->setProperty(kKey, newKey);
    setTabText(indexOf(editor), title);
    setTabToolTip(indexOf(editor), title);
}

void EditorTabs::close(const QString &key)
{
    closeAt(indexOf(find(key)));
}

void EditorTabs::closeAll()
{
    while (count() > 0)
        closeAt(count() - 1);
}

void EditorTabs::closeCurrent()
{
    closeAt(currentIndex());
}

void EditorTabs::closeAt(int index)
{
    QWidget *editor = widget(index);
    if (!editor)
        return;
    removeTab(index);
    editor->deleteLater();
}

void EditorTabs::tabRemoved(int)
{
    if (count() == 0)
        Q_EMIT emptied();
}

} // namespace gatehouse::ui

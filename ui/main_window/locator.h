#pragma once

#include <QFrame>
#include <QIcon>
#include <QList>
#include <QString>

#include <functional>

class QLabel;
class QLineEdit;
class QListView;

namespace gatehouse::ui {

/// One thing that the locator can go to.
struct LocatorEntry {
    QString text; ///< what is searched: "GET /pets/{petId}", "Deploy…", "dev"
    QString detail; ///< what kind of thing, or where; muted
    QString iconName; ///< of icon(); empty when there is a method
    QString method; ///< for a badge
    QString shortcut; ///< of an action
    std::function<void()> open;
};

class LocatorModel;

/// Finds anything by a few characters of its name (Ctrl+K): a field above a list, over the middle of the window.
/// Up, Down, Enter; Escape closes and gives the focus back.
class Locator : public QFrame {
    Q_OBJECT

public:
    /// @param source asked for all entries each time the locator opens
    Locator(std::function<QList<LocatorEntry>()> source, QWidget *window);

    void open(const QString &text = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search();
    void activate();
    void dismiss();

    std::function<QList<LocatorEntry>()> m_source;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_hint;
    LocatorModel *m_model;
    QWidget *m_focusBefore = nullptr;
};

} // namespace gatehouse::ui

#pragma once

#include <QWidget>

class QTabBar;
class QToolButton;

namespace gatehouse::ui {

/// A tab for each response of a method or an integration, with buttons to add one and to remove the current.
class ResponseTabs : public QWidget {
    Q_OBJECT

public:
    explicit ResponseTabs(const QString &accessibleName, QWidget *parent = nullptr);

    /// Keeps the current one where it is, as far as there are enough.
    void setTitles(const QStringList &titles);
    [[nodiscard]] int current() const;
    void setCurrent(int index);

Q_SIGNALS:
    void currentChanged(int index);
    void addRequested();
    void removeRequested(int index);

private:
    QTabBar *m_tabs;
    QToolButton *m_remove;
};

} // namespace gatehouse::ui

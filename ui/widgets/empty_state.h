#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace gatehouse::ui {

/// What an empty view shows: one sentence about what belongs there, and the action that brings it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// @p action may be null; its text, shortcut and enabled state are the button's.
    EmptyState(const QString &iconName, const QString &title, const QString &text, QAction *action = nullptr,
               QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setText(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showIcon();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
};

} // namespace gatehouse::ui

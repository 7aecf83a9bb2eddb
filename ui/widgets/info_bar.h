#pragma once

#include "core/base/diagnostic.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace gatehouse::ui {

/// A message above the content, with what can be done about it: for what the user must know but need not answer at
/// once. Shows one message at a time; a new one replaces it.
class InfoBar : public QWidget {
    Q_OBJECT

public:
    explicit InfoBar(QWidget *parent = nullptr);

    /// @p actions become buttons, in order; they belong to the bar from now on. Closing and each action hide the bar.
    void showMessage(Severity severity, const QString &text, const QList<QAction *> &actions = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void dismissed(); ///< closed by the user without choosing an action

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showIcon();

    Severity m_severity = Severity::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QList<QAction *> m_actions;
};

} // namespace gatehouse::ui

#pragma once

#include <QWidget>

#include <memory>

class QLabel;
class QProgressBar;
class QToolButton;

namespace gatehouse::ui {

class Task;

/// Work that takes longer than a second: what it is, how far it is, and a way to end it. Hidden while there is none.
class TaskStatus : public QWidget {
    Q_OBJECT

public:
    explicit TaskStatus(QWidget *parent = nullptr);

private:
    void update();

    QLabel *m_name;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    std::weak_ptr<Task> m_shown;
};

} // namespace gatehouse::ui

#include "ui/main_window/task_status.h"

#include "ui/bridge/background_task.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace gatehouse::ui {

TaskStatus::TaskStatus(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
{
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(kGap);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(icon(QStringLiteral("close")));
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_name);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    hide();

    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (const std::shared_ptr<Task> task = m_shown.lock())
            task->cancel();
        m_cancel->setEnabled(false);
    });
    connect(&TaskRegistry::instance(), &TaskRegistry::updated, this, &TaskStatus::update);
}

void TaskStatus::update()
{
    const QList<std::shared_ptr<Task>> tasks = TaskRegistry::instance().shownTasks();
    setVisible(!tasks.isEmpty());
    if (tasks.isEmpty())
        return;
    const std::shared_ptr<Task> &task = tasks.first();
    m_shown = task;
    m_name->setText(tasks.size() == 1 ? task->name()
                                      : tr("%1, and %n more", nullptr, int(tasks.size()) - 1).arg(task->name()));
    m_progress->setRange(0, task->progress() < 0 ? 0 : 100);
    m_progress->setValue(qRound(task->progress() * 100));
    m_cancel->setEnabled(!task->isCancelled());
}

} // namespace gatehouse::ui

#include "ui/bridge/background_task.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::milliseconds kUpdateInterval{100};

TaskRegistry *theRegistry = nullptr; // made and destroyed on the GUI thread

} // namespace

Task::Task(QString name)
    : m_name(std::move(name))
{
    m_timer.start();
}

void Task::abandon()
{
    m_abandoned.store(true, std::memory_order_relaxed);
    cancel();
}

std::chrono::milliseconds Task::elapsed() const
{
    return std::chrono::milliseconds(m_timer.elapsed());
}

TaskRegistry &TaskRegistry::instance()
{
    if (!theRegistry) {
        Q_ASSERT(QCoreApplication::instance() && QThread::currentThread() == QCoreApplication::instance()->thread());
        theRegistry = new TaskRegistry;
        qAddPostRoutine([] { delete std::exchange(theRegistry, nullptr); });
    }
    return *theRegistry;
}

TaskRegistry::TaskRegistry()
    : m_pool(std::make_unique<QThreadPool>())
{
    // Work that waits (a draining gateway, a slow disk) must not hold up work that computes.
    m_pool->setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
    m_update.setInterval(kUpdateInterval);
    connect(&m_update, &QTimer::timeout, this, &TaskRegistry::updated);
}

TaskRegistry::~TaskRegistry()
{
    for (const std::shared_ptr<Task> &task : std::as_const(m_tasks))
        task->abandon();
    m_pool->waitForDone();
}

QList<std::shared_ptr<Task>> TaskRegistry::shownTasks() const
{
    QList<std::shared_ptr<Task>> shown;
    std::ranges::copy_if(m_tasks, std::back_inserter(shown), [](const std::shared_ptr<Task> &task) {
        return !task->name().isEmpty() && task->elapsed() >= kShownAfter;
    });
    return shown;
}

void TaskRegistry::run(std::shared_ptr<Task> task, std::function<void(Task &)> work, std::function<void()> finished)
{
    m_tasks.append(task);
    if (!m_update.isActive())
        m_update.start();
    Q_EMIT started(task);
    m_pool->start([this, task, work = std::move(work), finished = std::move(finished)]() mutable {
        work(*task);
        work = {};
        QMetaObject::invokeMethod(this, [this, task = std::move(task), finished = std::move(finished)] {
            finish(task);
            finished();
        });
    });
}

void TaskRegistry::finish(const std::shared_ptr<Task> &task)
{
    m_tasks.removeOne(task);
    if (m_tasks.isEmpty())
        m_update.stop();
    Q_EMIT finished(task);
    Q_EMIT updated();
}

} // namespace gatehouse::ui

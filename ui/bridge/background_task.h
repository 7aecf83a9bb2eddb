#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

class QThreadPool;

namespace gatehouse::ui {

/// One piece of work that runs off the GUI thread. All members are thread-safe.
class Task {
public:
    explicit Task(QString name);

    /// What the user reads, translated: "Importing petstore.yaml". Empty: the task is never shown.
    [[nodiscard]] const QString &name() const noexcept { return m_name; }
    /// 0 to 1, or -1 while nobody knows.
    [[nodiscard]] double progress() const noexcept { return m_progress.load(std::memory_order_relaxed); }
    void setProgress(double fraction) noexcept { m_progress.store(fraction, std::memory_order_relaxed); }

    /// Asks the work to end early; what it then hands over is for the work to say.
    void cancel() { m_stop.request_stop(); }
    [[nodiscard]] bool isCancelled() const noexcept { return m_stop.stop_requested(); }
    /// For work that waits on a stop_token, such as an import.
    [[nodiscard]] std::stop_token stopToken() const noexcept { return m_stop.get_token(); }
    /// Cancels, and nobody is told the result any more.
    void abandon();
    [[nodiscard]] bool isAbandoned() const noexcept { return m_abandoned.load(std::memory_order_relaxed); }

    [[nodiscard]] std::chrono::milliseconds elapsed() const;

private:
    const QString m_name;
    QElapsedTimer m_timer;
    std::stop_source m_stop;
    std::atomic<double> m_progress = -1.0;
    std::atomic<bool> m_abandoned = false;
};

/// The tasks under way, for the status bar. Lives on the GUI thread, as do all its members but those of Task.
class TaskRegistry : public QObject {
    Q_OBJECT

public:
    /// Tasks that run longer than this are worth a word to the user.
    static constexpr std::chrono::milliseconds kShownAfter{1000};

    /// The one of the program. The first call must come from the GUI thread. When the application object goes, all
    /// tasks are cancelled and waited for.
    static TaskRegistry &instance();
    ~TaskRegistry() override;

    [[nodiscard]] const QList<std::shared_ptr<Task>> &tasks() const noexcept { return m_tasks; }
    /// Tasks with a name that have run for kShownAfter or longer, oldest first.
    [[nodiscard]] QList<std::shared_ptr<Task>> shownTasks() const;

    /// Runs @p work on the pool, then @p finished on the GUI thread. Use runInBackground().
    void run(std::shared_ptr<Task> task, std::function<void(Task &)> work, std::function<void()> finished);

Q_SIGNALS:
    void started(const std::shared_ptr<gatehouse::ui::Task> &task);
    void finished(const std::shared_ptr<gatehouse::ui::Task> &task);
    /// What shownTasks() says may have changed; several times a second while tasks run.
    void updated();

private:
    TaskRegistry();
    void finish(const std::shared_ptr<Task> &task);

    std::unique_ptr<QThreadPool> m_pool;
    QList<std::shared_ptr<Task>> m_tasks;
    QTimer m_update;
};

/// Runs `result = work(task)` off the GUI thread, then `done(result)` on it (`done()` when work returns nothing).
///
/// @p done is called exactly once, also after cancel() (the result tells what became of it), but not when @p context
/// has been destroyed or the task abandoned; destroying @p context cancels the work. Call from the GUI thread. @p work
/// must not throw, and must own or share what it uses: it may outlive everything on the GUI side.
template <class Work, class Done>
std::shared_ptr<Task> runInBackground(QObject *context, const QString &name, Work work, Done done)
{
    using Result = std::invoke_result_t<Work &, Task &>;
    auto task = std::make_shared<Task>(name);
    auto watch = std::make_shared<QMetaObject::Connection>(
        QObject::connect(context, &QObject::destroyed, [task] { task->abandon(); }));

    std::function<void()> deliver;
    std::function<void(Task &)> run;
    const auto ended = [task, watch, guard = QPointer<QObject>(context)] {
        QObject::disconnect(*watch);
        return guard && !task->isAbandoned();
    };
    // Shared, because std::function asks for copies that a move-only closure or result has not got.
    auto shared = std::make_shared<std::pair<Work, Done>>(std::move(work), std::move(done));
    if constexpr (std::is_void_v<Result>) {
        run = [shared](Task &t) { shared->first(t); };
        deliver = [shared, ended] {
            if (ended())
                shared->second();
        };
    } else {
        auto result = std::make_shared<std::optional<Result>>();
        run = [shared, result](Task &t) { result->emplace(shared->first(t)); };
        deliver = [shared, result, ended] {
            if (ended() && *result)
                shared->second(*std::move(*result));
        };
    }
    TaskRegistry::instance().run(task, std::move(run), std::move(deliver));
    return task;
}

} // namespace gatehouse::ui

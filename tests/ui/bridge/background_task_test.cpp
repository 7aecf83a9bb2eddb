#include "ui/bridge/background_task.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace gatehouse::ui;

class BackgroundTaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultArrivesOnTheGuiThread();
    void moveOnlyResultsPass();
    void workWithoutResultPasses();
    void resultIsDroppedWhenTheContextHasGone();
    void destroyingTheContextCancels();
    void cancelReachesTheWorkAndItsResultIsDelivered();
    void abandonedResultIsDropped();
    void registryListsTheTaskWhileItRuns();
};

void BackgroundTaskTest::resultArrivesOnTheGuiThread()
{
    QObject context;
    QThread *worker = nullptr;
    QThread *receiver = nullptr;
    int result = 0;
    runInBackground(
        &context, {}, [](Task &) { return std::pair(QThread::currentThread(), 42); },
        [&](std::pair<QThread *, int> value) {
            std::tie(worker, result) = value;
            receiver = QThread::currentThread();
        });
    QTRY_COMPARE(result, 42);
    QCOMPARE(receiver, QThread::currentThread());
    QVERIFY(worker != QThread::currentThread());
}

void BackgroundTaskTest::moveOnlyResultsPass()
{
    QObject context;
    std::unique_ptr<int> result;
    runInBackground(
        &context, {}, [input = std::make_unique<int>(7)](Task &) mutable { return std::move(input); },
        [&result](std::unique_ptr<int> value) { result = std::move(value); });
    QTRY_VERIFY(result);
    QCOMPARE(*result, 7);
}

void BackgroundTaskTest::workWithoutResultPasses()
{
    QObject context;
    bool done = false;
    runInBackground(&context, {}, [](Task &) {}, [&done] { done = true; });
    QTRY_VERIFY(done);
}

void BackgroundTaskTest::resultIsDroppedWhenTheContextHasGone()
{
    QSemaphore go;
    bool called = false;
    QSignalSpy finished(&TaskRegistry::instance(), &TaskRegistry::finished);
    {
        QObject context;
        runInBackground(&context, {}, [&go](Task &) { go.acquire(); }, [&called] { called = true; });
    }
    go.release();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!called);
}

void BackgroundTaskTest::destroyingTheContextCancels()
{
    QSignalSpy finished(&TaskRegistry::instance(), &TaskRegistry::finished);
    {
        QObject context;
        runInBackground(
            &context, {},
            [](Task &task) {
                while (!task.isCancelled())
                    QThread::yieldCurrentThread();
            },
            [] {});
    }
    QTRY_COMPARE(finished.count(), 1);
}

void BackgroundTaskTest::cancelReachesTheWorkAndItsResultIsDelivered()
{
    QObject context;
    std::optional<bool> stopped;
    const std::shared_ptr<Task> task = runInBackground(
        &context, {},
        [](Task &running) {
            while (!running.stopToken().stop_requested())
                QThread::yieldCurrentThread();
            return true;
        },
        [&stopped](bool value) { stopped = value; });
    task->cancel();
    QTRY_VERIFY(stopped.has_value());
    QVERIFY(*stopped);
}

void BackgroundTaskTest::abandonedResultIsDropped()
{
    QObject context;
    bool called = false;
    QSemaphore go;
    QSignalSpy finished(&TaskRegistry::instance(), &TaskRegistry::finished);
    const auto task = runInBackground(&context, {}, [&go](Task &) { go.acquire(); }, [&called] { called = true; });
    task->abandon();
    go.release();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!called);
}

void BackgroundTaskTest::registryListsTheTaskWhileItRuns()
{
    QObject context;
    QSemaphore go;
    TaskRegistry &registry = TaskRegistry::instance();
    QSignalSpy updated(&registry, &TaskRegistry::updated);
    const auto task = runInBackground(
        &context, QStringLiteral("Importing"),
        [&go](Task &running) {
            running.setProgress(0.5);
            go.acquire();
        },
        [] {});
    QCOMPARE(registry.tasks().size(), 1);
    QCOMPARE(registry.tasks().constFirst()->name(), QStringLiteral("Importing"));
    QVERIFY(registry.shownTasks().isEmpty()); // not worth a word yet
    QTRY_COMPARE(task->progress(), 0.5);
    QTRY_VERIFY(!registry.shownTasks().isEmpty()); // after kShownAfter
    QVERIFY(!updated.isEmpty());
    go.release();
    QTRY_VERIFY(registry.tasks().isEmpty());
    QVERIFY(registry.shownTasks().isEmpty());
}

QTEST_MAIN(BackgroundTaskTest)
#include "background_task_test.moc"

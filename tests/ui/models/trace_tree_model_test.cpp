#include "tests/support/sample_traces.h"
#include "ui/models/trace_tree_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class TraceTreeModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void phasesHoldStepsAndStepsHoldNotes();
    void stepsTellOutcomeAndTimes();
    void phaseThatComesTwiceIsTwoRows();
    void nothingIsShownWithoutATrace();
};

void TraceTreeModelTest::phasesHoldStepsAndStepsHoldNotes()
{
    TraceTreeModel model;
    const QAbstractItemModelTester consistency(&model);
    model.setTrace(tests::share(tests::petsTrace()));
    QCOMPARE(model.rowCount(), 6);
    const QModelIndex frontend = model.index(0, 0);
    QCOMPARE(frontend.data(TraceTreeModel::PhaseRole).toInt(), static_cast<int>(trace::Phase::Frontend));
    QCOMPARE(model.rowCount(frontend), 2);
    const QModelIndex match = model.index(1, 0, frontend);
    QCOMPARE(match.data().toString(), QStringLiteral("Match the route"));
    QCOMPARE(match.data(TraceTreeModel::StepNameRole).toString(), QStringLiteral("route/match"));
    QCOMPARE(match.data(TraceTreeModel::PointerRole).toString(), QStringLiteral("/paths/~1pets/get"));
    QCOMPARE(model.rowCount(match), 2);
    const QModelIndex note = model.index(1, TraceTreeModel::DetailColumn, match);
    QCOMPARE(note.data().toString(), QStringLiteral("GET /pets"));
    QCOMPARE(note.parent(), match);
    QCOMPARE(model.rowCount(note.siblingAtColumn(0)), 0);
}

void TraceTreeModelTest::stepsTellOutcomeAndTimes()
{
    TraceTreeModel model;
    model.setTrace(tests::share(tests::unknownRouteTrace()));
    const QModelIndex match = model.index(1, 0, model.index(0, 0));
    QCOMPARE(match.data(TraceTreeModel::OutcomeRole).toInt(), static_cast<int>(trace::Outcome::Failed));
    QCOMPARE(match.data(TraceTreeModel::StartRole).toLongLong(), 12000LL);
    QCOMPARE(match.data(TraceTreeModel::DurationRole).toLongLong(), 21000LL);
    QCOMPARE(match.data(TraceTreeModel::TotalRole).toLongLong(), 96000LL);
    QCOMPARE(match.siblingAtColumn(TraceTreeModel::DetailColumn).data().toString(),
             QStringLiteral("Failed \u00b7 route: none"));
    const QModelIndex frontend = model.index(0, 0);
    QCOMPARE(frontend.data(TraceTreeModel::DurationRole).toLongLong(), 33000LL); // both of its steps
}

void TraceTreeModelTest::phaseThatComesTwiceIsTwoRows()
{
    trace::Trace trace = tests::unknownRouteTrace();
    trace.steps.push_back(trace.steps.front());
    TraceTreeModel model;
    const QAbstractItemModelTester consistency(&model);
    model.setTrace(tests::share(std::move(trace)));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(2, 0).data(TraceTreeModel::PhaseRole).toInt(), static_cast<int>(trace::Phase::Frontend));
}

void TraceTreeModelTest::nothingIsShownWithoutATrace()
{
    TraceTreeModel model;
    const QAbstractItemModelTester consistency(&model);
    model.setTrace(tests::share(tests::petsTrace()));
    model.setTrace(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TraceTreeModelTest)
#include "trace_tree_model_test.moc"

#include "tests/support/sample_traces.h"
#include "ui/models/traffic_filter.h"
#include "ui/models/traffic_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class TrafficModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsTellTheFacts();
    void ringDropsTheOldestAndCountsThem_data();
    void ringDropsTheOldestAndCountsThem();
    void clearForgetsRowsAndCount();
    void pauseHoldsRowsBack();
    void requestIsFoundByItsId();
    void filterLetsThrough_data();
    void filterLetsThrough();
    void filteredRowsFollowTheStream();
    void tenThousandRowsASecondFitTheBudget();
};

namespace {

TraceBatch batch(std::uint64_t first, std::size_t count)
{
    TraceBatch traces;
    for (std::size_t i = 0; i < count; ++i) {
        trace::Trace t = tests::petsTrace();
        t.serial = first + i;
        t.requestId = "request-" + std::to_string(t.serial);
        t.status = t.serial % 10 == 0 ? 500 : 200;
        traces.push_back(tests::share(std::move(t)));
    }
    return traces;
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

void TrafficModelTest::rowsTellTheFacts()
{
    TrafficModel model;
    const QAbstractItemModelTester consistency(&model);
    model.append({tests::share(tests::petsTrace()), tests::share(tests::unknownRouteTrace())});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, TrafficModel::MethodColumn), QStringLiteral("GET"));
    QCOMPARE(cell(model, 0, TrafficModel::PathColumn), QStringLiteral("/dev/pets?type=cat&page=1"));
    QCOMPARE(cell(model, 0, TrafficModel::DurationColumn), QLocale().toString(4.21, 'f', 2));
    QCOMPARE(cell(model, 0, TrafficModel::IntegrationColumn), QLocale().toString(3.65, 'f', 2));
    QCOMPARE(cell(model, 1, TrafficModel::IntegrationColumn), QString()); // no backend was called
    QCOMPARE(cell(model, 1, TrafficModel::DurationColumn), QLocale().toString(0.096, 'f', 3));
    QCOMPARE(model.index(1, TrafficModel::StatusColumn).data().toInt(), 403);
    QCOMPARE(cell(model, 1, TrafficModel::SizeColumn), QStringLiteral("42"));
}

void TrafficModelTest::ringDropsTheOldestAndCountsThem_data()
{
    QTest::addColumn<QList<int>>("batches");
    QTest::addColumn<int>("rows");
    QTest::addColumn<quint64>("dropped");
    // clang-format off
    QTest::newRow("not full")                       << QList<int>{40, 60}      << 100 << quint64(0);
    QTest::newRow("a sixteenth goes at a time")     << QList<int>{100, 1}      << 95  << quint64(6);
    QTest::newRow("more than a sixteenth")          << QList<int>{100, 50}     << 100 << quint64(50);
    QTest::newRow("a batch larger than the ring")   << QList<int>{10, 250}     << 100 << quint64(160);
    // clang-format on
}

void TrafficModelTest::ringDropsTheOldestAndCountsThem()
{
    QFETCH(const QList<int>, batches);
    QFETCH(const int, rows);
    QFETCH(const quint64, dropped);
    TrafficModel model(nullptr, 100);
    const QAbstractItemModelTester consistency(&model);
    std::uint64_t serial = 1;
    for (const int count : batches) {
        model.append(batch(serial, static_cast<std::size_t>(count)));
        serial += static_cast<std::uint64_t>(count);
    }
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(model.dropped(), dropped);
    QCOMPARE(model.traceAt(rows - 1)->serial, serial - 1); // the newest is always there
    QCOMPARE(model.traceAt(0)->serial, serial - static_cast<std::uint64_t>(rows));
}

void TrafficModelTest::clearForgetsRowsAndCount()
{
    TrafficModel model(nullptr, 10);
    QSignalSpy stateChanged(&model, &TrafficModel::stateChanged);
    model.append(batch(1, 20), 5);
    QCOMPARE(model.dropped(), quint64(15));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.dropped(), quint64(0));
    QCOMPARE(stateChanged.count(), 2);
}

void TrafficModelTest::pauseHoldsRowsBack()
{
    TrafficModel model(nullptr, 10);
    model.append(batch(1, 2));
    model.setPaused(true);
    model.append(batch(3, 3));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.waiting(), std::size_t(3));
    model.append(batch(6, 10)); // more than the ring holds
    QCOMPARE(model.waiting(), std::size_t(10));
    QCOMPARE(model.dropped(), quint64(3));
    model.setPaused(false);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.traceAt(9)->serial, std::uint64_t(15));
    QCOMPARE(model.dropped(), quint64(5)); // and the two that were shown
}

void TrafficModelTest::requestIsFoundByItsId()
{
    TrafficModel model;
    model.append(batch(1, 20));
    QCOMPARE(model.rowOfRequest(QStringLiteral("request-7")), 6);
    QCOMPARE(model.rowOfRequest(QStringLiteral("request-99")), -1);
}

void TrafficModelTest::filterLetsThrough_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("pets"); // GET /dev/pets?type=cat&page=1 200, 4.21 ms
    QTest::addColumn<bool>("unknown"); // GET /dev/pet 403, 0.096 ms
    // clang-format off
    QTest::newRow("nothing")               << ""                       << true  << true;
    QTest::newRow("text of the path")      << "pets"                   << true  << false;
    QTest::newRow("letter case")           << "PETS"                   << true  << false;
    QTest::newRow("text of the query")     << "type=cat"               << true  << false;
    QTest::newRow("error type")            << "missingauth"            << false << true;
    QTest::newRow("status as text")        << "403"                    << false << true;
    QTest::newRow("class of status")       << "status:4xx"             << false << true;
    QTest::newRow("code")                  << "status:200"             << true  << false;
    QTest::newRow("methods")               << "method:post,get"        << true  << true;
    QTest::newRow("other method")          << "method:DELETE"          << false << false;
    QTest::newRow("stage")                 << "stage:dev"              << true  << true;
    QTest::newRow("part of a stage")       << "stage:de"               << false << false;
    QTest::newRow("path prefix")           << "path:/dev/pets"         << true  << false;
    QTest::newRow("slower")                << "slower:1"               << true  << false;
    QTest::newRow("request id")            << "id:7a9d"                << false << true;
    QTest::newRow("all words must match")  << "method:get status:4xx"  << false << true;
    QTest::newRow("negated")               << "-status:4xx"            << true  << false;
    QTest::newRow("unknown key is text")   << "colour:red"             << false << false;
    QTest::newRow("bad value is text")     << "slower:soon"            << false << false;
    // clang-format on
}

void TrafficModelTest::filterLetsThrough()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, pets);
    QFETCH(const bool, unknown);
    const TrafficFilter parsed = TrafficFilter::parse(filter);
    QCOMPARE(parsed.matches(tests::petsTrace()), pets);
    QCOMPARE(parsed.matches(tests::unknownRouteTrace()), unknown);
}

void TrafficModelTest::filteredRowsFollowTheStream()
{
    TrafficModel model(nullptr, 50);
    TrafficFilterModel filtered;
    filtered.setSourceModel(&model);
    const QAbstractItemModelTester consistency(&filtered);
    filtered.setFilter(QStringLiteral("status:5xx"));
    model.append(batch(1, 30));
    QCOMPARE(filtered.rowCount(), 3);
    model.append(batch(31, 30)); // pushes out the first ten rows, a 500 among them
    QCOMPARE(filtered.rowCount(), 5);
    filtered.setFilter({});
    QCOMPARE(filtered.rowCount(), 50);
}

void TrafficModelTest::tenThousandRowsASecondFitTheBudget()
{
    TrafficModel model;
    TrafficFilterModel filtered;
    filtered.setSourceModel(&model);
    filtered.setFilter(QStringLiteral("-status:5xx"));
    model.append(batch(1, TrafficModel::kDefaultCapacity)); // full: the worst case
    std::vector<TraceBatch> batches;
    for (std::uint64_t i = 0; i < 20; ++i)
        batches.push_back(batch(100000 + i * 500, 500));
    QElapsedTimer timer;
    timer.start();
    for (const TraceBatch &traces : batches)
        model.append(traces);
    const qint64 elapsed = timer.elapsed();
    qInfo("10,000 rows in 20 batches: %lld ms of the second they have", elapsed);
    QVERIFY2(elapsed < 500, "half of the time that 10,000 rows a second leave");
    QVERIFY(model.rowCount() > 18000);
}

QTEST_MAIN(TrafficModelTest)
#include "traffic_model_test.moc"

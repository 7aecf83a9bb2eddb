#include "tests/support/sample_traces.h"
#include "ui/consoles/har_export.h"
#include "ui/consoles/traffic_list.h"
#include "ui/models/traffic_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace gatehouse;
using namespace gatehouse::ui;

class TrafficListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void selectionTellsTheTrace();
    void selectionStaysWhileRowsCome();
    void tenThousandRowsASecondDoNotStutter_data();
    void tenThousandRowsASecondDoNotStutter();
    void filterWaitsForTheLastKey();
    void harHoldsTheMessages();
    void exportWritesAFile_data();
    void exportWritesAFile();
    void failedExportSaysWhy();
};

namespace {

TraceBatch both()
{
    return {tests::share(tests::petsTrace()), tests::share(tests::unknownRouteTrace())};
}

} // namespace

void TrafficListTest::selectionTellsTheTrace()
{
    TrafficModel model;
    TrafficList list(model);
    QSignalSpy selected(&list, &TrafficList::traceSelected);
    model.append(both());
    QVERIFY(!list.current()); // nothing is selected by itself
    QVERIFY(list.select(QString::fromStdString(tests::unknownRouteTrace().requestId)));
    QCOMPARE(selected.count(), 1);
    QCOMPARE(list.current()->status, 403);
    QVERIFY(!list.select(QStringLiteral("unknown")));
    model.clear();
    QVERIFY(!list.current());
}

void TrafficListTest::selectionStaysWhileRowsCome()
{
    TrafficModel model(nullptr, 4);
    TrafficList list(model);
    model.append(both());
    QVERIFY(list.select(QString::fromStdString(tests::unknownRouteTrace().requestId)));
    model.append(
        {tests::share(tests::petsTrace()), tests::share(tests::petsTrace()), tests::share(tests::petsTrace())});
    QCOMPARE(list.current()->status, 403); // although its row moved up
}

void TrafficListTest::tenThousandRowsASecondDoNotStutter_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("unfiltered") << "";
    QTest::newRow("filtered") << "status:200";
}

void TrafficListTest::tenThousandRowsASecondDoNotStutter()
{
    QFETCH(const QString, filter);
    constexpr int kBatches = 40; // as many as come in two seconds
    constexpr std::size_t kEach = 10000 / 20;
    TrafficModel model;
    TrafficList list(model);
    list.resize(1000, 400);
    list.show();
    const TraceBatch some = both();
    TraceBatch full;
    for (std::size_t i = 0; i < TrafficModel::kDefaultCapacity; ++i)
        full.push_back(some[i % 2]);
    model.append(full); // the worst case: each batch pushes others out
    auto *table = list.findChild<QTableView *>();
    list.findChild<QLineEdit *>()->setText(filter);
    QTRY_COMPARE(table->model()->rowCount(), model.rowCount() / (filter.isEmpty() ? 1 : 2));

    const TraceBatch batch(full.begin(), full.begin() + kEach);
    // Microseconds of processor time for one batch, painting included: what others do on the machine does not count.
    std::vector<qint64> times;
    for (int i = 0; i < kBatches; ++i) {
        const std::clock_t before = std::clock();
        model.append(batch);
        QCoreApplication::processEvents();
        table->viewport()->repaint();
        times.push_back((std::clock() - before) * 1000000 / CLOCKS_PER_SEC);
    }
    std::ranges::sort(times);
    const qint64 median = times[times.size() / 2];
    qInfo("a batch of 500 rows: median %.1f ms, worst %.1f ms", double(median) / 1000, double(times.back()) / 1000);
    QVERIFY2(median < 16000, "longer than a frame");
}

void TrafficListTest::filterWaitsForTheLastKey()
{
    TrafficModel model;
    TrafficList list(model);
    model.append(both());
    auto *table = list.findChild<QTableView *>();
    QTest::keyClicks(list.findChild<QLineEdit *>(), QStringLiteral("status:4xx"));
    QCOMPARE(table->model()->rowCount(), 2);
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TrafficListTest::harHoldsTheMessages()
{
    const QJsonObject log = QJsonDocument::fromJson(toHar(both()))[QLatin1String("log")].toObject();
    QCOMPARE(log[QLatin1String("version")].toString(), QStringLiteral("1.2"));
    const QJsonArray entries = log[QLatin1String("entries")].toArray();
    QCOMPARE(entries.size(), 2);
    const QJsonObject entry = entries[0].toObject();
    QCOMPARE(entry[QLatin1String("startedDateTime")].toString(), QStringLiteral("2026-01-01T10:00:00.123Z"));
    QCOMPARE(entry[QLatin1String("time")].toDouble(), 4.21);
    const QJsonValue request = entry[QLatin1String("request")];
    QCOMPARE(request[QLatin1String("url")].toString(),
             QStringLiteral("http://127.0.0.1:8080/dev/pets?type=cat&page=1"));
    QCOMPARE(request[QLatin1String("queryString")][0][QLatin1String("value")].toString(), QStringLiteral("cat"));
    const QJsonValue response = entry[QLatin1String("response")];
    QCOMPARE(response[QLatin1String("status")].toInt(), 200);
    QVERIFY(response[QLatin1String("content")][QLatin1String("text")].toString().contains(QStringLiteral("124.99")));
}

void TrafficListTest::exportWritesAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("lines");
    QTest::newRow("one archive") << "traffic.har" << 1;
    QTest::newRow("a line each") << "traffic.jsonl" << 2;
}

void TrafficListTest::exportWritesAFile()
{
    QFETCH(const QString, name);
    QFETCH(const int, lines);
    const QTemporaryDir folder;
    QCOMPARE(exportTraffic(both(), folder.filePath(name)), QString());
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    if (lines == 1) {
        QVERIFY(QJsonDocument::fromJson(file.readAll()).isObject());
        return;
    }
    for (int i = 0; i < lines; ++i)
        QVERIFY(QJsonDocument::fromJson(file.readLine()).isObject());
    QVERIFY(file.atEnd());
}

void TrafficListTest::failedExportSaysWhy()
{
    const QTemporaryDir folder;
    QVERIFY(!exportTraffic(both(), folder.filePath(QStringLiteral("no/such/folder.har"))).isEmpty());
}

QTEST_MAIN(TrafficListTest)
#include "traffic_list_test.moc"

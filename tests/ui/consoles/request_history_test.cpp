#include "ui/bridge/background_task.h"
#include "ui/consoles/request_history.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse::ui;

class RequestHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesComeBackNewestFirst();
    void secretsStayInMemoryOnly();
    void unreadableLinesAreSkipped_data();
    void unreadableLinesAreSkipped();
    void longFileIsCutToTheNewest();
    void clearRemovesTheFile();
    void unwritableFileIsToldOnce();
};

namespace {

HistoryEntry entry(int number)
{
    return {.time = QDateTime(QDate(2026, 1, 1), QTime(10, 0), QTimeZone::UTC).addSecs(number),
            .request = {.method = QStringLiteral("POST"),
                        .base = QStringLiteral("http://127.0.0.1:8080/dev"),
                        .path = QStringLiteral("/pets/{petId}"),
                        .pathParameters = {{true, QStringLiteral("petId"), QString::number(number)}},
                        .query = {{false, QStringLiteral("page"), QStringLiteral("1")}},
                        .headers = {{true, QStringLiteral("Accept"), QStringLiteral("*/*")}},
                        .body = "{\n}"},
            .status = 200,
            .durationMicroseconds = 4210,
            .size = 61};
}

void waitForWrites()
{
    QTRY_VERIFY(TaskRegistry::instance().tasks().isEmpty());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void RequestHistoryTest::entriesComeBackNewestFirst()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("new/history.jsonl"));
    {
        RequestHistory history(file);
        waitForWrites();
        history.add(entry(1));
        waitForWrites();
        history.add(entry(2));
        waitForWrites();
    }
    RequestHistory history(file);
    QSignalSpy loaded(&history, &RequestHistory::loaded);
    QVERIFY(loaded.wait());
    QCOMPARE(history.entries(), (QList<HistoryEntry>{entry(2), entry(1)}));
}

void RequestHistoryTest::secretsStayInMemoryOnly()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("history.jsonl"));
    HistoryEntry secret = entry(1);
    secret.request.headers = {{true, QStringLiteral("Authorization"), QStringLiteral("Bearer s3cret")}};
    RequestHistory history(file);
    history.add(secret);
    waitForWrites();
    QCOMPARE(history.entries().constFirst().request.headers, secret.request.headers);
    QVERIFY(contentOf(file).contains("Authorization"));
    QVERIFY(!contentOf(file).contains("s3cret"));
}

void RequestHistoryTest::unreadableLinesAreSkipped_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("no JSON") << QByteArray("nonsense");
    QTest::newRow("cut off") << RequestHistory::toLine(entry(1)).chopped(20);
    QTest::newRow("other JSON") << QByteArray("[1]");
    QTest::newRow("no method") << QByteArray(R"({"path":"/"})");
}

void RequestHistoryTest::unreadableLinesAreSkipped()
{
    QFETCH(const QByteArray, line);
    QVERIFY(!RequestHistory::fromLine(line));
}

void RequestHistoryTest::longFileIsCutToTheNewest()
{
    constexpr int kLines = static_cast<int>(2 * RequestHistory::kMaxEntries) + 1;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.jsonl"));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 1; i <= kLines; ++i)
            file.write(RequestHistory::toLine(entry(i)));
    }
    RequestHistory history(path);
    QSignalSpy loaded(&history, &RequestHistory::loaded);
    QVERIFY(loaded.wait());
    QCOMPARE(history.entries().size(), RequestHistory::kMaxEntries);
    QCOMPARE(history.entries().constFirst(), entry(kLines));
    QCOMPARE(contentOf(path).count('\n'), RequestHistory::kMaxEntries);
}

void RequestHistoryTest::clearRemovesTheFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("history.jsonl"));
    RequestHistory history(file);
    history.add(entry(1));
    waitForWrites();
    QVERIFY(QFile::exists(file));
    history.clear();
    waitForWrites();
    QVERIFY(history.entries().isEmpty());
    QVERIFY(!QFile::exists(file));
}

void RequestHistoryTest::unwritableFileIsToldOnce()
{
    const QTemporaryDir folder;
    RequestHistory history(folder.path()); // a folder is no file
    QSignalSpy failed(&history, &RequestHistory::failed);
    history.add(entry(1));
    waitForWrites();
    history.add(entry(2));
    waitForWrites();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(history.entries().size(), 2);
}

QTEST_MAIN(RequestHistoryTest)
#include "request_history_test.moc"

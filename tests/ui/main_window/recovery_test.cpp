#include "tests/ui/support/studio.h"
#include "ui/bridge/background_task.h"
#include "ui/commands/resource_commands.h"
#include "ui/main_window/recovery.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class RecoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unsavedWorkSurvivesACrash();
    void savedWorkLeavesNothingBehind();
    void aRunningStudioIsNotLeftBehind();

private:
    static void addResource(testing::Studio &studio);
    static int copiesIn(const QString &folder)
    {
        return static_cast<int>(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
    }
};

namespace {

/// Copies a folder as it would be found after a crash: without the lock.
void copyFolder(const QString &from, const QString &to)
{
    for (const QFileInfo &entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        if (entry.isDir()) {
            copyFolder(entry.filePath(), to + u'/' + entry.fileName());
        } else if (entry.fileName() != u"lock") {
            QDir().mkpath(to);
            QFile::copy(entry.filePath(), to + u'/' + entry.fileName());
        }
    }
}

} // namespace

void RecoveryTest::addResource(testing::Studio &studio)
{
    ProjectDocument &document = studio.window().document();
    document.push(new InsertResource(document, studio.api(), document.restApi(studio.api())->root()->id, "added"));
}

void RecoveryTest::unsavedWorkSurvivesACrash()
{
    testing::Studio studio;
    QVERIFY(studio.openSample());
    Recovery recovery(studio.window().document(), studio.folder(QStringLiteral("mine")));
    addResource(studio);
    QSignalSpy written(&recovery, &Recovery::written);
    recovery.writeNow();
    QVERIFY(written.wait(20000));
    copyFolder(studio.folder(QStringLiteral("mine")), studio.folder(QStringLiteral("crashed")));

    const Recovery next(studio.window().document(), studio.folder(QStringLiteral("crashed")));
    const QList<RecoveredWork> left = next.leftBehind();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left[0].path, studio.window().document().path());

    testing::Studio second;
    QSignalSpy opened(&second.window().session(), &ProjectSession::opened);
    second.window().session().restore(left[0]);
    QVERIFY(opened.wait(20000));
    QVERIFY(second.window().document().isModified());
    QVERIFY(second.window().document().restApi(second.api())->resourceAt("/added"));
    QCOMPARE(next.leftBehind().size(), 1); // a crash now would lose the work if its copy were gone already
    QTRY_VERIFY_WITH_TIMEOUT(next.leftBehind().isEmpty(), 20000); // it is the second studio's work now
}

void RecoveryTest::savedWorkLeavesNothingBehind()
{
    testing::Studio studio;
    QVERIFY(studio.openSample());
    const QString folder = studio.folder(QStringLiteral("mine"));
    Recovery recovery(studio.window().document(), folder);
    addResource(studio);
    QSignalSpy written(&recovery, &Recovery::written);
    recovery.writeNow();
    QVERIFY(written.wait(20000));
    QCOMPARE(copiesIn(folder), 1);
    bool saved = false;
    studio.window().session().save([&saved](bool done) { saved = done; });
    QTRY_VERIFY(saved);
    QCOMPARE(copiesIn(folder), 0);
}

void RecoveryTest::aRunningStudioIsNotLeftBehind()
{
    testing::Studio studio;
    QVERIFY(studio.openSample());
    const QString folder = studio.folder(QStringLiteral("mine"));
    Recovery recovery(studio.window().document(), folder);
    addResource(studio);
    QSignalSpy written(&recovery, &Recovery::written);
    recovery.writeNow();
    QVERIFY(written.wait(20000));
    const Recovery other(studio.window().document(), folder);
    QVERIFY(other.leftBehind().isEmpty());
}

QTEST_MAIN(RecoveryTest)
#include "recovery_test.moc"

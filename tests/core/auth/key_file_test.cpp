#include "core/auth/key_file.h"

#include "tests/support/plans.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

const std::string kA(20, 'a');
const std::string kB(128, 'b');

} // namespace

class KeyFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAmazonsFormat()
    {
        model::Project project = projectWithKey();
        const auto imported = auth::importKeys("Name,KEY,description,Enabled,usageplanIds\r\n"
                                               "MyFirst, "
                                                   + kA
                                                   + " ,\"An \"\"imported\"\", key\",TRUE,\"p1, p9\"\r\n\r\n"
                                                     "Second,"
                                                   + kB + ",,FALSE,\n",
                                               project);
        QVERIFY(imported);
        QCOMPARE(imported->ids.size(), std::size_t(2));
        QCOMPARE(imported->warnings, (std::vector<std::string>{"row 2, MyFirst: Invalid Usage Plan ID specified: p9"}));
        const model::ApiKey &first = project.apiKeys[1];
        QCOMPARE(first.name, std::string("MyFirst"));
        QCOMPARE(first.value, kA);
        QCOMPARE(first.description, std::string("An \"imported\", key"));
        QVERIFY(first.enabled);
        QCOMPARE(project.usagePlans[0].keyIds, (std::vector<std::string>{"k1", first.id}));
        QVERIFY(!project.apiKeys[2].enabled);
        QCOMPARE(project.apiKeys[2].id.size(), std::size_t(10));
    }

    void leavesOutWhatCannotBe_data()
    {
        QTest::addColumn<std::string>("row");
        QTest::addColumn<std::string>("warning");
        QTest::newRow("short") << std::string("x,short")
                               << std::string("row 2, x: API Key value should be at least 20 characters");
        QTest::newRow("long") << "x," + std::string(129, 'a')
                              << std::string("row 2, x: API Key value exceeds maximum size of 128 characters");
        QTest::newRow("taken") << std::string("x,") + kKeyValue << std::string("row 2, x: API Key already exists");
        QTest::newRow("no value") << std::string("x")
                                  << std::string("row 2, x: API Key value should be at least 20 characters");
    }
    void leavesOutWhatCannotBe()
    {
        QFETCH(const std::string, row);
        QFETCH(const std::string, warning);
        model::Project project = projectWithKey();
        const auto imported = auth::importKeys("name,key\n" + row + "\n", project);
        QVERIFY(imported);
        QVERIFY(imported->ids.empty());
        QCOMPARE(imported->warnings, std::vector<std::string>{warning});
        QVERIFY(project == projectWithKey());
    }

    void refusesOtherFiles_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("empty") << std::string();
        QTest::newRow("no key") << std::string("name,description\nx,y\n");
        QTest::newRow("open quote") << std::string("name,key\n\"x,y\n");
    }
    void refusesOtherFiles()
    {
        QFETCH(const std::string, text);
        model::Project project = projectWithKey();
        QVERIFY(!auth::importKeys(text, project));
        QVERIFY(project == projectWithKey());
    }

    void makesKeys()
    {
        const model::Project project = projectWithKey();
        const auto one = auth::makeKey(project, "one");
        const auto two = auth::makeKey(project, "two");
        QVERIFY(one && two);
        QCOMPARE(one->value.size(), std::size_t(40));
        QVERIFY(one->value != two->value && one->id != two->id);
        QVERIFY(!auth::makeKey(project, "short", "short"));
        QVERIFY(!auth::makeKey(project, "taken", kKeyValue));
        QCOMPARE(auth::makeKey(project, "own", kA)->value, kA);
    }
};

QTEST_APPLESS_MAIN(KeyFileTest)
#include "key_file_test.moc"

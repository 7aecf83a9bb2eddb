#include "ui/main_window/fuzzy_match.h"

#include <QTest>

using namespace gatehouse::ui;

class FuzzyMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsCharactersInOrder_data();
    void findsCharactersInOrder();
    void ranksTheBetterMatchFirst_data();
    void ranksTheBetterMatchFirst();
};

void FuzzyMatchTest::findsCharactersInOrder_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("positions"); // empty: no match
    // clang-format off
    QTest::newRow("as it stands")      << "pets"   << "GET /pets"          << QList<int>{5, 6, 7, 8};
    QTest::newRow("any letter case")   << "PETS"   << "/pets"              << QList<int>{1, 2, 3, 4};
    QTest::newRow("scattered")         << "gpi"    << "GET /pets/{petId}"  << QList<int>{0, 5, 14};
    QTest::newRow("words with blanks") << "get id" << "GET /pets/{petId}"  << QList<int>{0, 1, 2, 14, 15};
    QTest::newRow("wrong order")       << "stop"   << "/pots"              << QList<int>{};
    QTest::newRow("too long")          << "petsss" << "/pets"              << QList<int>{};
    // clang-format on
}

void FuzzyMatchTest::findsCharactersInOrder()
{
    QFETCH(const QString, needle);
    QFETCH(const QString, text);
    QFETCH(const QList<int>, positions);
    QList<int> found;
    const bool matched = fuzzyScore(needle, text, &found).has_value();
    QCOMPARE(matched, !positions.isEmpty());
    if (matched)
        QCOMPARE(found, positions);
}

void FuzzyMatchTest::ranksTheBetterMatchFirst_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    // clang-format off
    QTest::newRow("whole before part")      << "pets" << "/pets"    << "/pets/{petId}";
    QTest::newRow("in a row before apart")  << "dep"  << "Deploy…"  << "/dogs/{name}/pets";
    QTest::newRow("start before middle")    << "pe"   << "pets"     << "/recipes";
    QTest::newRow("exact before longer")    << "dev"  << "dev"      << "develop";
    // clang-format on
}

void FuzzyMatchTest::ranksTheBetterMatchFirst()
{
    QFETCH(const QString, needle);
    QFETCH(const QString, better);
    QFETCH(const QString, worse);
    QVERIFY(fuzzyScore(needle, better).value() > fuzzyScore(needle, worse).value_or(-1000));
}

QTEST_APPLESS_MAIN(FuzzyMatchTest)
#include "fuzzy_match_test.moc"

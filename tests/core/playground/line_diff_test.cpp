// The lines in which two texts differ.
#include "core/playground/line_diff.h"

#include <QtTest/QTest>

using namespace gatehouse;

class LineDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatDiffers_data();
    void showsWhatDiffers();
    void knowsTheLines();
    void standsLargeTexts();
};

void LineDiffTest::showsWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("actual");
    QTest::addColumn<QByteArray>("difference");
    // clang-format off
    QTest::newRow("equal")     << QByteArray("a\nb") << QByteArray("a\nb")    << QByteArray("");
    QTest::newRow("changed")   << QByteArray("a\nb\nc") << QByteArray("a\nx\nc") << QByteArray("  a\n- b\n+ x\n  c\n");
    QTest::newRow("added")     << QByteArray("a\nc") << QByteArray("a\nb\nc") << QByteArray("  a\n+ b\n  c\n");
    QTest::newRow("removed")   << QByteArray("a\nb\nc") << QByteArray("a\nc") << QByteArray("  a\n- b\n  c\n");
    QTest::newRow("from nothing") << QByteArray("") << QByteArray("a")        << QByteArray("- \n+ a\n");
    QTest::newRow("newline at the end") << QByteArray("a\n") << QByteArray("a") << QByteArray("  a\n- \n");
    QTest::newRow("far apart") << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n9") << QByteArray("x\n2\n3\n4\n5\n6\n7\n8\ny")
                               << QByteArray("- 1\n+ x\n  2\n  3\n...\n  7\n  8\n- 9\n+ y\n");
    QTest::newRow("moved block") << QByteArray("a\nb\nc\nd") << QByteArray("c\nd\na\nb") << QByteArray("- a\n- b\n  c\n  d\n+ a\n+ b\n");
    // clang-format on
}

void LineDiffTest::showsWhatDiffers()
{
    QFETCH(const QByteArray, expected);
    QFETCH(const QByteArray, actual);
    QFETCH(const QByteArray, difference);
    const auto lines = playground::diffLines(expected.toStdString(), actual.toStdString());
    QCOMPARE(QByteArray::fromStdString(playground::toText(lines)), difference);
}

void LineDiffTest::knowsTheLines()
{
    using Kind = playground::DiffLine::Kind;
    const auto lines = playground::diffLines("a\nb\nc", "0\na\nc", 0);
    QCOMPARE(lines.size(), std::size_t(4));
    QVERIFY((lines[0] == playground::DiffLine{Kind::Extra, 1, "0"}));
    QVERIFY(lines[1].kind == Kind::Gap);
    QVERIFY((lines[2] == playground::DiffLine{Kind::Missing, 2, "b"}));
    QVERIFY(lines[3].kind == Kind::Gap);
}

void LineDiffTest::standsLargeTexts()
{
    std::string a, b;
    for (int i = 0; i < 100'000; ++i) {
        a += "a\n";
        b += "b\n";
    }
    QCOMPARE(playground::diffLines(a, b).size(), std::size_t(200'001)); // and the empty line at the end
}

QTEST_APPLESS_MAIN(LineDiffTest)
#include "line_diff_test.moc"

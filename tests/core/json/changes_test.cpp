#include "core/json/changes.h"

#include "core/json/reader.h"

#include <QtTest>

using namespace gatehouse::json;

class ChangesTest : public QObject {
    Q_OBJECT

private slots:
    void changesLeaveTheRestAlone_data();
    void changesLeaveTheRestAlone();
    void editsOfTwoSidesAreJoined_data();
    void editsOfTwoSidesAreJoined();
};

namespace {

Value parsed(const QByteArray &text)
{
    const ReadResult result = readJson(text.toStdString());
    if (!result.diagnostics.empty())
        qFatal("%s", result.diagnostics.front().message.c_str());
    return result.value;
}

} // namespace

void ChangesTest::changesLeaveTheRestAlone_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("result");
    using B = QByteArray;
    // clang-format off
    QTest::newRow("nothing changed")       << B(R"({"x":1,"a":"200"})") << B(R"({"a":200})")      << B(R"({"a":200})")      << B(R"({"x":1,"a":"200"})");
    QTest::newRow("a member changed")      << B(R"({"x":1,"a":1})")     << B(R"({"a":1})")        << B(R"({"a":2})")        << B(R"({"x":1,"a":2})");
    QTest::newRow("a member removed")      << B(R"({"x":1,"a":1})")     << B(R"({"a":1})")        << B(R"({})")             << B(R"({"x":1})");
    QTest::newRow("added after its neighbour") << B(R"({"b":1,"x":0})") << B(R"({"b":1})")        << B(R"({"b":1,"c":2})")  << B(R"({"b":1,"c":2,"x":0})");
    QTest::newRow("added in front")        << B(R"({"x":0,"b":1})")     << B(R"({"b":1})")        << B(R"({"a":2,"b":1})")  << B(R"({"a":2,"x":0,"b":1})");
    QTest::newRow("a default left unwritten") << B(R"({})")             << B(R"({"a":1,"b":2})")  << B(R"({"a":1,"b":3})")  << B(R"({"b":3})");
    QTest::newRow("deep")                  << B(R"({"a":{"y":1,"b":[1,{"z":1}]}})") << B(R"({"a":{"b":[1,{}]}})") << B(R"({"a":{"b":[1,{"c":1}]}})") << B(R"({"a":{"y":1,"b":[1,{"c":1,"z":1}]}})");
    QTest::newRow("item inserted")         << B(R"([{"x":1},{"y":2}])") << B(R"([1,2])")          << B(R"([1,3,2])")        << B(R"([{"x":1},3,{"y":2}])");
    QTest::newRow("item removed")          << B(R"([{"x":1},{"y":2}])") << B(R"([1,2])")          << B(R"([2])")            << B(R"([{"y":2}])");
    QTest::newRow("list of other length")  << B(R"([9])")               << B(R"([1,2])")          << B(R"([2])")            << B(R"([2])");
    QTest::newRow("members changed places") << B(R"({"x":0,"a":1,"y":9,"b":2})") << B(R"({"a":1,"b":2})") << B(R"({"b":2,"a":1})") << B(R"({"x":0,"b":2,"a":1,"y":9})");
    // clang-format on
}

void ChangesTest::changesLeaveTheRestAlone()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QByteArray, result);
    QCOMPARE(toJson(applyChanges(parsed(target), parsed(before), parsed(after)), -1), result.toStdString());
    QCOMPARE(toJson(applyChanges(parsed(before), parsed(before), parsed(after)), -1), after.toStdString());
}

void ChangesTest::editsOfTwoSidesAreJoined_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("conflicts");
    using B = QByteArray;
    // clang-format off
    QTest::newRow("different members") << B(R"({"a":1,"b":1})") << B(R"({"a":2,"b":1})") << B(R"({"a":1,"b":2})") << B(R"({"a":2,"b":2})") << B();
    QTest::newRow("the same edit")     << B(R"({"a":1})")       << B(R"({"a":2})")       << B(R"({"a":2})")       << B(R"({"a":2})")       << B();
    QTest::newRow("both added")        << B(R"({})")            << B(R"({"a":1})")       << B(R"({"b":1})")       << B(R"({"b":1,"a":1})") << B();
    QTest::newRow("removed by them")   << B(R"({"a":1,"b":1})") << B(R"({"a":1,"b":2})") << B(R"({"b":1})")       << B(R"({"b":2})")       << B();
    QTest::newRow("removed by us")     << B(R"({"a":1,"b":1})") << B(R"({"b":1})")       << B(R"({"a":1,"b":2})") << B(R"({"b":2})")       << B();
    QTest::newRow("the same member")   << B(R"({"a":{"b":1}})") << B(R"({"a":{"b":2}})") << B(R"({"a":{"b":3}})") << B(R"({"a":{"b":2}})") << B("/a/b");
    QTest::newRow("removed and changed") << B(R"({"a":1})")     << B(R"({})")            << B(R"({"a":2})")       << B(R"({})")            << B("/a");
    QTest::newRow("changed and removed") << B(R"({"a":1})")     << B(R"({"a":2})")       << B(R"({})")            << B(R"({"a":2})")       << B("/a");
    QTest::newRow("lists are wholes")  << B(R"({"a":[1,2]})")   << B(R"({"a":[0,2]})")   << B(R"({"a":[1,3]})")   << B(R"({"a":[0,2]})")   << B("/a");
    QTest::newRow("both added differently") << B(R"({})")       << B(R"({"a":{"b":1}})") << B(R"({"a":{"c":1}})") << B(R"({"a":{"c":1,"b":1}})") << B();
    // clang-format on
}

void ChangesTest::editsOfTwoSidesAreJoined()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, ours);
    QFETCH(const QByteArray, theirs);
    QFETCH(const QByteArray, result);
    QFETCH(const QByteArray, conflicts);
    const Merged merged = merge(parsed(before), parsed(ours), parsed(theirs));
    QByteArray found;
    for (const std::string &pointer : merged.conflicts)
        found += (found.isEmpty() ? "" : " ") + QByteArray::fromStdString(pointer);
    QCOMPARE(found, conflicts);
    QCOMPARE(toJson(merged.value, -1), result.toStdString());
}

QTEST_APPLESS_MAIN(ChangesTest)
#include "changes_test.moc"

#include "core/json/value.h"

#include <QtTest>

#include <cmath>

using namespace gatehouse::json;
using namespace std::string_view_literals;

class ValueTest : public QObject {
    Q_OBJECT

private slots:
    void numbersKeepTheirText();
    void readersOfAnotherTypeGiveNothing();
    void copiesShareUntilOneIsChanged();
    void membersKeepTheirOrderAndAreFound_data();
    void membersKeepTheirOrderAndAreFound();
    void pointerFindsNode_data();
    void pointerFindsNode();
    void equalityIgnoresSpansAndMindsOrder();
};

void ValueTest::numbersKeepTheirText()
{
    QCOMPARE(Value(0.1).numberText(), "0.1"sv);
    QCOMPARE(Value(200.0).numberText(), "200"sv);
    QCOMPARE(Value(Number{"1.0"}).numberText(), "1.0"sv);
    QCOMPARE(Value(Number{"1.0"}).scalarText(), std::optional<std::string>("1.0"));
    QCOMPARE(Value(Number{"9007199254740993"}).integer(), std::optional<std::int64_t>(9007199254740993));
    QCOMPARE(Value(Number{"1e400"}).number(), std::optional<double>()); // more than a double holds
    QCOMPARE(Value(Number{"1.0"}).integer(), std::optional<std::int64_t>());
    QCOMPARE(Value(Number{"9223372036854775808"}).integer(), std::optional<std::int64_t>());
    QVERIFY(Value(std::nan("")).isNull());
    QVERIFY(Value(HUGE_VAL).isNull());
}

void ValueTest::readersOfAnotherTypeGiveNothing()
{
    const Value text = "200";
    QCOMPARE(text.integer(), std::optional<std::int64_t>());
    QCOMPARE(text.boolean(), std::optional<bool>());
    QVERIFY(text.items().empty());
    QVERIFY(text.members().empty());
    QVERIFY(text["a"]["b"].isNull());
    QCOMPARE(Value(true).scalarText(), std::optional<std::string>("true"));
    QCOMPARE(Value().scalarText(), std::optional<std::string>());
    QCOMPARE(Value(1).string("fallback"), "fallback"sv);
}

void ValueTest::copiesShareUntilOneIsChanged()
{
    const Value original = Value::object({{"list", Value::array({1, 2})}});
    Value copy = original;
    QCOMPARE(&copy.members(), &original.members());
    copy.editMembers().find("list")->editItems().push_back(3);
    QCOMPARE(original["list"].items().size(), std::size_t(2));
    QCOMPARE(copy["list"].items().size(), std::size_t(3));
}

void ValueTest::membersKeepTheirOrderAndAreFound_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 8, 9, 10, 1000})
        QTest::addRow("%d members", count) << count;
}

void ValueTest::membersKeepTheirOrderAndAreFound()
{
    QFETCH(const int, count);
    const auto key = [](int i) { return "key number " + std::to_string(i); };
    Object object;
    for (int i = 0; i < count; ++i)
        object.set(key(i), i);
    for (int i = 0; i < count; i += 3)
        object.set(key(i), -i); // replaced in place
    for (int i = 0; i < count; ++i) {
        QCOMPARE(object[static_cast<std::size_t>(i)].key, key(i));
        QVERIFY(object.find(key(i)));
        QCOMPARE(object.find(key(i))->integer(), std::optional<std::int64_t>(i % 3 == 0 ? -i : i));
    }
    QVERIFY(!object.contains("key"));

    object.insert(0, "first", "new");
    QCOMPARE(object[0].key, "first");
    for (int i = 0; i < count; i += 2)
        QVERIFY(object.erase(key(i)));
    QVERIFY(!object.erase("missing"));
    QCOMPARE(object.size(), static_cast<std::size_t>(count / 2 + 1));
    for (int i = 0; i < count; ++i)
        QCOMPARE(object.contains(key(i)), i % 2 == 1);
}

void ValueTest::pointerFindsNode_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("found"); // scalar text, or "-" for none
    // clang-format off
    QTest::newRow("member")               << QByteArray("/a")             << QByteArray("1");
    QTest::newRow("item")                 << QByteArray("/list/1")        << QByteArray("two");
    QTest::newRow("escapes")              << QByteArray("/~1pets~01/get") << QByteArray("op");
    QTest::newRow("empty key")            << QByteArray("/")              << QByteArray("nothing");
    QTest::newRow("no leading slash")     << QByteArray("a")              << QByteArray("-");
    QTest::newRow("leading zero")         << QByteArray("/list/01")       << QByteArray("-");
    QTest::newRow("past the end")         << QByteArray("/list/2")        << QByteArray("-");
    QTest::newRow("RFC 6901's dash")      << QByteArray("/list/-")        << QByteArray("-");
    QTest::newRow("below a scalar")       << QByteArray("/a/b")           << QByteArray("-");
    QTest::newRow("broken escape")        << QByteArray("/~2")            << QByteArray("-");
    // clang-format on
}

void ValueTest::pointerFindsNode()
{
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, found);
    const Value document = Value::object({{"a", 1},
                                          {"list", Value::array({"one", "two"})},
                                          {"/pets~1", Value::object({{"get", "op"}})},
                                          {"", "nothing"}});
    const Value *node = document.at(pointer.toStdString());
    QCOMPARE(node ? node->scalarText().value_or("container") : "-", found.toStdString());
    QCOMPARE(document.at(""), &document);
    QCOMPARE(pointerJoin(pointerJoin("/x", "/pets~1"), 3), "/x/~1pets~01/3");
}

void ValueTest::equalityIgnoresSpansAndMindsOrder()
{
    Value a = Value::object({{"x", 1}, {"y", Value::array({nullptr, true})}});
    const Value b = Value::object({{"x", 1}, {"y", Value::array({nullptr, true})}});
    a.setSpan({1, 2});
    QVERIFY(a == b);
    const Value swapped = Value::object({{"y", Value::array({nullptr, true})}, {"x", 1}});
    QVERIFY(!(a == swapped));
    QVERIFY(a.equivalent(swapped));
    QVERIFY(!a.equivalent(Value::object({{"x", 1}})));
    QVERIFY(!a.equivalent(Value::object({{"x", 1}, {"y", Value::array({true, nullptr})}})));
}

QTEST_APPLESS_MAIN(ValueTest)
#include "value_test.moc"

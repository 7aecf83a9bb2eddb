// Jayway's JSONPath dialect and json-smart's lenient reading, as API Gateway has them (mapping-templates.md 3.1, 4).
#include "core/mapping/json_path.h"
#include "core/mapping/json_smart.h"
#include "core/vtl/print.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

constexpr const char *kDocument = R"({"s":{"b":[{"t":"A","p":8},{"t":"B"}]},"n":null,"e":[],"nums":[5,1,3],"x y":1})";

std::string read(std::string_view document, std::string_view path)
{
    const vtl::ValueScope scope;
    const mapping::JsonSmartResult body = mapping::readJsonSmart(document);
    if (!body.ok)
        return "bad body";
    const auto compiled = mapping::JsonPath::compile(path);
    if (!compiled)
        return "invalid";
    const auto value = compiled->read(body.value);
    if (!value)
        return value.error().code == mapping::JsonPathErrc::NotFound ? "not found" : "failed";
    std::string out;
    vtl::printJson(*value, out);
    return out;
}

} // namespace

class JsonPathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAsJayway_data();
    void readsAsJayway();
    void tellsDefinitePaths();
    void readsLeniently_data();
    void readsLeniently();
    void survivesHostilePaths();
    void survivesAValueThatHoldsItself();
};

void JsonPathTest::readsAsJayway_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *path, const char *expected) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(expected);
    };
    // clang-format off
    row("$.s.b[0].t",               R"("A")");
    row("s.b[0].t",                 R"("A")");
    row("$.s.b[*].t",               R"(["A","B"])");
    row("$..t",                     R"(["A","B"])");
    row("$.s.b[*].p",               "[8]");
    row("$.s.b[?(@.p < 10)].t",     R"(["A"])");
    row("$.s.b[0:1]",               R"([{"t":"A","p":8}])");
    row("$.s.b.t",                  "not found");
    row("$.n.x",                    "not found");
    row("$.s.b[9]",                 "not found");
    row("$.zz",                     "not found");
    row("$.n",                      "null");
    row("$.e[*]",                   "[]");
    row("$..zz",                    "[]");
    row("$.s['b','q']",             R"({"b":[{"t":"A","p":8},{"t":"B"}]})");
    row("$.s['q','r']",             "{}");
    row("$['x y']",                 "1");
    row("$[\"x y\"]",               "1");
    row("$.s.b.length()",           "2");
    row("$.s.b[*]['t','p']",        R"([{"t":"A","p":8},{"t":"B"}])");
    row("$[?(@.n == null)].e",      "[[]]");
    row("$.s.b[-1].t",              R"("B")");
    row("$.s.b[ 1 ].t",             R"("B")");
    row("$.s.b[0,1,7].t",           R"(["A","B"])");
    row("$.nums[1:]",               "[1,3]");
    row("$.nums[:-1]",              "[5,1]");
    row("$.nums[-2:]",              "[1,3]");
    row("$.nums[0:3:2]",            "[5,1,3]");
    row("$.nums.max()",             "5.0");
    row("$.nums.sum()",             "9.0");
    row("$.nums.avg()",             "3.0");
    row("$.e.max()",                "failed");
    row("$.nums[?(@ > 1)]",         "[5,3]");
    row("$.s.b[?(@.t == 'B')].t",   R"(["B"])");
    row("$.s.b[?(@.p)].t",          R"(["A"])");
    row("$.s.b[?(!@.p)].t",         R"(["B"])");
    row("$.s.b[?(@.p == '8')].t",   R"(["A"])");
    row("$.s.b[?(@.t in ['B','C'])].t", R"(["B"])");
    row("$.s.b[?(@.t nin ['B'])].t", R"(["A"])");
    row("$.s.b[?(@.t =~ /a/i)].t",  R"(["A"])");
    row("$.s.b[?(@.t == 'A' && @.p > 7 || @.t == 'Z')].p", "[8]");
    row("$.s.b[?(@.p == $.s.b[0].p)].t", R"(["A"])");
    row("$[?(@.nums size 3)].n",    "[null]");
    row("$[?(@.nums contains 5)].n", "[null]");
    row("$[?(@.e empty true)].n",   "[null]");
    row("$..[?(@.p)].t",            R"(["A"])");
    row("$..b[0].t",                R"(["A"])");
    row("$..*",                     R"([{"b":[{"t":"A","p":8},{"t":"B"}]},null,[],[5,1,3],1,[{"t":"A","p":8},{"t":"B"}],{"t":"A","p":8},{"t":"B"},"A",8,"B",5,1,3])");
    row("$.",                       "invalid");
    row("$..",                      "invalid");
    row("",                         "invalid");
    row("$name",                    "invalid");
    row("$.a b",                    "invalid");
    row("$.s.b[(@.length-1)]",      "invalid");
    row("$.s.b[?@.x]",              "invalid");
    row("$.nums.nope()",            "invalid");
    row("$.s.b[",                   "invalid");
    row("$.s.b[?(@.p <)]",          "invalid");
    // clang-format on
}

void JsonPathTest::readsAsJayway()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(read(kDocument, path.toStdString())), expected);
}

void JsonPathTest::tellsDefinitePaths()
{
    for (const char *path : {"$", "$.a.b[0]", "$['a','b']", "$.a.length()"})
        QVERIFY2(mapping::JsonPath::compile(path)->isDefinite(), path);
    for (const char *path : {"$.*", "$..a", "$.a[*].b", "$.a[0,1]", "$.a[1:]", "$.a[?(@.b)]"})
        QVERIFY2(!mapping::JsonPath::compile(path)->isDefinite(), path);
}

void JsonPathTest::readsLeniently_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *body, const char *expected) {
        QTest::newRow(body) << QByteArray(body) << QByteArray(expected);
    };
    // clang-format off
    row("{'a': 1}",             R"({"a":1})");
    row("{a: b}",               R"({"a":"b"})");
    row("{a: b c}",             R"({"a":"b c"})");
    row("{\"a\":1,}",           R"({"a":1})");
    row("[1,,2]",               "[1,2]");
    row("not json",             R"("not json")");
    row("a=1&b=2",              R"("a=1&b=2")");
    row("<x>y<\\/x>",           R"("<x>y<\\\/x>")");
    row("",                     R"("")");
    row("5",                    "5");
    row("true",                 "true");
    row("\"x\"",                R"("x")");
    row("{\"a\":1",             "bad body");
    row("{\"a\":}",             "bad body");
    row("{\"a\"}",              "bad body");
    row("\"x",                  "bad body");
    row("{\"a\":1} trailing",   R"({"a":1})");
    row("[1]]",                 "[1]");
    row("{\"a\":1,\"b\":2,\"a\":3}", R"({"a":3,"b":2})");
    row("01",                   "1");
    row("+1",                   R"("+1")");
    row(".5",                   R"(".5")");
    row("0x1F",                 R"("0x1F")");
    row("1e",                   R"("1e")");
    row("12345678901234567890", "12345678901234567890");
    row("[1.0,1e2]",            "[1.0,100.0]");
    row("\"\\u00e9\\ud83d\\ude00\\n\"", "\"\xC3\xA9\xF0\x9F\x98\x80\\n\"");
    // clang-format on
}

void JsonPathTest::readsLeniently()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(read(body.toStdString(), "$")), expected);
}

void JsonPathTest::survivesHostilePaths()
{
    QVERIFY(!mapping::JsonPath::compile("$[?(" + std::string(10000, '(') + "@.a" + std::string(10000, ')') + ")]"));
    QVERIFY(!mapping::JsonPath::compile("$[?(@.a =~ /(/)]"));
    QCOMPARE(read(std::string(100000, '['), "$"), std::string("bad body"));
    QCOMPARE(read(std::string(1'000'000, '9'), "$"), std::string("bad body")); // reading it would take seconds
    std::string deep = "1";
    for (int i = 0; i < 300; ++i)
        deep = "[" + deep + "," + deep.substr(0, 20) + "]";
    QVERIFY(!read("[" + std::string(300, '[') + "1" + std::string(300, ']') + "]", "$..*..*..*..*").empty());
}

void JsonPathTest::survivesAValueThatHoldsItself()
{
    const vtl::ValueScope scope;
    const vtl::Value list = vtl::makeList({});
    list.as<vtl::ListObject>().items.push_back(list);
    const auto value = mapping::JsonPath::compile("$..x")->read(list);
    QVERIFY(!value);
    QVERIFY(value.error().code == mapping::JsonPathErrc::Failed);
}

QTEST_APPLESS_MAIN(JsonPathTest)
#include "json_path_test.moc"

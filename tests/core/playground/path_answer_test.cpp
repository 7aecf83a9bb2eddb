// What the JSONPath tester shows: $input's answers, the places, and how to mend a path.
#include "core/playground/path_answer.h"

#include <QtTest/QTest>

using namespace gatehouse;
using playground::PathAnswer;

namespace {

constexpr std::string_view kDocument
    = R"({"s": {"b": [{"t": "A", "p": 8}, {"t": "B"}]}, "n": null, "e": [], "a/b": "x", "x y": 1.50})";

} // namespace

class PathAnswerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAsInput_data();
    void answersAsInput();
    void findsPlaces_data();
    void findsPlaces();
    void mendsPaths_data();
    void mendsPaths();
    void readsBodiesLeniently();
    void tellsWhereABodyBreaks();
};

void PathAnswerTest::answersAsInput_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("definite");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("asPath");
    QTest::addColumn<QByteArray>("asJson");
    const auto row = [](const char *path, bool definite, const char *type, const char *asPath, const char *asJson) {
        QTest::newRow(path) << QByteArray(path) << definite << QByteArray(type) << QByteArray(asPath)
                            << QByteArray(asJson);
    };
    // clang-format off
    row("$.s.b[0].t",           true,  "String",      "A", "\"A\"");
    row("s.b[0].p",             true,  "Integer",     "8", "8");
    row("$['x y']",             true,  "Double",      "1.5", "1.5");
    row("$.s.b[0]",             true,  "object of 2", "{t=A, p=8}", R"({"t":"A","p":8})");
    row("$.n",                  true,  "null",        "", "null");
    row("$.zz",                 true,  "",            "", "\"\"");
    row("$..t",                 false, "array of 2",  R"(["A","B"])", R"(["A","B"])");
    row("$.s.b[?(@.p < 10)].t", false, "array of 1",  R"(["A"])", R"(["A"])");
    row("$..zz",                false, "array of 0",  "[]", "[]");
    row("$.s.b.length()",       true,  "Integer",     "2", "2");
    // clang-format on
}

void PathAnswerTest::answersAsInput()
{
    QFETCH(const QByteArray, path);
    QFETCH(const bool, definite);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, asPath);
    QFETCH(const QByteArray, asJson);
    const PathAnswer answer = playground::answerPath(path.toStdString(), kDocument);
    QVERIFY(!answer.error);
    QCOMPARE(answer.definite, definite);
    QCOMPARE(QByteArray::fromStdString(answer.type), type);
    QCOMPARE(answer.found, !type.isEmpty());
    QCOMPARE(QByteArray::fromStdString(answer.path), asPath);
    QCOMPARE(QByteArray::fromStdString(answer.json), asJson);
}

void PathAnswerTest::findsPlaces_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("texts");
    QTest::newRow("$") << QByteArray("$") << QByteArrayList{QByteArray(kDocument.data(), kDocument.size())};
    QTest::newRow("member") << QByteArray("$.s.b[0].t") << QByteArrayList{"\"A\""};
    QTest::newRow("slash in a name") << QByteArray("$['a/b']") << QByteArrayList{"\"x\""};
    QTest::newRow("deep scan") << QByteArray("$..t") << QByteArrayList{"\"A\"", "\"B\""};
    QTest::newRow("wildcard") << QByteArray("$.s.b[*].p") << QByteArrayList{"8"};
    QTest::newRow("filter that asks elsewhere")
        << QByteArray("$.s.b[?(@.t == $.s.b[1].t)]") << QByteArrayList{R"({"t": "B"})"};
    QTest::newRow("slice") << QByteArray("$.s.b[-1:]") << QByteArrayList{R"({"t": "B"})"};
    QTest::newRow("several indexes") << QByteArray("$.s.b[1,0].t") << QByteArrayList{"\"B\"", "\"A\""};
    QTest::newRow("several members") << QByteArray("$.s.b[0]['p','t']") << QByteArrayList{"8", "\"A\""};
    QTest::newRow("function") << QByteArray("$.s.b.length()") << QByteArrayList{};
    QTest::newRow("nothing") << QByteArray("$.zz") << QByteArrayList{};
}

void PathAnswerTest::findsPlaces()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArrayList, texts);
    QByteArrayList found;
    for (const SourceSpan &span : playground::answerPath(path.toStdString(), kDocument).places)
        found.append(QByteArray::fromStdString(std::string(kDocument.substr(span.begin, span.end - span.begin))));
    QCOMPARE(found, texts);
}

void PathAnswerTest::mendsPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("column"); // -1: the path is valid
    QTest::addColumn<QByteArray>("hint");
    // clang-format off
    QTest::newRow("no dot")          << QByteArray("$name") << 1 << QByteArray("a dot belongs before the name: $.name");
    QTest::newRow("script")          << QByteArray("$.s.b[(@.length-1)]") << 6 << QByteArray("[-1:] takes the last element");
    QTest::newRow("bare filter")     << QByteArray("$.s.b[?@.p]") << 7 << QByteArray("a filter stands in parentheses: [?(@.price < 10)]");
    QTest::newRow("dot at the end")  << QByteArray("$.s.") << 4 << QByteArray("a name or * must follow the dot");
    QTest::newRow("bare brackets")   << QByteArray("$.s[b]") << 4 << QByteArray("a name in brackets stands in quotes: ['b']");
    QTest::newRow("blank")           << QByteArray("$.x y") << 4 << QByteArray("a name with blanks stands in brackets and quotes: $['first name']");
    QTest::newRow("unclosed")        << QByteArray("$.s.b[0") << 7 << QByteArray("a ] is missing");
    QTest::newRow("empty")           << QByteArray("") << 0 << QByteArray("$ is the whole document");
    QTest::newRow("array in between") << QByteArray("$.s.b.t") << -1 << QByteArray("$.s.b is an array of 2: [0] is its first element, [*] are all");
    QTest::newRow("no such member")  << QByteArray("$.s.c.t") << -1 << QByteArray("$.s has the members b");
    QTest::newRow("into a text")     << QByteArray("$.s.b[0].t.x") << -1 << QByteArray("$.s.b[0].t is no object and no array: String");
    QTest::newRow("found")           << QByteArray("$.s.b") << -1 << QByteArray();
    // clang-format on
}

void PathAnswerTest::mendsPaths()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, column);
    QFETCH(const QByteArray, hint);
    const PathAnswer answer = playground::answerPath(path.toStdString(), kDocument);
    QCOMPARE(answer.error.has_value(), column >= 0);
    if (answer.error) {
        QVERIFY(answer.errorInPath);
        QCOMPARE(static_cast<int>(answer.error->span.begin), column);
        QVERIFY(!answer.error->detail.empty());
    }
    QCOMPARE(QByteArray::fromStdString(answer.hint), hint);
}

void PathAnswerTest::readsBodiesLeniently()
{
    const PathAnswer lenient = playground::answerPath("$.a", "{'a': b,}");
    QCOMPARE(lenient.path, std::string("b"));
    QVERIFY2(lenient.places.empty(), "a body that is no strict JSON has no places");
    QCOMPARE(playground::answerPath("$", "").json, std::string("{}"));
    QCOMPARE(playground::answerPath("$", "a=1&b=2").path, std::string("a=1&b=2"));
}

void PathAnswerTest::tellsWhereABodyBreaks()
{
    const PathAnswer answer = playground::answerPath("$.a", R"({"a":)");
    QVERIFY(answer.error);
    QVERIFY(!answer.errorInPath);
    QVERIFY(answer.error->span.known());
}

QTEST_APPLESS_MAIN(PathAnswerTest)
#include "path_answer_test.moc"

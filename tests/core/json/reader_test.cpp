#include "core/json/reader.h"

#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::json;

class ReaderTest : public QObject {
    Q_OBJECT

private slots:
    void textSurvivesReadingAndWriting_data();
    void textSurvivesReadingAndWriting();
    void problemsAreReportedWithTheirPlace_data();
    void problemsAreReportedWithTheirPlace();
    void spansAreThoseOfTheTokens();
    void lastOfDuplicateKeysCounts();
    void readingGoesOnAfterCommentsAndTrailingCommas();
    void hostileTextEndsInADiagnostic_data();
    void hostileTextEndsInADiagnostic();
    void escapesAreDecoded();
};

void ReaderTest::textSurvivesReadingAndWriting_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"null", "true", "0", "-0", "1.0", "100.10", "1e5", "123456789012345678901234567890",
                             "\"\"", R"("\"\\\b\f\n\r\t\u0001/")", "\"h\u00e9 \U0001F600\"", "[]", "{}", "[[],{}]",
                             R"({"b":1,"a":[true,false,null],"":{"x":"y"}})"})
        QTest::newRow(text) << QByteArray(text);
}

void ReaderTest::textSurvivesReadingAndWriting()
{
    QFETCH(const QByteArray, text);
    const ReadResult result = readJson(text.toStdString());
    QVERIFY(result.diagnostics.empty());
    QCOMPARE(toJson(result.value, -1), text.toStdString());
    const ReadResult again = readJson(toJson(result.value)); // indented
    QVERIFY(again.diagnostics.empty());
    QVERIFY(again.value == result.value);
}

void ReaderTest::problemsAreReportedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("report"); // line:column message
    // clang-format off
    QTest::newRow("empty")               << QByteArray("")                   << QByteArray("1:1 The text is empty");
    QTest::newRow("only blanks")         << QByteArray(" \n ")               << QByteArray("2:2 The text is empty");
    QTest::newRow("unclosed object")     << QByteArray("\n{\"a\": 1")        << QByteArray("2:8 The text ends inside the object that begins in line 2");
    QTest::newRow("unclosed array")      << QByteArray("[1, ")               << QByteArray("1:5 The text ends inside the array that begins in line 1");
    QTest::newRow("missing comma")       << QByteArray("[1 2]")              << QByteArray("1:4 Expected ',' or ']'");
    QTest::newRow("missing colon")       << QByteArray("{\"a\" 1}")          << QByteArray("1:6 Expected ':' after the member name \"a\"");
    QTest::newRow("bare key")            << QByteArray("{a: 1}")             << QByteArray("1:2 Expected a member name in double quotes");
    QTest::newRow("single quotes")       << QByteArray("['a']")              << QByteArray("1:2 A text in single quotes: JSON wants double quotes");
    QTest::newRow("misspelt word")       << QByteArray("[True]")             << QByteArray("1:2 True is no JSON value");
    QTest::newRow("leading zero")        << QByteArray("[01]")               << QByteArray("1:2 01 is no JSON number");
    QTest::newRow("not a number")        << QByteArray("[NaN]")              << QByteArray("1:2 NaN is no JSON value");
    QTest::newRow("hexadecimal")         << QByteArray("[0x1F]")             << QByteArray("1:2 0x1F is no JSON number");
    QTest::newRow("lone minus")          << QByteArray("-")                  << QByteArray("1:1 - is no JSON number");
    QTest::newRow("trailing text")       << QByteArray("{} x")               << QByteArray("1:4 Unexpected text after the end of the document");
    QTest::newRow("line end in string")  << QByteArray("[\"a\nb\"]")         << QByteArray("1:2 A string that does not end in its line");
    QTest::newRow("tab in string")       << QByteArray("\"a\tb\"")           << QByteArray("1:3 Control character U+0009 in a string: write it as an escape");
    QTest::newRow("bad escape")          << QByteArray("\"\\x\"")            << QByteArray("1:2 Unknown escape in a string");
    QTest::newRow("bad hex escape")      << QByteArray("\"\\u12g4\"")        << QByteArray("1:2 Unknown escape in a string");
    QTest::newRow("lone surrogate")      << QByteArray("\"\\ud800x\"")       << QByteArray("1:2 Half a surrogate pair (\\ud800) is no character; read as U+FFFD");
    QTest::newRow("line comment")        << QByteArray("{\"a\": 1 // one\n}") << QByteArray("1:9 A comment (//): JSON has none");
    QTest::newRow("block comment")       << QByteArray("/* x */ 1")          << QByteArray("1:1 A comment (/* */): JSON has none");
    QTest::newRow("trailing comma")      << QByteArray("[1,\n]")             << QByteArray("1:3 A comma before ']': JSON allows none there");
    QTest::newRow("duplicate key")       << QByteArray("{\"a\": 1,\n\"a\": 2}") << QByteArray("2:1 The member \"a\" is already there in line 1; the last one counts");
    QTest::newRow("columns are characters") << QByteArray("[\"\xC3\xA9\" 2]") << QByteArray("1:6 Expected ',' or ']'");
    QTest::newRow("invalid UTF-8")       << QByteArray("[\"\n\xFF\"]")       << QByteArray("2:1 Invalid UTF-8 at offset 3 (octet FF)");
    QTest::newRow("overlong UTF-8")      << QByteArray("\"\xC0\xAF\"")       << QByteArray("1:2 Invalid UTF-8 at offset 1 (octet C0)");
    QTest::newRow("encoded surrogate")   << QByteArray("\"\xED\xA0\x80\"")   << QByteArray("1:2 Invalid UTF-8 at offset 1 (octet ED)");
    QTest::newRow("UTF-16 with a mark")  << QByteArray("\xFF\xFE{\0}\0", 6)  << QByteArray("1:1 The text is UTF-16");
    QTest::newRow("UTF-16 without mark") << QByteArray("{\0}\0", 4)          << QByteArray("1:1 The text is UTF-16");
    QTest::newRow("UTF-32")              << QByteArray("{\0\0\0", 4)         << QByteArray("1:1 The text is UTF-32");
    // clang-format on
}

void ReaderTest::problemsAreReportedWithTheirPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, report);
    const ReadResult result = readJson(text.toStdString());
    QCOMPARE(result.diagnostics.size(), std::size_t(1));
    const Diagnostic &problem = result.diagnostics.front();
    QVERIFY(problem.severity == Severity::Error);
    QCOMPARE(std::format("{}:{} {}", problem.line, problem.column, problem.message), report.toStdString());
}

void ReaderTest::spansAreThoseOfTheTokens()
{
    const std::string text = "\xEF\xBB\xBF { \"key\" : [ 10, {\"x\": \"y\"} ] }";
    const ReadResult result = readJson(text);
    QVERIFY(result.diagnostics.empty());
    const auto textOf = [&](SourceSpan span) { return text.substr(span.begin, span.end - span.begin); };
    QCOMPARE(textOf(result.value.span()), text.substr(4));
    const Member &member = result.value.members()[0];
    QCOMPARE(textOf(member.keySpan), "\"key\"");
    QCOMPARE(textOf(member.value.span()), "[ 10, {\"x\": \"y\"} ]");
    QCOMPARE(textOf(result.value.at("/key/0")->span()), "10");
    QCOMPARE(textOf(result.value.at("/key/1/x")->span()), "\"y\"");
}

void ReaderTest::lastOfDuplicateKeysCounts()
{
    const ReadResult result = readJson(R"({"paths": {"/a": {"x": 1, "y": 2, "x": 3}}})");
    QCOMPARE(result.diagnostics.size(), std::size_t(1));
    QCOMPARE(result.diagnostics[0].rule, "duplicate-key");
    QCOMPARE(result.diagnostics[0].pointer, "/paths/~1a/x");
    QCOMPARE(result.value["paths"]["/a"]["x"].integer(), std::optional<std::int64_t>(3));
}

void ReaderTest::readingGoesOnAfterCommentsAndTrailingCommas()
{
    const ReadResult result = readJson("{ // first\n \"a\": [1, 2,], /* second */ \"b\": 3, }");
    QCOMPARE(result.diagnostics.size(), std::size_t(4));
    QVERIFY(result.value == Value::object({{"a", Value::array({1, 2})}, {"b", 3}}));
}

void ReaderTest::hostileTextEndsInADiagnostic_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rule");
    QByteArray duplicates = "{";
    for (int i = 0; i < 100'000; ++i)
        duplicates += "\"a\":1,";
    // clang-format off
    QTest::newRow("a million open arrays")    << QByteArray(1'000'000, '[')                 << QByteArray("json-depth");
    QTest::newRow("nested objects")           << QByteArray("{\"a\":").repeated(100'000)    << QByteArray("json-depth");
    QTest::newRow("many values")              << "[" + QByteArray("1,").repeated(4'000'001) << QByteArray("json-size");
    QTest::newRow("too large")                << QByteArray((64 << 20) + 1, ' ')            << QByteArray("text-size");
    QTest::newRow("duplicates without end")   << duplicates                                 << QByteArray("duplicate-key");
    QTest::newRow("comments without end")     << QByteArray("//\n").repeated(100'000)       << QByteArray("json-comment");
    QTest::newRow("a number of a million digits, then rubbish") << QByteArray(1'000'000, '9') + "x" << QByteArray("json-syntax");
    // clang-format on
}

void ReaderTest::hostileTextEndsInADiagnostic()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, rule);
    const ReadResult result = readJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QVERIFY(!result.diagnostics.empty());
    QVERIFY(result.diagnostics.size() <= 200);
    QCOMPARE(result.diagnostics.back().rule, rule.toStdString());
    QVERIFY(result.value.isNull());
}

void ReaderTest::escapesAreDecoded()
{
    QCOMPARE(readJson(R"("\u00e9\ud83d\ude00\u0000")").value.string(),
             std::string_view("\xC3\xA9\xF0\x9F\x98\x80\0", 7));
}

QTEST_APPLESS_MAIN(ReaderTest)
#include "reader_test.moc"

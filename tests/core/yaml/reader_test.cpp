#include "core/yaml/reader.h"

#include <QDirIterator>
#include <QFile>
#include <QtTest>

using namespace gatehouse;
using json::ReadResult;
using json::Value;

class YamlReaderTest : public QObject {
    Q_OBJECT

private slots:
    void scalarsFollowTheCoreSchema_data();
    void scalarsFollowTheCoreSchema();
    void structureBecomesJson_data();
    void structureBecomesJson();
    void problemsAreReportedWithTheirPlace_data();
    void problemsAreReportedWithTheirPlace();
    void hostileTextEndsInADiagnostic_data();
    void hostileTextEndsInADiagnostic();
    void mapsAsKeysOfMapsDoNotGrow();
    void spansAreThoseOfTheNodes_data();
    void spansAreThoseOfTheNodes();
    void textThatBeginsLikeJsonIsJson();
    void corpusIsReadWithoutErrors_data();
    void corpusIsReadWithoutErrors();
};

void YamlReaderTest::scalarsFollowTheCoreSchema_data()
{
    QTest::addColumn<QByteArray>("json");
    const std::pair<const char *, const char *> rows[] = {
        {"on", "\"on\""},
        {"yes", "\"yes\""},
        {"NO", "\"NO\""},
        {"2020-01-01", "\"2020-01-01\""},
        {"1_000", "\"1_000\""},
        {"12:30", "\"12:30\""},
        {"~", "null"},
        {"Null", "null"},
        {"", "null"},
        {"TRUE", "true"},
        {"False", "false"},
        {"tRUE", "\"tRUE\""},
        {"1.0", "1.0"},
        {"-0.50e+10", "-0.50e+10"},
        {"+12", "12"},
        {"007", "7"},
        {"0o17", "15"},
        {"0x1F", "31"},
        {".5", "0.5"},
        {"5.", "5.0"},
        {"-.5", "-0.5"},
        {"1e400", "1e400"},
        {"9007199254740993", "9007199254740993"},
        {".inf", "\".inf\""},
        {"-", "[null]"},
        {"1.2.3", "\"1.2.3\""},
        {"0x", "\"0x\""},
        {"1e", "\"1e\""},
        {".", "\".\""},
        {"'200'", "\"200\""},
        {"\"1.0\"", "\"1.0\""},
        {"!!str 12", "\"12\""},
        {"!!int 12", "12"},
    };
    for (const auto &[yaml, json] : rows)
        QTest::newRow(yaml) << QByteArray(json);
}

void YamlReaderTest::scalarsFollowTheCoreSchema()
{
    QFETCH(const QByteArray, json);
    const ReadResult result = yaml::readYaml("a: " + std::string(QTest::currentDataTag()) + "\n");
    QVERIFY(result.yaml);
    QVERIFY(result.diagnostics.empty() || std::string_view(QTest::currentDataTag()) == "-");
    if (result.diagnostics.empty())
        QCOMPARE(json::toJson(result.value["a"], -1), json.toStdString());
}

void YamlReaderTest::structureBecomesJson_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    // clang-format off
    QTest::newRow("keys become strings")  << QByteArray("200: a\n1.0: b\ntrue: c\nnull: d\n~: e\n? f\n: g\n")
                                          << QByteArray(R"({"200":"a","1.0":"b","true":"c","null":"d","~":"e","f":"g"})");
    QTest::newRow("aliases share")        << QByteArray("a: &x [1]\nb: *x\n")                 << QByteArray(R"({"a":[1],"b":[1]})");
    QTest::newRow("merge: own member wins") << QByteArray("a: &x {k: 1, l: 2}\nb:\n  k: 3\n  <<: *x\n") << QByteArray(R"({"a":{"k":1,"l":2},"b":{"k":3,"l":2}})");
    QTest::newRow("merge: first of several wins") << QByteArray("- &x {k: 1}\n- &y {k: 2, l: 3}\n- <<: [*x, *y]\n") << QByteArray(R"([{"k":1},{"k":2,"l":3},{"k":1,"l":3}])");
    QTest::newRow("a quoted << is a key") << QByteArray("\"<<\": {a: 1}\n")                   << QByteArray(R"({"<<":{"a":1}})");
    QTest::newRow("left out values")      << QByteArray("a:\nb:\n  -\n  - x\nnull: y\n")      << QByteArray(R"({"a":null,"b":[null,"x"],"null":"y"})");
    QTest::newRow("block scalars")        << QByteArray("a: |\n  x\n   y\nb: >-\n  x\n  y\nc: |+\n  z\n\n") << QByteArray(R"({"a":"x\n y\n","b":"x y","c":"z\n\n"})");
    QTest::newRow("flow")                 << QByteArray("{a: [1, {b: c}, ], 'd': }\n")        << QByteArray(R"({"a":[1,{"b":"c"}],"d":null})");
    QTest::newRow("pair in a flow sequence") << QByteArray("[a: 1, b]\n")                     << QByteArray(R"([{"a":1},"b"])");
    QTest::newRow("byte order mark")      << QByteArray("\xEF\xBB\xBF" "a: 1\n")              << QByteArray(R"({"a":1})");
    QTest::newRow("line ends of Windows") << QByteArray("a: 1\r\nb: |\r\n  x\r\n")            << QByteArray(R"({"a":1,"b":"x\n"})");
    QTest::newRow("document markers")     << QByteArray("%YAML 1.2\n---\na: 1\n...\n")        << QByteArray(R"({"a":1})");
    QTest::newRow("a scalar alone")       << QByteArray("text\n")                             << QByteArray(R"("text")");
    QTest::newRow("nothing")              << QByteArray("")                                   << QByteArray("null");
    QTest::newRow("only comments")        << QByteArray("# a\n# b\n")                         << QByteArray("null");
    QTest::newRow("slashes in a text")    << QByteArray("a: http://x // y\n")                 << QByteArray(R"({"a":"http://x // y"})");
    QTest::newRow("proto and empty keys") << QByteArray("__proto__: 1\n'': 2\n/a/b: 3\n")     << QByteArray(R"({"__proto__":1,"":2,"/a/b":3})");
    // clang-format on
}

void YamlReaderTest::structureBecomesJson()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, json);
    const ReadResult result = yaml::readYaml(yaml.toStdString());
    for (const Diagnostic &problem : result.diagnostics)
        qWarning("%s", format(problem).c_str());
    QVERIFY(result.diagnostics.empty());
    QCOMPARE(json::toJson(result.value, -1), json.toStdString());
}

void YamlReaderTest::problemsAreReportedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("report"); // line:column message
    QTest::addColumn<bool>("fatal");
    // clang-format off
    QTest::newRow("duplicate key")     << QByteArray("a:\n  b: 1\n  c: 2\n  b: 3\n") << QByteArray("4:3 error The key \"b\" is already there in line 2; the last one counts") << false;
    QTest::newRow("bad indentation")   << QByteArray("a: 1\n  b: 2\n")             << QByteArray("2:4 error A ':' where no value can stand: check the indentation, or quote the text") << true;
    QTest::newRow("unclosed bracket")  << QByteArray("a: [1, 2\nb: 3\n")           << QByteArray("2:2 error Expected ',' or ']'") << true;
    QTest::newRow("unclosed quote")    << QByteArray("a: \"x\n")                   << QByteArray("1:4 error The text ends inside a quoted string") << true;
    QTest::newRow("unknown anchor")    << QByteArray("a: *x\n")                    << QByteArray("1:4 error An alias for an anchor that does not exist") << true;
    QTest::newRow("alias of itself")   << QByteArray("a: &x [*x]\n")               << QByteArray("1:8 error An alias for a node that it is itself part of") << true;
    QTest::newRow("tab as indentation") << QByteArray("a:\n\tb: 1\n")              << QByteArray("2:3 error A ':' where no value can stand: check the indentation, or quote the text") << true;
    QTest::newRow("second document")   << QByteArray("a: 1\n---\nb: 2\n")          << QByteArray("2:1 warning Only the first of several documents is read") << false;
    QTest::newRow("text after the end") << QByteArray("[1]\nx\n")                  << QByteArray("2:1 error Unexpected text after the end of the document") << true;
    QTest::newRow("comment with slashes") << QByteArray("a: [1, // one\n  x: y: 2]\n") << QByteArray("2:4 error Expected ',' or ']'; \"//\" begins no comment in YAML or JSON") << true;
    QTest::newRow("sequence as key")   << QByteArray("[a, b]: 1\n")                << QByteArray("1:1 error A key that is a sequence or a map has no counterpart in JSON") << false;
    QTest::newRow("unknown tag")       << QByteArray("a: !Sub x\n")                << QByteArray("1:4 warning The tag !Sub is not known and ignored") << false;
    QTest::newRow("merge of a scalar") << QByteArray("<<: 1\n")                    << QByteArray("1:1 error \"<<\" merges a map or a sequence of maps") << false;
    QTest::newRow("control character") << QByteArray("a: b\nc: \x04 d\n")          << QByteArray("2:4 error Control character U+0004: YAML allows it only as an escape in double quotes") << true;
    QTest::newRow("invalid UTF-8")     << QByteArray("a: b\nc: \xC3\n")            << QByteArray("2:4 error Invalid UTF-8 at offset 8 (octet C3)") << true;
    QTest::newRow("UTF-16")            << QByteArray("\xFE\xFF\0a", 4)             << QByteArray("1:1 error The text is UTF-16") << true;
    QTest::newRow("columns are characters") << QByteArray("\xC3\xA9: [1\n\n\xC3\xA9: *y\n") << QByteArray("3:2 error Expected ',' or ']'") << true;
    // clang-format on
}

void YamlReaderTest::problemsAreReportedWithTheirPlace()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, report);
    QFETCH(const bool, fatal);
    const ReadResult result = yaml::readYaml(yaml.toStdString());
    QCOMPARE(result.diagnostics.size(), std::size_t(1));
    const Diagnostic &problem = result.diagnostics.front();
    QCOMPARE(std::format("{}:{} {} {}", problem.line, problem.column, toString(problem.severity), problem.message),
             report.toStdString());
    QCOMPARE(result.value.isNull(), fatal);
}

void YamlReaderTest::hostileTextEndsInADiagnostic_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("rule");
    QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const QByteArray alias = "*a" + QByteArray::number(i - 1) + ", ";
        bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + alias.repeated(9) + "x]\n";
    }
    QByteArray tower = "- &a0 []\n";
    for (int i = 1; i < 1000; ++i)
        tower += "- &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1) + "]\n";
    QByteArray merges = "a0: &a0 {k: v}\n";
    for (int i = 1; i < 1000; ++i) {
        const QByteArray n = QByteArray::number(i);
        merges += "a" + n + ": &a" + n + " {x: *a" + QByteArray::number(i - 1) + ", <<: *a" + QByteArray::number(i - 1)
            + "}\n";
    }
    // clang-format off
    QTest::newRow("open brackets")        << QByteArray(100'000, '[')               << QByteArray("yaml-depth");
    QTest::newRow("nested maps in flow")  << QByteArray("{a: ").repeated(100'000)   << QByteArray("yaml-depth");
    QTest::newRow("nested sequences")     << QByteArray("- ").repeated(100'000)     << QByteArray("yaml-depth");
    QTest::newRow("nested complex keys")  << QByteArray("? ").repeated(100'000)     << QByteArray("yaml-depth");
    QTest::newRow("alias bomb")           << bomb                                   << QByteArray("yaml-size");
    QTest::newRow("tower of aliases")     << tower                                  << QByteArray("yaml-depth");
    QTest::newRow("tower of merges")      << merges                                 << QByteArray("yaml-size");
    QTest::newRow("duplicates")           << QByteArray("a: 1\n").repeated(100'000) << QByteArray("duplicate-key");
    QTest::newRow("too large")            << QByteArray((64 << 20) + 1, ' ')        << QByteArray("text-size");
    QTest::newRow("a key of a megabyte")  << QByteArray(1 << 20, 'k') + ": v\n"     << QByteArray("yaml-syntax");
    // clang-format on
}

void YamlReaderTest::hostileTextEndsInADiagnostic()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, rule);
    const ReadResult result = yaml::readYaml(std::string_view(yaml.constData(), static_cast<std::size_t>(yaml.size())));
    QVERIFY(!result.diagnostics.empty());
    QVERIFY(result.diagnostics.size() <= 200);
    QCOMPARE(result.diagnostics.back().rule, rule.toStdString());
    QVERIFY(result.value.isNull());
}

void YamlReaderTest::mapsAsKeysOfMapsDoNotGrow()
{
    const ReadResult result = yaml::readYaml(std::string(100, '{') + std::string(100, '}'));
    QCOMPARE(result.diagnostics.size(), std::size_t(99));
    QCOMPARE(result.diagnostics.back().rule, "yaml-key");
    QVERIFY(json::toJson(result.value).size() < 1000);
}

void YamlReaderTest::spansAreThoseOfTheNodes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("text");
    // clang-format off
    QTest::newRow("plain")            << QByteArray("a: x y # c\n")            << QByteArray("/a")   << QByteArray("x y");
    QTest::newRow("several lines")    << QByteArray("a: x\n   y\n\n  z\nb: 1") << QByteArray("/a")   << QByteArray("x\n   y\n\n  z");
    QTest::newRow("single quotes")    << QByteArray("a: 'it''s' # 'c'\n")      << QByteArray("/a")   << QByteArray("'it''s'");
    QTest::newRow("double quotes")    << QByteArray("a: \"x\\\"y\"\nb: \"z\"") << QByteArray("/a")   << QByteArray("\"x\\\"y\"");
    QTest::newRow("literal")          << QByteArray("a: |\n  x\n   y\n\n\nb:") << QByteArray("/a")   << QByteArray("|\n  x\n   y");
    QTest::newRow("folded in a sequence") << QByteArray("- >-\n  x\n- y\n")    << QByteArray("/0")   << QByteArray(">-\n  x");
    QTest::newRow("literal at the end") << QByteArray("a: |\n  x")             << QByteArray("/a")   << QByteArray("|\n  x");
    QTest::newRow("map")              << QByteArray("a:\n  b: 1\n  c: 2 # d\n\ne: 3") << QByteArray("/a") << QByteArray("b: 1\n  c: 2");
    QTest::newRow("sequence")         << QByteArray("a:\n- 1\n- b: 2\nc: 3")   << QByteArray("/a")   << QByteArray("- 1\n- b: 2");
    QTest::newRow("flow map")         << QByteArray("a: { b: [1, 2 ], } # c\n") << QByteArray("/a")  << QByteArray("{ b: [1, 2 ], }");
    QTest::newRow("flow in flow")     << QByteArray("a: { b: [1, 2 ], } # c\n") << QByteArray("/a/b") << QByteArray("[1, 2 ]");
    QTest::newRow("flow with comments") << QByteArray("a: [ # ]\n 1 # ]\n ]\n") << QByteArray("/a")   << QByteArray("[ # ]\n 1 # ]\n ]");
    QTest::newRow("pair without braces") << QByteArray("[a: 1, b]")            << QByteArray("/0")   << QByteArray("a: 1");
    QTest::newRow("empty flow")       << QByteArray("a: [ ]\n")                << QByteArray("/a")   << QByteArray("[ ]");
    QTest::newRow("tag and anchor")   << QByteArray("a: &x !!str 12\nb: 1")    << QByteArray("/a")   << QByteArray("&x !!str 12");
    QTest::newRow("anchored flow")    << QByteArray("a: &x [1]\nb: *x\n")      << QByteArray("/a")   << QByteArray("&x [1]");
    QTest::newRow("alias")            << QByteArray("a: &x [1]\nb: *x\n")      << QByteArray("/b")   << QByteArray("*x");
    QTest::newRow("null")             << QByteArray("a: null\nb: 1")           << QByteArray("/a")   << QByteArray("null");
    QTest::newRow("tilde")            << QByteArray("a: ~ # c\nb: 1")          << QByteArray("/a")   << QByteArray("~");
    QTest::newRow("left out")         << QByteArray("a:\nnull: 1")             << QByteArray("/a")   << QByteArray("");
    QTest::newRow("multi-octet characters") << QByteArray("a: \xC3\xA9\xC3\xA9\nb: x") << QByteArray("/b") << QByteArray("x");
    QTest::newRow("byte order mark")  << QByteArray("\xEF\xBB\xBF" "a: x\n")   << QByteArray("/a")   << QByteArray("x");
    QTest::newRow("line ends of Windows") << QByteArray("a: |\r\n  x\r\nb: y\r\n") << QByteArray("/b") << QByteArray("y");
    // clang-format on
}

void YamlReaderTest::spansAreThoseOfTheNodes()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QByteArray, pointer);
    QFETCH(const QByteArray, text);
    const ReadResult result = yaml::readYaml(yaml.toStdString());
    const Value *value = result.value.at(pointer.toStdString());
    QVERIFY(value);
    QCOMPARE(yaml.mid(value->span().begin, value->span().end - value->span().begin), text);
}

void YamlReaderTest::textThatBeginsLikeJsonIsJson()
{
    QVERIFY(!yaml::readAny(" {\"a\": 1}").yaml);
    QVERIFY(yaml::readAny("a: 1").yaml);
    QVERIFY(yaml::readAny("").yaml);
    const ReadResult flow = yaml::readAny("{a: 1}");
    QVERIFY(flow.yaml);
    QVERIFY(flow.diagnostics.empty());
    const ReadResult broken = yaml::readAny("{\"a\": 1");
    QVERIFY(!broken.yaml);
    QCOMPARE(broken.diagnostics.at(0).rule, "json-syntax");
    const ReadResult commented = yaml::readAny("{\"a\": 1 // one\n}");
    QVERIFY(!commented.yaml);
    QCOMPARE(commented.diagnostics.at(0).rule, "json-comment");
    QVERIFY(!commented.value.isNull());
}

void YamlReaderTest::corpusIsReadWithoutErrors_data()
{
    QTest::addColumn<QString>("path");
    if (!qEnvironmentVariableIsSet("GATEHOUSE_CORPUS"))
        QTest::newRow("the documents of GATEHOUSE_CORPUS") << QString();
    for (const QString &folder :
         {qEnvironmentVariable("GATEHOUSE_CORPUS"), QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/data/openapi")}) {
        QDirIterator it(folder, {"*.yaml", "*.json"}, QDir::Files);
        while (!folder.isEmpty() && it.hasNext()) {
            const QFileInfo file(it.next());
            QTest::addRow("%s", qPrintable(file.fileName())) << file.filePath();
        }
    }
}

void YamlReaderTest::corpusIsReadWithoutErrors()
{
    QFETCH(const QString, path);
    if (path.isEmpty())
        QSKIP("set GATEHOUSE_CORPUS to a folder with more documents to read them too");
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const ReadResult result = yaml::readAny(text);
    for (const Diagnostic &problem : result.diagnostics)
        qWarning("%s", format(problem).c_str());
    QVERIFY(!hasErrors(result.diagnostics));
    QVERIFY(result.value.isObject());
    QCOMPARE(result.yaml, path.endsWith(".yaml"));

    const ReadResult yaml = yaml::readYaml(yaml::toYaml(result.value));
    QVERIFY(yaml.diagnostics.empty());
    QVERIFY(yaml.value == result.value);
    const ReadResult json = json::readJson(json::toJson(result.value));
    QVERIFY(json.diagnostics.empty());
    QVERIFY(json.value == result.value);
}

QTEST_APPLESS_MAIN(YamlReaderTest)
#include "reader_test.moc"

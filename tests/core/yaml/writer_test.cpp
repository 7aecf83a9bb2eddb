#include "core/base/random.h"
#include "core/yaml/reader.h"

#include <QtTest>

using namespace gatehouse;
using json::Value;

class YamlWriterTest : public QObject {
    Q_OBJECT

private slots:
    void textIsAsPeopleWriteIt_data();
    void textIsAsPeopleWriteIt();
    void stringsReadBackEqual_data();
    void stringsReadBackEqual();
    void randomValuesReadBackEqual();
};

void YamlWriterTest::textIsAsPeopleWriteIt_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("yaml");
    // clang-format off
    QTest::newRow("members")        << QByteArray(R"({"a": 1, "b": {"c": true, "d": null}, "e": [], "f": {}})")
                                    << QByteArray("a: 1\nb:\n  c: true\n  d: null\ne: []\nf: {}\n");
    QTest::newRow("items")          << QByteArray(R"({"a": [1, {"b": 2, "c": 3}, [4, 5], {"d": {"e": 6}}]})")
                                    << QByteArray("a:\n  - 1\n  - b: 2\n    c: 3\n  - - 4\n    - 5\n  - d:\n      e: 6\n");
    QTest::newRow("root sequence")  << QByteArray(R"([{"a": [1]}])")            << QByteArray("- a:\n    - 1\n");
    QTest::newRow("several lines")  << QByteArray(R"({"a": "x\ny\n", "b": ["x\ny"]})")
                                    << QByteArray("a: |\n  x\n  y\nb:\n  - |-\n    x\n    y\n");
    QTest::newRow("status codes")   << QByteArray(R"({"200": {"code": "200"}})") << QByteArray("200:\n  code: \"200\"\n");
    QTest::newRow("typed for YAML 1.1") << QByteArray(R"({"on": "yes", "a": "2020-01-01", "b": "1_000", "c": "0o17"})")
                                    << QByteArray("\"on\": \"yes\"\na: \"2020-01-01\"\nb: \"1_000\"\nc: \"0o17\"\n");
    QTest::newRow("JSON in a text") << QByteArray(R"({"a": "{\"statusCode\": 200}", "b": "'*'"})")
                                    << QByteArray("a: '{\"statusCode\": 200}'\nb: \"'*'\"\n");
    QTest::newRow("paths and types") << QByteArray(R"({"/pets/{id}": "application/json", "$ref": "#/a"})")
                                    << QByteArray("\"/pets/{id}\": application/json\n$ref: \"#/a\"\n");
    QTest::newRow("scalar alone")   << QByteArray("\"x\"")                      << QByteArray("x\n");
    QTest::newRow("numbers")        << QByteArray("[1.0, 100.10, 1e400]")       << QByteArray("- 1.0\n- 100.10\n- 1e400\n");
    // clang-format on
}

void YamlWriterTest::textIsAsPeopleWriteIt()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, yaml);
    const Value value = json::readJson(json.toStdString()).value;
    QCOMPARE(yaml::toYaml(value), yaml.toStdString());
    QVERIFY(yaml::readYaml(yaml.toStdString()).value == value);
}

void YamlWriterTest::stringsReadBackEqual_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             " ",
                             "a b",
                             " a",
                             "a ",
                             "a: b",
                             "a:",
                             "a #b",
                             "#a",
                             "- a",
                             "-",
                             "?",
                             ":",
                             "&a",
                             "*a",
                             "!a",
                             "|",
                             ">",
                             "%a",
                             "@a",
                             "`a",
                             "'",
                             "\"",
                             "it's",
                             "a\\b",
                             "\"a' \\",
                             "[a]",
                             "{a}",
                             "a, b",
                             "~",
                             "null",
                             "true",
                             "1",
                             "1.0",
                             "0x1F",
                             "1e5",
                             ".inf",
                             "<<",
                             "=",
                             "---",
                             "...",
                             "--- a",
                             "... a",
                             "\n",
                             "\n\n",
                             "a\n",
                             "a\n\n",
                             "\na",
                             " \na",
                             "a\n b",
                             "  a\nb",
                             "a\nb ",
                             "a\n  ",
                             "a\n  \n",
                             "a\n\nb",
                             "a\n\n\n",
                             "\ta",
                             "a\tb",
                             "a\n\tb",
                             "\ta\nb",
                             "a\r\nb",
                             "a\x01",
                             "a\x7F",
                             "\xC2\x85",
                             "\xC2\xA0",
                             "\xE2\x80\xA8",
                             "\xE2\x80\xA9x",
                             "\xEF\xBB\xBF",
                             "\xEF\xBF\xBE",
                             "\xC3\xA9",
                             "\xF0\x9F\x98\x80",
                             "a\n# b",
                             "a\n---\nb",
                             "a\n...\n",
                             "key: |\n  b",
                             "$connect",
                             "//",
                             "a // b"})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("long") << QByteArray(3000, 'k');
    QTest::newRow("long with blanks") << QByteArray("word ").repeated(1000);
    QTest::newRow("long quoted") << QByteArray("a: ").repeated(1000);
}

void YamlWriterTest::stringsReadBackEqual()
{
    QFETCH(const QByteArray, text);
    const Value string = text.toStdString();
    json::Object keys;
    keys.set(text.toStdString(), string);
    keys.set("next", Value::array({string, Value::array({string, 1}), Value::object({{"k", string}, {"l", 2}})}));
    for (const Value &value : {string, Value(keys), Value::array({keys, string})}) {
        const std::string yaml = yaml::toYaml(value);
        const json::ReadResult result = yaml::readYaml(yaml);
        if (!result.diagnostics.empty() || !(result.value == value))
            qWarning("%s", yaml.c_str());
        QVERIFY(result.diagnostics.empty());
        QVERIFY(result.value == value);
        QVERIFY(json::readJson(json::toJson(value)).value == value);
    }
}

namespace {

Value randomValue(Random &random, int depth)
{
    static constexpr std::string_view kPieces[]
        = {"a", " ", "\n", ":", "#", "-", "'", "\"",       "\\",           "{",   "}", "[", "]", ",", "\t", "1", ".",
           "|", ">", "%",  "&", "*", "!", "?", "\xC3\xA9", "\xE2\x80\xA8", "\x01"};
    const auto text = [&] {
        std::string out;
        for (std::uint64_t n = random.next() % 7; n > 0; --n)
            out += kPieces[random.next() % std::size(kPieces)];
        return out;
    };
    switch (random.next() % (depth > 0 ? 8 : 5)) {
    case 0: return nullptr;
    case 1: return random.next() % 2 == 0;
    case 2: return static_cast<std::int64_t>(random.next());
    case 3:
    case 4: return text();
    case 5: {
        json::Array items;
        for (std::uint64_t n = random.next() % 4; n > 0; --n)
            items.push_back(randomValue(random, depth - 1));
        return items;
    }
    default: {
        json::Object members;
        for (std::uint64_t n = random.next() % 4; n > 0; --n)
            members.set(text(), randomValue(random, depth - 1));
        return members;
    }
    }
}

} // namespace

void YamlWriterTest::randomValuesReadBackEqual()
{
    Random random(42);
    for (int i = 0; i < 5000; ++i) {
        const Value value = randomValue(random, 5);
        const std::string yaml = yaml::toYaml(value);
        const json::ReadResult result = yaml::readYaml(yaml);
        const bool equal = result.diagnostics.empty() && result.value == value;
        if (!equal) {
            for (const Diagnostic &problem : result.diagnostics)
                qWarning("%s", format(problem).c_str());
            qWarning("value %d: %s\n%s", i, json::toJson(value).c_str(), yaml.c_str());
        }
        QVERIFY(equal);
        QVERIFY(json::readJson(json::toJson(value, -1)).value == value);
    }
}

QTEST_APPLESS_MAIN(YamlWriterTest)
#include "writer_test.moc"

#include "core/yaml/patch.h"

#include "core/base/random.h"
#include "core/yaml/reader.h"

#include <QDirIterator>
#include <QFile>
#include <QtTest>

using namespace gatehouse;
using json::Value;

class PatchTest : public QObject {
    Q_OBJECT

private slots:
    void onlyWhatChangedIsTouched_data();
    void onlyWhatChangedIsTouched();
    void anyEditReadsBackAndLeavesOtherLinesAlone_data();
    void anyEditReadsBackAndLeavesOtherLinesAlone();
};

void PatchTest::onlyWhatChangedIsTouched_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("tree"); // what it shall read as, in JSON
    QTest::addColumn<QByteArray>("result");
    using B = QByteArray;
    // clang-format off
    QTest::newRow("nothing")           << B("a:   1 # c\n\n\n")     << B(R"({"a":1})")                << B("a:   1 # c\n\n\n");
    QTest::newRow("scalar")            << B("# top\na:   1 # c\nb: 'x'\n") << B(R"({"a":2,"b":"x"})") << B("# top\na:   2 # c\nb: 'x'\n");
    QTest::newRow("quotes are kept")   << B("a: 'x'\nb: \"y\"\nc: z\n") << B(R"({"a":"1","b":"2","c":"3"})") << B("a: '1'\nb: \"2\"\nc: \"3\"\n");
    QTest::newRow("member added")      << B("a: 1 # c\n# d\nb: 2\n") << B(R"({"a":1,"new":{"m":[1]},"b":2})") << B("a: 1 # c\nnew:\n  m:\n    - 1\n# d\nb: 2\n");
    QTest::newRow("member added first") << B("# top\na: 1\n")       << B(R"({"new":0,"a":1})")          << B("# top\nnew: 0\na: 1\n");
    QTest::newRow("member added last, no line end") << B("a: 1")    << B(R"({"a":1,"new":0})")          << B("a: 1\nnew: 0\n");
    QTest::newRow("member removed")    << B("a: 1\n# on b\nb:\n  x: 1 # c\nc: 3\n") << B(R"({"a":1,"c":3})") << B("a: 1\n# on b\nc: 3\n");
    QTest::newRow("last one removed, no line end") << B("a: 1\nb: 2") << B(R"({"a":1})")              << B("a: 1\n");
    QTest::newRow("deep member")       << B("a:\n    b:\n        c: 1 # c\n") << B(R"({"a":{"b":{"c":1,"d":2}}})") << B("a:\n    b:\n        c: 1 # c\n        d: 2\n");
    QTest::newRow("member of an item") << B("- a: 1\n  b: 2\n- c: 3\n") << B(R"([{"a":1,"b":2,"new":0},{"c":3}])") << B("- a: 1\n  b: 2\n  new: 0\n- c: 3\n");
    QTest::newRow("first member of an item removed") << B("- a: 1\n  b: 2\n") << B(R"([{"b":2}])")    << B("- b: 2\n");
    QTest::newRow("item added")        << B("a:\n- 1 # c\n- 2\n")   << B(R"({"a":[1,{"x":1,"z":2},2]})") << B("a:\n- 1 # c\n- x: 1\n  z: 2\n- 2\n");
    QTest::newRow("item removed")      << B("- 1\n- 2 # c\n- 3\n")  << B(R"([1,3])")                  << B("- 1\n- 3\n");
    QTest::newRow("item of a nested list") << B("- - 1\n  - 2\n- 3\n") << B(R"([[1,2,4],3])")         << B("- - 1\n  - 2\n  - 4\n- 3\n");
    QTest::newRow("all members replaced") << B("a:\n  b: 1\nc: 2\n") << B(R"({"a":{"x":1},"c":2})")   << B("a:\n  x: 1\nc: 2\n");
    QTest::newRow("scalar becomes a map") << B("a: 1 # c\nb: 2\n")  << B(R"({"a":{"x":1},"b":2})")    << B("a: # c\n  x: 1\nb: 2\n");
    QTest::newRow("map becomes a scalar") << B("a:\n  x: 1 # c\nb: 2\n") << B(R"({"a":1,"b":2})")     << B("a: 1 # c\nb: 2\n");
    QTest::newRow("literal changed")   << B("a: | # c\n  x\n  y\n\nb: 2\n") << B(R"({"a":"x\nz\n","b":2})") << B("a: |\n  x\n  z\n\nb: 2\n");
    QTest::newRow("text becomes several lines") << B("a: x # c\nb: 2\n") << B(R"({"a":"x\ny\n","b":2})") << B("a: | # c\n  x\n  y\nb: 2\n");
    QTest::newRow("left out value")    << B("a:\nb: 2\n")           << B(R"({"a":1,"b":2})")          << B("a: 1\nb: 2\n");
    QTest::newRow("emptied")           << B("a:\n  x: 1\nb: 2\n")   << B(R"({"a":{},"b":2})")         << B("a: {}\nb: 2\n");
    QTest::newRow("filled")            << B("a: {} # c\nb: 2\n")    << B(R"({"a":{"x":1},"b":2})")    << B("a: # c\n  x: 1\nb: 2\n");
    QTest::newRow("flow value")        << B("a: { b: 1 , c: [1,2] }\n") << B(R"({"a":{"b":2,"c":[1,3]}})") << B("a: { b: 2 , c: [1,3] }\n");
    QTest::newRow("flow member added") << B("a: { b: 1 }\n")        << B(R"({"a":{"b":1,"c":[2]}})")  << B("a: { b: 1, c: [2] }\n");
    QTest::newRow("flow members removed") << B("a: {b: 1, c: 2, d: 3}\n") << B(R"({"a":{"d":3}})")    << B("a: {d: 3}\n");
    QTest::newRow("flow items removed") << B("a: [1, 2, 3]\n")      << B(R"({"a":[1]})")              << B("a: [1]\n");
    QTest::newRow("shared by an alias") << B("a: &x {k: 1}\nb: *x\nc: 1\n") << B(R"({"a":{"k":1},"b":{"k":2},"c":1})") << B("a: &x {k: 1}\nb:\n  k: 2\nc: 1\n");
    QTest::newRow("shared by an anchor") << B("a: &x {k: 1}\nb: *x # c\nc: 1\n") << B(R"({"a":{"k":2},"b":{"k":1},"c":1})") << B("a: &x {k: 2}\nb: # c\n  k: 1\nc: 1\n");
    QTest::newRow("merged member overridden") << B("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n") << B(R"({"a":{"k":1},"b":{"l":2,"k":3}})") << B("a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n  k: 3\n");
    QTest::newRow("line ends of Windows") << B("a: 1\r\nb: 2\r\n")  << B(R"({"a":1,"new":{"m":1},"b":2})") << B("a: 1\r\nnew:\r\n  m: 1\r\nb: 2\r\n");
    QTest::newRow("JSON value")        << B("{\n    \"a\" : 1,\n    \"b\": [ 1, 2 ]\n}\n") << B(R"({"a":2,"b":[1,2]})") << B("{\n    \"a\" : 2,\n    \"b\": [ 1, 2 ]\n}\n");
    QTest::newRow("JSON member added") << B("{\n    \"a\": 1\n}\n") << B(R"({"a":1,"b":{"c":[1]}})")  << B("{\n    \"a\": 1,\n    \"b\": {\n        \"c\": [\n            1\n        ]\n    }\n}\n");
    QTest::newRow("JSON member removed") << B("{\n  \"a\": 1,\n  \"b\": 2\n}\n") << B(R"({"a":1})")   << B("{\n  \"a\": 1\n}\n");
    QTest::newRow("JSON on one line")  << B("{\"a\":1,\"b\":2}")    << B(R"({"b":2,"c":{"d":3}})")    << B("{\"b\":2, \"c\": {\"d\":3}}");
    // clang-format on
}

void PatchTest::onlyWhatChangedIsTouched()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, tree);
    QFETCH(const QByteArray, result);
    const json::ReadResult old = yaml::readAny(text.toStdString());
    QVERIFY(old.diagnostics.empty());
    const Value wanted = json::readJson(tree.toStdString()).value;
    const std::string patched = yaml::patchText(text.toStdString(), old.value, wanted, old.yaml);
    QCOMPARE(QByteArray::fromStdString(patched), result);
    QVERIFY(yaml::readAny(patched).value == wanted);
}

namespace {

/// Changes one random place.
void mutate(Value &value, Random &random, int depth)
{
    const auto fresh = [&]() -> Value {
        switch (random.next() % 5) {
        case 0: return static_cast<std::int64_t>(random.next() % 1000);
        case 1: return "text: # " + std::to_string(random.next() % 10);
        case 2: return "several\nlines\n";
        case 3: return Value::object({{"fresh", Value::array({1, Value::object({{"k", "v"}, {"l", nullptr}})})}});
        default: return Value::array({"x", false});
        }
    };
    const bool deeper = depth > 0 && random.next() % 5 != 0;
    if (value.isObject() && !value.members().empty()) {
        const std::size_t index = random.next() % value.members().size();
        const std::string key = value.members()[index].key;
        if (deeper) {
            mutate(*value.editMembers().find(key), random, depth - 1);
        } else if (random.next() % 2 == 0) {
            value.editMembers().erase(key);
        } else {
            const std::string name = "added" + std::to_string(random.next() % 100);
            if (!value.find(name))
                value.editMembers().insert(index, name, fresh());
        }
    } else if (value.isArray() && !value.items().empty()) {
        json::Array &items = value.editItems();
        const auto at = items.begin() + static_cast<std::ptrdiff_t>(random.next() % items.size());
        if (deeper)
            mutate(*at, random, depth - 1);
        else if (random.next() % 2 == 0)
            items.erase(at);
        else
            items.insert(at, fresh());
    } else {
        value = fresh();
    }
}

} // namespace

void PatchTest::anyEditReadsBackAndLeavesOtherLinesAlone_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator it(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/data/openapi"), {"*.yaml", "*.json"}, QDir::Files);
    while (it.hasNext()) {
        const QFileInfo file(it.next());
        QTest::addRow("%s", qPrintable(file.fileName())) << file.filePath();
    }
}

void PatchTest::anyEditReadsBackAndLeavesOtherLinesAlone()
{
    QFETCH(const QString, path);
    QFile file(path);
    QVERIFY(file.open(QFile::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const json::ReadResult old = yaml::readAny(text);
    const auto lines = [](const std::string &of) {
        QMap<QString, qsizetype> counts;
        for (const QString &line : QString::fromStdString(of).split('\n'))
            ++counts[line];
        return counts;
    };
    const auto lost = [](const QMap<QString, qsizetype> &from, const QMap<QString, qsizetype> &in) {
        qsizetype count = 0;
        for (const auto &[line, times] : from.asKeyValueRange())
            count += std::max<qsizetype>(0, times - in.value(line));
        return count;
    };
    const auto before = lines(text);
    Random random(7);
    for (int i = 0; i < 50; ++i) {
        Value wanted = old.value;
        mutate(wanted, random, 12);
        const std::string patched = yaml::patchText(text, old.value, wanted, old.yaml);
        const json::ReadResult read = yaml::readAny(patched);
        if (!(read.value == wanted))
            qWarning("%s", patched.c_str());
        QVERIFY(read.value == wanted);
        QCOMPARE(read.yaml, old.yaml);
        // About as many lines go as if the writer had written both trees; it may lay a node out in fewer lines.
        const qsizetype lostInTree = lost(lines(yaml::toYaml(old.value)), lines(yaml::toYaml(wanted)));
        const qsizetype lostInText = lost(before, lines(patched));
        QVERIFY2(lostInText <= lostInTree * 3 + 4,
                 qPrintable(QString("edit %1: %2 lines lost, %3 expected").arg(i).arg(lostInText).arg(lostInTree)));
    }
}

QTEST_APPLESS_MAIN(PatchTest)
#include "patch_test.moc"

#include "core/playground/values.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::playground;

class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsValuesOfVariables();
    void evaluatesWhereTheRunCame_data();
    void evaluatesWhereTheRunCame();
    void longLoopsAreSampled();
};

namespace {

Event pets()
{
    Event event;
    event.body = R"({"pets": [{"name": "Rex", "age": 3}, {"name": "Tom", "age": 5}]})";
    return event;
}

} // namespace

void ValuesTest::knowsValuesOfVariables()
{
    const mapping::MappingTemplate source("#set($pets = $input.path('$.pets'))#foreach($pet in $pets)$pet.name#end"
                                          "#set($n = $pets.size())$n");
    const std::vector<ShownValue> values = valuesOfRun(source, pets());
    const auto find = [&values](std::string_view name) {
        const auto found = std::ranges::find(values, name, &ShownValue::name);
        return found == values.end() ? ShownValue() : *found;
    };
    QCOMPARE(find("$pets").type, std::string("JSON array"));
    QCOMPARE(find("$pet").type, std::string("Map"));
    QCOMPARE(find("$pet").children.size(), std::size_t(2));
    QCOMPARE(find("$n").type, std::string("Integer"));
    QVERIFY(find("$input").type.empty());
}

void ValuesTest::evaluatesWhereTheRunCame_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("texts");
    QTest::addColumn<int>("times");
    const QString loop
        = QStringLiteral("#foreach($p in $input.path('$.pets'))[$p.name]#end$input.path('$.pets').size()");
    // clang-format off
    QTest::newRow("each turn of a loop") << loop << "$p.name"  << "$p.name" << "Rex Tom" << 2;
    QTest::newRow("behind the loop")     << loop << ".size()"  << "$input.path('$.pets').size()" << "2" << 1;
    QTest::newRow("never reached")       << "#if(false)$a#end" << "$a" << "$a" << "" << 0;
    // clang-format on
}

void ValuesTest::evaluatesWhereTheRunCame()
{
    QFETCH(const QString, source);
    QFETCH(const QString, at);
    QFETCH(const QString, expression);
    QFETCH(const QString, texts);
    QFETCH(const int, times);
    const ValuesAt found = valuesAt(mapping::MappingTemplate(source.toStdString()), pets(),
                                    static_cast<std::size_t>(source.indexOf(at)), expression.toStdString());
    QStringList all;
    for (const std::string &text : found.texts)
        all.append(QString::fromStdString(text));
    QCOMPARE(all.join(u' '), texts);
    QCOMPARE(found.times, static_cast<std::uint64_t>(times));
}

void ValuesTest::longLoopsAreSampled()
{
    const mapping::MappingTemplate source("#set($s = 0)#foreach($i in [1..900])#set($s = $s + $i)#end$s");
    const std::vector<ShownValue> values = valuesOfRun(source, {});
    QVERIFY(std::ranges::contains(values, std::string("$s"), &ShownValue::name));
    const std::size_t loop = source.text().find("$s + $i");
    const ValuesAt found = valuesAt(source, {}, loop, "$i");
    QCOMPARE(found.times, std::uint64_t(900));
    QCOMPARE(found.texts.size(), kMaxTexts);
}

QTEST_APPLESS_MAIN(ValuesTest)
#include "values_test.moc"

// Templates that try to run away: each ends in an error with its place, in bounded time and memory.
#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"

#include <QtTest/QTest>

#include <format>

using namespace gatehouse;

namespace {

std::string repeated(std::string_view text, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += text;
    return out;
}

Expected<std::string> run(std::string source, vtl::Dialect dialect)
{
    const auto program = vtl::Program::parse(std::move(source), dialect);
    if (!program)
        return std::unexpected(program.error());
    const vtl::ValueScope scope;
    std::string out;
    vtl::RenderLimits limits = dialect == vtl::Dialect::Velocity ? vtl::RenderLimits::velocity() : vtl::RenderLimits();
    limits.maxOutput = 1U << 20U;
    limits.maxSteps = 300'000;
    if (const auto result = vtl::render(**program, {}, out, limits); !result)
        return std::unexpected(result.error());
    return out;
}

} // namespace

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsInAnError_data();
    void endsInAnError();
    void survives_data();
    void survives();
    void loopsStopAtThousandTurns();
    void evaluateInMacroSeesItsArguments_data();
    void evaluateInMacroSeesItsArguments();
    void errorsHaveLineAndColumn();
};

void HostileTest::endsInAnError_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const std::string &source, vtl::VtlErrc code) {
        QTest::newRow(name) << QByteArray::fromStdString(source) << static_cast<int>(code);
    };
    using enum vtl::VtlErrc;
    // clang-format off
    row("blocks too deep",          repeated("#if(true)", 5000) + repeated("#end", 5000), TooDeep);
    row("parentheses too deep",     "#set($x = " + repeated("(", 5000) + "1" + repeated(")", 5000) + ")", TooDeep);
    row("lists too deep",           "#set($x = " + repeated("[", 5000) + repeated("]", 5000) + ")", TooDeep);
    row("not not not",              "#if(" + repeated("!", 5000) + "true)x#end", TooDeep);
    row("strings in strings",       "#set($x = " + [] { std::string s = "1"; for (int i = 0; i < 12; ++i) { std::string q; for (char c : s) { q += c; if (c == '"') q += c; } s = "\"$a.get(" + q + ")\""; if (s.size() > 200000) break; } return s; }() + ")" + repeated("#if(true)", 300), TooDeep);
    row("long chain of operators",  "#set($x = 1" + repeated(" + 1", 5000) + ")", TooDeep);
    row("references in arguments",  repeated("$a.b(", 5000) + repeated(")", 5000), TooDeep);
    row("too large",                std::string(vtl::kMaxTemplateSize + 1, 'x'), TooLarge);
    row("output",                   "#foreach($i in [1..1000])#foreach($j in [1..100])0123456789abcdef#end#end", Limit);
    row("steps",                    "#foreach($i in [1..1000])#foreach($j in [1..1000])#set($k = $i + $j)#end#end", Limit);
    row("doubling text",            "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..60])#set($s = \"$s$s\")#end", Limit);
    row("doubling by +",            "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..60])#set($s = $s + $s)#end", Limit);
    row("replace that grows",       "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..60])#set($s = $s.replace('x', 'xx'))#end", Limit);
    row("huge range",               "#foreach($i in [1..2000000000])x#end", Limit);
    row("catastrophic regex",       "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$s.matches('(a|aa)+')", Limit);
    row("format width",             "#set($s = '')$s.format('%99999999d', 1)", Runtime);
    row("repeat",                   "#set($s = 'ab')$s.repeat(2000000000)", Limit);
    row("an integer too long",      "#set($x = " + repeated("9", 250'000) + ")", TooLarge);
    row("join with a long text",    "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(10000))$s.join($s, [1..10000])", Limit);
    row("a long group many times",  "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(10000))#set($g = '$0')#set($g = $g.repeat(100000))$s.replaceAll('.+', $g)", Limit);
    row("doubling a list",          "#set($l = [1])#foreach($i in [1..60])#set($x = $l.addAll($l))#end", Limit);
    row("ranges in a list",         "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add([1..100000]))#end", Limit);
    row("copies of a list",         "#set($l = [])#set($r = [1..100000])#foreach($i in [1..1000])#set($x = $l.add($r.toArray()))#end", Limit);
    row("comparing long texts",     "#set($s = ['xxxxxxxxxxxxxxxx'])#set($d = $s)#foreach($i in [1..14])#set($d = [$d, $d])#end#foreach($i in [1..1000])#if($d == 'x')#end#end", Limit);
    row("searching a long list",    "#set($l = [1..50000])#foreach($i in [1..1000])#if($l.contains('x'))#end#end", Limit);
    row("removing what is not there", "#set($l = [1..2000])#set($o = [5001..7000])#foreach($i in [1..100])#set($x = $l.removeAll($o))#end", Limit);
    row("all of a list in a list",  "#set($l = [1..2000])#set($o = [1..2000])#foreach($i in [1..100])#set($x = $l.containsAll($o))#end", Limit);
    row("comparing long lists",     "#set($l = [1..50000])#set($o = [1..50000])#foreach($i in [1..1000])#if($l == $o)#end#end", Limit);
    row("lists as keys",            "#set($m = {})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $m.put([$i, $j], 1))#end#end", Limit);
    row("inserting at the front",   "#set($l = [1..50000])#foreach($i in [1..1000])#set($x = $l.add(0, $i))#end", Limit);
    row("removing at the front",    "#set($l = [1..50000])#foreach($i in [1..1000])#set($x = $l.remove(0))#end", Limit);
    row("searching a long text",    "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(50000))#foreach($i in [1..1000])#if($s.indexOf('y') > 0)#end#end", Limit);
    row("comparing equal texts",    "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(50000))#set($t = $s.replace('y', ''))#foreach($i in [1..1000])#if($s == $t)#end#end", Limit);
    row("the octets of a text",     "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(5000))#foreach($i in [1..1000])#set($b = $s.bytes)#end", Limit);
    row("regexes that nearly fail", "#set($s = 'aaaaaaaaaaaaaaaaaaaaa!')#foreach($i in [1..1000])#if($s.matches('(a|aa)+'))#end#end", Limit);
    row("many matches in a text",   "#set($s = 'xxxxxxxxxxxxxxxx')#set($s = $s.repeat(50000))#foreach($i in [1..1000])#set($t = $s.replaceAll('x', ''))#end", Limit);
    row("multiplying big numbers",  "#set($n = 99999999999999999999)#foreach($i in [1..11])#set($n = $n * $n)#end#foreach($i in [1..1000])#foreach($j in [1..1000])#set($x = $n * $n)#end#end", Limit);
    row("macro recursion",          "#macro(m)#m()#end#m()", Runtime);
    row("evaluate recursion",       "#set($t = '#evaluate($t)')#evaluate($t)", Limit);
    // clang-format on
}

void HostileTest::endsInAnError()
{
    QFETCH(const QByteArray, source);
    QFETCH(const int, code);
    const auto result = run(source.toStdString(), vtl::Dialect::Velocity);
    QVERIFY(!result);
    QVERIFY2(result.error().code == static_cast<vtl::VtlErrc>(code), result.error().text().c_str());
    QVERIFY(result.error().span.end <= static_cast<std::uint32_t>(source.size()) + 1);
}

void HostileTest::survives_data()
{
    QTest::addColumn<QByteArray>("source");
    // clang-format off
    QTest::newRow("a list that holds itself")   << QByteArray("#set($l = [])#set($i = $l.add($l))#set($i = $l.add($l))x");
    QTest::newRow("a list in a list, deep")     << QByteArray("#set($l = [])#foreach($i in [1..900])#foreach($j in [1..30])#set($l = [$l])#end#end x");
    QTest::newRow("a map that holds itself")    << QByteArray("#set($m = {})#set($m.a = $m)#set($m.b = $m.values())x");
    QTest::newRow("a loop that holds itself")   << QByteArray("#foreach($i in [1])#set($foreach.x = $foreach)#end x");
    QTest::newRow("big numbers squared")        << QByteArray("#set($n = 99999999999999999999)#foreach($i in [1..60])#set($n = $n * $n)#end x");
    QTest::newRow("leading zeros, then digits") << QByteArray("#set($n = 00000000000000000000099999999999999999999)$n");
    QTest::newRow("a block that uses itself")   << QByteArray("#define($d)x$d#end$d");
    // clang-format on
}

void HostileTest::survives()
{
    QFETCH(const QByteArray, source);
    QVERIFY(run(source.toStdString(), vtl::Dialect::ApiGateway));
}

void HostileTest::loopsStopAtThousandTurns()
{
    const auto result = run("#foreach($i in [1..1500])x#end",
                            vtl::Dialect::ApiGateway); // documented: 1000 (mapping-templates.md 2.2)
    QVERIFY(result);
    QCOMPARE(result->size(), std::size_t(1000));
}

void HostileTest::evaluateInMacroSeesItsArguments_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    // clang-format off
    QTest::newRow("an argument")           << QByteArray("#set($a = 'x')#macro(m $p)#evaluate('<$p>')#end#m(\"$a+$a\")") << QByteArray("<x+x>");
    QTest::newRow("an undefined argument") << QByteArray("#macro(m $p)#evaluate('<$p>')#end#m($none)")                   << QByteArray("<$none>");
    QTest::newRow("the body of a call")    << QByteArray("#set($a = 'x')#macro(m)#evaluate('<$bodyContent>')#end#@m()[$a]#end") << QByteArray("<[x]>");
    // clang-format on
}

void HostileTest::evaluateInMacroSeesItsArguments()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, expected);
    const auto result = run(source.toStdString(), vtl::Dialect::Velocity);
    QVERIFY2(result, result ? "" : result.error().text().c_str());
    QCOMPARE(QByteArray::fromStdString(*result), expected);
}

void HostileTest::errorsHaveLineAndColumn()
{
    const std::string source = "{\n  \"a\": $x.get(\n}";
    const auto program = vtl::Program::parse(source, vtl::Dialect::ApiGateway);
    QVERIFY(!program);
    const LineIndex index(source);
    QCOMPARE(index.at(program.error().span.begin).line, 3U);
    QVERIFY(program.error().detail.contains("expected"));
}

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"

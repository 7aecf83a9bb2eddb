// What a debugger sees of a rendering: statements, stack, variables, watches, where output came from, branches.
#include "core/vtl/objects.h"
#include "core/vtl/observer.h"
#include "core/vtl/print.h"
#include "core/vtl/renderer.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

struct Recorder final : vtl::Observer {
    bool beforeStatement(vtl::NodeKind, SourceSpan span, vtl::Paused &state) override
    {
        statements.emplace_back(source.substr(span.begin, span.end - span.begin));
        deepest = std::max(deepest, state.stack().size());
        if (!watch.empty()) {
            const auto value = state.evaluate(watch);
            watched.push_back(value ? *value : "error");
        }
        outputs.emplace_back(state.output());
        return statements.size() < stopAfter;
    }
    void wrote(SourceSpan span, std::size_t begin, std::size_t end, std::string_view origin) override
    {
        pieces.push_back(
            {std::string(source.substr(span.begin, span.end - span.begin)), begin, end, std::string(origin)});
    }
    void failed(const Error &error, vtl::Paused &state) override
    {
        failures.emplace_back(error.detail);
        const auto value = watch.empty() ? Expected<std::string>() : state.evaluate(watch);
        watched.push_back(value ? *value : "error");
        for (const vtl::StackFrame &frame : state.stack())
            failedIn.emplace_back(state.sourceOf(frame).substr(frame.span.begin, frame.span.end - frame.span.begin));
    }
    void branch(SourceSpan span, bool taken) override
    {
        branches.emplace_back(source.substr(span.begin, span.end - span.begin), taken);
    }

    struct Piece {
        std::string source;
        std::size_t begin;
        std::size_t end;
        std::string origin;
    };
    std::string source;
    std::string watch;
    std::size_t stopAfter = 1000;
    std::vector<std::string> statements;
    std::vector<std::string> watched;
    std::vector<std::string> outputs;
    std::vector<Piece> pieces;
    std::vector<std::pair<std::string, bool>> branches;
    std::size_t deepest = 0;
    std::vector<std::string> failures;
    std::vector<std::string> failedIn; // the statement of each frame, innermost last
};

vtl::Value list(std::initializer_list<const char *> items)
{
    std::vector<vtl::Value> values;
    for (const char *item : items)
        values.push_back(vtl::Value::string(item));
    return vtl::makeList(std::move(values));
}

} // namespace

class ObserverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsThroughStatements();
    void tellsWhereOutputCameFrom();
    void reportsBranches();
    void watchesDoNotDisturb();
    void watchesThatFailLeaveNothingBehind();
    void watchesSeeTheArgumentsOfAMacro();
    void watchesCostTheRenderingNothing();
    void asksForTheInputOnlyOnce_data();
    void asksForTheInputOnlyOnce();
    void tellsOfAFailureWhereItHappens();
    void namesThePlaceInTheTemplateWithinEvaluate();
    void coversTheOutputOfBlocksOnce();
    void givesArgumentsThatAreHarmlessToKnow();
    void watchesKnowTheLoopThatNobodyNames();
    void canEndTheRendering();

private:
    static std::string run(Recorder &recorder, std::string source, std::vector<vtl::Variable> variables = {},
                           vtl::Dialect dialect = vtl::Dialect::ApiGateway)
    {
        recorder.source = source;
        const auto program = *vtl::Program::parse(std::move(source), dialect);
        std::string out;
        if (!vtl::render(*program, variables, out, {}, &recorder))
            return "failed";
        return out;
    }
};

void ObserverTest::stepsThroughStatements()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    QCOMPARE(run(recorder, "#set($a = 1)#foreach($i in [1, 2])$i;#end"), std::string("1;2;"));
    QCOMPARE(recorder.statements.size(), std::size_t(4));
    QCOMPARE(recorder.statements[0], std::string("#set($a = 1)"));
    QCOMPARE(recorder.statements[2], std::string("$i"));
    QCOMPARE(recorder.outputs[3], std::string("1;"));
    QCOMPARE(recorder.deepest, std::size_t(2)); // the template and the loop
}

void ObserverTest::tellsWhereOutputCameFrom()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    QCOMPARE(run(recorder, "#set($r = $m.list)#foreach($i in $r)[$i]#end",
                 {{"m",
                   [] {
                       const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
                       map->put(vtl::Value::string("list"), list({"x", "yy"}));
                       return vtl::makeMap(map);
                   }()}}),
             std::string("[x][yy]"));
    const auto second = std::ranges::find(recorder.pieces, "m.list[1]", &Recorder::Piece::origin);
    QVERIFY(second != recorder.pieces.end());
    QCOMPARE(second->begin, std::size_t(4));
    QCOMPARE(second->end, std::size_t(6));
    std::size_t covered = 0; // the pieces cover the output without gap or overlap
    for (const auto &piece : recorder.pieces) {
        QCOMPARE(piece.begin, covered);
        covered = piece.end;
    }
    QCOMPARE(covered, std::size_t(7));
}

void ObserverTest::reportsBranches()
{
    Recorder recorder;
    run(recorder, "#if($x == 1)a#elseif(true)b#end#foreach($i in [])c#end");
    QCOMPARE(recorder.branches.size(), std::size_t(3));
    QCOMPARE(recorder.branches[0].second, false);
    QCOMPARE(recorder.branches[1].second, true);
    QCOMPARE(recorder.branches[2].second, false);
}

void ObserverTest::watchesDoNotDisturb()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "\"<$a>\" + $l.get(5)"; // fails inside a captured output
    QCOMPARE(run(recorder, "#set($a = 1)$a#set($a = 2)$a", {{"l", list({"x"})}}), std::string("12"));
    QCOMPARE(recorder.watched.front(), std::string("error"));
    Recorder counting;
    counting.watch = "$a";
    QCOMPARE(run(counting, "#set($a = 1)$a#set($a = 2)$a"), std::string("12"));
    QCOMPARE(counting.watched, (std::vector<std::string>{"", "1", "1", "2"}));
}

void ObserverTest::watchesThatFailLeaveNothingBehind()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "\"#foreach($i in [1])$d#end\""; // fails in a block, in a loop, while $n is 5
    QCOMPARE(run(recorder,
                 "#set($i = 'i')#set($n = 5)#define($d)[$l.get($n)]#end#set($a = 1)#set($b = 1)#set($n = 0)$d$i",
                 {{"l", list({"x"})}}),
             std::string("[x]i"));
    QCOMPARE(recorder.watched[4], std::string("error"));
    QCOMPARE(recorder.deepest, std::size_t(2)); // the template and the block
}

void ObserverTest::watchesSeeTheArgumentsOfAMacro()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "$p";
    QCOMPARE(run(recorder, "#set($a = 1)#macro(m $p)$p#end#m(\"<$a>\")", {}, vtl::Dialect::Velocity),
             std::string("<1>"));
    const auto inside = std::ranges::find(recorder.statements, "$p");
    QVERIFY(inside != recorder.statements.end());
    QCOMPARE(recorder.watched[static_cast<std::size_t>(inside - recorder.statements.begin())], std::string("<1>"));
}

void ObserverTest::watchesCostTheRenderingNothing()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "$l.contains(0)";
    recorder.source = "#set($l = [1..1000])#foreach($i in [1..90])#set($x = $i)#end";
    const auto program = *vtl::Program::parse(recorder.source, vtl::Dialect::ApiGateway);
    std::string out;
    vtl::RenderLimits limits;
    limits.maxSteps = 500;
    QVERIFY(vtl::render(*program, {}, out, limits, &recorder));
    QCOMPARE(recorder.watched.back(), std::string("false"));
}

void ObserverTest::asksForTheInputOnlyOnce_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("origin");
    // clang-format off
    QTest::newRow("a reference")     << QByteArray("$m.list[$n.remove(0)]")                        << QByteArray("m.list[1]");
    QTest::newRow("#set")            << QByteArray("#set($x = $m.list[$n.remove(0)])$x")           << QByteArray("m.list[1]");
    QTest::newRow("get()")           << QByteArray("$m.get('list').get($n.remove(0))")             << QByteArray("m.list[1]");
    QTest::newRow("#foreach")        << QByteArray("#foreach($i in [$m.list[$n.remove(0)]])$i#end") << QByteArray("");
    QTest::newRow("a macro's argument") << QByteArray("#macro(p $x)$x#end#p($m.list[$n.remove(0)])") << QByteArray("m.list[1]");
    // clang-format on
}

void ObserverTest::asksForTheInputOnlyOnce()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, origin);
    const vtl::ValueScope scope;
    Recorder recorder;
    const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    map->put(vtl::Value::string("list"), list({"x", "yy", "zzz"}));
    const vtl::Value numbers = vtl::makeList({vtl::Value::integer(1), vtl::Value::integer(2)});
    QCOMPARE(run(recorder, source.toStdString(), {{"m", vtl::makeMap(map)}, {"n", numbers}}, vtl::Dialect::Velocity),
             std::string("yy"));
    QCOMPARE(QByteArray::fromStdString(recorder.pieces.back().origin), origin);
    QCOMPARE(numbers.as<vtl::ListObject>().items.size(), std::size_t(1));
}

void ObserverTest::tellsOfAFailureWhereItHappens()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "$p";
    QCOMPARE(run(recorder, "#macro(m $p)#foreach($i in [1])#set($x = \"$p $l.get(7)\")#end#end#m('a')",
                 {{"l", list({"x"})}}, vtl::Dialect::Velocity),
             std::string("failed"));
    QCOMPARE(recorder.failures.size(), std::size_t(1));
    QCOMPARE(recorder.watched.back(), std::string("a"));
    const std::vector<std::string> expected
        = {"#m('a')", "#foreach($i in [1])#set($x = \"$p $l.get(7)\")#end", "#set($x = \"$p $l.get(7)\")", "$l.get(7)"};
    QCOMPARE(recorder.failedIn, expected);
}

void ObserverTest::namesThePlaceInTheTemplateWithinEvaluate()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    const std::string source = "text #evaluate('<#if(true)$a#end>') $l.size()";
    QCOMPARE(run(recorder, source, {{"a", vtl::Value::integer(5)}, {"l", list({"x"})}}, vtl::Dialect::Velocity),
             std::string("text <5> 1"));
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(recorder.statements[i], std::string("#evaluate('<#if(true)$a#end>')"));
    QVERIFY(recorder.branches.empty());
    for (const Recorder::Piece &piece : recorder.pieces) {
        if (piece.begin >= 5 && piece.begin < 8)
            QCOMPARE(piece.source, std::string("#evaluate('<#if(true)$a#end>')"));
    }
    const auto program = *vtl::Program::parse("      #evaluate('$l.get(3)')", vtl::Dialect::Velocity);
    std::string out;
    const vtl::Variable variable{"l", list({"x"})};
    const auto done = vtl::render(*program, {&variable, 1}, out);
    QVERIFY(!done);
    QCOMPARE(done.error().span.begin, 6U);
}

void ObserverTest::coversTheOutputOfBlocksOnce()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    QCOMPARE(run(recorder, "#define($d)a$x;#end$d$d", {{"x", vtl::Value::integer(1)}}), std::string("a1;a1;"));
    std::size_t covered = 0;
    for (const auto &piece : recorder.pieces) {
        QCOMPARE(piece.begin, covered);
        covered = piece.end;
    }
    QCOMPARE(covered, std::size_t(6));
}

void ObserverTest::givesArgumentsThatAreHarmlessToKnow()
{
    struct Asker final : vtl::Observer {
        bool beforeStatement(vtl::NodeKind kind, SourceSpan, vtl::Paused &state) override
        {
            if (kind == vtl::NodeKind::Reference) {
                for (const vtl::Argument &argument : state.arguments())
                    seen.push_back(argument.name + "=" + (argument.value ? vtl::toText(*argument.value) : "?") + "<"
                                   + argument.source);
            }
            return true;
        }
        void wrote(SourceSpan, std::size_t, std::size_t, std::string_view) override { }
        void branch(SourceSpan, bool) override { }
        std::vector<std::string> seen;
    } asker;
    const vtl::ValueScope scope;
    const auto program = *vtl::Program::parse("#macro(m $a $b $c)#set($c = 3)$a#end#m($l[0] $l.remove(0) 'c')",
                                              vtl::Dialect::Velocity);
    const vtl::Variable variable{"l", list({"x", "y"})};
    std::string out;
    QVERIFY(vtl::render(*program, {&variable, 1}, out, {}, &asker));
    QCOMPARE(asker.seen, (std::vector<std::string>{"a=x<$l[0]", "b=?<$l.remove(0)", "c=3<'c'"}));
    QCOMPARE(variable.value.as<vtl::ListObject>().items.size(), std::size_t(2));
}

void ObserverTest::watchesKnowTheLoopThatNobodyNames()
{
    const vtl::ValueScope scope;
    Recorder recorder;
    recorder.watch = "\"$!foreach.count $!velocityCount\"";
    QCOMPARE(run(recorder, "#foreach($i in [1, 2])$i#foreach($j in [1])$j#end$i#end$i", {}, vtl::Dialect::Velocity),
             std::string("111212$i"));
    const std::vector<std::string> expected = {" ", "1 1", "1 1", "1 1", "1 1", "2 2", "2 2", "1 1", "2 2", " "};
    QCOMPARE(recorder.watched, expected);
    QCOMPARE(run(recorder, "#foreach($i in [1, 2])#evaluate('$foreach.index$velocityHasNext ')#end", {},
                 vtl::Dialect::Velocity),
             std::string("0true 1false "));
}

void ObserverTest::canEndTheRendering()
{
    Recorder recorder;
    recorder.stopAfter = 2;
    QCOMPARE(run(recorder, "$a x#set($b = 1)never"), std::string(" x"));
}

QTEST_APPLESS_MAIN(ObserverTest)
#include "observer_test.moc"

// Stepping through templates: where a debugger stops, what it shows there, and that it always ends.
#include "core/playground/debugger.h"

#include "core/base/diagnostic.h"
#include "core/json/reader.h"

#include <QtTest/QTest>

#include <condition_variable>
#include <deque>
#include <format>
#include <mutex>
#include <thread>

using namespace gatehouse;
using playground::Breakpoint;
using playground::Debugger;
using playground::Pause;

namespace {

/// Waits for what the debugger tells, in order.
class Listener final : public playground::DebugListener {
public:
    void paused(std::shared_ptr<const Pause> pause) override { put({std::move(pause), {}, {}}); }
    void evaluated(std::uint64_t, const playground::WatchResult &result) override { put({{}, {}, result}); }
    void finished(std::shared_ptr<const playground::DebugEnd> end) override { put({{}, std::move(end), {}}); }

    struct Told {
        std::shared_ptr<const Pause> pause;
        std::shared_ptr<const playground::DebugEnd> end;
        std::optional<playground::WatchResult> result;
    };
    Told next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_told.empty(); });
        Told told = std::move(m_told.front());
        m_told.pop_front();
        return told;
    }

private:
    void put(Told told)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_told.push_back(std::move(told));
        }
        m_changed.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Told> m_told;
};

std::shared_ptr<const vtl::Program> velocity(std::string source)
{
    return *vtl::Program::parse(std::move(source), vtl::Dialect::Velocity);
}

std::shared_ptr<const mapping::MappingTemplate> mappingTemplate(std::string source)
{
    return std::make_shared<const mapping::MappingTemplate>(std::move(source));
}

std::string join(const std::vector<std::string> &parts)
{
    std::string out;
    for (const std::string &part : parts)
        out += (out.empty() ? "" : " ") + part;
    return out;
}

const playground::ShownValue *find(const std::vector<playground::ShownValue> &values, std::string_view name)
{
    const auto found = std::ranges::find(values, name, &playground::ShownValue::name);
    return found == values.end() ? nullptr : &*found;
}

} // namespace

class DebuggerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAsTold_data();
    void stepsAsTold();
    void breaks_data();
    void breaks();
    void bindsBreakpoints_data();
    void bindsBreakpoints();
    void tellsWhatAStepWrote_data();
    void tellsWhatAStepWrote();
    void showsVariablesWithinBounds();
    void showsArgumentsOfMacros();
    void watchesAndEvaluates();
    void changesOfWatchesAreToldWhilePaused();
    void pausesWhereAStatementFails();
    void endsWithTheRenderingsResult();
    void stopsWhateverItDoes_data();
    void stopsWhateverItDoes();
    void pausesInALongRendering();
    void startsAnewWhilePaused();
    void conditionsDoNotUseUpTheSteps();
};

void DebuggerTest::stepsAsTold_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("moves"); // i: step in, o: over, u: out, r: resume, digit: run to line
    QTest::addColumn<QByteArray>("stops"); // LINE:SOURCE of each stop, with the frames by number
    const auto row = [](const char *name, const char *source, const char *moves, const char *stops) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(moves) << QByteArray(stops);
    };
    // clang-format off
    row("over statements", "#set($a = 1)\n$a\n#set($b = 2)\n$b", "ooo", "1/1 2/1 3/1 4/1 end");
    row("over a loop", "#foreach($i in [1, 2])\n$i\n#end\n$x", "o", "1/1 4/1 end");
    row("into a loop", "#foreach($i in [1, 2])\n$i\n#end\n$x", "iiii", "1/1 2/2 2/2 4/1 end");
    row("over within a loop goes on to the next turn", "#foreach($i in [1, 2])\n$i\n$i\n#end\n$x", "iooooo", "1/1 2/2 3/2 2/2 3/2 5/1 end");
    row("out of a loop", "#foreach($i in [1, 2])\n$i\n#end\n$x", "iu", "1/1 2/2 4/1 end");
    row("out of the inner of nested loops", "#foreach($i in [1, 2])\n#foreach($j in [1, 2])\n$j\n#end\n#end\n$x", "iiuiu", "1/1 2/2 3/3 2/2 3/3 6/1 end");
    row("over the inner of nested loops", "#foreach($i in [1, 2])\n#foreach($j in [1, 2])\n$j\n#end\n$i\n#end", "ioooo", "1/1 2/2 5/2 2/2 5/2 end");
    row("over the end of a loop", "#foreach($i in [1])\n$i\n#end\n$x", "io", "1/1 2/2 4/1 end");
    row("into and out of a macro", "#macro(m)\n$a\n$b\n#end\n#m()\n$x", "iu", "5/1 2/2 6/1 end");
    row("over a macro", "#macro(m)\n$a\n#end\n#m()\n$x", "o", "4/1 5/1 end");
    row("over the last statement of a macro", "#macro(m)\n$a\n#end\n#m()\n$x", "io", "4/1 2/2 5/1 end");
    row("into recursion", "#macro(m $n)\n#if($n > 0)\n#set($n = $n - 1)\n#m($n)\n#end\n#end\n#m(2)\n$x", "iiiiii", "7/1 2/2 3/2 4/2 2/3 3/3 4/3 end");
    row("over recursion", "#macro(m $k)\n#if($k > 0)\n#m(0)\n$k\n#end\n#end\n#m(1)\n$x", "iiooo", "7/1 2/2 3/2 4/2 8/1 end");
    row("out of recursion", "#macro(m $k)\n#if($k > 0)\n#m(0)\n$k\n#end\n#end\n#m(1)\n$x", "iiiuu", "7/1 2/2 3/2 2/3 4/2 8/1 end");
    row("into a block where it is used", "#define($d)\n$a\n#end\n$d\n$x", "oiu", "1/1 4/1 2/2 5/1 end");
    row("over a block where it is used", "#define($d)\n$a\n#end\n$d\n$x", "oo", "1/1 4/1 5/1 end");
    row("into what #evaluate made", "#set($a = 1)\n#evaluate('$a$a')\n$x", "oiio", "1/1 2/1 2/2 2/2 3/1 end");
    row("over what #evaluate made", "#set($a = 1)\n#evaluate('$a$a')\n$x", "oo", "1/1 2/1 3/1 end");
    row("over a text with references", "#set($a = 1)\n#set($b = \"$a $a\")\n$b", "oo", "1/1 2/1 3/1 end");
    row("into a text with references", "#set($a = 1)\n#set($b = \"$a $a\")\n$b", "oiiu", "1/1 2/1 2/2 2/2 3/1 end");
    row("over a condition with a text", "#if(\"$a\" == \"$b\")\n$a\n#else\n$b\n#end", "o", "1/1 4/1 end");
    row("into the branch taken", "#if($a)\n$a\n#else\n$b\n#end", "i", "1/1 4/1 end");
    row("out of the template", "#set($a = 1)\n$a", "u", "1/1 end");
    row("run to a line", "#set($a = 1)\n$a\n$a\n$x", "4", "1/1 4/1 end");
    row("run to a line in a loop", "#foreach($i in [1, 2])\n$i\n#end", "22", "1/1 2/2 2/2 end");
    row("run to a line never reached", "#set($a = 1)\n#if(false)\n$a\n#end\n$x", "3", "1/1 end");
    row("#break and #stop", "#foreach($i in [1, 2])\n#break\n#end\n#stop\n$x", "iii", "1/1 2/2 4/1 end");
    // clang-format on
}

void DebuggerTest::stepsAsTold()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, moves);
    QFETCH(const QByteArray, stops);
    Listener listener;
    Debugger debugger(listener);
    debugger.start(velocity(source.toStdString()), {{}, true, true});
    std::vector<std::string> seen;
    for (qsizetype at = 0;; ++at) {
        const Listener::Told told = listener.next();
        if (!told.pause) {
            QVERIFY(told.end && !told.end->error);
            seen.emplace_back("end");
            break;
        }
        seen.push_back(std::format("{}/{}", told.pause->stack.front().line, told.pause->stack.size()));
        switch (at < moves.size() ? moves[at] : 'r') {
        case 'i': debugger.stepIn(); break;
        case 'o': debugger.stepOver(); break;
        case 'u': debugger.stepOut(); break;
        case 'r': debugger.resume(); break;
        default: debugger.runTo(static_cast<std::uint32_t>(moves[at] - '0')); break;
        }
    }
    QCOMPARE(join(seen), stops.toStdString());
}

void DebuggerTest::breaks_data()
{
    QTest::addColumn<std::uint32_t>("line");
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<std::uint32_t>("fromHit");
    QTest::addColumn<QByteArray>("values"); // of $i at each stop
    QTest::addColumn<std::uint32_t>("hits");
    // clang-format off
    QTest::newRow("at each turn")          << 2U << QByteArray()                     << 1U << QByteArray("1 2 3 4") << 4U;
    QTest::newRow("where it is true")      << 2U << QByteArray("$i > 2")             << 1U << QByteArray("3 4")     << 2U;
    QTest::newRow("true or")               << 2U << QByteArray("$i == 1 || $i == 4") << 1U << QByteArray("1 4")     << 2U;
    QTest::newRow("a Boolean")             << 2U << QByteArray("$foreach.last")      << 1U << QByteArray("4")       << 1U;
    QTest::newRow("from the third hit on") << 2U << QByteArray()                     << 3U << QByteArray("3 4")     << 4U;
    QTest::newRow("from a hit that never comes") << 2U << QByteArray()               << 9U << QByteArray("")        << 4U;
    QTest::newRow("both")                  << 2U << QByteArray("$i > 1")             << 2U << QByteArray("3 4")     << 3U;
    QTest::newRow("never true")            << 2U << QByteArray("$i > 9")             << 1U << QByteArray("")        << 0U;
    QTest::newRow("about what is not there yet")     << 1U << QByteArray("$i == 2") << 1U << QByteArray("")       << 0U;
    // clang-format on
}

void DebuggerTest::breaks()
{
    QFETCH(const std::uint32_t, line);
    QFETCH(const QByteArray, condition);
    QFETCH(const std::uint32_t, fromHit);
    QFETCH(const QByteArray, values);
    QFETCH(const std::uint32_t, hits);
    Listener listener;
    Debugger debugger(listener);
    debugger.setBreakpoints({{line, condition.toStdString(), fromHit, true}, {3, {}, 1, false}});
    debugger.start(velocity("#foreach($i in [1..4])\n[$i] $i\n$i\n#end"), {{}, false, true});
    std::vector<std::string> seen;
    Listener::Told told = listener.next();
    for (; told.pause; told = listener.next()) {
        QCOMPARE(told.pause->reason, Pause::Reason::Breakpoint);
        QCOMPARE(told.pause->note, std::string());
        seen.push_back(find(told.pause->variables, "$i")->text);
        debugger.resume();
    }
    QCOMPARE(join(seen), values.toStdString());
    QCOMPARE(told.end->hits.empty() ? 0U : told.end->hits.front().count, hits);
}

void DebuggerTest::bindsBreakpoints_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<std::uint32_t>("line");
    QTest::addColumn<std::uint32_t>("bound");
    // clang-format off
    QTest::newRow("a statement's own line")   << QByteArray("$a\n$b")                    << 2U << 2U;
    QTest::newRow("plain text before it")     << QByteArray("{\n\"a\": 1,\n\"b\": $b}")   << 1U << 3U;
    QTest::newRow("nothing follows")          << QByteArray("$a\n}\n}")                  << 2U << 0U;
    QTest::newRow("in a macro")               << QByteArray("#macro(m)\n$a\n#end\n#m()") << 2U << 2U;
    QTest::newRow("the head of a macro")      << QByteArray("#macro(m)\n$a\n#end\n#m()") << 1U << 2U;
    QTest::newRow("#else")                    << QByteArray("#if($a)\n$a\n#else\n$b\n#end") << 3U << 4U;
    // clang-format on
}

void DebuggerTest::bindsBreakpoints()
{
    QFETCH(const QByteArray, source);
    QFETCH(const std::uint32_t, line);
    QFETCH(const std::uint32_t, bound);
    QCOMPARE(playground::breakpointLine(*velocity(source.toStdString()), line), bound);
}

void DebuggerTest::tellsWhatAStepWrote_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("moves");
    QTest::addColumn<QByteArray>("written"); // at the last stop
    QTest::addColumn<QByteArray>("output");
    // clang-format off
    QTest::newRow("a reference, without the text after it") << QByteArray("#set($a = 1)$a text\n$a") << QByteArray("oo") << QByteArray("1")     << QByteArray("1 text\n");
    QTest::newRow("nothing")                   << QByteArray("$!x\n#set($a = 1)\n$a")                << QByteArray("oo") << QByteArray("")      << QByteArray("\n");
    QTest::newRow("a loop")                    << QByteArray("#foreach($i in [1, 2])$i,#end;\n$x")   << QByteArray("o")  << QByteArray("1,2,")  << QByteArray("1,2,;\n");
    QTest::newRow("a macro")                   << QByteArray("#macro(m)<$a>#end#set($a = 1)#m();\n$x") << QByteArray("oo") << QByteArray("<1>") << QByteArray("<1>;\n");
    QTest::newRow("a continued rendering")     << QByteArray("#set($a = 1)$a text\n$a")              << QByteArray("2") << QByteArray("1 text\n") << QByteArray("1 text\n");
    QTest::newRow("#evaluate")                 << QByteArray("#set($a = 1)#evaluate('<$a>');\n$x")   << QByteArray("oo") << QByteArray("<1>")   << QByteArray("<1>;\n");
    // clang-format on
}

void DebuggerTest::tellsWhatAStepWrote()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, moves);
    QFETCH(const QByteArray, written);
    QFETCH(const QByteArray, output);
    Listener listener;
    Debugger debugger(listener);
    debugger.start(velocity(source.toStdString()), {{}, true, true});
    auto pause = listener.next().pause;
    for (const char move : moves) {
        QVERIFY(pause);
        if (move == 'o')
            debugger.stepOver();
        else
            debugger.runTo(static_cast<std::uint32_t>(move - '0'));
        pause = listener.next().pause;
    }
    QVERIFY(pause);
    QCOMPARE(QByteArray::fromStdString(pause->output), output);
    QCOMPARE(
        QByteArray::fromStdString(pause->output.substr(pause->writtenBegin, pause->writtenEnd - pause->writtenBegin)),
        written);
}

void DebuggerTest::showsVariablesWithinBounds()
{
    Listener listener;
    Debugger debugger(listener);
    playground::Event event;
    event.body = R"({"a": {"b": [1, "two"]}})";
    debugger.setBreakpoints({{6, {}, 1, true}});
    debugger.start(mappingTemplate("#set($r = $input.path('$'))\n#set($l = [1..1000])\n#set($l2 = [])\n"
                                   "#set($x = $l2.add($l2))\n#set($s = 'say hi')#set($t = 'é')\n$r"),
                   event, {{}, false, true});
    const auto pause = listener.next().pause;
    QVERIFY(pause);
    const playground::ShownValue *root = find(pause->variables, "$r");
    QVERIFY(root);
    QCOMPARE(root->type, std::string("Map"));
    QCOMPARE(root->text, std::string(R"({a={b=[1, "two"]}})"));
    QCOMPARE(root->children.at(0).children.at(0).children.at(1).text, std::string("\"two\""));
    const playground::ShownValue *list = find(pause->variables, "$l");
    QCOMPARE(list->children.size(), std::size_t(100));
    QCOMPARE(list->hidden, std::size_t(900));
    QVERIFY(list->text.size() < 200);
    int depth = 0; // of a list that holds itself
    for (const auto *at = find(pause->variables, "$l2"); !at->children.empty(); at = &at->children.front())
        ++depth;
    QVERIFY(depth > 1 && depth < 10);
    QVERIFY(find(pause->variables, "$input"));
    debugger.stop();
    QVERIFY(listener.next().end->stopped);
}

void DebuggerTest::showsArgumentsOfMacros()
{
    Listener listener;
    Debugger debugger(listener);
    debugger.setBreakpoints({{2, {}, 1, true}});
    debugger.start(
        velocity("#macro(m $p $q)\n$p\n#end\n#set($l = [5, 6])\n#set($p = 'global')\n#m($l[0] $l.remove(0))"),
        {{}, false, true});
    const auto pause = listener.next().pause;
    QVERIFY(pause);
    QCOMPARE(pause->variables.at(0).name, std::string("$p"));
    QCOMPARE(pause->variables.at(0).text, std::string("5"));
    QCOMPARE(pause->variables.at(1).type, std::string("by name"));
    QCOMPARE(pause->variables.at(1).text, std::string("$l.remove(0)"));
    QCOMPARE(find(pause->variables, "$l")->text, std::string("[5, 6]"));
    QCOMPARE(std::ranges::count(pause->variables, "$p", &playground::ShownValue::name), 1);
    QCOMPARE(pause->stack.front().kind, vtl::StackFrame::Kind::Macro);
    QCOMPARE(pause->stack.front().name, std::string("m"));
    QCOMPARE(pause->stack.back().line, 6U);
}

void DebuggerTest::watchesAndEvaluates()
{
    Listener listener;
    Debugger debugger(listener);
    debugger.setWatches({"$a + 1", "$l", "$l.get(7)", "$a +"});
    debugger.setBreakpoints({{3, {}, 1, true}});
    debugger.start(velocity("#set($a = 1)\n#set($l = [1])\n$a"), {{}, false, true});
    auto pause = listener.next().pause;
    QVERIFY(pause);
    QCOMPARE(pause->watches.size(), std::size_t(4));
    QCOMPARE(pause->watches[0].value.text, std::string("2"));
    QCOMPARE(pause->watches[1].value.children.size(), std::size_t(1));
    QVERIFY(pause->watches[2].error && pause->watches[2].error->contains("out of bounds"));
    QVERIFY(pause->watches[3].error);
    QVERIFY(debugger.evaluate(1, "$l.add(2)"));
    QCOMPARE(listener.next().result->value.text, std::string("true"));
    pause = listener.next().pause; // what changed is told at once
    QCOMPARE(pause->watches[1].value.text, std::string("[1, 2]"));
    QCOMPARE(pause->number, std::uint64_t(1));
    debugger.resume();
    QCOMPARE(listener.next().end->output, std::string("1"));
    QVERIFY(!debugger.evaluate(2, "$a"));
}

void DebuggerTest::changesOfWatchesAreToldWhilePaused()
{
    Listener listener;
    Debugger debugger(listener);
    debugger.start(velocity("$a\n$b"), {{}, true, true});
    QVERIFY(listener.next().pause->watches.empty());
    debugger.setWatches({"1 + 1"});
    const auto pause = listener.next().pause;
    QCOMPARE(pause->watches.at(0).value.text, std::string("2"));
    QCOMPARE(pause->reason, Pause::Reason::Start);
}

void DebuggerTest::pausesWhereAStatementFails()
{
    Listener listener;
    Debugger debugger(listener);
    debugger.setWatches({"$i"});
    debugger.start(velocity("#set($l = [1])\n#foreach($i in [0, 3])\n<$l.get($i)>\n#end"), {{}, false, true});
    const auto pause = listener.next().pause;
    QVERIFY(pause);
    QCOMPARE(pause->reason, Pause::Reason::Error);
    QVERIFY(pause->note.contains("out of bounds"));
    QCOMPARE(pause->watches.at(0).value.text, std::string("3"));
    QCOMPARE(pause->stack.size(), std::size_t(2));
    QCOMPARE(pause->stack.front().line, 3U);
    QCOMPARE(pause->output, std::string("<1>\n<"));
    debugger.stepOver();
    const auto end = listener.next().end;
    QVERIFY(end && end->error && !end->stopped);
    QCOMPARE(end->output, std::string("<1>\n<"));

    debugger.start(velocity("#set($l = [1])\n$l.get(3)"), {{}, false, false});
    QVERIFY(listener.next().end->error);
}

void DebuggerTest::endsWithTheRenderingsResult()
{
    Listener listener;
    Debugger debugger(listener);
    playground::Event event = playground::sampleEvent();
    const auto source = mappingTemplate("#set($context.responseOverride.status = 201){\"m\": \"$context.httpMethod\"}");
    debugger.start(source, event, {});
    const auto end = listener.next().end;
    const playground::Run run = playground::run(*source, event);
    QCOMPARE(end->output, run.output);
    QCOMPARE(end->overrides.status, std::optional(201));
    QVERIFY(!end->error && !end->stopped);
    QVERIFY(!debugger.isRunning());

    debugger.start(mappingTemplate("#if("), event, {});
    const auto failed = listener.next().end;
    QVERIFY(failed->error && !failed->stopped);
}

void DebuggerTest::stopsWhateverItDoes_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("atStart");
    // clang-format off
    QTest::newRow("while paused")         << QByteArray("$a") << true;
    QTest::newRow("a huge loop")          << QByteArray("#foreach($i in [1..30000])#foreach($j in [1..30000])#foreach($k in [1..30000])$k#end#end#end") << false;
    QTest::newRow("a loop that searches") << QByteArray("#set($l = [1..50000])#foreach($i in [1..30000])#if($l.contains('x'))#end#end") << false;
    QTest::newRow("a long text")          << QByteArray("#set($s = \"#foreach($i in [1..30000])#foreach($j in [1..30000])$j#end#end\")") << false;
    // clang-format on
}

void DebuggerTest::stopsWhateverItDoes()
{
    QFETCH(const QByteArray, source);
    QFETCH(const bool, atStart);
    Listener listener;
    Debugger debugger(listener);
    Debugger::Options options{{}, atStart, true};
    options.run.limits = vtl::RenderLimits::velocity();
    options.run.limits.maxSteps = UINT64_MAX / 2;
    options.run.limits.maxOutput = SIZE_MAX / 64;
    debugger.start(velocity(source.toStdString()), options);
    if (atStart)
        QVERIFY(listener.next().pause);
    debugger.stop();
    QVERIFY(listener.next().end->stopped);
    debugger.start(velocity(source.toStdString()), options); // the destructor ends this one
}

void DebuggerTest::pausesInALongRendering()
{
    Listener listener;
    Debugger debugger(listener);
    Debugger::Options options;
    options.run.limits = vtl::RenderLimits::velocity();
    options.run.limits.maxSteps = UINT64_MAX / 2;
    debugger.start(velocity("#foreach($i in [1..90000])#foreach($j in [1..90000])#set($k = $j)#end#end"), options);
    debugger.pause();
    const auto pause = listener.next().pause;
    QVERIFY(pause);
    QCOMPARE(pause->reason, Pause::Reason::Asked);
    debugger.setBreakpoints({{1, {}, 1, true}});
    debugger.stop();
    QVERIFY(listener.next().end->stopped);
}

void DebuggerTest::startsAnewWhilePaused()
{
    Listener listener;
    Debugger debugger(listener);
    for (int i = 0; i < 20; ++i) {
        debugger.start(velocity("$a\n$b"), {{}, true, true});
        QVERIFY(listener.next().pause);
        debugger.start(velocity("x"), {});
        QVERIFY(listener.next().end->stopped);
        QCOMPARE(listener.next().end->output, std::string("x"));
    }
}

void DebuggerTest::conditionsDoNotUseUpTheSteps()
{
    Listener listener;
    Debugger debugger(listener);
    Debugger::Options options;
    options.run.limits.maxSteps = 1000;
    debugger.setBreakpoints({{1, "$i > 1000 && $i < 2000 && $i != 3", 1, true}, {2, "$l.contains('x')", 1, true}});
    debugger.start(velocity("#set($l = [1..500])\n#foreach($i in [1..90])\n$i\n#end"), options);
    const auto end = listener.next().end;
    QVERIFY(end && !end->error);
}

QTEST_APPLESS_MAIN(DebuggerTest)
#include "debugger_test.moc"

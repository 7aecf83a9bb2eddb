// Our engine beside Apache Velocity 1.7 on generated templates: the same output, or the same kind of refusal. A short
// fixed run by default; GATEHOUSE_DIFFERENTIAL_SECONDS=3600 runs that long, from a seed that is printed.
// What it found are the cases of tests/data/vtl/found-by-comparison.json. Known and left: a bracket that opens
// arguments and is followed by none of them ("$x.size(#end") is refused here, and only sometimes there.
#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"
#include "tests/integration/velocity/oracle.h"
#include "tests/integration/velocity/template_generator.h"

#include <QtTest/QTest>

using namespace gatehouse;

namespace {

using vtl::Value;

Value text(std::string_view value)
{
    return Value::string(std::string(value));
}

/// The same data as Oracle.java has.
std::vector<vtl::Variable> context()
{
    const vtl::Ref<vtl::MapObject> inner(new vtl::MapObject);
    inner->put(text("z"), vtl::makeList({Value::integer(1), Value::integer(2)}));
    const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    map->put(text("a"), Value::integer(1));
    map->put(text("b c"), text("x"));
    map->put(text("k"), vtl::makeMap(inner));
    map->put(text("nil"), {});
    return {{"s", text("Hello, a,b")},
            {"e", text("")},
            {"n", Value::integer(5)},
            {"g", Value::longInteger(3000000000)},
            {"d", Value::real(2.5)},
            {"t", Value::boolean(true)},
            {"f", Value::boolean(false)},
            {"l", vtl::makeList({Value::integer(3), text("a"), Value::boolean(true), text("b")})},
            {"m", vtl::makeMap(map)}};
}

QByteArray ours(const std::string &source)
{
    const auto program = vtl::Program::parse(source, vtl::Dialect::Velocity);
    if (!program)
        return "parse";
    const vtl::ValueScope scope;
    std::string out;
    if (!vtl::render(**program, context(), out, vtl::RenderLimits::velocity()))
        return "runtime";
    return "ok " + QByteArray::fromStdString(out);
}

/// What prints with a hash or an address in Java, and differs by nature.
bool hasIdentity(const QByteArray &output)
{
    return output.contains("@")
        && (output.contains("[L") || output.contains("java.") || output.contains("[B")
            || output.contains("org.apache"));
}

} // namespace

class DifferentialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void generatedTemplatesRenderTheSame();
};

void DifferentialTest::generatedTemplatesRenderTheSame()
{
    tests::Oracle oracle;
    if (!oracle.start())
        QSKIP("Java or Apache Velocity 1.7 is not installed (packages default-jre-headless, velocity)");
    const int seconds = qEnvironmentVariableIntValue("GATEHOUSE_DIFFERENTIAL_SECONDS");
    const std::uint64_t seed = seconds > 0 ? Random().next() : 1;
    TemplateGenerator generator(seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    int count = 0;
    int differences = 0;
    while (seconds > 0 ? std::chrono::steady_clock::now() < end : count < 1500) {
        const std::string source = generator.next();
        ++count;
        const QByteArray theirs = oracle.render(source);
        const QByteArray mine = ours(source);
        if (mine == theirs || hasIdentity(theirs))
            continue;
        qWarning().noquote() << "template:"
                             << QByteArray::fromStdString(source).toPercentEncoding(" $#{}()[]'\"=.,!<>&|+-*/%:;\\")
                             << "\n  Velocity:" << theirs << "\n  Gatehouse:" << mine;
        if (++differences == 20)
            break;
    }
    qInfo() << count << "templates, seed" << seed;
    QCOMPARE(differences, 0);
}

QTEST_GUILESS_MAIN(DifferentialTest)
#include "differential_test.moc"

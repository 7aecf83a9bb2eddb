// Our engine beside Apache Velocity 1.7 on generated templates: the same output, or the same kind of refusal. A short
// fixed run by default; GATEHOUSE_DIFFERENTIAL_SECONDS=3600 runs that long, from a seed that is printed.
// What it found are the cases of tests/data/vtl/found-by-comparison.json; what it found and we left is in kLeft.
#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"
#include "tests/integration/velocity/oracle.h"
#include "tests/integration/velocity/template_generator.h"

#include <QtCore/QRegularExpression>
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

/// Where Velocity's lexer keeps the state of a reference for what comes later, and text turns into syntax or gets lost.
/// Nobody writes these on purpose; the engine reads them as the rest of the language does.
const QRegularExpression kLeft(QStringLiteral(R"(\$[!$\\]*[ \t]*#)" // "$#end", "$! #set(...)"
                                              R"(|#\{else(?!\}))" // a brace that does not close
                                              R"(|\.[\w-]+(\[[^\]]*\])*\$!?\{?[\w-]+\}?#)" // "$a.b$c#end##"
                                              R"(|\$\\!\w+#set)" // "$\!x#set(...)["
                                              R"(|\w\(#|\$\{\})")); // what is opened and not there

constexpr auto kReadable = " $#{}()[]'\"=.,!<>&|+-*/%:;\\";

struct Outcomes {
    QByteArray theirs;
    QByteArray mine;

    [[nodiscard]] bool differ() const { return theirs != mine && !hasIdentity(theirs); }
    /// Whether each rendered or refused as there.
    [[nodiscard]] bool sameKinds(const Outcomes &other) const
    {
        return theirs.first(2) == other.theirs.first(2) && mine.first(2) == other.mine.first(2);
    }
};

Outcomes outcomes(tests::Oracle &oracle, const std::string &source)
{
    return {oracle.render(source), ours(source)};
}

/// The least of @p source on which the two still differ in the same way: what can be left out is.
std::string reduced(tests::Oracle &oracle, std::string source)
{
    const Outcomes wanted = outcomes(oracle, source);
    for (std::size_t size = source.size() / 2; size > 0; size /= 2) {
        for (std::size_t at = 0; at < source.size();) {
            std::string shorter = source;
            shorter.erase(at, size);
            const Outcomes now = outcomes(oracle, shorter);
            if (now.differ() && now.sameKinds(wanted))
                source = std::move(shorter);
            else
                at += size;
        }
    }
    return source;
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
        if (kLeft.match(QString::fromStdString(source)).hasMatch())
            continue;
        ++count;
        if (!outcomes(oracle, source).differ())
            continue;
        const std::string least = reduced(oracle, source);
        const Outcomes what = outcomes(oracle, least);
        qWarning().noquote() << "template:" << QByteArray::fromStdString(least).toPercentEncoding(kReadable)
                             << "\n  Velocity:" << what.theirs << "\n  Gatehouse:" << what.mine
                             << "\n  of:" << QByteArray::fromStdString(source).toPercentEncoding(kReadable);
        if (++differences == 20)
            break;
    }
    qInfo() << count << "templates, seed" << seed;
    QCOMPARE(differences, 0);
}

QTEST_GUILESS_MAIN(DifferentialTest)
#include "differential_test.moc"

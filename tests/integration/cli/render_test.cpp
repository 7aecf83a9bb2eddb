#include "tests/integration/support/program.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace support;

/// gatehouse render, on templates from standard input and files.
class RenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renders_data();
    void renders()
    {
        QFETCH(const QByteArray, source);
        QFETCH(const QStringList, options);
        const RunResult result = cli(QStringList{"render", "-"} + options, source);
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.status, 0);
        QTEST(result.out, "out");
    }

    void readsFiles()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath(QStringLiteral("t.vm")), "$input.path('$.a')"));
        QVERIFY(writeFile(folder.filePath(QStringLiteral("in.json")), "{\"a\": \"from a file\"}"));
        const RunResult result = cli({"render", "t.vm", "--input", "@in.json"}, {}, folder.path());
        QCOMPARE(result.out, QByteArray("from a file"));
    }

    void errorsHaveTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("does not parse") << QByteArray("a\n  $") << QByteArray("<stdin>:2:3: error: ");
        QTest::newRow("throws") << QByteArray("#set($l = [1])\n$l.get(5)") << QByteArray("<stdin>:2:");
    }
    void errorsHaveTheirPlace()
    {
        QFETCH(const QByteArray, source);
        QFETCH(const QByteArray, place);
        const RunResult result = cli({"render", "-"}, source);
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.startsWith(place), result.err.constData());
    }
};

void RenderTest::renders_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("out");
    const auto row = [](const char *name, const char *source, const QStringList &options, const char *out) {
        QTest::newRow(name) << QByteArray(source) << options << QByteArray(out);
    };
    // clang-format off
    row("text as it is", "a\n", {}, "a\n");
    row("body", "$input.json('$.a') $input.path('$.b')[0]", {"--input", R"({"a":"x","b":[7]})"}, "\"x\" 7");
    row("parameters", "$input.params('id') $input.params().header.get('X')", {"--params", R"({"path":{"id":7},"header":{"X":"y"}})"}, "7 y");
    row("context", "$context.stage $context.identity.sourceIp [$context.identity] $context.authorizer.claims.sub",
        {"--context", R"({"stage":"dev","identity":{"sourceIp":"::1"},"authorizer":{"claims":{"sub":"me"}}})"}, "dev ::1 [] me");
    row("stage variables", "$stageVariables.url", {"--stage-variables", R"({"url":"http://h"})"}, "http://h");
    row("more variables", "$who.get(0) $util.urlEncode($text)", {"--variables", R"({"who":["me"],"text":"a b"})"}, "me a+b");
    row("API Gateway: undefined prints nothing", "[$x]", {}, "[]");
    row("Velocity: undefined prints its source", "[$x] [$!x]", {"--dialect", "velocity"}, "[$x] []");
    row("Velocity: lists print as Java's", "#set($y = $l.size())$l $y", {"--dialect", "velocity", "--variables", R"({"l":[1,2.5,"x"]})"}, "[1, 2.5, x] 3");
    row("Velocity: macros", "#macro(m $a)<$a>#end#m('x')", {"--dialect", "velocity"}, "<x>");
    // clang-format on
}

QTEST_GUILESS_MAIN(RenderTest)
#include "render_test.moc"

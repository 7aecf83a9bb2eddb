#include "tests/integration/support/program.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace support;

namespace {

const QStringList kCommands{"serve",    "invoke", "check", "import", "export", "deploy", "deployments",
                            "rollback", "stages", "keys",  "usage",  "render", "test"};

QSet<QString> optionsIn(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("--[a-z][a-z-]*"));
    QSet<QString> options;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        options.insert(match.captured());
    return options;
}

/// The options of a command as its --help lists them: the first word of an indented line.
QSet<QString> optionsOf(const QString &command)
{
    static const QRegularExpression pattern(QStringLiteral("^ +(?:-\\w,)?(--[a-z][a-z-]*)"),
                                            QRegularExpression::MultilineOption);
    QSet<QString> options;
    const QString help = QString::fromUtf8(cli({command, QStringLiteral("--help")}).out);
    for (const QRegularExpressionMatch &match :
         pattern.globalMatch(help.left(help.indexOf(QLatin1String("Examples:")))))
        options.insert(match.captured(1));
    return options;
}

void addCommandRows()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : kCommands)
        QTest::newRow(qPrintable(command)) << command;
}

} // namespace

/// What all commands have in common: help, exit statuses, man page and completions.
class UsageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpShowsOptionsAndExamples_data() { addCommandRows(); }
    void helpShowsOptionsAndExamples()
    {
        QFETCH(const QString, command);
        const RunResult result = cli({command, QStringLiteral("--help")});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.err, QByteArray());
        QVERIFY(result.out.contains("Examples:\n  gatehouse " + command.toUtf8()));
        QVERIFY(optionsOf(command).size() > 2);
    }

    void exitStatuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("said");
        const QString sample = sourcePath(QStringLiteral("resources/examples/petstore"));
        const QString nowhere = sourcePath(QStringLiteral("no/such/place"));
        // clang-format off
        QTest::newRow("version") << QStringList{"--version"} << 0 << QByteArray();
        QTest::newRow("help") << QStringList{"--help"} << 0 << QByteArray();
        QTest::newRow("no command") << QStringList{} << 2 << QByteArray("subcommand");
        QTest::newRow("unknown command") << QStringList{"fly"} << 2 << QByteArray("subcommand");
        for (const QString &command : kCommands)
            QTest::addRow("%s: no PATH", qPrintable(command)) << QStringList{command} << 2 << QByteArray("required");
        QTest::newRow("unknown option") << QStringList{"check", sample, "--loud"} << 2 << QByteArray("--loud");
        QTest::newRow("unknown word") << QStringList{"check", sample, "--format", "xml"} << 2 << QByteArray("xml");
        QTest::newRow("serve: nothing there") << QStringList{"serve", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("invoke: nothing there") << QStringList{"invoke", nowhere, "GET", "/"} << 1 << nowhere.toUtf8();
        QTest::newRow("check: nothing there") << QStringList{"check", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("import: nothing there") << QStringList{"import", nowhere, "--into", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("export: nothing there") << QStringList{"export", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("deploy: nothing there") << QStringList{"deploy", nowhere, "--stage", "dev"} << 1 << nowhere.toUtf8();
        QTest::newRow("deployments: nothing there") << QStringList{"deployments", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("deployments: unknown") << QStringList{"deployments", sample, "--compare", "draft", "d9"} << 1 << QByteArray("'d9'");
        QTest::newRow("deployments: compare wants two") << QStringList{"deployments", sample, "--compare", "draft"} << 2 << QByteArray("--compare");
        QTest::newRow("rollback: nothing there") << QStringList{"rollback", nowhere, "--stage", "dev", "--to", "x"} << 1 << nowhere.toUtf8();
        QTest::newRow("rollback: unknown deployment") << QStringList{"rollback", sample, "--stage", "dev", "--to", "d9"} << 1 << QByteArray("Deployment id does not exist");
        QTest::newRow("stages: nothing there") << QStringList{"stages", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("stages: unknown stage") << QStringList{"stages", sample, "--promote-canary", "none"} << 1 << QByteArray("Invalid stage identifier specified");
        QTest::newRow("stages: no canary") << QStringList{"stages", sample, "--promote-canary", "dev"} << 1 << QByteArray("Canary does not exist");
        QTest::newRow("stages: variable of which stage") << QStringList{"stages", sample, "--set-variable", "a=b"} << 2 << QByteArray("--stage");
        QTest::newRow("deploy: bad percentage") << QStringList{"deploy", sample, "--stage", "dev", "--percent", "ten"} << 2 << QByteArray("'ten'");
        QTest::newRow("render: nothing there") << QStringList{"render", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("render: no JSON") << QStringList{"render", sourcePath(QStringLiteral("README.md")), "--params", "[1]"} << 1 << QByteArray("--params wants a JSON object");
        QTest::newRow("render: not in Velocity") << QStringList{"render", nowhere, "--dialect", "velocity", "--input", "x"} << 2 << QByteArray("--input");
        QTest::newRow("serve: no port") << QStringList{"serve", sample, "--listen", "127.0.0.1"} << 2 << QByteArray("ADDRESS:PORT");
        QTest::newRow("serve: bad port") << QStringList{"serve", sample, "--listen", "127.0.0.1:99999"} << 2 << QByteArray("ADDRESS:PORT");
        QTest::newRow("serve: not our address") << QStringList{"serve", sample, "--listen", "192.0.2.1:0"} << 1 << QByteArray("192.0.2.1");
        QTest::newRow("serve: unknown stage") << QStringList{"serve", sample, "--stage", "prod"} << 1 << QByteArray("'prod'");
        QTest::newRow("serve: bad stage variable") << QStringList{"serve", sample, "--stage-variable", "backend"} << 2 << QByteArray("NAME=VALUE");
        QTest::newRow("serve: watching a pipe") << QStringList{"serve", "-", "--watch"} << 2 << QByteArray("--watch");
        QTest::newRow("serve: unwritable trace") << QStringList{"serve", sample, "--trace", nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("invoke: not a path") << QStringList{"invoke", sample, "GET", "pets"} << 2 << QByteArray("RESOURCE");
        QTest::newRow("invoke: bad header") << QStringList{"invoke", sample, "GET", "/pets", "--header", "Accept"} << 2 << QByteArray("NAME:VALUE");
        QTest::newRow("invoke: no such body") << QStringList{"invoke", sample, "POST", "/pets", "--body", "@" + nowhere} << 1 << nowhere.toUtf8();
        QTest::newRow("invoke: no such API") << QStringList{"invoke", sample, "GET", "/pets", "--api", "Shop"} << 1 << QByteArray("'Shop'");
        QTest::newRow("export: unknown extension") << QStringList{"export", sample, "--extensions", "postman"} << 2 << QByteArray("postman");
        QTest::newRow("deploy: no stage") << QStringList{"deploy", sample} << 2 << QByteArray("--stage");
        // clang-format on
    }

    void exitStatuses()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, said);
        const RunResult result = cli(arguments);
        QTEST(result.status, "status");
        if (result.status == 0)
            QCOMPARE(result.err, QByteArray());
        else
            QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(said), result.err.constData());
    }

    void whatComesLaterIsRefusedNotIgnored_data()
    {
        QTest::addColumn<QStringList>("option");
        QTest::newRow("--state") << QStringList{"--state", "redis://127.0.0.1:6379"};
        QTest::newRow("--aws-endpoint") << QStringList{"--aws-endpoint", "http://127.0.0.1:5000"};
        QTest::newRow("--lambda-endpoint") << QStringList{"--lambda-endpoint", "http://127.0.0.1:3001"};
        QTest::newRow("--access-log") << QStringList{"--access-log", "access.log"};
    }

    void whatComesLaterIsRefusedNotIgnored()
    {
        QFETCH(const QStringList, option);
        const RunResult result
            = cli(QStringList{"serve", sourcePath(QStringLiteral("resources/examples/petstore"))} + option);
        QCOMPARE(result.status, 2);
        QCOMPARE(result.err, "gatehouse: " + option.first().toUtf8() + " is not supported by this version\n");
    }

    void theManPageHasTheSameOptions_data() { addCommandRows(); }
    void theManPageHasTheSameOptions()
    {
        QFETCH(const QString, command);
        QString page = QString::fromUtf8(readFile(sourcePath(QStringLiteral("packaging/man/gatehouse.1"))));
        page.replace(QLatin1String("\\-"), QLatin1String("-"));
        const qsizetype begin = page.indexOf(QLatin1String(".SS \"gatehouse ") + command);
        QVERIFY(begin >= 0);
        static const QRegularExpression heading(QStringLiteral("^\\.S[SH] "), QRegularExpression::MultilineOption);
        const QString section = page.mid(begin, page.indexOf(heading, begin + 1) - begin);
        QSet<QString> expected = optionsOf(command);
        expected.remove(QStringLiteral("--help"));
        QCOMPARE(optionsIn(section), expected);
    }

    void completionsHaveTheSameOptions_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char *shell : {"bash", "zsh", "fish"})
            QTest::newRow(shell) << shell;
    }

    void completionsHaveTheSameOptions()
    {
        QFETCH(const QString, shell);
        const RunResult result = cli({QStringLiteral("completion"), shell});
        QCOMPARE(result.status, 0);
        QSet<QString> expected;
        for (const QString &command : kCommands) {
            expected += optionsOf(command);
            QVERIFY(result.out.contains(command.toUtf8()));
        }
        QString script = QString::fromUtf8(result.out);
        script.replace(QLatin1String(" -l "), QLatin1String(" --")); // fish's way to name a long option
        QVERIFY2((expected - optionsIn(script)).isEmpty(), qPrintable(script));
    }

    void bashCompletes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("commands") << "gatehouse ex" << "export";
        QTest::newRow("options") << "gatehouse serve . --st" << "--stage --stage-variable --state";
        QTest::newRow("words of an option") << "gatehouse check . --format s" << "sarif";
        QTest::newRow("nothing for a free value") << "gatehouse deploy . --description s" << "";
    }

    void bashCompletes()
    {
        QFETCH(const QString, line);
        const QString script = QString::fromUtf8(cli({QStringLiteral("completion"), QStringLiteral("bash")}).out)
            + QStringLiteral("COMP_WORDS=(%1); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _gatehouse; "
                             "printf '%s\\n' \"${COMPREPLY[@]}\" | sort | paste -sd' '")
                  .arg(line);
        const RunResult result = run(QStringLiteral("bash"), {QStringLiteral("-c"), script});
        QCOMPARE(result.err, QByteArray());
        QTEST(QString::fromUtf8(result.out).trimmed(), "words");
    }
};

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"

#include "tests/integration/support/program.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>

using namespace support;

/// gatehouse test, and the coverage of gatehouse render.
class TemplateTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_project = m_temporary->filePath(QStringLiteral("shop"));
        QVERIFY(QDir().mkpath(m_project + "/tests"));
        QVERIFY(writeFile(m_project + "/gatehouse.yaml", "name: Shop & <Co>\n"));
        write("good", "template: a\nexpect: {output: a}\n");
    }

    void testsOfTheSamplePass()
    {
        const RunResult result = cli({"test", sourcePath(QStringLiteral("resources/examples/petstore"))});
        QCOMPARE(result.err, QByteArray());
        QVERIFY2(result.out.endsWith("3 tests: 3 passed, 0 failed, 0 faulty\n"), result.out.constData());
        QVERIFY(result.out.contains("passed  Free pets are refused\n"));
        QCOMPARE(result.status, 0);
    }

    void aFailureHasItsPlaceAndDifference()
    {
        write("bad", "name: Bad one\ntemplate: |\n  a\n  b\nexpect:\n  output: |\n    a\n    c\n");
        const RunResult result = cli({"test", m_project});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out,
                 "failed  Bad one\n"
                 "    "
                     + m_project.toUtf8()
                     + "/tests/bad.yaml:8: line 2 of the output differs\n"
                       "    - expected, + what came\n"
                       "      a\n"
                       "    - c\n"
                       "    + b\n"
                       "      \n"
                       "passed  good\n"
                       "2 tests: 1 passed, 1 failed, 0 faulty\n");
    }

    void faultyTestsFailTheRun_data()
    {
        QTest::addColumn<QByteArray>("test");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no such event") << QByteArray("template: a\nevent: x\n")
                                       << QByteArray("bad.yaml:2: there is no saved event \"x\"");
        QTest::newRow("no such method") << QByteArray("method:\n  method: GET\n  path: /\n")
                                        << QByteArray("bad.yaml:2: there is no API");
        QTest::newRow("unknown comparison")
            << QByteArray("template: a\nexpect: {compare: roughly}\n") << QByteArray("bad.yaml:2:19: error: ");
        QTest::newRow("not YAML") << QByteArray("template: [\n") << QByteArray("bad.yaml:");
    }
    void faultyTestsFailTheRun()
    {
        QFETCH(const QByteArray, test);
        QFETCH(const QByteArray, message);
        write("bad", test);
        const RunResult result = cli({"test", m_project});
        QCOMPARE(result.status, 1);
        QVERIFY2((result.out + result.err).contains(message), (result.out + result.err).constData());
    }

    void filterChooses()
    {
        write("bad", "template: a\nexpect: {output: b}\n");
        QCOMPARE(cli({"test", m_project, "--filter", "goo"}).status, 0);
        const RunResult none = cli({"test", m_project, "--filter", "x"});
        QCOMPARE(none.status, 1);
        QCOMPARE(none.err, "gatehouse: " + m_project.toUtf8() + " has no template test with \"x\" in its name\n");
    }

    void junitIsWellFormed()
    {
        write("bad", "name: \"<&\\\"'\\x01\\uFFFF>\"\ntemplate: \"]]> <b>\\r\"\nexpect: {output: \"&\"}\n");
        write("faulty", "event: x\n");
        const QString file = m_temporary->filePath(QStringLiteral("out.xml"));
        const RunResult result = cli({"test", m_project, "--report", "junit", "--output", file});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.out, QByteArray());
        QXmlStreamReader reader(readFile(file));
        QStringList elements, names, failures;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            elements += reader.name().toString();
            const QXmlStreamAttributes attributes = reader.attributes();
            if (reader.name() == u"testsuite") {
                QCOMPARE(attributes.value("name"), u"Shop & <Co>");
                QCOMPARE(attributes.value("tests"), u"3");
                QCOMPARE(attributes.value("failures"), u"1");
                QCOMPARE(attributes.value("errors"), u"1");
            } else if (reader.name() == u"testcase") {
                names += attributes.value("name").toString();
            } else if (reader.name() == u"failure") {
                failures += attributes.value("message").toString() + u'|' + reader.readElementText();
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(elements,
                 QStringList({"testsuites", "testsuite", "testcase", "failure", "testcase", "error", "testcase"}));
        QCOMPARE(names, QStringList({"<&\"'\uFFFD\uFFFD>", "faulty", "good"}));
        QCOMPARE(failures.size(), 1);
        QVERIFY(failures[0].contains("+ ]]> <b>\r"));
    }

    void coverageAddsUp()
    {
        write("one",
              "template: |\n  #if($input.path('$.a') == 1)\n  one\n  #else\n  other\n  #end\nevent: {body: {a: 1}}\n");
        const RunResult result = cli({"test", m_project, "--coverage"});
        QCOMPARE(result.status, 0);
        const QByteArray file = m_project.toUtf8() + "/tests/one.yaml";
        QCOMPARE(result.err,
                 "coverage of " + m_project.toUtf8()
                     + "/tests/good.yaml (template): 1 of 1 lines, 0 of 0 branches\n"
                       "coverage of "
                     + file + ": 2 of 3 lines, 1 of 2 branches\n" + file + ":4: #else never reached\n" + file
                     + ":5: not reached: other\n"
                       "coverage: 3 of 4 lines, 1 of 2 branches\n");
        const QString out = m_temporary->filePath(QStringLiteral("t.info"));
        QCOMPARE(cli({"test", "--coverage=" + out, m_project}).err, QByteArray());
        QVERIFY(readFile(out).contains("SF:" + file + "\nBRDA:2,0,0,1\n"));
    }

    void renderTellsItsCoverage()
    {
        const RunResult result = cli({"render", "--coverage", "-"}, "#if(false)\na\n#end\nb");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QByteArray("b"));
        QCOMPARE(result.err,
                 QByteArray("coverage: 2 of 3 lines, 1 of 2 branches\n"
                            "<stdin>:1: #if never true\n"
                            "<stdin>:2: not reached: a\n"));
        const RunResult velocity = cli({"render", "-", "--dialect", "velocity", "--coverage"}, "#macro(m)\na\n#end\n");
        QVERIFY2(velocity.err.contains("<stdin>:2: not reached: a\n"), velocity.err.constData());
        const QString out = m_temporary->filePath(QStringLiteral("t.info"));
        QCOMPARE(cli({"render", "-", "--coverage=" + out}, "a").err, QByteArray());
        QVERIFY(readFile(out).contains("DA:1,1\n"));
    }

    void usageErrorsAreTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::newRow("no path") << QStringList{"test"} << 2;
        QTest::newRow("unknown report") << QStringList{"test", ".", "--report", "html"} << 2;
        QTest::newRow("no project") << QStringList{"test", "/nonexistent"} << 1;
    }
    void usageErrorsAreTold()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, status);
        const RunResult result = cli(arguments);
        QCOMPARE(result.status, status);
        QVERIFY(!result.err.isEmpty());
    }

private:
    void write(const QString &name, const QByteArray &text)
    {
        QVERIFY(writeFile(m_project + "/tests/" + name + ".yaml", text));
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_project;
};

QTEST_GUILESS_MAIN(TemplateTestsTest)
#include "template_tests_test.moc"

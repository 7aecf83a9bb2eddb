// Coverage of templates by line and branch.
#include "core/json/reader.h"
#include "core/playground/run.h"

#include <QtTest/QTest>

using namespace gatehouse;
using playground::Coverage;
using playground::Run;

namespace {

Run runWith(const std::string &source, std::string body = {})
{
    playground::Event event;
    event.body = std::move(body);
    return playground::run(mapping::MappingTemplate(source), event);
}

} // namespace

class CoverageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsWhatWasNotReached_data();
    void reportsWhatWasNotReached();
    void countsLines_data();
    void countsLines();
    void addsUpRuns();
    void writesLcov();
};

void CoverageTest::reportsWhatWasNotReached_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("report");
    // clang-format off
    QTest::newRow("all reached")       << QByteArray("a\n$b\n")                                   << QByteArray("");
    QTest::newRow("text not written")  << QByteArray("#if(false)\nx\n#end\n")
                                       << QByteArray("t:1: #if never true\nt:2: not reached: x\n");
    QTest::newRow("missing #else")     << QByteArray("#if(true)\nx\n#end\n")                      << QByteArray("t:1: #if never false\n");
    QTest::newRow("#else")             << QByteArray("#if(true)\nx\n#else\ny\n#end\n")
                                       << QByteArray("t:3: #else never reached\nt:4: not reached: y\n");
    QTest::newRow("#elseif")           << QByteArray("#if(true)\nx\n#elseif($a)\ny\n#end\n")
                                       << QByteArray("t:1: #if never false\nt:3: not reached: #elseif($a)\nt:4: not reached: y\n");
    QTest::newRow("#elseif that held") << QByteArray("#if(false)\nx\n#elseif(true)\ny\n#{else}\nz\n#end\n")
                                       << QByteArray("t:1: #if never true\nt:2: not reached: x\nt:5: #else never reached\nt:6: not reached: z\n");
    QTest::newRow("loop not entered")  << QByteArray("#foreach($i in [])\n$i\n#end\n")
                                       << QByteArray("t:1: #foreach never entered\nt:2: not reached: $i\n");
    QTest::newRow("loop entered")      << QByteArray("#foreach($i in [1])\n$i\n#end\n")
                                       << QByteArray("t:1: #foreach never without anything to go through\n");
    QTest::newRow("after #stop")       << QByteArray("a\n#stop\nb\n")                             << QByteArray("t:3: not reached: b\n");
    QTest::newRow("block not used")    << QByteArray("#define($d)\nx\n#end\na")                   << QByteArray("t:2: not reached: x\n");
    QTest::newRow("block used in a string") << QByteArray("#define($d)\nx\n#end\n#set($s = \"$d\")") << QByteArray("");
    QTest::newRow("comments and blanks do not count") << QByteArray("a\n## b\n\n  \n#* c\nd *#\n#if(false)\n\n## e\n#end")
                                       << QByteArray("t:7: #if never true\n");
    QTest::newRow("conditions within a string") << QByteArray("#set($a = \"#if(true)x#end\")")    << QByteArray("");
    QTest::newRow("one line")          << QByteArray("#if(false)a#{else}b#end")        << QByteArray("t:1: #if never true\n");
    // clang-format on
}

void CoverageTest::reportsWhatWasNotReached()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, report);
    const std::string text = source.toStdString();
    const Run run = runWith(text);
    QVERIFY2(!run.error, run.error ? run.error->text().c_str() : "");
    QCOMPARE(QByteArray::fromStdString(playground::coverageReport(run.coverage, "t", text)), report);
}

void CoverageTest::countsLines_data()
{
    using State = Coverage::State;
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<QList<int>>("hits");
    QTest::addColumn<QList<int>>("states");
    const auto n = static_cast<int>(State::NotReached), p = static_cast<int>(State::Partly),
               r = static_cast<int>(State::Reached);
    // clang-format off
    QTest::newRow("text of several lines") << QByteArray("a\n\nb $x\n") << QList{1, 3} << QList{1, 1} << QList{r, r};
    QTest::newRow("loop")    << QByteArray("#foreach($i in [1, 2, 3])\n$i\n#end\n") << QList{1, 2} << QList{1, 3} << QList{p, r};
    QTest::newRow("branches on one line") << QByteArray("#if(true)a#{else}b#end") << QList{1} << QList{1} << QList{p};
    QTest::newRow("not reached") << QByteArray("#if(false)\na\n#end") << QList{1, 2} << QList{1, 0} << QList{p, n};
    // clang-format on
}

void CoverageTest::countsLines()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QList<int>, numbers);
    QFETCH(const QList<int>, hits);
    QFETCH(const QList<int>, states);
    QList<int> foundNumbers, foundHits, foundStates;
    for (const Coverage::Line &line : runWith(source.toStdString()).coverage.lines()) {
        foundNumbers += static_cast<int>(line.line);
        foundHits += static_cast<int>(line.hits);
        foundStates += static_cast<int>(line.state);
    }
    QCOMPARE(foundNumbers, numbers);
    QCOMPARE(foundHits, hits);
    QCOMPARE(foundStates, states);
}

void CoverageTest::addsUpRuns()
{
    const std::string source = "#if($input.path('$.a') == 1)\nx\n#else\ny\n#end\n";
    Coverage sum;
    sum.merge(runWith(source, R"({"a": 1})").coverage);
    QCOMPARE(playground::summary(sum.totals()), std::string("2 of 3 lines, 1 of 2 branches"));
    sum.merge(runWith(source, R"({"a": 2})").coverage);
    QCOMPARE(playground::summary(sum.totals()), std::string("3 of 3 lines, 2 of 2 branches"));
    QCOMPARE(playground::coverageReport(sum, "t", source), std::string());
}

void CoverageTest::writesLcov()
{
    const std::string source = "#foreach($i in [1, 2])\n$i\n#end\n#if(false)#if($a)x#end#end\n";
    QCOMPARE(playground::toLcov(runWith(source).coverage, "/tmp/t.vm"),
             std::string("TN:\n"
                         "SF:/tmp/t.vm\n"
                         "BRDA:1,0,0,1\n"
                         "BRDA:1,0,1,0\n"
                         "BRDA:4,1,0,0\n"
                         "BRDA:4,1,1,1\n"
                         "BRDA:4,2,0,-\n"
                         "BRDA:4,2,1,-\n"
                         "BRF:6\nBRH:2\n"
                         "DA:1,1\nDA:2,2\nDA:4,1\n"
                         "LF:3\nLH:3\nend_of_record\n"));
}

QTEST_APPLESS_MAIN(CoverageTest)
#include "coverage_test.moc"

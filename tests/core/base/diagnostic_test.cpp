#include "core/base/diagnostic.h"

#include <QtTest/QTest>

using namespace gatehouse;

class DiagnosticTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineIndexCountsCodePoints()
    {
        const LineIndex index("a\n\xC3\xA9t\n\nx");
        QCOMPARE(index.at(0).line, 1U);
        QCOMPARE(index.at(4).line, 2U);
        QCOMPARE(index.at(4).column, 2U); // "é" is one column, two octets
        QCOMPARE(index.at(99).line, 4U);
        QCOMPARE(index.lineStart(4), std::size_t(7));
    }

    void formatsAsCompilersDo()
    {
        Diagnostic d{Severity::Warning, "rule-x", "Odd.", "mend it", "api.yaml", "/a", {}, 3, 7};
        QCOMPARE(format(d), std::string("api.yaml:3:7: warning: Odd. (mend it) [rule-x]"));
    }
};

QTEST_APPLESS_MAIN(DiagnosticTest)
#include "diagnostic_test.moc"

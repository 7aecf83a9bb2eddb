// The golden cases of plain Velocity beside Apache Velocity 1.7: each prints there what its file says, or fails
// likewise.
#include "tests/integration/velocity/oracle.h"
#include "tests/support/golden_case.h"

using namespace gatehouse;

class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void velocityPrintsTheSame();
};

void GoldenTest::velocityPrintsTheSame()
{
    tests::Oracle oracle;
    if (!oracle.start())
        QSKIP("Java or Apache Velocity 1.7 is not installed (packages default-jre-headless, velocity)");
    QStringList differences;
    const std::vector<tests::GoldenCase> cases = tests::goldenCases(QStringLiteral("vtl/velocity"), false);
    QVERIFY(cases.size() > 300);
    for (const tests::GoldenCase &testCase : cases) {
        const QByteArray theirs = oracle.render(testCase.input);
        const std::string &ours = testCase.expected;
        const bool same = ours.starts_with("parse error at ") ? theirs == "parse"
            : ours.starts_with("runtime error at ")           ? theirs == "runtime"
                                                              : theirs == "ok " + QByteArray::fromStdString(ours);
        if (!same)
            differences.append(QStringLiteral("%1: Velocity: %2; the case: %3")
                                   .arg(QString::fromStdString(testCase.name), QString::fromUtf8(theirs),
                                        QString::fromStdString(ours)));
    }
    QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
}

QTEST_GUILESS_MAIN(GoldenTest)
#include "golden_test.moc"

#include "tests/support/sample_traces.h"
#include "tests/ui/support/sample_project.h"
#include "ui/bridge/gateway_controller.h"
#include "ui/inspectors/answer_explanation.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class AnswerExplanationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingAuthenticationTokenIsAWrongPath();
    void gatewaysOwnTracesAreUnderstood_data();
    void gatewaysOwnTracesAreUnderstood();
    void answerIsExplained_data();
    void answerIsExplained();
    void executionLogIsQuoted();
};

void AnswerExplanationTest::missingAuthenticationTokenIsAWrongPath()
{
    const AnswerExplanation why = explainAnswer(tests::unknownRouteTrace());
    QVERIFY2(why.headline.contains(QStringLiteral("GET /pet")), qPrintable(why.headline));
    QVERIFY2(why.advice.contains(QStringLiteral("no credentials are missing")), qPrintable(why.advice));
    QCOMPARE(why.nearest, QStringLiteral("GET /pets"));
}

void AnswerExplanationTest::gatewaysOwnTracesAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("nearest");
    // clang-format off
    QTest::newRow("wrong path")    << QByteArray("GET")    << "/dev/pet"   << "GET /pet"    << "GET /pets";
    QTest::newRow("wrong method")  << QByteArray("DELETE") << "/dev/pets"  << "no method DELETE" << "GET /pets";
    QTest::newRow("wrong stage")   << QByteArray("GET")    << "/nope/pets" << "No stage"    << "";
    // clang-format on
}

void AnswerExplanationTest::gatewaysOwnTracesAreUnderstood()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    QFETCH(const QString, headline);
    QFETCH(const QString, nearest);
    GatewayController gateway;
    TracePtr trace;
    connect(&gateway.traces(), &TraceFeed::arrived, this,
            [&trace](const TraceBatch &traces) { trace = traces.back(); });
    gateway.openProject(test::petStore());
    gateway.setEndpoint(QStringLiteral("127.0.0.1"), 0);
    gateway.start();
    QTRY_COMPARE(gateway.state(), GatewayController::State::Running);
    QNetworkAccessManager network;
    network.setAutoDeleteReplies(true);
    network.sendCustomRequest(QNetworkRequest(QUrl(gateway.baseUrl() + path)), method);
    QTRY_VERIFY(trace);
    const AnswerExplanation why = explainAnswer(*trace);
    QVERIFY2(why.headline.contains(headline), qPrintable(why.headline));
    QCOMPARE(why.nearest, nearest);
}

void AnswerExplanationTest::answerIsExplained_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QString>("responseType");
    QTest::addColumn<QString>("integration");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("mentioned");
    // clang-format off
    QTest::newRow("backend")           << 200 << ""                            << ""                       << "HTTP" << "/pets" << "backend of GET /pets";
    QTest::newRow("backend's error")   << 500 << ""                            << ""                       << "HTTP" << "/pets" << "backend answered with this status";
    QTest::newRow("mock")              << 200 << ""                            << ""                       << "MOCK" << "/"     << "mock";
    QTest::newRow("signature quirk")   << 403 << "IncompleteSignatureException" << "DEFAULT_4XX"           << ""     << ""      << "Nothing in this API";
    QTest::newRow("unknown stage")     << 403 << "ForbiddenException"          << ""                       << ""     << ""      << "No stage";
    QTest::newRow("API key")           << 403 << "ForbiddenException"          << "INVALID_API_KEY"        << ""     << "/pets" << "API key";
    QTest::newRow("timeout")           << 504 << "InternalServerErrorException" << "INTEGRATION_TIMEOUT"   << "HTTP" << "/pets" << "timeout";
    QTest::newRow("unreachable")       << 504 << "InternalServerErrorException" << "INTEGRATION_FAILURE"   << "HTTP" << "/pets" << "could not be reached";
    QTest::newRow("client left")       << 0   << ""                            << ""                       << "HTTP" << "/pets" << "went away";
    // clang-format on
}

void AnswerExplanationTest::answerIsExplained()
{
    QFETCH(const int, status);
    QFETCH(const QString, errorType);
    QFETCH(const QString, responseType);
    QFETCH(const QString, integration);
    QFETCH(const QString, resource);
    QFETCH(const QString, mentioned);
    trace::Trace trace;
    trace.httpMethod = "GET";
    trace.path = "/dev/pets";
    trace.stage = "dev";
    trace.status = status;
    trace.errorType = errorType.toStdString();
    trace.gatewayResponseType = responseType.toStdString();
    trace.integrationType = integration.toStdString();
    trace.resourcePath = resource.toStdString();
    const AnswerExplanation why = explainAnswer(trace);
    QVERIFY2(why.headline.contains(mentioned), qPrintable(why.headline));
}

void AnswerExplanationTest::executionLogIsQuoted()
{
    trace::Trace trace = tests::petsTrace();
    trace.status = 500;
    trace.errorType = "InternalServerErrorException";
    trace.gatewayResponseType = "API_CONFIGURATION_ERROR";
    trace.executionFailure = "Execution failed due to configuration error: Invalid endpoint address";
    QVERIFY(explainAnswer(trace).advice.contains(QStringLiteral("Invalid endpoint address")));
}

QTEST_MAIN(AnswerExplanationTest)
#include "answer_explanation_test.moc"

#include "ui/widgets/body_format.h"

#include <QTest>

using namespace gatehouse::ui;

class BodyFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodyIsLaidOut_data();
    void bodyIsLaidOut();
};

void BodyFormatTest::bodyIsLaidOut_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("syntax");
    // clang-format off
    QTest::newRow("JSON")                 << QByteArray(R"({"b":1.0,"a":[true]})") << "application/json"
        << "{\n  \"b\": 1.0,\n  \"a\": [\n    true\n  ]\n}" << "JSON";
    QTest::newRow("large numbers stay")   << QByteArray("[9007199254740993]")   << "application/json" << "[\n  9007199254740993\n]" << "JSON";
    QTest::newRow("suffix of the type")   << QByteArray("[1]")                  << "application/hal+json; charset=utf-8" << "[\n  1\n]" << "JSON";
    QTest::newRow("JSON by its look")     << QByteArray(" [1]")                 << "text/plain"       << "[\n  1\n]" << "JSON";
    QTest::newRow("broken JSON stays")    << QByteArray("{\"a\":")              << "application/json" << "{\"a\":"   << "JSON";
    QTest::newRow("XML")                  << QByteArray("<a x='1'><b>t</b></a>") << "text/xml"        << "<a x=\"1\">\n  <b>t</b>\n</a>" << "XML";
    QTest::newRow("broken XML stays")     << QByteArray("<a><b></a>")           << "application/xml"  << "<a><b></a>" << "XML";
    QTest::newRow("HTML stays")           << QByteArray("<p>a<br>b")            << "text/html"        << "<p>a<br>b" << "HTML";
    QTest::newRow("text")                 << QByteArray("a\nb")                 << "text/plain"       << "a\nb"      << "";
    QTest::newRow("nothing")              << QByteArray()                       << ""                 << ""          << "";
    QTest::newRow("octets")               << QByteArray("\x00\xff""A", 3)       << "image/png"
        << "00000000  00 ff 41                                         ..A\n" << "";
    // clang-format on
}

void BodyFormatTest::bodyIsLaidOut()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, type);
    QFETCH(const QString, text);
    QFETCH(const QString, syntax);
    const FormattedBody formatted = formatBody(body, type);
    QCOMPARE(formatted.text, text);
    QCOMPARE(formatted.syntax, syntax);
    QCOMPARE(formatted.changed, text.toUtf8() != body);
}

QTEST_MAIN(BodyFormatTest)
#include "body_format_test.moc"

#include "ui/widgets/body_format.h"

#include <QTest>

using namespace gatehouse::ui;

class BodyFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodyIsLaidOut_data();
    void bodyIsLaidOut();
    void textsAreShownWithinBounds_data();
    void textsAreShownWithinBounds();
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

void BodyFormatTest::textsAreShownWithinBounds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("cut");
    QTest::addColumn<bool>("broken");
    const QString line(kMaxShownLine, u'x');
    // clang-format off
    QTest::newRow("short")                  << "a\nb\n"                      << qsizetype(4)       << false << false;
    QTest::newRow("nothing")                << ""                            << qsizetype(0)       << false << false;
    QTest::newRow("longest line")           << line + u'\n' + line           << 2 * kMaxShownLine + 1 << false << false;
    QTest::newRow("too long a line")        << line + line + u'y'            << 2 * kMaxShownLine + 2 << false << true;
    QTest::newRow("longest text")           << QString(kMaxShown, u'\n')     << kMaxShown          << false << false;
    QTest::newRow("too long a text")        << QString(kMaxShown + 1, u'\n') << kMaxShown          << true  << false;
    // clang-format on
}

void BodyFormatTest::textsAreShownWithinBounds()
{
    QFETCH(const QString, text);
    QFETCH(const qsizetype, size);
    QFETCH(const bool, cut);
    QFETCH(const bool, broken);
    const ShownText shown = shownText(text);
    QCOMPARE(shown.text.size(), size);
    QCOMPARE(shown.cut, cut);
    QCOMPARE(shown.broken, broken);
    if (!cut)
        QCOMPARE(QString(shown.text).remove(u'\n'), QString(text).remove(u'\n'));
}

QTEST_MAIN(BodyFormatTest)
#include "body_format_test.moc"

#include "ui/consoles/curl_command.h"
#include "ui/consoles/shell_words.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class CurlCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreSplitAsAShellDoes_data();
    void wordsAreSplitAsAShellDoes();
    void openQuoteIsAnErrorWithItsPlace();
    void commandBecomesARequest_data();
    void commandBecomesARequest();
    void headersAndBodyAreRead();
    void whatIsNotSupportedIsSaid_data();
    void whatIsNotSupportedIsSaid();
    void badCommandsAreRefused_data();
    void badCommandsAreRefused();
    void copiedCommandReadsBackTheSame_data();
    void copiedCommandReadsBackTheSame();
};

namespace {

QStringList list(std::initializer_list<const char *> words)
{
    QStringList result;
    for (const char *word : words)
        result.append(QString::fromUtf8(word));
    return result;
}

} // namespace

void CurlCommandTest::wordsAreSplitAsAShellDoes_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    // clang-format off
    QTest::newRow("nothing")              << ""                      << QStringList();
    QTest::newRow("spaces and tabs")      << " a  b\tc\n"            << list({"a", "b", "c"});
    QTest::newRow("single quotes")        << R"('a "b" \n' c)"       << list({R"(a "b" \n)", "c"});
    QTest::newRow("double quotes")        << R"("a 'b' \"c\" \\ \$ \n")" << list({R"(a 'b' "c" \ $ \n)"});
    QTest::newRow("empty words")          << R"('' "")"              << list({"", ""});
    QTest::newRow("parts of one word")    << R"(a'b'"c"\ d)"         << list({"abc d"});
    QTest::newRow("continuation")         << "a \\\n  b\\\nc"        << list({"a", "bc"});
    QTest::newRow("continuation, CR LF")  << "a \\\r\n  b"           << list({"a", "b"});
    QTest::newRow("continued in quotes")  << "\"a\\\nb\""            << list({"ab"});
    QTest::newRow("ANSI-C quotes")        << R"($'a\n\'\u00e9\x41\\')" << list({"a\n'\u00e9A\\"});
    QTest::newRow("comment")              << "a # b 'c\nd"           << list({"a", "d"});
    QTest::newRow("no comment in a word") << "http://x/#top"         << list({"http://x/#top"});
    QTest::newRow("backslash at the end") << "a\\"                   << list({"a"});
    // clang-format on
}

void CurlCommandTest::wordsAreSplitAsAShellDoes()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, words);
    const Expected<QStringList> split = splitShellWords(line);
    QVERIFY(split);
    QCOMPARE(*split, words);
}

void CurlCommandTest::openQuoteIsAnErrorWithItsPlace()
{
    const Expected<QStringList> split = splitShellWords(QStringLiteral("curl -H 'A: b"));
    QVERIFY(!split);
    QVERIFY(split.error().code == ShellErrc::OpenQuote);
    QCOMPARE(split.error().span.begin, 8U);
}

void CurlCommandTest::commandBecomesARequest_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("body");
    // clang-format off
    QTest::newRow("plain")           << "curl http://h/p"                          << "GET"    << "http://h/p"         << QByteArray();
    QTest::newRow("prompt")          << "$ curl http://h/p"                        << "GET"    << "http://h/p"         << QByteArray();
    QTest::newRow("no scheme")       << "curl h:8080/p"                            << "GET"    << "http://h:8080/p"    << QByteArray();
    QTest::newRow("query")           << "curl 'http://h/p?a=1&b=x%20y'"            << "GET"    << "http://h/p?a=1&b=x%20y" << QByteArray();
    QTest::newRow("fragment goes")   << "curl 'http://h/p?a=1#top'"                << "GET"    << "http://h/p?a=1"     << QByteArray();
    QTest::newRow("method")          << "curl -X DELETE http://h/p"                << "DELETE" << "http://h/p"         << QByteArray();
    QTest::newRow("glued method")    << "curl -XPUT http://h/p"                    << "PUT"    << "http://h/p"         << QByteArray();
    QTest::newRow("flags together")  << "curl -sSkX PATCH http://h/p"              << "PATCH"  << "http://h/p"         << QByteArray();
    QTest::newRow("head")            << "curl -I http://h/p"                       << "HEAD"   << "http://h/p"         << QByteArray();
    QTest::newRow("data posts")      << "curl -d a=1 -d b=2 http://h/p"            << "POST"   << "http://h/p"         << QByteArray("a=1&b=2");
    QTest::newRow("raw data")        << "curl --data-raw @x http://h/p"            << "POST"   << "http://h/p"         << QByteArray("@x");
    QTest::newRow("encoded data")    << "curl --data-urlencode 'q=a b&c' http://h/" << "POST"  << "http://h/"          << QByteArray("q=a%20b%26c");
    QTest::newRow("data as query")   << "curl -G -d a=1 http://h/p?z=0"            << "GET"    << "http://h/p?z=0&a=1" << QByteArray();
    QTest::newRow("json")            << "curl --json '{\"a\":1}' http://h/p"       << "POST"   << "http://h/p"         << QByteArray("{\"a\":1}");
    QTest::newRow("url option")      << "curl --url http://h/p"                    << "GET"    << "http://h/p"         << QByteArray();
    QTest::newRow("other options")   << "curl -o x -m 5 --compressed -L http://h/p" << "GET"   << "http://h/p"         << QByteArray();
    QTest::newRow("after --")        << "curl -- http://h/p"                       << "GET"    << "http://h/p"         << QByteArray();
    // clang-format on
}

void CurlCommandTest::commandBecomesARequest()
{
    QFETCH(const QString, command);
    QFETCH(const QString, method);
    QFETCH(const QString, url);
    QFETCH(const QByteArray, body);
    const Expected<CurlImport> read = parseCurl(command);
    QVERIFY(read);
    QCOMPARE(read->warnings, QStringList());
    QCOMPARE(read->request.method, method);
    QCOMPARE(QString::fromLatin1(read->request.url().toEncoded()), url);
    QCOMPARE(read->request.body, body);
}

void CurlCommandTest::headersAndBodyAreRead()
{
    const Expected<CurlImport> read
        = parseCurl(QStringLiteral("curl 'http://h/pets' \\\n -H 'Content-Type: application/json' \\\n -H 'X-Empty;' "
                                   "-H 'Accept:' -u me:pw -A Test/1 "
                                   "--data-binary '{\"type\": \"cat\"}'"));
    QVERIFY(read);
    const RequestFields expected{{true, QStringLiteral("Content-Type"), QStringLiteral("application/json")},
                                 {true, QStringLiteral("X-Empty"), QString()},
                                 {true, QStringLiteral("Authorization"), QStringLiteral("Basic bWU6cHc=")},
                                 {true, QStringLiteral("User-Agent"), QStringLiteral("Test/1")}};
    QCOMPARE(read->request.headers, expected);
    QCOMPARE(read->request.body, QByteArray("{\"type\": \"cat\"}"));
    QCOMPARE(read->request.method, QStringLiteral("POST"));
}

void CurlCommandTest::whatIsNotSupportedIsSaid_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("mentioned");
    // clang-format off
    QTest::newRow("form")            << "curl -F a=@b http://h"               << "-F";
    QTest::newRow("body file")       << "curl -d @body.json http://h"         << "@body.json";
    QTest::newRow("json file")       << "curl --json @body.json http://h"     << "@body.json";
    QTest::newRow("encoded file")    << "curl --data-urlencode a@b http://h"  << "a@b";
    QTest::newRow("cookie file")     << "curl -b jar http://h"                << "jar";
    QTest::newRow("unknown long")    << "curl --frobnicate http://h"          << "--frobnicate";
    QTest::newRow("unknown short")   << "curl -Q http://h"                    << "-Q";
    QTest::newRow("second address")  << "curl http://h http://i"              << "first address";
    QTest::newRow("not a header")    << "curl -H nonsense http://h"           << "nonsense";
    // clang-format on
}

void CurlCommandTest::whatIsNotSupportedIsSaid()
{
    QFETCH(const QString, command);
    QFETCH(const QString, mentioned);
    const Expected<CurlImport> read = parseCurl(command);
    QVERIFY(read);
    QCOMPARE(read->warnings.size(), 1);
    QVERIFY2(read->warnings.constFirst().contains(mentioned), qPrintable(read->warnings.constFirst()));
    QVERIFY(read->request.body.isEmpty());
}

void CurlCommandTest::badCommandsAreRefused_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("code");
    // clang-format off
    QTest::newRow("nothing")        << ""                 << static_cast<int>(CurlErrc::NotCurl);
    QTest::newRow("other program")  << "wget http://h"    << static_cast<int>(CurlErrc::NotCurl);
    QTest::newRow("no address")     << "curl -s"          << static_cast<int>(CurlErrc::NoUrl);
    QTest::newRow("lacking value")  << "curl http://h -H" << static_cast<int>(CurlErrc::MissingValue);
    // clang-format on
}

void CurlCommandTest::badCommandsAreRefused()
{
    QFETCH(const QString, command);
    QFETCH(const int, code);
    const Expected<CurlImport> read = parseCurl(command);
    QVERIFY(!read);
    QVERIFY(read.error().code == static_cast<CurlErrc>(code));
}

void CurlCommandTest::copiedCommandReadsBackTheSame_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("body");
    // clang-format off
    QTest::newRow("GET")            << "GET"    << QByteArray();
    QTest::newRow("GET, body")      << "GET"    << QByteArray("x");
    QTest::newRow("HEAD")           << "HEAD"   << QByteArray();
    QTest::newRow("POST")           << "POST"   << QByteArray("it's {\"a\": \"b\\n\"}\n");
    QTest::newRow("POST, empty")    << "POST"   << QByteArray();
    QTest::newRow("DELETE")         << "DELETE" << QByteArray();
    // clang-format on
}

void CurlCommandTest::copiedCommandReadsBackTheSame()
{
    QFETCH(const QString, method);
    QFETCH(const QByteArray, body);
    ConsoleRequest request;
    request.method = method;
    request.path = QStringLiteral("http://127.0.0.1:8080/dev/pets");
    request.query = {{true, QStringLiteral("type"), QStringLiteral("cat & dog")}};
    request.headers = {{true, QStringLiteral("Content-Type"), QStringLiteral("text/plain")},
                       {true, QStringLiteral("X-Quote"), QStringLiteral("it's")},
                       {true, QStringLiteral("X-Empty"), QString()}};
    request.body = body;
    const Expected<CurlImport> read = parseCurl(toCurl(request));
    QVERIFY(read);
    QCOMPARE(read->warnings, QStringList());
    QCOMPARE(read->request, request);
}

QTEST_MAIN(CurlCommandTest)
#include "curl_command_test.moc"

#include "ui/consoles/console_request.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class ConsoleRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urlIsMadeOfItsParts_data();
    void urlIsMadeOfItsParts();
    void whatCannotBeCalledSaysWhy_data();
    void whatCannotBeCalledSaysWhy();
    void disabledRowsAreNotSent();
    void secretsStayOutOfFiles_data();
    void secretsStayOutOfFiles();
    void addressKeepsNoSecrets_data();
    void addressKeepsNoSecrets();
    void savedRequestReadsBack();
};

namespace {

RequestFields one(const QString &name, const QString &value)
{
    return {{true, name, value}};
}

} // namespace

void ConsoleRequestTest::urlIsMadeOfItsParts_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("parameter"); // value of "p"
    QTest::addColumn<QString>("query"); // value of "q"
    QTest::addColumn<QString>("url");
    const QString base = QStringLiteral("http://127.0.0.1:8080/dev");
    // clang-format off
    QTest::newRow("plain")               << base                     << "/pets"      << ""      << ""      << "http://127.0.0.1:8080/dev/pets";
    QTest::newRow("base with slash")     << "http://h/"              << "/pets"      << ""      << ""      << "http://h/pets";
    QTest::newRow("path without slash")  << base                     << "pets"       << ""      << ""      << "http://127.0.0.1:8080/dev/pets";
    QTest::newRow("parameter")           << base                     << "/pets/{p}"  << "7"     << ""      << "http://127.0.0.1:8080/dev/pets/7";
    QTest::newRow("encoded parameter")   << base                     << "/{p}/x"     << "a/b c" << ""      << "http://127.0.0.1:8080/dev/a%2Fb%20c/x";
    QTest::newRow("greedy parameter")    << base                     << "/{p+}"      << "a/b c" << ""      << "http://127.0.0.1:8080/dev/a/b%20c";
    QTest::newRow("query")               << base                     << "/pets"      << ""      << "a&b=c" << "http://127.0.0.1:8080/dev/pets?q=a%26b%3Dc";
    QTest::newRow("query in the path")   << base                     << "/pets?z=1"  << ""      << "2"     << "http://127.0.0.1:8080/dev/pets?z=1&q=2";
    QTest::newRow("absolute")            << ""                       << "https://h/p" << ""     << ""      << "https://h/p";
    QTest::newRow("encoded path stays")  << base                     << "/a%2Fb"     << ""      << ""      << "http://127.0.0.1:8080/dev/a%2Fb";
    // clang-format on
}

void ConsoleRequestTest::urlIsMadeOfItsParts()
{
    QFETCH(const QString, base);
    QFETCH(const QString, path);
    QFETCH(const QString, parameter);
    QFETCH(const QString, query);
    QFETCH(const QString, url);
    ConsoleRequest request;
    request.base = base;
    request.path = path;
    request.pathParameters = one(QStringLiteral("p"), parameter);
    if (!query.isEmpty())
        request.query = one(QStringLiteral("q"), query);
    QString problem;
    QCOMPARE(QString::fromLatin1(request.url(&problem).toEncoded()), url);
    QCOMPARE(problem, QString());
}

void ConsoleRequestTest::whatCannotBeCalledSaysWhy_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("mentioned");
    // clang-format off
    QTest::newRow("parameter without value")  << "http://h"  << "/{petId}"    << "petId";
    QTest::newRow("gateway does not run")     << ""          << "/pets"       << "Start the gateway";
    QTest::newRow("other scheme")             << ""          << "ftp://h/p"   << "ftp://h/p";
    QTest::newRow("no host")                  << "http://"   << "/p"          << "http";
    // clang-format on
}

void ConsoleRequestTest::whatCannotBeCalledSaysWhy()
{
    QFETCH(const QString, base);
    QFETCH(const QString, path);
    QFETCH(const QString, mentioned);
    ConsoleRequest request;
    request.base = base;
    request.path = path;
    QString problem;
    QVERIFY(!request.url(&problem).isValid());
    QVERIFY2(problem.contains(mentioned), qPrintable(problem));
}

void ConsoleRequestTest::disabledRowsAreNotSent()
{
    ConsoleRequest request;
    request.base = QStringLiteral("http://h");
    request.query = {{false, QStringLiteral("a"), QStringLiteral("1")}, {true, QString(), QStringLiteral("2")}};
    QCOMPARE(request.url().toString(), QStringLiteral("http://h/"));
}

void ConsoleRequestTest::secretsStayOutOfFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("secret");
    for (const char *name : {"Authorization", "x-api-key", "Cookie", "X-Amz-Security-Token", "access_token",
                             "X-Amz-Signature", "api_key", "client_secret", "password"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    for (const char *name : {"Accept", "Content-Type", "page", "type", "X-Request-Id"})
        QTest::newRow(name) << QString::fromLatin1(name) << false;
}

void ConsoleRequestTest::secretsStayOutOfFiles()
{
    QFETCH(const QString, name);
    QFETCH(const bool, secret);
    ConsoleRequest request;
    request.headers = one(name, QStringLiteral("value"));
    request.query = request.headers;
    const ConsoleRequest clean = withoutSecrets(request);
    const RequestFields gone{{false, name, QString()}};
    QCOMPARE(clean.headers, secret ? gone : request.headers);
    QCOMPARE(clean.query, secret ? gone : request.query);
}

void ConsoleRequestTest::addressKeepsNoSecrets_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kept");
    // clang-format off
    QTest::newRow("path")          << "/pets?page=1"                  << "/pets?page=1";
    QTest::newRow("password")      << "http://me:pw@h:80/p"           << "http://h:80/p";
    QTest::newRow("token")         << "/p?a=1&access_token=abc&b=2"   << "/p?a=1&access_token=&b=2";
    QTest::newRow("at in a path")  << "http://h/a@b"                  << "http://h/a@b";
    // clang-format on
}

void ConsoleRequestTest::addressKeepsNoSecrets()
{
    QFETCH(const QString, path);
    QFETCH(const QString, kept);
    ConsoleRequest request;
    request.path = path;
    QCOMPARE(withoutSecrets(request).path, kept);
}

void ConsoleRequestTest::savedRequestReadsBack()
{
    ConsoleRequest request;
    request.method = QStringLiteral("POST");
    request.base = QStringLiteral("http://127.0.0.1:8080/dev");
    request.path = QStringLiteral("/pets/{petId}");
    request.pathParameters = one(QStringLiteral("petId"), QStringLiteral("7"));
    request.query = one(QStringLiteral("q"), QStringLiteral("\u00e9"));
    request.headers = one(QStringLiteral("Accept"), QStringLiteral("*/*"));
    request.body = "{}";
    const model::SavedRequest saved
        = toSaved(request, QStringLiteral("A pet"), QStringLiteral("petstore"), QStringLiteral("dev"));
    QCOMPARE(saved.name, std::string("A pet"));
    QCOMPARE(fromSaved(saved, request.base), request);
}

QTEST_MAIN(ConsoleRequestTest)
#include "console_request_test.moc"

#include "core/replay/difference.h"

#include <QtTest>

using namespace gatehouse::replay;

namespace {

Answer withBody(const std::string &body)
{
    return {200, {{"Content-Type", "application/json"}}, body};
}

} // namespace

class DifferenceTest : public QObject {
    Q_OBJECT

private slots:
    void bodiesAreComparedByMeaning_data();
    void bodiesAreComparedByMeaning();
    void headsAreComparedWithoutNoise_data();
    void headsAreComparedWithoutNoise();
    void numberIsBounded();
};

void DifferenceTest::bodiesAreComparedByMeaning_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    QTest::addColumn<QStringList>("places");
    const auto row = [](const char *name, const char *before, const char *after, const QStringList &places) {
        QTest::newRow(name) << std::string(before) << std::string(after) << places;
    };
    row("the same", R"({"a":1})", R"({"a":1})", {});
    row("layout and order", R"({"a":1,"b":[1,2]})", "{ \"b\": [1, 2],\n \"a\": 1.0 }", {});
    row("a member", R"({"pets":[{"name":"x"}]})", R"({"pets":[{"name":"y"}]})", {"body /pets/0/name"});
    row("a member more and one less", R"({"a":1})", R"({"b":1})", {"body /a", "body /b"});
    row("an item more", "[1]", "[1,2]", {"body /1"});
    row("another type", R"({"a":1})", R"({"a":"1"})", {"body /a"});
    row("another root", "[1]", "{}", {"body"});
    row("a UUID", R"({"id":"3f1c2f1e-0000-4000-8000-0123456789ab"})",
        R"({"id":"aaaaaaaa-0000-4000-8000-0123456789ab"})", {});
    row("an instant", R"({"at":"2026-01-02T03:04:05.678Z"})", R"({"at":"2026-01-02T03:04:06Z"})", {});
    row("milliseconds", R"({"at":1767225600000})", R"({"at":1767225600123})", {});
    row("another number", R"({"price":100})", R"({"price":120})", {"body /price"});
    row("a member that is noise", R"({"items":[{"token":"x","n":1}]})", R"({"items":[{"token":"y","n":2}]})",
        {"body /items/0/n"});
    row("a member that is noise and not there", R"({"items":[{"token":"x"}]})", R"({"items":[{}]})", {});
    row("text", "Hello", "Hallo", {"body"});
    row("text with an instant", "at 2026-01-02 03:04:05", "at 2026-01-02 03:04:06", {});
    row("JSON and text", "{}", "none", {"body"});
    row("not UTF-8", "\xff", "\xfe", {"body"});
}

void DifferenceTest::bodiesAreComparedByMeaning()
{
    QFETCH(const std::string, before);
    QFETCH(const std::string, after);
    Noise noise;
    noise.members = {"/items/*/token"};
    QStringList places;
    for (const Difference &difference : differences(withBody(before), withBody(after), noise))
        places << QString::fromStdString(difference.place);
    QTEST(places, "places");
}

void DifferenceTest::headsAreComparedWithoutNoise_data()
{
    QTest::addColumn<Answer>("after");
    QTest::addColumn<QStringList>("places");
    using Fields = std::vector<std::pair<std::string, std::string>>;
    const Fields same{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"X-A", "2"}};
    QTest::newRow("the same") << Answer{200, same, ""} << QStringList();
    QTest::newRow("status") << Answer{404, same, ""} << QStringList{"status"};
    QTest::newRow("noise") << Answer{
        200,
        {{"date", "x"}, {"X-AMZN-REQUESTID", "y"}, {"X-A", "1"}, {"content-type", "text/plain"}, {"X-A", "2"}},
        ""} << QStringList();
    QTest::newRow("a value") << Answer{200, {{"Content-Type", "text/plain"}, {"X-A", "1"}}, ""}
                             << QStringList{"header X-A"};
    QTest::newRow("a new one") << Answer{200,
                                         {{"Content-Type", "text/plain"}, {"X-A", "1"}, {"X-A", "2"}, {"X-B", "b"}},
                                         ""}
                               << QStringList{"header X-B"};
}

void DifferenceTest::headsAreComparedWithoutNoise()
{
    QFETCH(const Answer, after);
    const Answer before{200, {{"Date", "Thu"}, {"Content-Type", "text/plain"}, {"X-A", "1"}, {"X-A", "2"}}, ""};
    QStringList places;
    for (const Difference &difference : differences(before, after))
        places << QString::fromStdString(difference.place);
    QTEST(places, "places");
}

void DifferenceTest::numberIsBounded()
{
    std::string a = "[", b = "[";
    for (int i = 0; i < 1000; ++i) {
        a += "1,";
        b += "2,";
    }
    QCOMPARE(differences(withBody(a + "0]"), withBody(b + "0]"), {}, 7).size(), std::size_t(7));
}

QTEST_APPLESS_MAIN(DifferenceTest)
#include "difference_test.moc"

#include "core/route/route_table.h"

#include <QtTest/QTest>

#include <map>

using namespace gatehouse::route;

namespace
{

const std::vector<std::pair<std::string, std::string>> kRoutes = {
    {"GET", "/"},
    {"GET", "/pets"},
    {"POST", "/pets"},
    {"GET", "/pets/{petId}"},
    {"ANY", "/pets/{petId}/toys/{toyId}"},
    {"GET", "/pets/mine"},
    {"POST", "/test"},
    {"OPTIONS", "/{proxy+}"},
    {"GET", "/files/{path+}"},
    {"GET", "/files/{name}/meta"},
    {"DELETE", "/both"},
    {"ANY", "/both"},
    {"GET", "/a/b"},
    {"GET", "/a/{x+}"},
    {"ANY", "/parent/{proxy+}"},
};

RouteTable table()
{
    RouteTable made;
    for (std::uint32_t i = 0; i < kRoutes.size(); ++i)
        made.add(*PathTemplate::parse(kRoutes[i].second), *MethodKey::parse(kRoutes[i].first), i);
    return made;
}

} // namespace

class RouteTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void refusesMalformedTemplates_data();
    void refusesMalformedTemplates();
    void namesTheNearestRoute_data();
    void namesTheNearestRoute();
    void backtrackingStaysLinear();
};

void RouteTableTest::matches_data()
{
    QTest::addColumn<std::string>("verb");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("expected");
    QTest::addColumn<std::string>("parameters");
    const std::string none = "none";
    // clang-format off
    QTest::newRow("root")                                      << std::string("GET")     << std::string("/")                  << std::string("GET /") << std::string();
    QTest::newRow("empty path is the root")                    << std::string("GET")     << std::string("")                   << std::string("GET /") << std::string();
    QTest::newRow("literal")                                   << std::string("GET")     << std::string("/pets")              << std::string("GET /pets") << std::string();
    QTest::newRow("assumed: trailing slash does not count")    << std::string("GET")     << std::string("/pets/")             << std::string("GET /pets") << std::string();
    QTest::newRow("measured: doubled leading slash")           << std::string("GET")     << std::string("//pets")             << std::string("GET /pets") << std::string();
    QTest::newRow("measured: literal beats parameter")         << std::string("GET")     << std::string("/pets/mine")         << std::string("GET /pets/mine") << std::string();
    QTest::newRow("parameter")                                 << std::string("GET")     << std::string("/pets/7")            << std::string("GET /pets/{petId}") << std::string("7");
    QTest::newRow("measured: parameter stays encoded")         << std::string("GET")     << std::string("/pets/a%2Bb%2Fc")    << std::string("GET /pets/{petId}") << std::string("a%2Bb%2Fc");
    QTest::newRow("measured: trailing slash not in parameter") << std::string("GET")     << std::string("/pets/7/")           << std::string("GET /pets/{petId}") << std::string("7");
    QTest::newRow("two parameters, ANY")                       << std::string("PATCH")   << std::string("/pets/7/toys/9")     << std::string("ANY /pets/{petId}/toys/{toyId}") << std::string("7,9");
    QTest::newRow("measured: back from a literal without verb") << std::string("OPTIONS") << std::string("/test")             << std::string("OPTIONS /{proxy+}") << std::string("test");
    QTest::newRow("measured: back from a dead end in depth")   << std::string("GET")     << std::string("/a/c/d")             << std::string("GET /a/{x+}") << std::string("c/d");
    QTest::newRow("assumed: back from parameter to greedy")    << std::string("GET")     << std::string("/files/x/other")     << std::string("GET /files/{path+}") << std::string("x/other");
    QTest::newRow("deeper literal under a parameter")          << std::string("GET")     << std::string("/files/x/meta")      << std::string("GET /files/{name}/meta") << std::string("x");
    QTest::newRow("measured: greedy keeps inner slashes only") << std::string("GET")     << std::string("/files//x//y/")      << std::string("GET /files/{path+}") << std::string("x//y");
    QTest::newRow("measured: greedy needs a segment")          << std::string("GET")     << std::string("/parent")            << none << std::string();
    QTest::newRow("measured: greedy needs a non-empty one")    << std::string("GET")     << std::string("/parent/")           << none << std::string();
    QTest::newRow("measured: verb beats ANY")                  << std::string("DELETE")  << std::string("/both")              << std::string("DELETE /both") << std::string();
    QTest::newRow("ANY for the rest")                          << std::string("GET")     << std::string("/both")              << std::string("ANY /both") << std::string();
    QTest::newRow("assumed: ANY does not cover TRACE")         << std::string("TRACE")   << std::string("/both")              << none << std::string();
    QTest::newRow("measured: HEAD is not served by GET")       << std::string("HEAD")    << std::string("/pets")              << none << std::string();
    QTest::newRow("assumed: paths are case-sensitive")         << std::string("GET")     << std::string("/Pets")              << none << std::string();
    QTest::newRow("verbs are case-sensitive")                  << std::string("get")     << std::string("/pets")              << none << std::string();
    QTest::newRow("unknown path")                              << std::string("GET")     << std::string("/dogs")              << none << std::string();
    // clang-format on
}

void RouteTableTest::matches()
{
    QFETCH(const std::string, verb);
    QFETCH(const std::string, path);
    QFETCH(const std::string, expected);
    QFETCH(const std::string, parameters);

    const RouteTable routes = table();
    RouteMatch match;
    std::string found = "none";
    std::string values;
    if (routes.match(path, verbOf(verb), match)) {
        found = kRoutes[match.method].first + " " + kRoutes[match.method].second;
        for (std::uint32_t i = 0; i < match.parameterCount; ++i)
            values += (i == 0 ? "" : ",") + std::string(match.parameters[i]);
    }
    QCOMPARE(found, expected);
    QCOMPARE(values, parameters);
}

void RouteTableTest::refusesMalformedTemplates_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<RouteErrc>("code");
    QTest::newRow("no slash") << std::string("pets") << RouteErrc::NoLeadingSlash;
    QTest::newRow("empty segment") << std::string("/a//b") << RouteErrc::EmptySegment;
    QTest::newRow("brace inside") << std::string("/a{b}") << RouteErrc::BadSegment;
    QTest::newRow("no name") << std::string("/{+}") << RouteErrc::BadSegment;
    QTest::newRow("greedy inside") << std::string("/{a+}/b") << RouteErrc::GreedyNotLast;
}

void RouteTableTest::refusesMalformedTemplates()
{
    QFETCH(const std::string, text);
    QFETCH(const RouteErrc, code);
    const auto path = PathTemplate::parse(text);
    QVERIFY(!path);
    QCOMPARE(path.error().code, make_error_code(code));
}

void RouteTableTest::namesTheNearestRoute_data()
{
    QTest::addColumn<std::string>("verb");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("nearest");
    QTest::addColumn<bool>("pathMatched");
    QTest::newRow("wrong verb") << std::string("DELETE") << std::string("/pets") << std::string("/pets") << true;
    QTest::newRow("letter case") << std::string("GET") << std::string("/Pets") << std::string("/pets") << false;
    QTest::newRow("typo") << std::string("GET") << std::string("/petss") << std::string("/pets") << false;
    QTest::newRow("under a parameter") << std::string("GET") << std::string("/pets/12345/toy/9")
                                       << std::string("/pets/{petId}/toys/{toyId}") << false;
}

void RouteTableTest::namesTheNearestRoute()
{
    QFETCH(const std::string, verb);
    QFETCH(const std::string, path);
    QFETCH(const std::string, nearest);
    QFETCH(const bool, pathMatched);
    RouteTable routes;
    for (std::uint32_t i = 0; i < kRoutes.size(); ++i) {
        if (!kRoutes[i].second.starts_with("/{proxy"))
            routes.add(*PathTemplate::parse(kRoutes[i].second), *MethodKey::parse(kRoutes[i].first), i);
    }
    const auto miss = routes.nearest(path, verbOf(verb));
    QVERIFY(miss);
    QCOMPARE(miss->path, nearest);
    QCOMPARE(miss->pathMatched, pathMatched);
    QVERIFY(!RouteTable().nearest(path, verbOf(verb)));
}

void RouteTableTest::backtrackingStaysLinear()
{
    // Literal and parameter branches at every level, none of which ends in the wanted verb.
    RouteTable routes;
    for (int depth = 1; depth <= 30; ++depth) {
        std::string literal, parameter;
        for (int i = 0; i < depth; ++i) {
            literal += "/a";
            parameter += i + 1 == depth ? "/{p}" : "/a";
        }
        routes.add(*PathTemplate::parse(literal), *MethodKey::parse("POST"), 0);
        routes.add(*PathTemplate::parse(parameter), *MethodKey::parse("POST"), 0);
    }
    std::string path;
    for (int i = 0; i < 40; ++i)
        path += "/a";
    RouteMatch match;
    QVERIFY(!routes.match(path, Verb::Get, match));
    QCOMPARE(match.parameterCount, 0U);
}

QTEST_APPLESS_MAIN(RouteTableTest)
#include "route_table_test.moc"

#include "tests/support/api_builder.h"
#include "tests/support/gateway_fixture.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<int> g_allocations = 0;
thread_local bool t_isTest = false; // the thread of the test allocates what it likes

} // namespace

[[gnu::noinline]] void *operator new(std::size_t size)
{
    if (!t_isTest)
        ++g_allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void *memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace gatehouse;

/// A request for which nothing has to be made allocates nothing.
class AllocationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allocatesNothing_data();
    void allocatesNothing();
};

void AllocationTest::allocatesNothing_data()
{
    QTest::addColumn<std::string>("target");
    QTest::newRow("MOCK") << std::string("/mock");
    QTest::newRow("cache hit") << std::string("/cached/7?page=a%20b&page=c+d&tag=x&tag=y");
}

void AllocationTest::allocatesNothing()
{
    QFETCH(const std::string, target);
    t_isTest = true;
    using Location = model::RequestParameter::Location;
    ApiBuilder builder;
    builder.mock("GET", "/mock", "a fixed body that is longer than what a string keeps within itself");
    model::Method &cached = builder.mock("GET", "/cached/{id}", "$context.requestId $context.path");
    cached.integration->cacheKeyParameters
        = {"method.request.path.id", "method.request.querystring.page", "method.request.multivaluequerystring.tag",
           "method.request.header.Accept", "method.request.header.X-None"};
    cached.requestParameters = {{Location::Path, "id", true, {}},
                                {Location::QueryString, "page", false, {}},
                                {Location::QueryString, "tag", false, {}},
                                {Location::Header, "Accept", false, {}},
                                {Location::Header, "X-None", false, {}}};
    model::Stage stage = stageNamed("dev");
    stage.cacheClusterEnabled = true;
    stage.methodSettings["~1cached~1{id}/GET"].cachingEnabled = true;
    gateway::Gateway gateway;
    const auto compiled = deploy::compile(builder.api, stage, {.shared = gateway.shared()});
    QVERIFY(compiled.deployment);
    gateway.install(compiled.deployment);
    QVERIFY(gateway.start());

    RawClient client(gateway.port());
    const auto fetch = [&] {
        client.send("GET /dev" + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n");
        return client.receive();
    };
    for (int i = 0; i < 10; ++i) // until the buffers have grown
        QVERIFY(fetch().starts_with("HTTP/1.1 200"));
    const int before = g_allocations;
    for (int i = 0; i < 100; ++i)
        QVERIFY(fetch().starts_with("HTTP/1.1 200"));
    QCOMPARE(g_allocations - before, 0);
}

QTEST_GUILESS_MAIN(AllocationTest)
#include "allocation_test.moc"

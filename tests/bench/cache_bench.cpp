// The stage cache: a hit from socket to socket beside the bare MOCK of the same content, and the cache by itself.
#include "core/base/random.h"
#include "core/cache/stage_cache.h"
#include "tests/bench/loopback.h"

#include <benchmark/benchmark.h>

using namespace gatehouse;
using namespace gatehouse::bench;

namespace {

/// The MOCK with its answer keyed by the Accept field, as an integration.
std::string keyedMock()
{
    std::string integration = mockIntegration(kPets);
    integration.insert(1, R"("cacheKeyParameters": ["method.request.header.Accept"], )");
    return integration;
}

void answer(benchmark::State &state, const model::Stage &stage)
{
    const RunningGateway gateway(keyedMock(), stage);
    Connection connection(gateway.port());
    const int batch = int(state.range(0));
    for (auto _ : state)
        connection.exchange(batch);
    state.SetItemsProcessed(state.iterations() * batch);
}

void bareMock(benchmark::State &state)
{
    answer(state, {});
}
BENCHMARK(bareMock)->ArgName("pipelined")->Arg(1)->Arg(32)->UseRealTime()->MeasureProcessCPUTime();

void cacheHit(benchmark::State &state)
{
    model::Stage stage;
    stage.cacheClusterEnabled = true;
    stage.methodSettings["*/*"].cachingEnabled = true;
    answer(state, stage);
}
BENCHMARK(cacheHit)->ArgName("pipelined")->Arg(1)->Arg(32)->UseRealTime()->MeasureProcessCPUTime();

/// Look-ups of one of a million keys by several threads.
struct Million {
    static constexpr std::size_t kEntries = 1'000'000;

    Million()
    {
        cache.setCapacity(1U << 29U);
        for (std::size_t i = 0; i < kEntries; ++i) {
            makeKey(key, i);
            cache.store(key, {.contentType = "application/json", .body = kPets},
                        {.method = &cache.method("GET", "/pets"), .ttl = cache::kMaxTtl}, {});
        }
    }
    static void makeKey(std::string &key, std::size_t i)
    {
        cache::beginKey(key, 0);
        cache::appendValue(key, std::string_view(reinterpret_cast<const char *>(&i), sizeof i));
    }

    cache::StageCache cache;
    std::string key;
};

void find(benchmark::State &state)
{
    static Million million;
    Random random(std::uint64_t(state.thread_index()) + 1);
    std::string key;
    for (auto _ : state) {
        Million::makeKey(key, random.next() % std::size_t(state.range(0)));
        benchmark::DoNotOptimize(million.cache.find(key, {}));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(find)->ArgName("keys")->Arg(1)->Arg(1000)->Arg(Million::kEntries)->Threads(1)->Threads(2)->UseRealTime();

} // namespace

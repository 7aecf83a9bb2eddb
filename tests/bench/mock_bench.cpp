// A MOCK integration from socket to socket: one client, requests one by one and pipelined.
#include "tests/bench/loopback.h"

#include <benchmark/benchmark.h>

using namespace gatehouse::bench;

static void mockAnswer(benchmark::State &state)
{
    const RunningGateway gateway(mockIntegration(kPets));
    Connection connection(gateway.port());
    const int batch = int(state.range(0));
    for (auto _ : state)
        connection.exchange(batch);
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(mockAnswer)->ArgName("pipelined")->Arg(1)->Arg(32)->UseRealTime()->MeasureProcessCPUTime();

// An HTTP_PROXY integration from socket to socket, before a second gateway that answers with a MOCK.
#include "tests/bench/loopback.h"

#include <benchmark/benchmark.h>

using namespace gatehouse::bench;

static void proxiedAnswer(benchmark::State &state)
{
    const RunningGateway backend(mockIntegration("\"" + std::string(std::size_t(state.range(0)), 'x') + "\""));
    const RunningGateway gateway(R"({"type": "http_proxy", "httpMethod": "GET", "uri": "http://127.0.0.1:)"
                                 + std::to_string(backend.port()) + R"(/dev/pets"})");
    Connection connection(gateway.port());
    for (auto _ : state)
        connection.exchange(1);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(proxiedAnswer)->ArgName("octets")->Arg(64)->Arg(100 * 1024)->UseRealTime()->MeasureProcessCPUTime();

// A MOCK with a request and a response template on a body of 1 KB beside a bare one, from socket to socket, in turn:
// "ratio" is the part of the bare one's requests a second that is left; "cpu_ratio" is the same by processor time, the
// client's included, for a machine that is busy with other things.
#include "tests/bench/loopback.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>

using namespace gatehouse::bench;

namespace {

/// An order of ten items, some 1 KB of JSON.
std::string order()
{
    std::string body
        = R"({"id":"o-4711","customer":{"name":"Ada Lovelace","mail":"ada@example.com","tier":"gold"},"items":[)";
    for (int i = 0; i < 10; ++i)
        body += std::string(i ? "," : "") + R"({"sku":"sku-)" + std::to_string(1000 + i)
            + R"(","title":"Pet food, large bag","qty":)" + std::to_string(i % 4 + 1) + R"(,"price":)"
            + std::to_string(10 + i) + ".5}";
    return body + R"(],"note":"leave at the door"})";
}

constexpr const char *kRequestTemplate = R"VTL(#set($order = $input.path('$'))
{
  "statusCode": #if($order.items.size() > 0)200#{else}400#end,
  "orderId": "$order.id", "tier": "$order.customer.tier", "customer": $input.json('$.customer'),
  "lines": [
#foreach($item in $order.items)
    {"sku": "$item.sku", "count": $item.qty}#if($foreach.hasNext),#end

#end
  ]
})VTL";
constexpr const char *kResponseTemplate = R"VTL({
  "requestId": "$context.requestId", "stage": "$context.stage", "path": "$context.resourcePath",
  "agent": "$util.escapeJavaScript($input.params('User-Agent'))", "accepted": true
})VTL";

std::string post(const std::string &body)
{
    return "POST /dev/pets HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nUser-Agent: bench/1.0\r\n"
           "Content-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Spent {
    double seconds = 0;
    double cpuSeconds = 0;

    void exchange(Connection &connection, int batch)
    {
        const auto begin = std::chrono::steady_clock::now();
        const std::clock_t cpuBegin = std::clock();
        connection.exchange(batch);
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        cpuSeconds += static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC;
    }
};

void templates(benchmark::State &state)
{
    const RunningGateway bare(mockIntegration(kPets));
    const RunningGateway mapping(mockIntegration(kResponseTemplate, kRequestTemplate));
    Connection toBare(bare.port());
    Connection toMapping(mapping.port(), post(order()));
    const int batch = static_cast<int>(state.range(0));
    Spent bareSpent, mappingSpent;
    for (auto _ : state) {
        bareSpent.exchange(toBare, batch);
        const double before = mappingSpent.seconds;
        mappingSpent.exchange(toMapping, batch);
        state.SetIterationTime(mappingSpent.seconds - before);
    }
    state.SetItemsProcessed(state.iterations() * batch);
    const double microseconds = 1e6 / static_cast<double>(state.iterations() * batch);
    state.counters["ratio"] = bareSpent.seconds / mappingSpent.seconds;
    state.counters["cpu_ratio"] = bareSpent.cpuSeconds / mappingSpent.cpuSeconds;
    state.counters["bare_cpu_us"] = bareSpent.cpuSeconds * microseconds;
    state.counters["cpu_us"] = mappingSpent.cpuSeconds * microseconds;
}
BENCHMARK(templates)->ArgName("pipelined")->Arg(1)->Arg(32)->UseManualTime();

} // namespace

// The template engine on the typical template: 25 lines, a loop over 20 items. tests/bench/velocity holds the same
// template and data for Apache Velocity, and runs both in turn.
#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"
#include "tests/bench/vtl_sample.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <new>

using namespace gatehouse;

namespace {

std::size_t allocations = 0;

} // namespace

// Not inlined: the compiler would see free() meet what it takes for the library's new.
[[gnu::noinline]] void *operator new(std::size_t size)
{
    ++allocations;
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

namespace {

void render(benchmark::State &state)
{
    const auto program = *vtl::Program::parse(std::string(bench::kTemplate), vtl::Dialect::Velocity);
    const vtl::ValueScope scope;
    const bench::Sample sample;
    std::string out;
    std::size_t before = allocations;
    for (auto _ : state) {
        out.clear();
        if (!vtl::render(*program, sample.variables, out, vtl::RenderLimits::velocity()))
            state.SkipWithError("failed");
        benchmark::DoNotOptimize(out.data());
    }
    state.counters["allocations"] = static_cast<double>(allocations - before) / static_cast<double>(state.iterations());
    state.counters["octets"] = static_cast<double>(out.size());
}
BENCHMARK(render);

void parseAndRender(benchmark::State &state)
{
    const vtl::ValueScope scope;
    const bench::Sample sample;
    std::string out;
    for (auto _ : state) {
        out.clear();
        const auto program = *vtl::Program::parse(std::string(bench::kTemplate), vtl::Dialect::Velocity);
        if (!vtl::render(*program, sample.variables, out, vtl::RenderLimits::velocity()))
            state.SkipWithError("failed");
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK(parseAndRender);

} // namespace

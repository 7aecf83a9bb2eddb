#include "core/openapi/exporter.h"
#include "core/openapi/importer.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace gatehouse;

namespace {

std::string readFile(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// A document of @p operations operations, for the growth of the cost with the size.
std::string documentOf(std::int64_t operations)
{
    std::string out = R"({"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{)";
    for (std::int64_t i = 0; i < operations; ++i) {
        out += (i ? ",\"/r" : "\"/r") + std::to_string(i) + R"(/{id}":{"get":{"operationId":"o)" + std::to_string(i)
            + R"(","parameters":[{"name":"q","in":"query","schema":{"type":"integer"}}],"responses":{"200":{"description":"ok",)"
              R"("content":{"application/json":{"schema":{"$ref":"#/components/schemas/M)"
            + std::to_string(i) + R"("}}}}},"x-amazon-apigateway-integration":{"type":"mock"}}})";
    }
    out += R"(},"components":{"schemas":{)";
    for (std::int64_t i = 0; i < operations; ++i)
        out += (i ? ",\"M" : "\"M") + std::to_string(i) + R"(":{"type":"object","properties":{"a":{"type":"string"}}})";
    return out + "}}}";
}

void importGrowth(benchmark::State &state)
{
    const std::string text = documentOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(openapi::importApi(text));
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
    state.SetComplexityN(state.range(0));
}
BENCHMARK(importGrowth)->RangeMultiplier(4)->Range(64, 16384)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);

void importFile(benchmark::State &state, const std::filesystem::path &path)
{
    const std::string text = readFile(path);
    for (auto _ : state)
        benchmark::DoNotOptimize(openapi::importApi(text));
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

void exportFile(benchmark::State &state, const std::filesystem::path &path)
{
    const openapi::ImportResult result = openapi::importApi(readFile(path));
    for (auto _ : state)
        benchmark::DoNotOptimize(openapi::exportText(result.api, {}, true));
}

/// The documents of the tests, and those of the folder that GATEHOUSE_OPENAPI_CORPUS names, if it is set.
const bool kRegistered = [] {
    const char *more = std::getenv("GATEHOUSE_OPENAPI_CORPUS");
    const std::filesystem::path folder = more ? more : GATEHOUSE_SOURCE_DIR "/tests/data/openapi";
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() == ".md" || entry.file_size() < 5000)
            continue;
        const std::string name = entry.path().filename();
        benchmark::RegisterBenchmark("import/" + name, importFile, entry.path())->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark("exportYaml/" + name, exportFile, entry.path())->Unit(benchmark::kMillisecond);
    }
    return true;
}();

} // namespace

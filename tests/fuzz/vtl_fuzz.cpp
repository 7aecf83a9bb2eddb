// Any octets are a template of Velocity 1.7, with a variable of each type to read. Whatever it is, rendering ends
// within its limits, fails with a place in the template, or gives the same text again.
#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"

#include <array>
#include <cstdlib>

using namespace gatehouse;

namespace {

using vtl::Value;

/// Small enough for many runs a second.
vtl::RenderLimits fewSteps()
{
    vtl::RenderLimits limits = vtl::RenderLimits::velocity();
    limits.maxSteps = 20'000;
    limits.maxOutput = 256U * 1024U;
    return limits;
}

/// Made anew for each rendering: templates change lists and maps.
std::array<vtl::Variable, 6> variables()
{
    const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    map->put(Value::string("name"), Value::string("Rex"));
    map->put(Value::string("tags"), vtl::makeList({Value::string("a"), Value::integer(2), Value::boolean(true)}));
    return {{{"s", Value::string("a<b>, \"c\"")},
             {"n", Value::integer(42)},
             {"d", Value::real(2.5)},
             {"b", Value::boolean(false)},
             {"l", vtl::makeList({Value::integer(3), Value::integer(1), Value()})},
             {"m", vtl::makeMap(map)}}};
}

std::string render(const std::string &source, vtl::Dialect dialect)
{
    const auto program = vtl::Program::parse(source, dialect);
    if (!program) {
        if (program.error().span.begin > source.size())
            std::abort();
        return {};
    }
    const vtl::ValueScope scope;
    std::string out;
    const auto done = vtl::render(**program, variables(), out, fewSteps());
    if (!done && (!out.empty() || done.error().span.begin > source.size()))
        std::abort();
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string source(reinterpret_cast<const char *>(data), size);
    for (const vtl::Dialect dialect : {vtl::Dialect::Velocity, vtl::Dialect::ApiGateway}) {
        if (render(source, dialect) != render(source, dialect))
            std::abort();
    }
    return 0;
}

// Up to a line "----" a mapping template, then the body it reads. Whatever they are, rendering ends within its limits,
// fails with a place in the template, or gives the same text again.
#include "core/mapping/mapping_template.h"

#include <cstdlib>

using namespace gatehouse;

namespace {

class OneOfEach final : public mapping::Parameters {
public:
    void collect(mapping::ParameterPlace, vtl::MapObject &out) const override
    {
        out.put(vtl::Value::borrowed("id"), vtl::Value::borrowed("7"));
    }
};

class SomeContext final : public mapping::ContextSource {
public:
    [[nodiscard]] vtl::Value value(std::string_view name) const override
    {
        return name.size() % 2 == 0 ? vtl::Value::borrowed(name) : vtl::Value();
    }
};

/// Small enough for many runs a second.
vtl::RenderLimits fewSteps()
{
    vtl::RenderLimits limits;
    limits.maxSteps = 20'000;
    limits.maxOutput = 256U * 1024U;
    return limits;
}

std::string renderMapping(const mapping::MappingTemplate &source, std::string_view body)
{
    static const std::map<std::string, std::string> kStageVariables = {{"colour", "red"}};
    mapping::Overrides overrides;
    std::string out;
    for (int phase = 0; phase < 2; ++phase) { // what the request template leaves is there in the response template
        const auto done
            = source.render({body, OneOfEach(), SomeContext(), kStageVariables}, overrides, out, fewSteps());
        if (!done && (source.explain(done.error()).empty() || done.error().span.begin > source.text().size()))
            std::abort();
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::size_t cut = input.find("\n----\n");
    const std::string source(input.substr(0, cut));
    const std::string_view body = cut == std::string_view::npos ? std::string_view() : input.substr(cut + 6);
    const mapping::MappingTemplate compiled(source);
    if (renderMapping(compiled, body) != renderMapping(compiled, body))
        std::abort();
    return 0;
}

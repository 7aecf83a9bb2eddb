// Any octets are read as YAML; what was read is written and read again, and must be the same. Places lie in the text.
#include "core/yaml/reader.h"

#include <cstdlib>

using namespace gatehouse;

namespace {

void checkPlaces(const json::Value &value, std::size_t size)
{
    if (value.span().begin > value.span().end || value.span().end > size)
        std::abort();
    for (const json::Value &item : value.items())
        checkPlaces(item, size);
    for (const json::Member &member : value.members()) {
        if (member.keySpan.end > size)
            std::abort();
        checkPlaces(member.value, size);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    json::ReadLimits limits;
    limits.maxNodes = 20'000; // what aliases stand for is written out below
    const json::ReadResult result = yaml::readYaml(text, limits);
    checkPlaces(result.value, size);
    const json::ReadResult again = yaml::readYaml(yaml::toYaml(result.value));
    if (!again.diagnostics.empty() || !(again.value == result.value))
        std::abort();
    return 0;
}

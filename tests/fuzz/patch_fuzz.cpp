// Two documents with a line "=====" between them: the first is patched to read as the second.
#include "core/yaml/patch.h"

#include "core/yaml/reader.h"

#include <cstdlib>

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::string_view kSeparator = "\n=====\n";
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::size_t middle = text.find(kSeparator);
    if (middle == std::string_view::npos)
        return 0;
    json::ReadLimits limits;
    limits.maxNodes = 2'000;
    const std::string_view oldText = text.substr(0, middle + 1);
    const json::ReadResult before = yaml::readAny(oldText, limits);
    const json::ReadResult after = yaml::readAny(text.substr(middle + kSeparator.size()), limits);
    if (before.value.isNull() || after.value.isNull())
        return 0;
    const std::string patched = yaml::patchText(oldText, before.value, after.value, before.yaml);
    const json::ReadResult read = before.yaml ? yaml::readYaml(patched) : json::readJson(patched);
    if (!(read.value == after.value))
        std::abort();
    return 0;
}

// Any octets are read as JSON; what was read is written and read again, and must be the same.
#include "core/json/reader.h"

#include <cstdlib>

using namespace gatehouse::json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const ReadResult result = readJson(text);
    for (const gatehouse::Diagnostic &problem : result.diagnostics) {
        if (problem.span.end > size)
            std::abort();
    }
    for (const int indent : {-1, 2}) {
        const ReadResult again = readJson(toJson(result.value, indent));
        if (!again.diagnostics.empty() || !(again.value == result.value))
            std::abort();
    }
    return 0;
}

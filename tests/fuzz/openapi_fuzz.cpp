#include "core/openapi/exporter.h"
#include "core/openapi/importer.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace gatehouse;

/// Importing never fails but in a diagnostic; what was understood is written, and read back to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    openapi::ImportOptions options;
    options.mockMissingIntegrations = true;
    const openapi::ImportResult first = openapi::importApi(text, options);
    if (!first.usable)
        return 0;
    for (const openapi::Format format : {openapi::Format::Oas30, openapi::Format::Oas31, openapi::Format::Swagger}) {
        openapi::ExportOptions exportOptions;
        exportOptions.format = format;
        const openapi::ImportResult again = openapi::importApi(openapi::exportText(first.api, exportOptions, false));
        if (!again.usable)
            std::abort();
    }
    return 0;
}

// The first line is a JSONPath, the rest a body, read leniently. Indefinite paths give arrays; what they give can be
// printed and read again.
#include "core/mapping/json_path.h"
#include "core/mapping/json_smart.h"
#include "core/vtl/print.h"

#include <cstdlib>

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::size_t end = std::min(input.find('\n'), size);
    const auto path = mapping::JsonPath::compile(input.substr(0, end));
    if (!path && path.error().span.begin > end)
        std::abort();
    const vtl::ValueScope scope;
    const mapping::JsonSmartResult body = mapping::readJsonSmart(input.substr(std::min(end + 1, size)));
    if (!path || !body.ok)
        return 0;
    const auto value = path->read(body.value);
    if (!value)
        return 0;
    if (!path->isDefinite() && value->kind() != vtl::Value::Kind::List && value->kind() != vtl::Value::Kind::Double
        && value->kind() != vtl::Value::Kind::Integer && value->kind() != vtl::Value::Kind::Null
        && value->kind() != vtl::Value::Kind::String)
        std::abort(); // functions at the end give numbers and texts
    std::string json;
    vtl::printJson(*value, json);
    return 0;
}

#pragma once

#include "core/base/error.h"
#include "core/vtl/objects.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::mapping {

enum class JsonPathErrc {
    InvalidPath = 1, ///< Jayway's InvalidPathException
    NotFound, ///< PathNotFoundException of a definite path
    Failed, ///< a function without numbers, a filter that costs too much
};
[[nodiscard]] constexpr const char *moduleName(JsonPathErrc) noexcept
{
    return "jsonpath";
}
[[nodiscard]] std::string_view describe(JsonPathErrc code) noexcept;

/// A JSONPath in Jayway's dialect, compiled once; immutable and shared between threads.
///
/// Definite paths (members and single indexes only) give the value itself or NotFound; the others always an array, in
/// document order. Source: mapping-templates.md 4.
class JsonPath {
public:
    /// The root may be left out: "store.bike" is "$.store.bike". The error's span is in @p text.
    [[nodiscard]] static Expected<JsonPath> compile(std::string_view text);

    /// Reads from @p root; results share its values.
    [[nodiscard]] Expected<vtl::Value> read(const vtl::Value &root) const;

    /// Where in @p root read() finds its values: JSON pointers (RFC 6901), in the order of the results. Of members
    /// picked into one object each has its own; what a function makes stands nowhere.
    [[nodiscard]] Expected<std::vector<std::string>> places(const vtl::Value &root) const;

    [[nodiscard]] bool isDefinite() const noexcept;

    struct Node; ///< the compiled form; opaque outside this folder

private:
    explicit JsonPath(std::shared_ptr<const Node> path);

    std::shared_ptr<const Node> m_path;
};

} // namespace gatehouse::mapping

GATEHOUSE_ERROR_ENUM(gatehouse::mapping, JsonPathErrc)

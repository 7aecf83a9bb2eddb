#include "core/model/template_test.h"

namespace gatehouse::model {

std::string_view toString(TemplateSide side) noexcept
{
    return side == TemplateSide::Request ? "request" : "response";
}

template <>
std::optional<TemplateSide> fromString(std::string_view text)
{
    for (const TemplateSide side : {TemplateSide::Request, TemplateSide::Response}) {
        if (text == toString(side))
            return side;
    }
    return std::nullopt;
}

std::string_view toString(OutputComparison comparison) noexcept
{
    switch (comparison) {
    case OutputComparison::Exact: return "exact";
    case OutputComparison::Json: return "json";
    case OutputComparison::IgnoreWhitespace: return "whitespace-insensitive";
    }
    return {};
}

template <>
std::optional<OutputComparison> fromString(std::string_view text)
{
    for (const OutputComparison comparison :
         {OutputComparison::Exact, OutputComparison::Json, OutputComparison::IgnoreWhitespace}) {
        if (text == toString(comparison))
            return comparison;
    }
    return std::nullopt;
}

} // namespace gatehouse::model

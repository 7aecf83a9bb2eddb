#pragma once

#include "core/base/error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::route {

enum class RouteErrc {
    NoLeadingSlash = 1,
    EmptySegment,
    BadSegment, ///< braces that do not enclose a whole segment, or an empty name
    GreedyNotLast, ///< a segment after "{name+}"
};
[[nodiscard]] constexpr const char *moduleName(RouteErrc) noexcept
{
    return "route";
}
[[nodiscard]] std::string_view describe(RouteErrc code) noexcept;

/// A resource path with its parameters, such as "/pets/{petId}/photos/{photo+}".
///
/// An immutable value: only parse() makes one, so every instance is well formed.
class PathTemplate {
public:
    struct Segment {
        enum class Kind : std::uint8_t { Literal, Parameter, Greedy };

        Kind kind = Kind::Literal;
        std::string text; ///< the literal, or the parameter's name without its braces

        bool operator==(const Segment &) const = default;
    };

    /// Errors (RouteErrc) carry the span of the segment at fault.
    /// Source: rest-runtime.md 1.3; a literal may hold any octet but "/", "{" and "}", since imported documents do.
    [[nodiscard]] static Expected<PathTemplate> parse(std::string_view text);

    [[nodiscard]] std::span<const Segment> segments() const noexcept { return m_segments; }
    [[nodiscard]] bool operator==(const PathTemplate &) const = default;

private:
    PathTemplate() = default;

    std::vector<Segment> m_segments; // empty: the root resource, "/"
};

} // namespace gatehouse::route

GATEHOUSE_ERROR_ENUM(gatehouse::route, RouteErrc)

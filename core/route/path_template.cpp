#include "core/route/path_template.h"

namespace gatehouse::route {

namespace {

Expected<PathTemplate::Segment> parseSegment(std::string_view text)
{
    using Kind = PathTemplate::Segment::Kind;

    if (text.empty())
        return fail(RouteErrc::EmptySegment);
    if (text.find_first_of("{}") == std::string_view::npos)
        return PathTemplate::Segment{Kind::Literal, std::string(text)};

    if (text.size() < 3 || text.front() != '{' || text.back() != '}')
        return fail(RouteErrc::BadSegment);
    std::string_view name = text.substr(1, text.size() - 2);
    const Kind kind = name.ends_with('+') ? Kind::Greedy : Kind::Parameter;
    if (kind == Kind::Greedy)
        name.remove_suffix(1);
    if (name.empty() || name.find_first_of("{}+") != std::string_view::npos)
        return fail(RouteErrc::BadSegment);
    return PathTemplate::Segment{kind, std::string(name)};
}

SourceSpan span(std::size_t begin, std::size_t end) noexcept
{
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

} // namespace

std::string_view describe(RouteErrc code) noexcept
{
    switch (code) {
    case RouteErrc::NoLeadingSlash: return "a path begins with a slash";
    case RouteErrc::EmptySegment: return "empty path segment";
    case RouteErrc::BadSegment: return "braces must enclose a whole path segment and hold a name";
    case RouteErrc::GreedyNotLast: return "nothing may follow a greedy path variable";
    }
    return "unknown";
}

Expected<PathTemplate> PathTemplate::parse(std::string_view text)
{
    if (!text.starts_with('/'))
        return fail(RouteErrc::NoLeadingSlash, std::string(text), {0, 1});

    PathTemplate path;
    for (std::size_t begin = 1, end = 0; begin < text.size(); begin = end + 1) {
        end = std::min(text.find('/', begin), text.size());
        if (!path.m_segments.empty() && path.m_segments.back().kind == Segment::Kind::Greedy)
            return fail(RouteErrc::GreedyNotLast, std::string(text), span(begin, end));

        Expected<Segment> segment = parseSegment(text.substr(begin, end - begin));
        if (!segment)
            return std::unexpected(Error{segment.error().code, std::string(text), span(begin, end)});
        path.m_segments.push_back(*std::move(segment));
    }
    return path;
}

} // namespace gatehouse::route

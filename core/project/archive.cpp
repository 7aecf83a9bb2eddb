#include "core/project/archive.h"

#include <sstream>

namespace gatehouse::project {

void Findings::add(Severity severity, std::string_view rule, std::string message, const std::string &pointer,
                   SourceSpan span)
{
    const LineIndex::Position place = m_lines.at(span.begin);
    m_diagnostics.push_back({.severity = severity,
                             .rule = std::string(rule),
                             .message = std::move(message),
                             .file = m_file,
                             .pointer = pointer,
                             .span = span,
                             .line = place.line,
                             .column = place.column});
}

std::string timeText(SystemTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    return time == seconds ? std::format("{:%FT%TZ}", seconds) : std::format("{:%FT%TZ}", time);
}

std::optional<SystemTime> parseTime(std::string_view text)
{
    std::istringstream stream{std::string(text)};
    SystemTime time;
    stream >> std::chrono::parse("%FT%TZ", time);
    if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof())
        return std::nullopt;
    return time;
}

} // namespace gatehouse::project

#include "core/base/diagnostic.h"

#include <format>

namespace gatehouse {

std::string_view toString(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Hint: return "hint";
    case Severity::Info: return "info";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "error";
}

std::string format(const Diagnostic &d)
{
    std::string out;
    if (!d.file.empty())
        out += d.file + ":";
    if (d.line != 0)
        out += std::format("{}:{}:", d.line, d.column);
    if (!out.empty())
        out += ' ';
    out += std::format("{}: {}", toString(d.severity), d.message);
    if (!d.hint.empty())
        out += std::format(" ({})", d.hint);
    if (!d.rule.empty())
        out += std::format(" [{}]", d.rule);
    return out;
}

LineIndex::LineIndex(std::string_view text)
    : m_text(text)
{
    m_starts.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        m_starts.push_back(static_cast<std::uint32_t>(at + 1));
}

LineIndex::Position LineIndex::at(std::size_t offset) const noexcept
{
    offset = std::min(offset, m_text.size());
    const auto after = std::ranges::upper_bound(m_starts, static_cast<std::uint32_t>(offset));
    const auto line = static_cast<std::uint32_t>(after - m_starts.begin());
    Position position{line, 1};
    for (std::size_t at = m_starts[line - 1]; at < offset; ++at) {
        if ((static_cast<unsigned char>(m_text[at]) & 0xC0U) != 0x80U) // not a UTF-8 continuation octet
            ++position.column;
    }
    return position;
}

std::size_t LineIndex::lineStart(std::uint32_t line) const noexcept
{
    if (line == 0)
        return 0;
    return line <= m_starts.size() ? m_starts[line - 1] : m_text.size();
}

} // namespace gatehouse

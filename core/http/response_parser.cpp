#include "core/http/response_parser.h"

namespace gatehouse::http {

void ResponseParser::reset()
{
    std::vector<Field> fields = std::move(m_fields);
    fields.clear();
    *this = ResponseParser();
    m_fields = std::move(fields);
}

bool ResponseParser::keepAlive() const noexcept
{
    return !m_framing.close && (m_versionMinor >= 1 || m_framing.keepAlive);
}

ResponseParser::Result ResponseParser::parse(std::string_view input)
{
    for (;;) {
        std::string_view line;
        switch (m_lines.next(input, line)) {
        case syntax::Lines::Result::NeedMore: return Result::NeedMore;
        case syntax::Lines::Result::BareLf: return Result::Failed;
        case syntax::Lines::Result::Line: break;
        }
        if (m_status == 0) {
            if (!readStatusLine(line))
                return Result::Failed;
        } else if (line.empty()) {
            return m_framing.malformed || m_framing.unknownCoding ? Result::Failed : Result::Done;
        } else {
            Field &field = m_fields.emplace_back();
            if (!syntax::readField(line, field))
                return Result::Failed;
            m_framing.note(field);
        }
    }
}

// "HTTP/1.1 200 OK"; the space after the code may be missing when no reason follows.
bool ResponseParser::readStatusLine(std::string_view line) noexcept
{
    constexpr std::size_t kReason = sizeof "HTTP/1.1 200 " - 1;
    if (line.size() < kReason - 1 || !line.starts_with("HTTP/1.") || line[8] != ' '
        || (line.size() >= kReason && line[12] != ' '))
        return false;
    for (const std::size_t digit : {7U, 9U, 10U, 11U}) {
        if (line[digit] < '0' || line[digit] > '9')
            return false;
    }
    m_versionMinor = line[7] - '0';
    m_status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
    m_reason = line.substr(std::min(kReason, line.size()));
    return m_status >= 100 && syntax::all(m_reason, syntax::kFieldValue);
}

} // namespace gatehouse::http

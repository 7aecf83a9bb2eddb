#include "core/http/request_parser.h"

namespace gatehouse::http {

namespace {

constexpr std::string_view kVersion = "HTTP/1.";
constexpr std::size_t kAroundTarget = RequestParser::kMostMethod + sizeof "  HTTP/1.1\r\n";

bool isAuthority(std::string_view text) noexcept
{
    for (const char c : text) {
        if (!syntax::is(c, syntax::kTarget) || c == '/' || c == '?' || c == '@' || c == '\\' || c == ',')
            return false;
    }
    return true;
}

bool startsWithScheme(std::string_view target, std::string_view scheme) noexcept
{
    return target.size() >= scheme.size() && sameName(target.substr(0, scheme.size()), scheme);
}

} // namespace

void RequestParser::reset()
{
    std::vector<Field> fields = std::move(m_fields);
    fields.clear();
    *this = RequestParser();
    m_fields = std::move(fields);
}

RequestParser::Result RequestParser::fail(int status) noexcept
{
    m_status = status;
    return Result::Failed;
}

bool RequestParser::keepAlive() const noexcept
{
    return !m_framing.close && (m_versionMinor >= 1 || m_framing.keepAlive);
}

RequestParser::Result RequestParser::parse(std::string_view input, const HeadLimits &limits)
{
    std::string_view line;
    Result result = Result::NeedMore;
    while (result == Result::NeedMore) {
        switch (m_lines.next(input, line)) {
        case syntax::Lines::Result::NeedMore: return checkUnfinished(input.substr(m_lines.taken()), limits);
        case syntax::Lines::Result::BareLf: return fail(400);
        case syntax::Lines::Result::Line: break;
        }
        if (m_part == Part::RequestLine) {
            result = readRequestLine(line, limits);
            continue;
        }
        if (m_lines.taken() - m_fieldsBegin > limits.fields + (line.empty() ? 2 : 0))
            return fail(431);
        result = line.empty() ? finish() : readFieldLine(line);
    }
    return result;
}

RequestParser::Result RequestParser::checkUnfinished(std::string_view line, const HeadLimits &limits)
{
    if (m_part == Part::RequestLine) {
        if (!line.empty() && !syntax::is(line.front(), syntax::kToken) && line.front() != '\r')
            return fail(400); // not HTTP: a TLS client's greeting, say
        return line.size() > kAroundTarget + limits.target ? fail(414) : Result::NeedMore;
    }
    const std::size_t octets = m_lines.taken() - m_fieldsBegin + line.size();
    return octets > limits.fields + 2 ? fail(431) : Result::NeedMore;
}

RequestParser::Result RequestParser::readRequestLine(std::string_view line, const HeadLimits &limits)
{
    if (line.empty() && !m_skippedEmptyLine) { // RFC 9112, 2.2: one in front is to be ignored
        m_skippedEmptyLine = true;
        return Result::NeedMore;
    }
    if (line.size() > kAroundTarget + limits.target)
        return fail(414);
    const std::size_t methodEnd = line.find(' ');
    const std::size_t targetEnd = line.rfind(' ');
    if (methodEnd == std::string_view::npos || methodEnd == 0 || targetEnd <= methodEnd + 1)
        return fail(400);
    m_method = line.substr(0, methodEnd);
    const std::string_view target = line.substr(methodEnd + 1, targetEnd - methodEnd - 1);
    const std::string_view version = line.substr(targetEnd + 1);
    if (!syntax::all(m_method, syntax::kToken) || !syntax::all(target, syntax::kTarget))
        return fail(400);
    if (version.size() != kVersion.size() + 1 || !version.starts_with("HTTP/"))
        return fail(400);
    if (!version.starts_with(kVersion) || (version.back() != '0' && version.back() != '1'))
        return fail(505);
    if (m_method.size() > kMostMethod)
        return fail(501);
    if (target.size() > limits.target)
        return fail(414);
    m_versionMinor = version.back() - '0';
    m_part = Part::Fields;
    m_fieldsBegin = m_lines.taken();
    return readTarget(target);
}

RequestParser::Result RequestParser::readTarget(std::string_view target)
{
    m_target = target;
    if (m_method == "CONNECT") // authority form, and nothing else
        return isAuthority(target) ? Result::NeedMore : fail(400);
    if (target.front() == '/')
        return Result::NeedMore;
    if (target == "*")
        return m_method == "OPTIONS" ? Result::NeedMore : fail(400);
    return readAbsoluteTarget(target);
}

RequestParser::Result RequestParser::readAbsoluteTarget(std::string_view target)
{
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (!startsWithScheme(target, scheme))
            continue;
        target.remove_prefix(scheme.size());
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        m_host = target.substr(0, end);
        m_absolute = true;
        if (m_host.empty() || !isAuthority(m_host))
            return fail(400);
        m_target = target.substr(end);
        if (!m_target.starts_with('/'))
            m_target = m_ownTarget.assign(1, '/').append(m_target);
        return Result::NeedMore;
    }
    return fail(400);
}

RequestParser::Result RequestParser::readFieldLine(std::string_view line)
{
    Field &field = m_fields.emplace_back();
    if (!syntax::readField(line, field))
        return fail(400);
    m_framing.note(field);
    if (sameName(field.name, "Host")) {
        ++m_hosts;
        if (!isAuthority(field.value))
            return fail(400);
        if (!m_absolute)
            m_host = field.value;
    } else if (sameName(field.name, "Expect")) {
        m_expectsContinue = m_expectsContinue || syntax::listHas(field.value, "100-continue");
    }
    return Result::NeedMore;
}

RequestParser::Result RequestParser::finish()
{
    if (m_hosts > 1 || (m_hosts == 0 && m_versionMinor >= 1))
        return fail(400); // RFC 9112, 3.2
    if (m_framing.malformed || (m_framing.chunked && m_versionMinor == 0))
        return fail(400);
    if (m_framing.unknownCoding)
        return fail(501);
    m_expectsContinue = m_expectsContinue && m_versionMinor >= 1;
    m_part = Part::Complete;
    return Result::Done;
}

} // namespace gatehouse::http

#include "core/integration/uri_template.h"

#include <charconv>

namespace gatehouse::integration {

namespace {

constexpr std::string_view kOpen = "${stageVariables.";

/// Calls @p literal and @p variable for the parts of @p text in turn.
template <class Literal, class Variable>
void splitStageVariables(std::string_view text, Literal literal, Variable variable)
{
    while (!text.empty()) {
        const std::size_t open = text.find(kOpen);
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            literal(text);
            return;
        }
        literal(text.substr(0, open));
        variable(std::string(text.substr(open + kOpen.size(), close - open - kOpen.size())));
        text.remove_prefix(close + 1);
    }
}

constexpr bool isAlnum(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr bool isUnreserved(char c) noexcept
{
    return isAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void appendEscaped(std::string &out, char c)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    const auto octet = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[octet >> 4U];
    out += kHex[octet & 15U];
}

int hexDigit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isHost(std::string_view host)
{
    if (host.starts_with('[')) // IPv6
        return host.size() > 2 && host.ends_with(']')
            && host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
    return !host.empty()
        && std::ranges::all_of(host, [](char c) { return isAlnum(c) || c == '-' || c == '.' || c == '_'; });
}

} // namespace

std::string_view describe(UriErrc code) noexcept
{
    switch (code) {
    case UriErrc::InvalidEndpoint: return "Invalid HTTP endpoint specified for URI";
    case UriErrc::ParameterInHost: return "a path parameter in the host name";
    }
    return "unknown";
}

Expected<UriTemplate> UriTemplate::parse(std::string_view text, const model::StringMap &stageVariables)
{
    const std::string uri = substituteStageVariables(text, stageVariables);
    std::string_view rest = uri;
    UriTemplate made;
    if (rest.starts_with("https://"))
        made.m_origin.tls = true;
    else if (!rest.starts_with("http://"))
        return fail(UriErrc::InvalidEndpoint, uri);
    rest.remove_prefix(made.m_origin.tls ? 8 : 7);
    rest = rest.substr(0, rest.find('#'));

    const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
    rest.remove_prefix(authority.size());
    if (authority.find('{') != std::string_view::npos)
        return fail(UriErrc::ParameterInHost, uri);

    const std::size_t hostEnd = authority.starts_with('[') ? std::min(authority.find(']'), authority.size() - 1) + 1
                                                           : std::min(authority.find(':'), authority.size());
    const std::string_view host = authority.substr(0, hostEnd);
    const std::string_view portPart = authority.substr(hostEnd);
    if (!isHost(host))
        return fail(UriErrc::InvalidEndpoint, uri);
    const std::uint16_t ownPort = made.m_origin.tls ? 443 : 80;
    made.m_origin.port = ownPort;
    if (!portPart.empty()) {
        const char *end = portPart.data() + portPart.size();
        const auto [stop, error] = std::from_chars(portPart.data() + 1, end, made.m_origin.port);
        if (portPart.front() != ':' || error != std::errc() || stop != end)
            return fail(UriErrc::InvalidEndpoint, uri);
        if (made.m_origin.port != 80 && made.m_origin.port != 443 && made.m_origin.port < 1024)
            return fail(UriErrc::InvalidEndpoint, uri);
    }
    made.m_origin.host = host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
    made.m_hostField = host;
    if (made.m_origin.port != ownPort)
        made.m_hostField += ":" + std::to_string(made.m_origin.port);

    made.m_hasQuery = rest.contains('?');
    std::string literal = rest.starts_with('/') ? "" : "/";
    const auto endLiteral = [&] {
        if (!literal.empty())
            made.m_target.push_back({std::exchange(literal, {}), false});
    };
    while (!rest.empty()) {
        const std::size_t close = rest.front() == '{' ? rest.find('}') : std::string_view::npos;
        if (close != std::string_view::npos && close > 1) {
            endLiteral();
            std::string_view name = rest.substr(1, close - 1);
            if (name.ends_with('+'))
                name.remove_suffix(1);
            made.m_target.push_back({std::string(name), true});
            rest.remove_prefix(close + 1);
            continue;
        }
        const char c = rest.front();
        if (static_cast<unsigned char>(c) <= ' ' || c == '{' || c == '}' || c == '"' || c == '<' || c == '>'
            || c == '\\')
            appendEscaped(literal, c);
        else
            literal += c;
        rest.remove_prefix(1);
    }
    endLiteral();
    return made;
}

std::vector<std::string> undefinedStageVariables(std::string_view text, const model::StringMap &stageVariables)
{
    std::vector<std::string> names;
    splitStageVariables(
        text, [](std::string_view) {},
        [&](std::string name) {
            if (!stageVariables.contains(name))
                names.push_back(std::move(name));
        });
    return names;
}

std::string substituteStageVariables(std::string_view text, const model::StringMap &stageVariables)
{
    std::string out;
    splitStageVariables(
        text, [&](std::string_view literal) { out += literal; },
        [&](const std::string &name) {
            if (const auto found = stageVariables.find(name); found != stageVariables.end())
                out += found->second;
        });
    return out;
}

void appendPathValue(std::string &out, std::string_view value)
{
    constexpr std::string_view kKept = "/%!$&'()*+,;=:@";
    for (const char c : value) {
        if (isUnreserved(c) || kKept.contains(c))
            out += c;
        else
            appendEscaped(out, c);
    }
}

void appendQueryValue(std::string &out, std::string_view value)
{
    for (const char c : value) {
        if (isUnreserved(c))
            out += c;
        else
            appendEscaped(out, c);
    }
}

namespace {

void appendDecoded(std::string &out, std::string_view value, char plus)
{
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const int high = c == '%' && i + 2 < value.size() ? hexDigit(value[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(value[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += c == '+' ? plus : c;
        }
    }
}

} // namespace

void appendQueryDecoded(std::string &out, std::string_view value)
{
    appendDecoded(out, value, ' ');
}

void appendPathDecoded(std::string &out, std::string_view value)
{
    appendDecoded(out, value, '+');
}

} // namespace gatehouse::integration

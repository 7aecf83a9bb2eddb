#include "core/integration/header_rules.h"

#include "core/http/message.h"

namespace gatehouse::integration {

namespace {

using http::sameName;

/// Compares with the names of that length only: most fields are settled by their length alone.
template <class... Names>
bool isOneOf(std::string_view name, Names... names) noexcept
{
    return (... || (name.size() == std::string_view(names).size() && sameName(name, names)));
}

} // namespace

bool isEntryFiltered(std::string_view name) noexcept
{
    switch (name.size()) {
    case 2: return sameName(name, "TE");
    case 6: return isOneOf(name, "Expect", "Server");
    case 7: return isOneOf(name, "Trailer", "Upgrade");
    case 10: return sameName(name, "Connection");
    case 11: return sameName(name, "Content-MD5");
    case 12: return sameName(name, "Max-Forwards");
    case 14: return sameName(name, "Content-Length");
    case 16: return sameName(name, "WWW-Authenticate");
    case 17: return sameName(name, "Transfer-Encoding");
    case 18: return sameName(name, "Proxy-Authenticate");
    default: return false;
    }
}

bool isDroppedToBackend(std::string_view name) noexcept
{
    switch (name.size()) {
    case 3: return sameName(name, "Via");
    case 4: return sameName(name, "Host");
    case 10: return isOneOf(name, "Connection", "Keep-Alive");
    case 15: return isOneOf(name, "X-Amzn-Trace-Id", "X-Forwarded-For");
    case 16: return isOneOf(name, "Content-Encoding", "WWW-Authenticate", "X-Forwarded-Port", "Proxy-Connection");
    case 17: return isOneOf(name, "Transfer-Encoding", "X-Forwarded-Proto");
    case 22: return sameName(name, "X-HTTP-Method-Override");
    case 24: return sameName(name, "X-Amzn-Apigateway-Api-Id");
    default: return isEntryFiltered(name);
    }
}

RequestMapping requestMapping(std::string_view name) noexcept
{
    if (isOneOf(name, "Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id"))
        return RequestMapping::Refuse;
    if (isOneOf(name, "Expect", "Proxy-Authenticate", "TE", "Via", "Connection"))
        return RequestMapping::Drop;
    return RequestMapping::Send;
}

ResponseRule proxyResponseRule(std::string_view name) noexcept
{
    switch (name.size()) {
    case 2: return sameName(name, "TE") ? ResponseRule::Drop : ResponseRule::Pass;
    case 3: return sameName(name, "Via") ? ResponseRule::Drop : ResponseRule::Pass;
    case 4:
        if (sameName(name, "Date"))
            return ResponseRule::Remap;
        return sameName(name, "Host") ? ResponseRule::Drop : ResponseRule::Pass;
    case 6:
        if (sameName(name, "Server"))
            return ResponseRule::Remap;
        return sameName(name, "Expect") ? ResponseRule::Drop : ResponseRule::Pass;
    case 7: return isOneOf(name, "Trailer", "Upgrade") ? ResponseRule::Drop : ResponseRule::Pass;
    case 10:
        if (sameName(name, "Keep-Alive"))
            return ResponseRule::Drop;
        return isOneOf(name, "Connection", "User-Agent") ? ResponseRule::Remap : ResponseRule::Pass;
    case 11: return sameName(name, "Content-MD5") ? ResponseRule::Remap : ResponseRule::Pass;
    case 12: return sameName(name, "Max-Forwards") ? ResponseRule::Remap : ResponseRule::Pass;
    case 13: return sameName(name, "Authorization") ? ResponseRule::Remap : ResponseRule::Pass;
    case 14: return sameName(name, "Content-Length") ? ResponseRule::Remap : ResponseRule::Pass;
    case 16: return isOneOf(name, "WWW-Authenticate", "x-amzn-RequestId") ? ResponseRule::Remap : ResponseRule::Pass;
    case 17: return sameName(name, "Transfer-Encoding") ? ResponseRule::Drop : ResponseRule::Pass;
    case 18: return sameName(name, "Proxy-Authenticate") ? ResponseRule::Drop : ResponseRule::Pass;
    default: return ResponseRule::Pass;
    }
}

ResponseRule mappedResponseRule(std::string_view name) noexcept
{
    if (sameName(name, "Transfer-Encoding"))
        return ResponseRule::Drop;
    if (isOneOf(name, "Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host",
                "Max-Forwards", "Proxy-Authenticate", "Server", "Trailer", "Upgrade", "User-Agent", "WWW-Authenticate"))
        return ResponseRule::Remap;
    return ResponseRule::Pass;
}

} // namespace gatehouse::integration

#include "core/pipeline/forwarded.h"

namespace gatehouse::pipeline {

Forwarded forwardedFor(const http::Request &request, std::string_view chain)
{
    Forwarded made;
    made.chain = chain;
    if (!chain.empty())
        made.chain += ", ";
    made.chain += request.sourceIp;
    made.scheme = request.secure ? "https" : "http";
    const std::size_t colon = request.host.rfind(':');
    const bool hasPort = colon != std::string_view::npos && request.host.find(']', colon) == std::string_view::npos;
    made.port = hasPort  ? request.host.substr(colon + 1)
        : request.secure ? std::string_view("443")
                         : std::string_view("80");
    return made;
}

bool isFrontEndField(std::string_view name) noexcept
{
    switch (name.size()) {
    case 15: return http::sameName(name, "X-Amzn-Trace-Id");
    case 16: return http::sameName(name, "X-Forwarded-Port");
    case 17: return http::sameName(name, "X-Forwarded-Proto");
    default: return false;
    }
}

} // namespace gatehouse::pipeline

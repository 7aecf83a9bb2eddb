#pragma once

#include "core/model/rest_api.h"

namespace gatehouse::model {

/// What "Enable CORS" of the console asks for. Texts without quotes. Source: rest-runtime.md 8.
struct CorsOptions {
    std::vector<std::string> methods; ///< of the resource, whose 200 answers get the header; empty: all but OPTIONS
    std::string allowOrigin = "*"; ///< "*" or one origin, "https://example.org"
    std::vector<std::string>
        allowMethods; ///< of the preflight's answer; empty: those of the resource, OPTIONS included
    std::vector<std::string> allowHeaders
        = {"Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token"};
    std::vector<std::string> exposeHeaders; ///< that scripts may read besides the simple ones
    bool allowCredentials = false; ///< not with origin "*"
    std::optional<int> maxAge; ///< seconds that a browser may keep the preflight's answer
    bool default4xx = true; ///< the gateway's own 4xx answers get the headers, too
    bool default5xx = true;

    bool operator==(const CorsOptions &) const = default;
};

/// What a browser or AWS would not take, or nothing.
[[nodiscard]] std::optional<std::string> corsProblem(const CorsOptions &options);

/// Does what the console's "Enable CORS" does on a resource: an OPTIONS method with a MOCK integration answers
/// preflights, the 200 answers of the methods get Access-Control-Allow-Origin, and the gateway responses DEFAULT_4XX
/// and DEFAULT_5XX the same headers. Resources below are not touched, nor are the answers of proxy integrations, whose
/// backends must send the headers. An OPTIONS method that was there is replaced. Doing it again changes nothing.
/// @p options must be without corsProblem(); an unknown resource changes nothing.
void enableCors(RestApi &api, const ResourceId &resource, const CorsOptions &options);

/// "*" or "scheme://host[:port]".
[[nodiscard]] bool isOrigin(std::string_view text) noexcept;

} // namespace gatehouse::model

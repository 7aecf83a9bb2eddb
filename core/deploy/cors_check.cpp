#include "core/deploy/cors_check.h"

#include "core/json/value.h"
#include "core/model/look_up.h"

#include <format>
#include <unordered_map>

namespace gatehouse::deploy {

namespace {

using model::Method;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

/// The static text of a mapping, without its quotes; nothing for expressions, whose value only a request tells.
std::optional<std::string> staticText(const std::string &mapping)
{
    if (mapping.size() < 2 || !mapping.starts_with('\'') || !mapping.ends_with('\''))
        return std::nullopt;
    return mapping.substr(1, mapping.size() - 2);
}

const std::string *mappingOf(const model::IntegrationResponse &response, std::string_view header)
{
    for (const auto &[name, value] : response.responseParameters) {
        if (lower(name) == "method.response.header." + lower(header))
            return &value;
    }
    return nullptr;
}

/// What a method answers in a header, of the first response that sets it.
const std::string *mappingOf(const Method &method, std::string_view header)
{
    if (!method.integration)
        return nullptr;
    for (const model::IntegrationResponse &response : method.integration->responses) {
        if (const std::string *mapping = mappingOf(response, header))
            return mapping;
    }
    return nullptr;
}

/// Whether a list such as "GET,PUT" names @p word, in any letter case.
bool lists(std::string_view list, std::string_view word)
{
    const std::string wanted = lower(word);
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        std::string item = lower(list.substr(begin, end - begin));
        std::erase(item, ' ');
        if (item == wanted)
            return true;
        begin = end + 1;
    }
    return false;
}

bool isProxy(const Method &method) noexcept
{
    return method.integration
        && (method.integration->type == model::IntegrationType::HttpProxy
            || method.integration->type == model::IntegrationType::AwsProxy);
}

class CorsCheck {
public:
    explicit CorsCheck(Diagnostics &diagnostics)
        : m_diagnostics(diagnostics)
    {
    }

    void resource(const model::Resource &resource, const std::string &path)
    {
        m_path = path;
        const Method *preflight = resource.method("OPTIONS");
        if (!preflight)
            preflight = resource.method("ANY"); // answers OPTIONS, too
        for (const Method &method : resource.methods) {
            m_mayRefuse |= method.apiKeyRequired || method.authorizationType != model::AuthorizationType::None;
            if (&method == preflight || method.httpMethod == "OPTIONS" || isProxy(method))
                continue;
            const std::string *origin = mappingOf(method, "Access-Control-Allow-Origin");
            if (origin)
                allowsOrigins(method, *origin, preflight);
            else if (preflight && mappingOf(*preflight, "Access-Control-Allow-Origin"))
                warn(
                    "cors-origin-missing", method,
                    "OPTIONS allows other origins, but the answer has no Access-Control-Allow-Origin: browsers keep it "
                    "from scripts",
                    "enable CORS for this method, too");
        }
        if (preflight && !isProxy(*preflight) && mappingOf(*preflight, "Access-Control-Allow-Origin")) {
            m_used = true;
            answersPreflights(resource, *preflight);
        }
    }

    /// After the resources: what the gateway answers itself, which is a part of using methods that may be refused.
    void gatewayResponses(const model::RestApi &api)
    {
        for (const std::string_view type : {"DEFAULT_4XX", "DEFAULT_5XX"}) {
            const auto *response = model::findBy(api.gatewayResponses, type, &model::GatewayResponse::responseType);
            if (!m_used || !m_mayRefuse || (response && setsOrigin(*response)))
                continue;
            m_diagnostics.push_back(
                {.severity = Severity::Hint,
                 .rule = "cors-gateway-responses",
                 .message = std::format("{} has no Access-Control-Allow-Origin: browsers hide such answers of the "
                                        "gateway from scripts, which see a network error",
                                        type),
                 .hint = "\"Enable CORS\" adds it",
                 .pointer = response ? json::pointerJoin("/x-amazon-apigateway-gateway-responses", type) : ""});
        }
    }

private:
    [[nodiscard]] static bool setsOrigin(const model::GatewayResponse &response)
    {
        return std::ranges::any_of(response.responseParameters, [](const auto &parameter) {
            return lower(parameter.first) == "gatewayresponse.header.access-control-allow-origin";
        });
    }

    void allowsOrigins(const Method &method, const std::string &origin, const Method *preflight)
    {
        if (!preflight) {
            warn("cors-no-options", method,
                 "allows other origins, but no OPTIONS method answers preflights: browsers get 403 Missing "
                 "Authentication Token",
                 "\"Enable CORS\" on the resource makes one");
            return;
        }
        const std::string *other = mappingOf(*preflight, "Access-Control-Allow-Origin");
        if (!isProxy(*preflight) && other && *other != origin)
            warn("cors-origin-mismatch", method,
                 std::format("allows the origin {} and OPTIONS allows {}: browsers take what both allow", origin,
                             *other),
                 "give both the same value");
        credentials(method, origin);
    }

    void answersPreflights(const model::Resource &resource, const Method &preflight)
    {
        if (preflight.authorizationType != model::AuthorizationType::None || preflight.apiKeyRequired)
            warn("cors-preflight-authorization", preflight,
                 "preflights carry neither credentials nor API keys: browsers get 401 or 403",
                 "take authorization and API key off OPTIONS");
        const std::string *allowed = mappingOf(preflight, "Access-Control-Allow-Methods");
        const std::optional<std::string> methods = allowed ? staticText(*allowed) : std::nullopt;
        const std::string *headersMapping = mappingOf(preflight, "Access-Control-Allow-Headers");
        const std::optional<std::string> headers = headersMapping ? staticText(*headersMapping) : std::string();
        for (const Method &method : resource.methods) {
            const bool simple
                = method.httpMethod == "GET" || method.httpMethod == "HEAD" || method.httpMethod == "POST";
            if (method.httpMethod == "OPTIONS" || method.httpMethod == "ANY")
                continue;
            if (!simple && (methods || !allowed) && !lists(methods.value_or(""), method.httpMethod)
                && !lists(methods.value_or(""), "*"))
                warn("cors-methods", method,
                     std::format("Access-Control-Allow-Methods of OPTIONS does not name {}: browsers do not send it",
                                 method.httpMethod),
                     "add it there");
            if (headers)
                neededHeader(method, *headers);
        }
        credentials(preflight, *mappingOf(preflight, "Access-Control-Allow-Origin"));
    }

    void neededHeader(const Method &method, const std::string &headers)
    {
        const bool any = lists(headers, "*");
        if (method.apiKeyRequired && !any && !lists(headers, "X-Api-Key"))
            warn("cors-headers", method,
                 "needs an API key, but Access-Control-Allow-Headers of OPTIONS does not name X-Api-Key",
                 "add it there");
        if (method.authorizationType != model::AuthorizationType::None && !lists(headers, "Authorization"))
            warn("cors-headers", method,
                 "needs authorization, but Access-Control-Allow-Headers of OPTIONS does not name Authorization",
                 "add it there; * does not mean it");
    }

    void credentials(const Method &method, const std::string &origin)
    {
        const std::string *allowed = mappingOf(method, "Access-Control-Allow-Credentials");
        if (allowed && *allowed == "'true'" && origin == "'*'")
            warn("cors-credentials", method,
                 "allows credentials and the origin *: browsers refuse the answer to requests with credentials",
                 "name the origin");
    }

    void warn(std::string rule, const Method &method, const std::string &message, std::string hint)
    {
        const std::string member
            = method.httpMethod == "ANY" ? "x-amazon-apigateway-any-method" : lower(method.httpMethod);
        m_diagnostics.push_back({.severity = Severity::Warning,
                                 .rule = std::move(rule),
                                 .message = std::format("{} {}: {}", method.httpMethod, m_path, message),
                                 .hint = std::move(hint),
                                 .pointer = json::pointerJoin(json::pointerJoin("/paths", m_path), member)});
    }

    Diagnostics &m_diagnostics;
    std::string m_path;
    bool m_used = false; // some preflight is answered
    bool m_mayRefuse = false; // some method needs a key or authorization
};

} // namespace

void checkCors(const model::RestApi &api, Diagnostics &diagnostics)
{
    CorsCheck check(diagnostics);
    std::unordered_map<std::string, std::string> paths; // resource id -> path; parents come before their children
    for (const Cow<model::Resource> &resource : api.resources) {
        std::string path = "/";
        if (!resource->parent.isNull()) {
            const std::string &parent = paths[resource->parent.value];
            path = (parent == "/" ? "" : parent) + "/" + resource->pathPart;
        }
        check.resource(*resource, path);
        paths.emplace(resource->id.value, std::move(path));
    }
    check.gatewayResponses(api);
}

} // namespace gatehouse::deploy

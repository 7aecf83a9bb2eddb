#include "core/model/cors.h"

#include "core/model/look_up.h"

namespace gatehouse::model {

namespace {

constexpr std::string_view kOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kMethods = "Access-Control-Allow-Methods";
constexpr std::string_view kHeaders = "Access-Control-Allow-Headers";
constexpr std::string_view kExpose = "Access-Control-Expose-Headers";
constexpr std::string_view kCredentials = "Access-Control-Allow-Credentials";
constexpr std::string_view kMaxAge = "Access-Control-Max-Age";

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text.append(text.empty() ? "" : ",").append(word);
    return text;
}

bool isFieldName(std::string_view text) noexcept // RFC 9110, 5.6.2
{
    const auto isTokenOctet = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("!#$%&*+-.^_`|~").contains(c); // all but ', which would end the mapping's text
    };
    return !text.empty() && std::ranges::all_of(text, isTokenOctet);
}

/// Header names with their values as mappings write static ones: in quotes.
using Headers = std::vector<std::pair<std::string_view, std::string>>;

Headers answerHeaders(const CorsOptions &options)
{
    Headers headers{{kOrigin, "'" + options.allowOrigin + "'"}};
    if (options.allowCredentials)
        headers.emplace_back(kCredentials, "'true'");
    if (!options.exposeHeaders.empty())
        headers.emplace_back(kExpose, "'" + joined(options.exposeHeaders) + "'");
    return headers;
}

Headers preflightHeaders(const Resource &resource, const CorsOptions &options)
{
    std::vector<std::string> methods = options.allowMethods;
    if (methods.empty()) {
        const bool any = resource.method("ANY") != nullptr;
        for (const std::string_view verb : kRestMethods) {
            if (verb != "ANY" && (any || verb == "OPTIONS" || resource.method(verb)))
                methods.emplace_back(verb);
        }
    }
    Headers headers{{kOrigin, "'" + options.allowOrigin + "'"},
                    {kMethods, "'" + joined(methods) + "'"},
                    {kHeaders, "'" + joined(options.allowHeaders) + "'"}};
    if (options.allowCredentials)
        headers.emplace_back(kCredentials, "'true'");
    if (options.maxAge)
        headers.emplace_back(kMaxAge, "'" + std::to_string(*options.maxAge) + "'");
    return headers;
}

MethodResponse &responseOf(Method &method, std::string_view status)
{
    if (MethodResponse *found = findBy(method.responses, status, &MethodResponse::statusCode))
        return *found;
    MethodResponse &made = method.responses.emplace_back();
    made.statusCode = status;
    return made;
}

void setHeaders(Method &method, IntegrationResponse &response, const Headers &headers)
{
    MethodResponse &declared = responseOf(method, response.statusCode);
    for (const auto &[name, value] : headers) {
        const std::string parameter = "method.response.header." + std::string(name);
        declared.responseParameters.emplace(parameter, false);
        response.responseParameters.insert_or_assign(parameter, value);
    }
}

Method preflightMethod(const RestApi &api, const Method *before, const Headers &headers)
{
    Method method;
    method.httpMethod = "OPTIONS";
    if (before) {
        method.operationName = before->operationName;
        method.extra = before->extra;
        if (const MethodResponse *declared = before->response("200"))
            method.responses.push_back(*declared);
    }
    Integration &integration = method.integration.emplace();
    integration.type = IntegrationType::Mock;
    integration.requestTemplates["application/json"] = "{\"statusCode\": 200}";
    integration.passthroughBehavior = PassthroughBehavior::WhenNoMatch;
    IntegrationResponse response;
    if (std::ranges::contains(api.binaryMediaTypes, "*/*")) { // else the gateway cannot read the template: 500
        integration.contentHandling = ContentHandling::ConvertToText;
        response.contentHandling = ContentHandling::ConvertToText;
    }
    setHeaders(method, response, headers);
    integration.responses.push_back(std::move(response));
    return method;
}

bool isProxy(const Method &method) noexcept
{
    return !method.integration || method.integration->type == IntegrationType::HttpProxy
        || method.integration->type == IntegrationType::AwsProxy;
}

void setGatewayResponse(RestApi &api, std::string_view type, const Headers &headers)
{
    GatewayResponse *response = findBy(api.gatewayResponses, type, &GatewayResponse::responseType);
    if (!response) {
        response = &api.gatewayResponses.emplace_back();
        response->responseType = type;
    }
    for (const auto &[name, value] : headers)
        response->responseParameters.insert_or_assign("gatewayresponse.header." + std::string(name), value);
}

} // namespace

bool isOrigin(std::string_view text) noexcept
{
    if (text == "*")
        return true;
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos || scheme == 0)
        return false;
    const auto isSchemeOctet = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    const auto isHostOctet = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("-._:[]").contains(c);
    };
    const std::string_view host = text.substr(scheme + 3);
    return std::ranges::all_of(text.substr(0, scheme), isSchemeOctet) && !host.empty()
        && std::ranges::all_of(host, isHostOctet);
}

std::optional<std::string> corsProblem(const CorsOptions &options)
{
    if (!isOrigin(options.allowOrigin))
        return "An origin is * or a scheme and a host, such as https://example.org; it has no path";
    if (options.allowCredentials && options.allowOrigin == "*")
        return "Browsers take no credentials for the origin *: name the origin";
    for (const auto *names : {&options.allowHeaders, &options.exposeHeaders, &options.allowMethods}) {
        const auto bad = std::ranges::find_if_not(*names, isFieldName);
        if (bad != names->end())
            return "\"" + *bad + "\" is not a name of a header or method";
    }
    if (options.maxAge && *options.maxAge < 0)
        return "The age is a number of seconds, 0 or more";
    return std::nullopt;
}

void enableCors(RestApi &api, const ResourceId &id, const CorsOptions &options)
{
    const Resource *current = api.resource(id);
    if (!current)
        return;
    const Headers preflight = preflightHeaders(*current, options);
    Method preflightAnswer = preflightMethod(api, current->method("OPTIONS"), preflight);

    Resource &resource = *api.editResource(id);
    const Headers answer = answerHeaders(options);
    for (Method &method : resource.methods) {
        const bool chosen = options.methods.empty() || std::ranges::contains(options.methods, method.httpMethod);
        if (!chosen || method.httpMethod == "OPTIONS" || isProxy(method))
            continue;
        for (IntegrationResponse &response : method.integration->responses) {
            if (response.statusCode == "200")
                setHeaders(method, response, answer);
        }
    }
    if (Method *existing = resource.method("OPTIONS"))
        *existing = std::move(preflightAnswer);
    else
        resource.methods.push_back(std::move(preflightAnswer));

    Headers own = answer;
    own.emplace_back(kHeaders, "'" + joined(options.allowHeaders) + "'");
    if (options.default4xx)
        setGatewayResponse(api, "DEFAULT_4XX", own);
    if (options.default5xx)
        setGatewayResponse(api, "DEFAULT_5XX", own);
}

} // namespace gatehouse::model

#include "core/openapi/check.h"
#include "core/openapi/text.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

namespace {

constexpr std::size_t kMaxResources = 300;
constexpr std::size_t kMaxDocument = 6U << 20U; // octets
constexpr std::size_t kMaxTemplate = 300U * 1024U; // octets
constexpr std::size_t kMaxAuthorizers = 10;

/// Whether the method declares what "method.request.header.X" reads.
bool isDeclared(const model::Method &method, std::string_view source)
{
    constexpr std::string_view kPrefix = "method.request.";
    source.remove_prefix(kPrefix.size());
    const std::size_t dot = source.find('.');
    if (dot == std::string_view::npos)
        return true;
    std::string_view location = source.substr(0, dot);
    const std::string_view name = source.substr(dot + 1);
    if (location.starts_with("multivalue"))
        location.remove_prefix(std::string_view("multivalue").size());
    if (location != "header" && location != "querystring" && location != "path")
        return true;
    return std::ranges::any_of(method.requestParameters, [&](const model::RequestParameter &parameter) {
        return toString(parameter.location) == location && parameter.name == name;
    });
}

bool isMappingExpression(std::string_view value)
{
    constexpr std::string_view kRoots[] = {"method.request.", "integration.response.", "context.", "stageVariables."};
    return (value.size() >= 2 && value.front() == '\'' && value.back() == '\'')
        || std::ranges::any_of(kRoots, [value](std::string_view root) { return value.starts_with(root); });
}

void checkExpressions(const ImportContext &context, const Value &raw)
{
    for (const json::Member &member : raw.members()) {
        if (!member.value.isString() || isMappingExpression(member.value.string()))
            continue;
        context.report.add(
            Severity::Error, "aws-unquoted-static",
            std::format("Invalid mapping expression specified: Validation Result: warnings : [], errors : "
                        "[Invalid mapping expression specified: {}]",
                        member.value.string()),
            member.value, "A fixed text stands in single quotes");
    }
}

void checkUri(const ImportContext &context, std::string_view path, const model::Method &method, const Value &raw)
{
    const model::Integration &integration = *method.integration;
    const std::string &uri = integration.uri;
    const Value &place = raw.find("uri") ? raw["uri"] : raw;
    const auto refuse = [&](std::string_view why) {
        context.report.add(Severity::Error, "aws-integration-uri",
                           std::format("Unable to put integration on '{}' for resource at path '{}': {}",
                                       method.httpMethod, path, why),
                           place);
    };
    const bool isAws
        = integration.type == model::IntegrationType::Aws || integration.type == model::IntegrationType::AwsProxy;
    if (uri.empty()) {
        const bool needsUri = integration.type != model::IntegrationType::Mock && integration.subtype.empty();
        if (needsUri && !raw.find("uri"))
            refuse(isAws ? "AWS ARN for integration must contain path or action"
                         : "Invalid HTTP endpoint specified for URI");
        return;
    }
    if (!isAws || !uri.starts_with("arn:"))
        return;
    if (uri.find(":path/") == std::string::npos && uri.find(":action/") == std::string::npos)
        refuse("AWS ARN for integration must contain path or action");
    else if (uri.find(":lambda:path/") != std::string::npos && !uri.ends_with("/invocations")
             && uri.find("/response-streaming-invocations") == std::string::npos)
        refuse("Invalid function ARN or invalid uri");
}

} // namespace

void checkIntegration(const ImportContext &context, std::string_view path, const model::Method &method,
                      const Value &raw)
{
    const model::Integration &integration = *method.integration;
    const auto warn
        = [&](std::string_view rule, std::string message, const Value &place, Severity severity = Severity::Warning) {
              context.report.add(severity, rule, std::move(message), place.span().known() ? place : raw);
          };
    checkUri(context, path, method, raw);
    checkExpressions(context, raw["requestParameters"]);
    for (const json::Member &member : raw["requestParameters"].members()) {
        const std::string_view source = member.value.string();
        if (source.starts_with("method.request.") && !isDeclared(method, source)) {
            warn("aws-undeclared-source", std::format("Invalid mapping expression parameter specified: {}", source),
                 member.value, Severity::Error);
        }
    }
    const bool isLambda = integration.uri.find(":lambda:path/") != std::string::npos;
    if (integration.type == model::IntegrationType::AwsProxy && isLambda && integration.httpMethod != "POST")
        warn("aws-proxy-post", "A Lambda function is always called with POST, whatever httpMethod says",
             raw["httpMethod"]);
    if (integration.timeoutInMillis && (*integration.timeoutInMillis < 50 || *integration.timeoutInMillis > 29000)) {
        warn("aws-timeout", "Timeout should be between 50 ms and 29000 ms", raw["timeoutInMillis"], Severity::Error);
    }
    for (const auto &[type, text] : integration.requestTemplates) {
        if (text.size() > kMaxTemplate)
            warn("aws-limits", "A mapping template may have 300 KB", raw["requestTemplates"], Severity::Error);
    }
    std::vector<std::string_view> seen;
    for (const model::IntegrationResponse &response : integration.responses) {
        const Value &place
            = raw["responses"][response.selectionPattern.empty() ? "default" : response.selectionPattern];
        if (std::ranges::find(seen, response.statusCode) != seen.end()) {
            warn("aws-integration-status",
                 std::format("Two integration responses have status code {}: API Gateway keeps one of them",
                             response.statusCode),
                 place);
        }
        seen.push_back(response.statusCode);
        checkExpressions(context, place["responseParameters"]);
        const model::MethodResponse *declared = method.response(response.statusCode);
        if (!declared) {
            warn("aws-integration-status", std::format("The operation declares no response {}", response.statusCode),
                 place["statusCode"]);
            continue;
        }
        for (const auto &[target, expression] : response.responseParameters) {
            if (!declared->responseParameters.contains(target)) {
                warn("aws-integration-response-header",
                     std::format("Invalid mapping expression parameter specified: {}", target),
                     place["responseParameters"], Severity::Error);
            }
        }
    }
}

void checkMethod(const ImportContext &context, std::string_view path, const model::Method &method,
                 const Value &operation)
{
    const Value &raw = operation["x-amazon-apigateway-integration"];
    if (!method.integration) {
        if (raw.isNull() && !context.options.mockMissingIntegrations) {
            context.report.add(Severity::Warning, "aws-missing-integration", "No integration defined for method",
                               operation, std::format("{} {} cannot be deployed without one", method.httpMethod, path));
        }
        return;
    }
    checkIntegration(context, path, method, *context.references.resolve(raw).value);
}

void checkLimits(const ImportContext &context, const model::RestApi &api, std::size_t textSize)
{
    const auto over = [&](std::string message) {
        context.report.add(Severity::Warning, "aws-limits", std::move(message), context.document);
    };
    if (textSize > kMaxDocument)
        over("The document is larger than the 6 MB that API Gateway imports");
    if (api.resources.size() > kMaxResources)
        over(std::format("{} resources: API Gateway's quota is {}", api.resources.size(), kMaxResources));
    if (api.authorizers.size() > kMaxAuthorizers)
        over(std::format("{} authorizers: API Gateway's quota is {}", api.authorizers.size(), kMaxAuthorizers));
}

} // namespace gatehouse::openapi

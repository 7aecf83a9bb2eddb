#include "core/deploy/rest_compiler.h"
#include "core/integration/uri_template.h"
#include "core/pipeline/http_step.h"
#include "core/pipeline/message_writer.h"
#include "core/pipeline/request_steps.h"
#include "core/pipeline/response_steps.h"

#include <charconv>

namespace gatehouse::deploy {

namespace {

using pipeline::RuntimeErrc;
using trace::Phase;

constexpr int kMinTimeout = 50, kMaxTimeout = 29000; // ms (rest-runtime.md 4.1)

std::string_view after(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view();
}

} // namespace

void RestCompiler::addIntegration(const model::Method &method, const Place &place, Steps &steps)
{
    const model::Integration &integration = *method.integration;
    if (integration.timeoutInMillis
        && (*integration.timeoutInMillis < kMinTimeout || *integration.timeoutInMillis > kMaxTimeout))
        report(Severity::Error, "deploy-timeout", "Timeout should be between 50 ms and 29000 ms", place);

    switch (integration.type) {
    case model::IntegrationType::Mock:
        addMappingChecks(integration, place, steps);
        steps.push_back(std::make_unique<pipeline::InvokeMock>(requestTemplates(integration, place)));
        addMappingResponse(method, place, false, steps);
        break;
    case model::IntegrationType::Http:
        steps.push_back(std::make_unique<pipeline::MakeIntegrationBody>(requestTemplates(integration, place)));
        addHttp(integration, place, steps);
        addMappingResponse(method, place, true, steps);
        break;
    case model::IntegrationType::HttpProxy:
        steps.push_back(std::make_unique<pipeline::MakeIntegrationBody>(requestTemplates(integration, place)));
        addHttp(integration, place, steps);
        steps.push_back(std::make_unique<pipeline::PassThroughResponse>());
        break;
    case model::IntegrationType::Aws:
    case model::IntegrationType::AwsProxy:
        checkAwsUri(integration, place);
        refuse(steps, "integration/aws", Phase::Integration,
               "Integration type " + std::string(model::toString(integration.type)), place);
        break;
    }
}

pipeline::RequestTemplates RestCompiler::requestTemplates(const model::Integration &integration, const Place &place)
{
    if (integration.type == model::IntegrationType::HttpProxy) // ignores both (rest-runtime.md 6.2)
        return {{}, model::PassthroughBehavior::WhenNoMatch, integration.contentHandling};
    auto templates = compileTemplates(integration.requestTemplates, place, "requestTemplates");
    checkBinaryTemplates(templates, integration.contentHandling, place);
    return {std::move(templates), integration.passthroughBehavior.value_or(model::PassthroughBehavior::WhenNoMatch),
            integration.contentHandling};
}

void RestCompiler::checkBinaryTemplates(const mapping::Templates &templates,
                                        const std::optional<model::ContentHandling> &handling, const Place &place)
{
    const bool any = std::ranges::any_of(templates, [](const auto &entry) { return !entry.second.empty(); });
    if (any && handling == model::ContentHandling::ConvertToBinary)
        report(Severity::Warning, "deploy-content-handling",
               "CONVERT_TO_BINARY and a mapping template exclude each other: requests that use both get 500", place);
}

void RestCompiler::addMappingChecks(const model::Integration &integration, const Place &place, Steps &steps)
{
    std::vector<pipeline::Expression> canFail;
    for (const auto &[destination, text] : integration.requestParameters) {
        auto value = requestExpression(text, place);
        const auto field = after(destination, "integration.request.header.");
        if (!value || (!field.empty() && !checkFieldName(field, destination, place)))
            continue;
        if (integration::requestMapping(field) == integration::RequestMapping::Refuse)
            refuseField(field, place, steps);
        if (value->kind() == pipeline::Expression::Kind::Body)
            canFail.push_back(*std::move(value));
    }
    if (!canFail.empty())
        steps.push_back(std::make_unique<pipeline::CheckMappings>(std::move(canFail)));
}

void RestCompiler::refuseField(std::string_view field, const Place &place, Steps &steps)
{
    report(Severity::Warning, "deploy-mapped-header",
           "Every request fails: header " + std::string(field) + " is set by the gateway itself", place);
    steps.push_back(std::make_unique<pipeline::Refuse>(
        "integration-request/endpoint", Phase::IntegrationRequest,
        Error{make_error_code(RuntimeErrc::Configuration), std::string(field) + " header already present"}));
}

void RestCompiler::addHttp(const model::Integration &integration, const Place &place, Steps &steps)
{
    const auto never = [&](Error error) {
        steps.push_back(std::make_unique<pipeline::Refuse>("integration-request/endpoint", Phase::IntegrationRequest,
                                                           std::move(error)));
    };
    checkHttpMethod(integration, place);
    if (integration.connectionType == model::ConnectionType::VpcLink) {
        refuse(steps, "integration-request/vpc-link", Phase::IntegrationRequest, "VPC links", place);
        return;
    }
    const auto undefined = integration::undefinedStageVariables(integration.uri, m_info.stageVariables);
    for (const std::string &name : undefined)
        report(Severity::Warning, "deploy-stage-variable", "The stage has no variable \"" + name + "\"", place);

    auto uri = integration::UriTemplate::parse(integration.uri, m_info.stageVariables);
    if (!uri) {
        const bool varies = integration.uri.contains("${stageVariables.");
        const bool ours = uri.error().code == make_error_code(integration::UriErrc::ParameterInHost);
        if (ours)
            report(Severity::Warning, "deploy-unsupported",
                   "A path parameter in the host name is not filled in by this version", place);
        else
            report(varies ? Severity::Warning : Severity::Error, "deploy-endpoint",
                   "Invalid HTTP endpoint specified for URI", place,
                   "the address comes out as \"" + uri.error().detail + "\"");
        never(uri.error());
        return;
    }

    pipeline::HttpPlan plan;
    plan.proxy = integration.type == model::IntegrationType::HttpProxy;
    plan.httpMethod = integration.httpMethod == "ANY" ? "" : integration.httpMethod;
    plan.origin = uri->origin();
    plan.origin.insecureSkipVerification = integration.tlsConfig && integration.tlsConfig->insecureSkipVerification;
    plan.hostField = uri->hostField();
    plan.uriPrefix = (plan.origin.tls ? "https://" : "http://") + plan.hostField;
    plan.targetHasQuery = uri->hasQuery();
    plan.timeout = std::chrono::milliseconds(integration.timeoutInMillis.value_or(kMaxTimeout));

    std::map<std::string, pipeline::Expression> pathValues;
    for (const auto &[destination, text] : integration.requestParameters) {
        auto value = requestExpression(text, place);
        if (!value)
            continue;
        if (const auto name = after(destination, "integration.request.path."); !name.empty()) {
            pathValues.insert_or_assign(std::string(name), *std::move(value));
        } else if (const auto query = after(destination, "integration.request.querystring."); !query.empty()) {
            plan.query.push_back({std::string(query), *std::move(value)});
        } else if (const auto field = after(destination, "integration.request.header."); !field.empty()) {
            if (!checkFieldName(field, destination, place))
                continue;
            switch (integration::requestMapping(field)) {
            case integration::RequestMapping::Refuse: refuseField(field, place, steps); return;
            case integration::RequestMapping::Drop: break;
            case integration::RequestMapping::Send:
                plan.fields.push_back({std::string(field), *std::move(value)});
                break;
            }
        }
    }
    for (const integration::UriTemplate::Piece &piece : uri->target()) {
        if (!piece.placeholder) {
            plan.target.push_back({piece.text, {}, {}});
            continue;
        }
        const auto value = pathValues.find(piece.text);
        plan.target.push_back({"%7B" + piece.text + "%7D", piece.text,
                               value == pathValues.end() ? std::nullopt : std::optional(value->second)});
    }
    const auto mapped = [&plan](std::string_view name) {
        return std::ranges::any_of(plan.fields, [&](const auto &field) { return http::sameName(field.name, name); });
    };
    if (!plan.proxy && !mapped("Accept"))
        pipeline::appendField(plan.fixedFields, "Accept", "application/json");
    if (!plan.proxy && !mapped("User-Agent"))
        pipeline::appendField(plan.fixedFields, "User-Agent", "AmazonAPIGateway_" + m_info.apiId.value);
    pipeline::appendField(plan.fixedFields, "X-Amzn-Apigateway-Api-Id", m_info.apiId.value);
    steps.push_back(std::make_unique<pipeline::InvokeHttp>(std::move(plan)));
}

void RestCompiler::addMappingResponse(const model::Method &method, const Place &place, bool withTraceId, Steps &steps)
{
    std::vector<pipeline::ResponsePlan> plans;
    for (const model::IntegrationResponse &response : method.integration->responses) {
        pipeline::ResponsePlan plan;
        plan.label = response.selectionPattern.empty() ? "default" : response.selectionPattern;
        if (!response.selectionPattern.empty() && response.selectionPattern != "default") {
            auto pattern = integration::SelectionPattern::compile(response.selectionPattern);
            if (!pattern) {
                report(Severity::Error, "deploy-selection-pattern",
                       "Invalid selection pattern specified: " + pattern.error().text(), place);
                continue;
            }
            plan.pattern = *std::move(pattern);
        }
        const std::string &code = response.statusCode;
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), plan.status);
        if (error != std::errc() || end != code.data() + code.size() || plan.status < 100 || plan.status > 599) {
            report(Severity::Error, "deploy-status", "Invalid status code specified: " + code, place);
            continue;
        }
        plan.declared = method.response(code) != nullptr;
        if (!plan.declared)
            report(Severity::Warning, "deploy-method-response",
                   "The integration response " + code
                       + " has no method response of that status: requests that select it get 500",
                   place);
        for (const auto &[destination, text] : response.responseParameters) {
            const std::string_view name = after(destination, "method.response.header.");
            if (name.empty() || !checkFieldName(name, destination, place))
                continue;
            if (auto value = expression(text, place))
                plan.addField(name, *std::move(value));
        }
        plan.templates = compileTemplates(response.responseTemplates, place,
                                          json::pointerJoin("responses", plan.label) + "/responseTemplates");
        plan.contentHandling = response.contentHandling;
        checkBinaryTemplates(plan.templates, plan.contentHandling, place);
        plans.push_back(std::move(plan));
    }
    if (plans.empty())
        report(Severity::Warning, "deploy-no-integration-response", "No integration response: every request gets 500",
               place);
    steps.push_back(std::make_unique<pipeline::MapIntegrationResponse>(std::move(plans), withTraceId));
}

void RestCompiler::checkAwsUri(const model::Integration &integration, const Place &place)
{
    // arn:{partition}:apigateway:{region}:{service}:{path|action}/{rest}
    const std::string &uri = integration.uri;
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; parts.size() < 6 && begin <= uri.size();) {
        const std::size_t end = parts.size() == 5 ? uri.size() : std::min(uri.find(':', begin), uri.size());
        parts.push_back(std::string_view(uri).substr(begin, end - begin));
        begin = end + 1;
    }
    if (!uri.starts_with("arn:")) {
        report(Severity::Error, "deploy-arn", "Invalid ARN specified in the request", place);
    } else if (parts.size() < 6 || parts[2] != "apigateway"
               || (!parts[5].starts_with("path/") && !parts[5].starts_with("action/"))) {
        report(Severity::Error, "deploy-arn", "AWS ARN for integration must contain path or action", place);
    } else if (integration.type == model::IntegrationType::AwsProxy && parts[4] != "lambda"
               && !parts[4].ends_with(".lambda") && parts[4] != "firehose") {
        report(
            Severity::Error, "deploy-arn",
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
            place);
    }
    checkHttpMethod(integration, place);
}

void RestCompiler::checkHttpMethod(const model::Integration &integration, const Place &place)
{
    if (integration.httpMethod.empty()) {
        report(Severity::Error, "deploy-integration-method", "Enumeration value for HttpMethod must be non-empty",
               place);
    } else if (!route::MethodKey::parse(integration.httpMethod)) {
        report(Severity::Error, "deploy-integration-method", std::string(kInvalidHttpMethod), place);
    }
}

bool RestCompiler::checkFieldName(std::string_view name, const std::string &destination, const Place &place)
{
    if (pipeline::isFieldName(name))
        return true;
    report(Severity::Error, "deploy-mapping", "Invalid mapping expression parameter specified: " + destination, place);
    return false;
}

mapping::Templates RestCompiler::compileTemplates(const model::StringMap &templates, const Place &place,
                                                  std::string_view member)
{
    mapping::Templates made;
    for (const auto &[mediaType, text] : templates) {
        const auto &compiled = made.emplace_back(mediaType, mapping::MappingTemplate(text)).second;
        if (!compiled.error())
            continue;
        Place at = place;
        at.pointer += "/x-amazon-apigateway-integration/" + std::string(member);
        at.pointer = json::pointerJoin(at.pointer, mediaType);
        report(Severity::Warning, "deploy-template",
               "The mapping template " + mediaType + " of " + place.label
                   + " does not parse: requests that use it get 500; " + compiled.explain(*compiled.error()),
               at);
    }
    return made;
}

std::optional<pipeline::Expression> RestCompiler::requestExpression(const std::string &text, const Place &place)
{
    auto value = expression(text, place);
    if (!value || !value->readsResponse())
        return value;
    report(Severity::Error, "deploy-mapping", "Invalid mapping expression specified: " + text, place);
    return std::nullopt;
}

std::optional<pipeline::Expression> RestCompiler::expression(const std::string &text, const Place &place)
{
    auto parsed = pipeline::Expression::parse(text, m_info.stageVariables);
    if (parsed)
        return *std::move(parsed);
    if (parsed.error().code == make_error_code(pipeline::ExpressionErrc::Invalid)) {
        report(Severity::Error, "deploy-mapping",
               "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping "
               "expression specified: "
                   + text + "]",
               place);
    } else {
        report(Severity::Warning, "deploy-unsupported",
               "This mapping sets nothing in this version: " + parsed.error().detail, place);
    }
    return std::nullopt;
}

} // namespace gatehouse::deploy

#include "core/deploy/rest_compiler.h"

#include "core/deploy/cors_check.h"
#include "core/deploy/shared_state.h"
#include "core/deploy/stage_check.h"
#include "core/pipeline/cache_steps.h"
#include "core/pipeline/request_steps.h"
#include "core/pipeline/response_steps.h"
#include "core/pipeline/validate_body.h"

namespace gatehouse::deploy {

namespace {

using namespace std::string_literals;
using pipeline::RuntimeErrc;
using trace::Phase;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

/// The models by name, and the two that every API has.
std::map<std::string, json::Value> schemasOf(const model::RestApi &api)
{
    using json::Value;
    std::map<std::string, Value> schemas;
    for (const Cow<model::Model> &model : api.models)
        schemas.emplace(model->name, model->schema);
    schemas.emplace("Empty", Value::object({{"type", "object"}}));
    schemas.emplace("Error",
                    Value::object({{"type", "object"},
                                   {"properties", Value::object({{"message", Value::object({{"type", "string"}})}})}}));
    return schemas;
}

} // namespace

RestCompiler::RestCompiler(const model::RestApi &api, const model::Stage &stage, const CompileOptions &options,
                           std::string cacheId)
    : m_api(api)
    , m_stage(stage)
    , m_shared(options.shared ? options.shared : std::make_shared<SharedState>())
    , m_settings(stage)
    , m_accountThrottle(options.accountThrottle)
    , m_cacheId(std::move(cacheId))
    , m_schemas(schemasOf(api))
{
    m_info.apiId = api.id;
    m_info.apiName = api.name;
    m_info.stage = stage.name;
    m_info.region = options.region;
    m_info.accountId = options.accountId;
    m_info.stageVariables = stage.variables;
    for (const auto &[name, value] : options.stageVariables)
        m_info.stageVariables.insert_or_assign(name, value);
    m_info.clock = &m_shared->clock;
    m_info.endpointType = model::toString(api.endpointConfiguration.type);
    m_info.binaryMediaTypes = integration::BinaryMediaTypes(api.binaryMediaTypes);
    if (api.minimumCompressionSize && *api.minimumCompressionSize >= 0)
        m_info.minimumCompressionSize = static_cast<std::size_t>(*api.minimumCompressionSize);
    if (m_accountThrottle) {
        m_accountBucket = m_shared->buckets.bucket(
            {.scope = throttle::Scope::Account, .account = options.accountId + " in " + options.region},
            {m_accountThrottle->rateLimit, m_accountThrottle->burstLimit});
    }
    m_info.executeApiDisabled = api.endpointConfiguration.disableExecuteApiEndpoint;
    prepareCache();
}

CompileResult RestCompiler::compile(model::DeploymentId deploymentId, trace::CanarySide side, CanaryRelease canary)
{
    m_info.deploymentId = std::move(deploymentId);
    m_info.canarySide = side;
    compileApi();
    auto responses = pipeline::GatewayResponses::compile(m_api.gatewayResponses, m_info.stageVariables, m_diagnostics);

    CompileResult result;
    result.diagnostics = std::move(m_diagnostics);
    if (!hasErrors(result.diagnostics)) {
        result.deployment
            = std::make_shared<const Deployment>(m_shared, std::move(m_info), std::move(responses), std::move(m_routes),
                                                 std::move(m_methods), std::move(canary));
    }
    return result;
}

void RestCompiler::compileApi()
{
    const Place api;
    checkStage(m_api, m_stage, m_diagnostics);
    checkCors(m_api, m_diagnostics);
    if (m_api.endpointConfiguration.type == model::EndpointConfiguration::Type::Private && m_api.policy.isNull())
        report(Severity::Error, "deploy-private-policy",
               "Private REST API doesn't have a resource policy attached to it", api);
    if (!m_api.policy.isNull())
        report(Severity::Warning, "deploy-unsupported",
               "The resource policy is not evaluated in this version: every caller passes",
               {{}, "/x-amazon-apigateway-policy"});
    if (!m_stage.clientCertificateId.empty())
        report(Severity::Warning, "deploy-unsupported",
               "The client certificate is not presented to backends in this version", api);

    std::unordered_map<std::string, std::string> paths; // resource id -> path; parents come before their children
    for (const Cow<model::Resource> &resource : m_api.resources) {
        std::string path = "/";
        if (!resource->parent.isNull()) {
            const std::string &parent = paths[resource->parent.value];
            path = (parent == "/" ? "" : parent) + "/" + resource->pathPart;
        }
        for (const model::Method &method : resource->methods)
            compileMethod(*resource, method, path);
        paths.emplace(resource->id.value, std::move(path));
    }
    if (m_methods.empty() && !hasErrors(m_diagnostics))
        report(Severity::Error, "deploy-no-methods", "The REST API doesn't contain any methods", {{}, "/paths"});
}

void RestCompiler::compileMethod(const model::Resource &resource, const model::Method &method, const std::string &path)
{
    Place place{method.httpMethod + " " + path, json::pointerJoin("/paths", path)};
    const auto key = route::MethodKey::parse(method.httpMethod);
    place.pointer = json::pointerJoin(place.pointer,
                                      key && key->any ? "x-amazon-apigateway-any-method"s : lower(method.httpMethod));
    if (!key) {
        report(Severity::Error, "deploy-http-method", std::string(kInvalidHttpMethod), place);
        return;
    }
    const auto pathTemplate = route::PathTemplate::parse(path);
    if (!pathTemplate) {
        report(Severity::Error, "deploy-path", pathTemplate.error().text(), place);
        return;
    }
    if (!method.integration) {
        report(Severity::Error, "deploy-no-integration", "No integration defined for method", place,
               "give " + place.label + " an integration, for example MOCK");
        return;
    }

    pipeline::MethodInfo info{
        resource.id,   path, method.httpMethod,   std::string(model::toString(method.integration->type)),
        place.pointer, {},   method.operationName};
    for (const route::PathTemplate::Segment &segment : pathTemplate->segments()) {
        if (segment.kind != route::PathTemplate::Segment::Kind::Literal)
            info.pathParameters.push_back(segment.text);
    }
    if (info.pathParameters.size() > route::kMaxParameters) {
        report(Severity::Error, "deploy-path", "More than 32 path parameters", place);
        return;
    }
    Steps steps;
    addAuthorization(method, place, steps);
    addAdmission(method, place, path, steps);
    addMethodRequest(method, place, steps);
    const bool cached = addCacheLookUp(resource, method, path, place, steps);
    addIntegration(method, place, steps);
    if (cached)
        steps.push_back(std::make_unique<pipeline::StoreInCache>(m_info.cache));
    steps.push_back(std::make_unique<pipeline::SendAnswer>());
    m_routes.add(*pathTemplate, *key, static_cast<std::uint32_t>(m_methods.size()));
    m_methods.emplace_back(std::move(info), std::move(steps));
}

void RestCompiler::addAuthorization(const model::Method &method, const Place &place, Steps &steps)
{
    if (method.authorizationType != model::AuthorizationType::None) {
        refuse(steps, "method-request/authorization", Phase::MethodRequest,
               "Authorization " + std::string(model::toString(method.authorizationType)), place);
    }
}

void RestCompiler::addMethodRequest(const model::Method &method, const Place &place, Steps &steps)
{
    const std::string &name = method.requestValidator.empty() ? m_api.requestValidator : method.requestValidator;
    if (name.empty())
        return;
    const auto validator = std::ranges::find(m_api.requestValidators, name, &model::RequestValidator::name);
    if (validator == m_api.requestValidators.end()) {
        report(Severity::Warning, "deploy-validator", "There is no request validator \"" + name + "\"", place);
        return;
    }
    if (validator->validateRequestParameters) {
        std::vector<model::RequestParameter> required;
        std::ranges::copy_if(method.requestParameters, std::back_inserter(required),
                             &model::RequestParameter::required);
        if (!required.empty())
            steps.push_back(std::make_unique<pipeline::RequireParameters>(std::move(required)));
    }
    if (validator->validateRequestBody)
        addBodyValidation(method, place, steps);
}

void RestCompiler::addBodyValidation(const model::Method &method, const Place &place, Steps &steps)
{
    std::vector<std::pair<std::string, schema::Schema>> models;
    for (const auto &[mediaType, name] : method.requestModels) {
        auto model = m_schemas.compile(name);
        if (model) {
            models.emplace_back(mediaType, *std::move(model));
        } else {
            report(Severity::Warning, "deploy-model",
                   "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema "
                   "specified]; bodies of "
                       + mediaType + " are not validated",
                   place, model.error().text());
        }
    }
    if (!models.empty())
        steps.push_back(std::make_unique<pipeline::ValidateBody>(std::move(models)));
}

void RestCompiler::refuse(Steps &steps, std::string_view stepName, Phase phase, std::string reason, const Place &place)
{
    report(Severity::Warning, "deploy-unsupported",
           reason + ": not run by this version, requests to " + place.label + " get 500", place);
    steps.push_back(std::make_unique<pipeline::Refuse>(
        stepName, phase, Error{make_error_code(RuntimeErrc::NotRunnable), std::move(reason)}));
}

void RestCompiler::report(Severity severity, std::string rule, std::string message, const Place &place,
                          std::string hint)
{
    m_diagnostics.push_back({severity, std::move(rule), std::move(message), std::move(hint), {}, place.pointer});
}

} // namespace gatehouse::deploy

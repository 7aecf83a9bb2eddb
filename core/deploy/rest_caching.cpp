#include "core/deploy/rest_compiler.h"
#include "core/deploy/shared_state.h"
#include "core/pipeline/cache_steps.h"

namespace gatehouse::deploy {

namespace {

using Kind = pipeline::Expression::Kind;

constexpr std::string_view kVerbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};

/// Where a parameter of the method request must be declared for a key to be made of it; nothing for other sources.
std::optional<model::RequestParameter::Location> locationOf(Kind kind)
{
    using Location = model::RequestParameter::Location;
    switch (kind) {
    case Kind::Path: return Location::Path;
    case Kind::QueryString:
    case Kind::MultiValueQueryString: return Location::QueryString;
    case Kind::Header:
    case Kind::MultiValueHeader: return Location::Header;
    case Kind::Constant:
    case Kind::Context:
    case Kind::Body:
    case Kind::ResponseHeader:
    case Kind::MultiValueResponseHeader:
    case Kind::ResponseBody: break;
    }
    return std::nullopt;
}

} // namespace

void RestCompiler::prepareCache()
{
    if (!m_stage.cacheClusterEnabled) {
        m_info.cache = m_shared->caches.find(m_info.apiId, m_info.stage); // to take its room from it
        return;
    }
    m_info.cache = m_shared->caches.make(m_info.apiId, m_info.stage);
    m_info.cacheOctets = std::min(cache::clusterOctets(m_stage.cacheClusterSize).value_or(0),
                                  m_shared->caches.limit()); // checkStage() reports it
}

bool RestCompiler::addCacheLookUp(const model::Resource &resource, const model::Method &method, const std::string &path,
                                  const Place &place, Steps &steps)
{
    if (!m_info.cache || m_info.cacheOctets == 0)
        return false;
    const model::Integration &integration = *method.integration;
    cache::KeySpace space{m_cacheId, {}, integration.cacheNamespace, integration.cacheKeyParameters};
    if (space.cacheNamespace.empty())
        space.cacheNamespace = resource.id.value;

    std::vector<pipeline::CachePlan> plans;
    for (const std::string_view verb : kVerbs) {
        if (method.httpMethod != verb && method.httpMethod != "ANY")
            continue;
        const model::EffectiveSettings settings = m_settings.at(path, verb);
        if (!settings.cachingEnabled || settings.cacheTtlInSeconds <= 0)
            continue;
        space.httpMethod = verb;
        plans.push_back({.httpMethod = std::string(verb),
                         .method = &m_info.cache->method(verb, path),
                         .space = m_info.cache->keySpace(space),
                         .ttl = std::chrono::seconds(settings.cacheTtlInSeconds),
                         .encrypted = settings.cacheDataEncrypted,
                         .requireAuthorization = settings.requireAuthorizationForCacheControl,
                         .unauthorized = settings.unauthorizedCacheControl});
    }
    if (plans.empty())
        return false;
    if (integration.responseTransferMode == "STREAM") {
        report(Severity::Warning, "deploy-cache-stream",
               "The response transfer mode STREAM cannot be cached: every request of " + place.label
                   + " goes to the backend",
               place);
        return false;
    }
    std::vector<pipeline::Expression> parameters;
    for (const std::string &text : integration.cacheKeyParameters) {
        auto parameter = cacheKeyParameter(text, method, place);
        if (!parameter)
            return false;
        parameters.push_back(*std::move(parameter));
    }
    steps.push_back(std::make_unique<pipeline::LookUpCache>(m_info.cache, std::move(plans), std::move(parameters)));
    return true;
}

std::optional<pipeline::Expression> RestCompiler::cacheKeyParameter(const std::string &text,
                                                                    const model::Method &method, const Place &place)
{
    const auto refused = [&] {
        report(Severity::Error, "deploy-cache-key",
               "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping "
               "expression parameter specified: "
                   + text + "]",
               place, "a cache key parameter must be declared in the method request, or be mapped by the integration");
        return std::nullopt;
    };
    if (text.starts_with("integration.request.")) {
        const auto mapped = method.integration->requestParameters.find(text);
        return mapped == method.integration->requestParameters.end() ? refused() : expression(mapped->second, place);
    }
    auto parsed = pipeline::Expression::parse(text, m_info.stageVariables);
    const auto location = parsed ? locationOf(parsed->kind()) : std::nullopt;
    const auto declared = [&](const model::RequestParameter &parameter) {
        return parameter.location == location && parameter.name == parsed->name();
    };
    if (!location || !std::ranges::any_of(method.requestParameters, declared))
        return refused();
    return *std::move(parsed);
}

} // namespace gatehouse::deploy

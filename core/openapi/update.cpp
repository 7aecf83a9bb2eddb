#include "core/openapi/update.h"

#include "core/base/random.h"

#include <unordered_map>
#include <unordered_set>

namespace gatehouse::openapi {

namespace {

using IdMap = std::map<std::string, std::string>; // imported id -> id in the updated API

/// Path of each resource, in the order of the resources.
std::vector<std::string> pathsOf(const model::RestApi &api)
{
    std::vector<std::string> paths;
    std::unordered_map<std::string, std::size_t> index;
    paths.reserve(api.resources.size());
    for (const Cow<model::Resource> &resource : api.resources) {
        std::string path = "/";
        if (const auto parent = index.find(resource->parent.value); parent != index.end()) {
            const std::string &above = paths[parent->second];
            path = (above == "/" ? above : above + '/') + resource->pathPart;
        }
        index.emplace(resource->id.value, paths.size());
        paths.push_back(std::move(path));
    }
    return paths;
}

template <class T>
const T &plain(const T &value)
{
    return value;
}
template <class T>
const T &plain(const Cow<T> &value)
{
    return *value;
}

/// Each element of @p imported replaces the one of @p list with the same key, or is added.
template <class T, class Key>
void mergeList(std::vector<T> &list, const std::vector<T> &imported, Key key)
{
    for (const T &element : imported) {
        const auto same = std::ranges::find_if(
            list, [&](const T &other) { return std::invoke(key, plain(other)) == std::invoke(key, plain(element)); });
        if (same == list.end())
            list.push_back(element);
        else
            *same = element;
    }
}

void mergeExtra(model::Extra &extra, const model::Extra &imported)
{
    for (const json::Member &member : imported.members())
        extra.editMembers().set(member.key, member.value);
}

void replaceIfPresent(std::string &text, const std::string &imported)
{
    if (!imported.empty())
        text = imported;
}

/// Keeps the ids of authorizers of the same name, and says what became of the imported ids.
IdMap keepAuthorizerIds(const model::RestApi &old, model::RestApi &imported)
{
    IdMap ids;
    for (model::Authorizer &authorizer : imported.authorizers) {
        const auto same = std::ranges::find(old.authorizers, authorizer.name, &model::Authorizer::name);
        if (same == old.authorizers.end() || same->id == authorizer.id)
            continue;
        ids[authorizer.id.value] = same->id.value;
        authorizer.id = same->id;
    }
    return ids;
}

/// Gives resources of the same path their old ids, and methods the ids of @p authorizers.
void keepResourceIds(const model::RestApi &old, model::RestApi &imported, const IdMap &authorizers)
{
    std::unordered_map<std::string, std::string> oldIds; // by path
    std::unordered_set<std::string> taken;
    const std::vector<std::string> oldPaths = pathsOf(old);
    for (std::size_t i = 0; i < oldPaths.size(); ++i) {
        oldIds.emplace(oldPaths[i], old.resources[i]->id.value);
        taken.insert(old.resources[i]->id.value);
    }

    IdMap changed;
    const std::vector<std::string> paths = pathsOf(imported);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        model::Resource &resource = imported.resources[i].edit();
        const std::string importedId = resource.id.value;
        if (const auto same = oldIds.find(paths[i]); same != oldIds.end())
            resource.id.value = same->second;
        else if (taken.contains(resource.id.value)) // its namesake has been renamed or moved since
            resource.id.value = ids::derivedId(paths[i] + '\n' + resource.id.value);
        changed[importedId] = resource.id.value;
        if (const auto parent = changed.find(resource.parent.value); parent != changed.end())
            resource.parent.value = parent->second;
        for (model::Method &method : resource.methods) {
            if (const auto id = authorizers.find(method.authorizerId.value); id != authorizers.end())
                method.authorizerId.value = id->second;
        }
    }
}

void mergeResources(model::RestApi &api, const model::RestApi &imported, Diagnostics &diagnostics)
{
    std::unordered_map<std::string, std::size_t> byId;
    for (std::size_t i = 0; i < api.resources.size(); ++i)
        byId.emplace(api.resources[i]->id.value, i);

    for (const Cow<model::Resource> &resource : imported.resources) {
        const auto same = byId.find(resource->id.value);
        if (same != byId.end()) {
            model::Resource &old = api.resources[same->second].edit();
            mergeList(old.methods, resource->methods, &model::Method::httpMethod);
            mergeExtra(old.extra, resource->extra);
            continue;
        }
        if (const auto problem = model::pathPartProblem(api, resource->parent, resource->pathPart)) {
            diagnostics.push_back({.severity = Severity::Error, .rule = "import-resource", .message = *problem});
            continue;
        }
        byId.emplace(resource->id.value, api.resources.size());
        api.resources.push_back(resource);
    }
}

void merge(model::RestApi &api, const model::RestApi &imported, Diagnostics &diagnostics)
{
    api.name = imported.name;
    replaceIfPresent(api.description, imported.description);
    replaceIfPresent(api.version, imported.version);
    replaceIfPresent(api.apiKeySource, imported.apiKeySource);
    replaceIfPresent(api.securityPolicy, imported.securityPolicy);
    replaceIfPresent(api.requestValidator, imported.requestValidator);
    replaceIfPresent(api.documentationVersion, imported.documentationVersion);
    if (imported.minimumCompressionSize)
        api.minimumCompressionSize = imported.minimumCompressionSize;
    if (!imported.policy.isNull())
        api.policy = imported.policy;
    mergeList(api.binaryMediaTypes, imported.binaryMediaTypes, std::identity());
    mergeList(api.models, imported.models, &model::Model::name);
    mergeList(api.requestValidators, imported.requestValidators, &model::RequestValidator::name);
    mergeList(api.authorizers, imported.authorizers, &model::Authorizer::name);
    mergeList(api.gatewayResponses, imported.gatewayResponses, &model::GatewayResponse::responseType);
    mergeList(api.documentationParts, imported.documentationParts, &model::DocumentationPart::location);
    mergeList(api.tags, imported.tags, &model::Tag::key);
    mergeExtra(api.extra, imported.extra);
    mergeResources(api, imported, diagnostics);
}

Diagnostics update(model::RestApi &api, model::RestApi imported, UpdateMode mode)
{
    keepResourceIds(api, imported, keepAuthorizerIds(api, imported));
    imported.id = api.id;
    imported.endpointConfiguration = api.endpointConfiguration;

    Diagnostics diagnostics;
    if (mode == UpdateMode::Overwrite) {
        api = std::move(imported);
        return diagnostics;
    }
    model::RestApi merged = api;
    merge(merged, imported, diagnostics);
    if (!hasErrors(diagnostics))
        api = std::move(merged);
    return diagnostics;
}

} // namespace

Diagnostics updateApi(model::Api &api, model::Api imported, UpdateMode mode)
{
    if (api.index() != imported.index()) {
        return {
            {.severity = Severity::Error,
             .rule = "import-kind",
             .message = std::format("The document is for an API of another kind: {}, not {}.",
                                    model::toString(model::kindOf(imported)), model::toString(model::kindOf(api)))}};
    }
    if (auto *rest = std::get_if<model::RestApi>(&api))
        return update(*rest, std::get<model::RestApi>(std::move(imported)), mode);
    if (auto *http = std::get_if<model::HttpApi>(&imported))
        http->id = model::idOf(api);
    api = std::move(imported);
    return {};
}

} // namespace gatehouse::openapi

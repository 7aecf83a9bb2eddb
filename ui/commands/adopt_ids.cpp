#include "ui/commands/api_commands.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gatehouse::ui {

namespace {

using IdMap = std::unordered_map<std::string, std::string>;

/// Path -> id, in one pass: parents stand before their children.
IdMap idsByPath(const model::RestApi &api)
{
    std::unordered_map<std::string_view, std::string> paths;
    IdMap ids;
    for (const Cow<model::Resource> &resource : api.resources) {
        std::string path;
        if (!resource->parent.isNull())
            path = paths[resource->parent.value] + '/' + resource->pathPart;
        ids.emplace(path, resource->id.value);
        paths.emplace(resource->id.value, std::move(path));
    }
    return ids;
}

/// Old id -> new id for all of @p names (name -> id as read): that of the same name in @p current, or a free one.
IdMap renaming(const IdMap &names, const IdMap &current)
{
    std::unordered_set<std::string_view> used;
    for (const auto &[name, id] : current)
        used.insert(id);
    IdMap renamed;
    for (const auto &[name, id] : names) {
        const auto known = current.find(name);
        renamed.emplace(id, known != current.end() ? known->second : used.contains(id) ? newObjectId() : id);
    }
    return renamed;
}

template <class Id>
void rename(Id &id, const IdMap &renamed)
{
    if (const auto found = renamed.find(id.value); found != renamed.end())
        id.value = found->second;
}

template <class Api>
void adoptAuthorizers(Api &incoming, const Api &current, IdMap &renamed)
{
    const auto idsByName = [](const Api &api) {
        IdMap ids;
        for (const model::Authorizer &authorizer : api.authorizers)
            ids.emplace(authorizer.name, authorizer.id.value);
        return ids;
    };
    renamed = renaming(idsByName(incoming), idsByName(current));
    for (model::Authorizer &authorizer : incoming.authorizers)
        rename(authorizer.id, renamed);
}

void adopt(model::RestApi &incoming, const model::RestApi &current)
{
    IdMap authorizers;
    adoptAuthorizers(incoming, current, authorizers);
    const IdMap renamed = renaming(idsByPath(incoming), idsByPath(current));

    std::unordered_map<std::string_view, const Cow<model::Resource> *> old;
    for (const Cow<model::Resource> &resource : current.resources)
        old.emplace(resource->id.value, &resource);
    for (Cow<model::Resource> &shared : incoming.resources) {
        model::Resource &resource = shared.edit();
        rename(resource.id, renamed);
        rename(resource.parent, renamed);
        for (model::Method &method : resource.methods)
            rename(method.authorizerId, authorizers);
        // Sharing what did not change makes later comparisons and snapshots cheap.
        if (const auto same = old.find(resource.id.value); same != old.end() && **same->second == resource)
            shared = *same->second;
    }
}

template <class Api>
void adoptRoutes(Api &incoming, const Api &current)
{
    IdMap authorizers;
    adoptAuthorizers(incoming, current, authorizers);
    const auto idsByKey = [](const Api &api) {
        IdMap ids;
        for (const Cow<model::Route> &route : api.routes)
            ids.emplace(route->routeKey, route->id.value);
        return ids;
    };
    const IdMap renamed = renaming(idsByKey(incoming), idsByKey(current));
    for (Cow<model::Route> &route : incoming.routes) {
        rename(route.edit().id, renamed);
        rename(route.edit().authorizerId, authorizers);
    }
}

} // namespace

void adoptIds(model::Api &incoming, const model::Api &current)
{
    std::visit([&](auto &api) { api.id = model::idOf(current); }, incoming);
    if (incoming.index() != current.index())
        return;
    if (auto *rest = std::get_if<model::RestApi>(&incoming))
        adopt(*rest, std::get<model::RestApi>(current));
    else if (auto *http = std::get_if<model::HttpApi>(&incoming))
        adoptRoutes(*http, std::get<model::HttpApi>(current));
    else
        adoptRoutes(std::get<model::WebSocketApi>(incoming), std::get<model::WebSocketApi>(current));
}

} // namespace gatehouse::ui

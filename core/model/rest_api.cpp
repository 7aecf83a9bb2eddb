#include "core/model/rest_api.h"

#include "core/model/look_up.h"

#include <format>

namespace gatehouse::model {

namespace {

bool isPathPartCharacter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("._-,:").find(c) != std::string_view::npos;
}

bool isVariable(std::string_view part) noexcept
{
    return part.starts_with('{');
}

bool isGreedy(std::string_view part) noexcept
{
    return part.ends_with("+}");
}

/// A literal, or one variable that fills the whole segment. A leading colon was refused in a recorded case.
bool isWellFormed(std::string_view part) noexcept
{
    if (isVariable(part)) {
        if (!part.ends_with('}'))
            return false;
        part = part.substr(1, part.size() - (isGreedy(part) ? 3 : 2));
    } else if (part.starts_with(':')) {
        return false;
    }
    return !part.empty() && std::ranges::all_of(part, isPathPartCharacter);
}

std::string greedyParentProblem(std::string_view part)
{
    return std::format("Cannot create a child of a resource with a greedy path variable: {}", part);
}

} // namespace

const MethodResponse *Method::response(std::string_view statusCode) const noexcept
{
    return findBy(responses, statusCode, &MethodResponse::statusCode);
}

const Method *Resource::method(std::string_view httpMethod) const noexcept
{
    return findBy(methods, httpMethod, &Method::httpMethod);
}

Method *Resource::method(std::string_view httpMethod) noexcept
{
    return findBy(methods, httpMethod, &Method::httpMethod);
}

const Resource *RestApi::resource(const ResourceId &resourceId) const noexcept
{
    return findCow(resources, resourceId, &Resource::id);
}

Resource *RestApi::editResource(const ResourceId &resourceId)
{
    Cow<Resource> *found
        = findBy(resources, resourceId, [](const Cow<Resource> &cow) -> const ResourceId & { return cow->id; });
    return found ? &found->edit() : nullptr;
}

const Resource *RestApi::root() const noexcept
{
    return findCow(resources, ResourceId{}, &Resource::parent);
}

std::string RestApi::path(const ResourceId &resourceId) const
{
    std::string path;
    const ResourceId *wanted
        = &resourceId; // parents stand before their children, so one pass from the end finds them all
    for (auto it = resources.rbegin(); it != resources.rend(); ++it) {
        const Resource &resource = **it;
        if (resource.id != *wanted)
            continue;
        if (resource.parent.isNull())
            return path.empty() ? "/" : path;
        path.insert(0, "/" + resource.pathPart);
        wanted = &resource.parent;
    }
    return {};
}

const Resource *RestApi::resourceAt(std::string_view path) const
{
    const Resource *found = path.starts_with('/') ? root() : nullptr;
    if (!found || path == "/")
        return found;
    const Resource *end = nullptr; // once the whole path has been matched
    for (const Cow<Resource> &cow : resources) {
        const Resource &resource = *cow;
        const std::string_view rest = path.substr(1);
        const std::string_view part = rest.substr(0, rest.find('/'));
        if (resource.parent != found->id || resource.pathPart != part)
            continue;
        found = &resource;
        path.remove_prefix(1 + part.size());
        if (path.empty()) {
            end = found;
            break;
        }
    }
    return end;
}

std::vector<const Resource *> RestApi::children(const ResourceId &parent) const
{
    std::vector<const Resource *> found;
    for (const Cow<Resource> &resource : resources) {
        if (!resource->parent.isNull() && resource->parent == parent)
            found.push_back(&*resource);
    }
    return found;
}

const Model *RestApi::model(std::string_view modelName) const noexcept
{
    return findCow(models, modelName, &Model::name);
}

const Authorizer *RestApi::authorizer(const AuthorizerId &authorizerId) const noexcept
{
    return findBy(authorizers, authorizerId, &Authorizer::id);
}

std::optional<std::string> pathPartProblem(const RestApi &api, const ResourceId &parent, std::string_view pathPart,
                                           const ResourceId &self)
{
    const Resource *parentResource = api.resource(parent);
    if (!parentResource)
        return "Invalid Resource identifier specified";
    if (isGreedy(parentResource->pathPart))
        return greedyParentProblem(parentResource->pathPart);
    if (!isWellFormed(pathPart)) {
        return "Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an "
               "optional plus sign before the closing brace.";
    }
    const Resource *variable = nullptr;
    for (const Cow<Resource> &sibling : api.resources) {
        if (!self.isNull() && sibling->parent == self && isGreedy(pathPart))
            return greedyParentProblem(pathPart);
        if (sibling->parent != parent || sibling->id == self)
            continue;
        if (sibling->pathPart == pathPart)
            return std::format("Another resource with the same parent already has this name: {}", pathPart);
        if (isVariable(sibling->pathPart))
            variable = &*sibling;
    }
    if (variable && isVariable(pathPart)) {
        return std::format("A sibling ({}) of this resource already has a variable path part -- only one is allowed",
                           variable->pathPart);
    }
    return std::nullopt;
}

} // namespace gatehouse::model

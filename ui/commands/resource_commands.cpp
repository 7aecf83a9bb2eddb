#include "ui/commands/resource_commands.h"

#include "ui/commands/api_commands.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gatehouse::ui {

using model::ApiId;
using model::Resource;
using model::ResourceId;
using model::RestApi;

namespace {

QString pathOf(const ProjectDocument &document, const ApiId &api, const ResourceId &resource)
{
    const RestApi *rest = document.restApi(api);
    return rest ? toQString(rest->path(resource)) : QString();
}

/// Where the last child of @p parent goes: after all of its subtree, so that documents stay in reading order.
std::size_t endOfSubtree(const std::vector<Cow<Resource>> &resources, const ResourceId &parent)
{
    std::unordered_set<std::string_view> ids{parent.value};
    std::size_t end = resources.size();
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (resources[i]->id == parent || ids.contains(resources[i]->parent.value)) {
            ids.insert(resources[i]->id.value);
            end = i + 1;
        }
    }
    return end;
}

std::vector<const Resource *> subtreeOf(const RestApi &api, const ResourceId &root)
{
    std::unordered_set<std::string_view> ids;
    std::vector<const Resource *> subtree;
    for (const Cow<Resource> &resource : api.resources) {
        if (resource->id == root || ids.contains(resource->parent.value)) {
            ids.insert(resource->id.value);
            subtree.push_back(&*resource);
        }
    }
    return subtree;
}

} // namespace

InsertResource::InsertResource(ProjectDocument &document, const ApiId &api, const ResourceId &parent,
                               const std::string &pathPart)
    : InsertResource(
          document, api,
          {Resource{.id = {newObjectId()}, .parent = parent, .pathPart = pathPart, .methods = {}, .extra = {}}})
{
}

InsertResource::InsertResource(ProjectDocument &document, const ApiId &api, std::vector<Resource> subtree)
    : DocumentCommand(document, tr("Add resource %1").arg(toQString(subtree.front().pathPart)))
    , m_api(api)
{
    std::size_t position = endOfSubtree(document.restApi(api)->resources, subtree.front().parent);
    for (Resource &resource : subtree)
        m_subtree.push_back({position++, std::move(resource)});
}

void InsertResource::redo()
{
    editor().insertResources(m_api, m_subtree);
}

void InsertResource::undo()
{
    editor().takeResources(m_api, resource());
}

RemoveResource::RemoveResource(ProjectDocument &document, const ApiId &api, const ResourceId &resource)
    : DocumentCommand(document, tr("Delete resource %1").arg(pathOf(document, api, resource)))
    , m_api(api)
    , m_resource(resource)
{
    const Resource *target = document.resource(api, resource);
    setObsolete(!target || target->parent.isNull());
}

void RemoveResource::redo()
{
    m_removed = editor().takeResources(m_api, m_resource);
}

void RemoveResource::undo()
{
    editor().insertResources(m_api, m_removed);
}

RenameResource::RenameResource(ProjectDocument &document, const ApiId &api, const ResourceId &resource,
                               std::string pathPart)
    : DocumentCommand(document, tr("Rename %1 to %2").arg(pathOf(document, api, resource), toQString(pathPart)))
    , m_api(api)
    , m_resource(resource)
    , m_before(document.resource(api, resource)->pathPart)
    , m_after(std::move(pathPart))
{
    setObsolete(m_before == m_after);
}

void RenameResource::redo()
{
    editor().renameResource(m_api, m_resource, m_after);
}

void RenameResource::undo()
{
    editor().renameResource(m_api, m_resource, m_before);
}

MoveResource::MoveResource(ProjectDocument &document, const ApiId &api, const ResourceId &resource,
                           const ResourceId &parent, const ResourceId &before)
    : DocumentCommand(document, tr("Move %1").arg(pathOf(document, api, resource)))
    , m_api(api)
{
    // Played through on a list that shares its resources with the document.
    std::vector<Cow<Resource>> rest = document.restApi(api)->resources;
    std::unordered_set<std::string_view> ids;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i]->id == resource || ids.contains(rest[i]->parent.value)) {
            ids.insert(rest[i]->id.value);
            m_before.push_back({i, rest[i]});
        }
    }
    std::erase_if(rest, [&](const Cow<Resource> &candidate) { return ids.contains(candidate->id.value); });
    const auto next
        = std::ranges::find_if(rest, [&](const Cow<Resource> &candidate) { return candidate->id == before; });
    std::size_t position
        = next == rest.end() ? endOfSubtree(rest, parent) : static_cast<std::size_t>(next - rest.begin());
    m_after = m_before;
    if (m_after.front().resource->parent != parent)
        m_after.front().resource.edit().parent = parent;
    for (PlacedResource &placed : m_after)
        placed.position = position++;

    const auto samePlace = [](const PlacedResource &a, const PlacedResource &b) {
        return a.position == b.position && a.resource->parent == b.resource->parent;
    };
    setObsolete(std::ranges::equal(m_before, m_after, samePlace));
}

void MoveResource::redo()
{
    editor().moveResources(m_api, m_after);
}

void MoveResource::undo()
{
    editor().moveResources(m_api, m_before);
}

std::optional<QString> moveProblem(const RestApi &api, const ResourceId &resource, const ResourceId &parent)
{
    const Resource *moved = api.resource(resource);
    if (!moved || moved->parent.isNull())
        return QCoreApplication::translate("gatehouse::ui::MoveResource", "The root resource stays where it is.");
    for (const Resource *ancestor = api.resource(parent); ancestor; ancestor = api.resource(ancestor->parent)) {
        if (ancestor->id == resource)
            return QCoreApplication::translate("gatehouse::ui::MoveResource", "A resource cannot move below itself.");
        if (ancestor->parent.isNull())
            break;
    }
    if (moved->parent == parent)
        return std::nullopt; // another place among the same siblings
    if (const auto problem = model::pathPartProblem(api, parent, moved->pathPart, resource))
        return toQString(*problem);
    return std::nullopt;
}

std::vector<Resource> duplicateOf(const RestApi &api, const ResourceId &resource)
{
    std::vector<Resource> copies;
    std::unordered_map<std::string, ResourceId> newIds;
    for (const Resource *original : subtreeOf(api, resource)) {
        Resource copy = *original;
        copy.id = {newObjectId()};
        newIds.emplace(original->id.value, copy.id);
        if (const auto parent = newIds.find(original->parent.value); parent != newIds.end())
            copy.parent = parent->second;
        copies.push_back(std::move(copy));
    }
    // A parent has one variable child only, so the copy of "{petId}" is the literal "petId-copy".
    std::string stem = copies.front().pathPart;
    std::erase_if(stem, [](char c) { return c == '{' || c == '}' || c == '+'; });
    stem += "-copy";
    copies.front().pathPart = stem;
    for (int i = 2; model::pathPartProblem(api, copies.front().parent, copies.front().pathPart); ++i)
        copies.front().pathPart = stem + '-' + std::to_string(i);
    return copies;
}

void enableCors(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                const model::CorsOptions &options)
{
    const model::RestApi *current = document.restApi(api);
    if (!current)
        return;
    model::RestApi after = *current;
    model::enableCors(after, resource, options);
    ApiText text = document.apiText(api);
    text.current = false;
    document.push(new ReplaceApi(document, std::move(after), std::move(text),
                                 QCoreApplication::translate("gatehouse::ui::InsertResource", "Enable CORS")));
}

} // namespace gatehouse::ui

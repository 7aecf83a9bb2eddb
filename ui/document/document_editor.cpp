#include "ui/document/document_editor.h"

#include <algorithm>
#include <unordered_set>

namespace gatehouse::ui {

using Kind = DocumentChange::Kind;
using model::ApiId;
using model::ResourceId;

namespace {

using Resources = std::vector<Cow<model::Resource>>;

/// One pass is enough, because parents stand before their children.
std::vector<PlacedResource> takeSubtree(Resources &resources, const ResourceId &root)
{
    std::unordered_set<std::string> ids{root.value};
    std::vector<PlacedResource> taken;
    Resources kept;
    kept.reserve(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i) {
        const model::Resource &resource = *resources[i];
        if (resource.id != root && (resource.parent.isNull() || !ids.contains(resource.parent.value))) {
            kept.push_back(std::move(resources[i]));
            continue;
        }
        ids.insert(resource.id.value);
        taken.push_back({i, std::move(resources[i])});
    }
    resources = std::move(kept);
    return taken;
}

/// One merge instead of an insertion each: a subtree may be the whole tree.
void putSubtree(Resources &resources, const std::vector<PlacedResource> &subtree)
{
    Resources merged;
    merged.reserve(resources.size() + subtree.size());
    auto next = subtree.begin();
    for (Cow<model::Resource> &resource : resources) {
        for (; next != subtree.end() && next->position == merged.size(); ++next)
            merged.push_back(next->resource);
        merged.push_back(std::move(resource));
    }
    for (; next != subtree.end(); ++next)
        merged.push_back(next->resource);
    resources = std::move(merged);
}

auto findStage(model::ApiEntry &entry, const std::string &name)
{
    return std::ranges::find(entry.stages, name, &model::Stage::name);
}

} // namespace

model::ApiEntry &DocumentEditor::entry(const ApiId &id)
{
    model::ApiEntry *found = m_document.m_project.api(id);
    Q_ASSERT(found);
    return *found;
}

model::RestApi &DocumentEditor::restApi(const ApiId &id)
{
    return std::get<model::RestApi>(entry(id).api);
}

template <class Edit>
void DocumentEditor::announce(const DocumentChange &change, Edit edit)
{
    Q_EMIT m_document.aboutToChange(change);
    edit();
    if (change.touchesDraft() && change.kind != Kind::ApiReplaced) {
        if (const auto text = m_document.m_texts.find(change.api); text != m_document.m_texts.end())
            text->second.current = false;
    }
    Q_EMIT m_document.changed(change);
}

void DocumentEditor::insertResources(const ApiId &api, const std::vector<PlacedResource> &subtree)
{
    announce({.kind = Kind::ResourceInserted, .api = api, .resource = subtree.front().resource->id},
             [&] { putSubtree(restApi(api).resources, subtree); });
}

std::vector<PlacedResource> DocumentEditor::takeResources(const ApiId &api, const ResourceId &root)
{
    std::vector<PlacedResource> taken;
    announce({.kind = Kind::ResourceRemoved, .api = api, .resource = root},
             [&] { taken = takeSubtree(restApi(api).resources, root); });
    return taken;
}

void DocumentEditor::renameResource(const ApiId &api, const ResourceId &resource, const std::string &pathPart)
{
    announce({.kind = Kind::ResourceChanged, .api = api, .resource = resource},
             [&] { restApi(api).editResource(resource)->pathPart = pathPart; });
}

std::vector<PlacedResource> DocumentEditor::moveResources(const ApiId &api, const std::vector<PlacedResource> &places)
{
    const ResourceId root = places.front().resource->id;
    std::vector<PlacedResource> taken;
    announce({.kind = Kind::ResourceMoved, .api = api, .resource = root}, [&] {
        Resources &resources = restApi(api).resources;
        taken = takeSubtree(resources, root);
        putSubtree(resources, places);
    });
    return taken;
}

void DocumentEditor::insertMethod(const MethodRef &ref, std::size_t position, const model::Method &method)
{
    announce({.kind = Kind::MethodInserted,
              .api = ref.api,
              .resource = ref.resource,
              .name = ref.httpMethod,
              .previousName = {}},
             [&] {
                 auto &methods = restApi(ref.api).editResource(ref.resource)->methods;
                 methods.insert(methods.begin() + static_cast<std::ptrdiff_t>(std::min(position, methods.size())),
                                method);
             });
}

std::pair<std::size_t, model::Method> DocumentEditor::takeMethod(const MethodRef &ref)
{
    std::pair<std::size_t, model::Method> taken;
    announce({.kind = Kind::MethodRemoved,
              .api = ref.api,
              .resource = ref.resource,
              .name = ref.httpMethod,
              .previousName = ref.httpMethod},
             [&] {
                 auto &methods = restApi(ref.api).editResource(ref.resource)->methods;
                 const auto found = std::ranges::find(methods, ref.httpMethod, &model::Method::httpMethod);
                 Q_ASSERT(found != methods.end());
                 taken = {static_cast<std::size_t>(found - methods.begin()), std::move(*found)};
                 methods.erase(found);
             });
    return taken;
}

void DocumentEditor::setMethod(const MethodRef &ref, const model::Method &method)
{
    announce({.kind = Kind::MethodChanged,
              .api = ref.api,
              .resource = ref.resource,
              .name = method.httpMethod,
              .previousName = ref.httpMethod},
             [&] { *restApi(ref.api).editResource(ref.resource)->method(ref.httpMethod) = method; });
}

void DocumentEditor::insertStage(const ApiId &api, std::size_t position, const model::Stage &stage)
{
    announce({.kind = Kind::StageInserted, .api = api, .name = stage.name}, [&] {
        auto &stages = entry(api).stages;
        stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(std::min(position, stages.size())), stage);
    });
}

std::pair<std::size_t, model::Stage> DocumentEditor::takeStage(const StageRef &ref)
{
    std::pair<std::size_t, model::Stage> taken;
    announce({.kind = Kind::StageRemoved, .api = ref.api, .name = ref.name, .previousName = ref.name}, [&] {
        model::ApiEntry &owner = entry(ref.api);
        const auto found = findStage(owner, ref.name);
        Q_ASSERT(found != owner.stages.end());
        taken = {static_cast<std::size_t>(found - owner.stages.begin()), std::move(*found)};
        owner.stages.erase(found);
    });
    return taken;
}

void DocumentEditor::setStage(const StageRef &ref, const model::Stage &stage)
{
    announce({.kind = Kind::StageChanged, .api = ref.api, .name = stage.name, .previousName = ref.name},
             [&] { *findStage(entry(ref.api), ref.name) = stage; });
}

void DocumentEditor::setDeployments(const ApiId &api, std::vector<model::DeploymentRecord> deployments)
{
    announce({.kind = Kind::Deployments, .api = api}, [&] { entry(api).deployments = std::move(deployments); });
}

void DocumentEditor::setApiParts(Kind kind, const ApiId &api, const model::Api &parts)
{
    announce({.kind = kind, .api = api}, [&] {
        model::Api &draft = entry(api).api;
        model::RestApi *rest = std::get_if<model::RestApi>(&draft);
        Resources resources = rest ? std::move(rest->resources) : Resources();
        draft = parts;
        if ((rest = std::get_if<model::RestApi>(&draft)))
            rest->resources = std::move(resources);
    });
}

void DocumentEditor::replaceApi(const ApiId &id, const model::Api &api, const ApiText &text)
{
    announce({.kind = Kind::ApiReplaced, .api = id}, [&] {
        entry(id).api = api;
        ApiText &current = m_document.m_texts[id] = text;
        if (current.current && !current.model)
            current.model = std::make_shared<const model::Api>(api);
    });
    Q_EMIT m_document.apiTextChanged(id);
    m_document.updateModified();
}

void DocumentEditor::insertApi(std::size_t position, const model::ApiEntry &added, const ApiText &text)
{
    const ApiId id = model::idOf(added.api);
    announce({.kind = Kind::ApiInserted, .api = id}, [&] {
        auto &apis = m_document.m_project.apis;
        apis.insert(apis.begin() + static_cast<std::ptrdiff_t>(std::min(position, apis.size())), added);
        ApiText &current = m_document.m_texts[id] = text;
        if (current.current && !current.model)
            current.model = std::make_shared<const model::Api>(added.api);
    });
}

std::pair<std::size_t, model::ApiEntry> DocumentEditor::takeApi(const ApiId &id)
{
    std::pair<std::size_t, model::ApiEntry> taken;
    announce({.kind = Kind::ApiRemoved, .api = id}, [&] {
        auto &apis = m_document.m_project.apis;
        const auto found = std::ranges::find_if(
            apis, [&](const model::ApiEntry &candidate) { return model::idOf(candidate.api) == id; });
        Q_ASSERT(found != apis.end());
        taken = {static_cast<std::size_t>(found - apis.begin()), std::move(*found)};
        apis.erase(found);
        m_document.m_texts.erase(id);
    });
    m_document.m_diagnostics.remove(id);
    Q_EMIT m_document.diagnosticsChanged(id);
    return taken;
}

void DocumentEditor::setProjectSettings(const model::Project &settings)
{
    announce({.kind = Kind::ProjectSettings}, [&] {
        model::Project &project = m_document.m_project;
        auto apis = std::move(project.apis);
        project = settings;
        project.apis = std::move(apis);
    });
}

} // namespace gatehouse::ui

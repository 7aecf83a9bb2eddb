#include "core/project/merge.h"

#include "core/json/changes.h"
#include "core/json/reader.h"
#include "core/openapi/importer.h"
#include "core/openapi/update.h"
#include "core/project/documents.h"
#include "core/project/formats.h"

namespace gatehouse::project {

namespace {

/// Objects read from files have the ids that their files give them; those that we know keep ours.
model::Api withIdsOf(const model::Api &known, model::Api imported)
{
    model::Api api = known;
    const Diagnostics problems = openapi::updateApi(api, imported, openapi::UpdateMode::Overwrite);
    return hasErrors(problems) ? std::move(imported) : std::move(api);
}

class Merger {
public:
    Merger(const model::Project &before, const model::Project &ours, const model::Project &theirs)
        : m_before(before)
        , m_ours(ours)
        , m_theirs(theirs)
    {
    }

    Expected<model::Project> merge()
    {
        model::Project result = mergedHeader();
        result.requests = mergedList("request ", m_before.requests, m_ours.requests, m_theirs.requests);
        result.environments
            = mergedList("environment ", m_before.environments, m_ours.environments, m_theirs.environments);
        result.events = mergedList("event ", m_before.events, m_ours.events, m_theirs.events);
        result.tests = mergedList("test ", m_before.tests, m_ours.tests, m_theirs.tests);
        result.apis = joined("API ", m_before.apis, m_ours.apis, m_theirs.apis, &model::ApiEntry::folder,
                             [&](const std::string &, const model::ApiEntry *before, const model::ApiEntry &ours,
                                 const model::ApiEntry &theirs) { return mergedEntry(before, ours, theirs); });
        if (m_conflicts.empty())
            return result;
        std::string detail;
        for (const std::string &conflict : m_conflicts)
            detail += (detail.empty() ? "" : ", ") + conflict;
        return fail(ProjectErrc::Conflict, std::move(detail));
    }

private:
    /// Joins two lists of objects that are told apart by @p key. Order: ours, then what they added.
    template <class T, class Key, class MergeOne>
    std::vector<T> joined(const std::string &what, const std::vector<T> &before, const std::vector<T> &ours,
                          const std::vector<T> &theirs, Key key, MergeOne mergeOne)
    {
        const auto in = [&](const std::vector<T> &list, const T &like) -> const T * {
            const auto it = std::ranges::find(list, std::invoke(key, like), key);
            return it == list.end() ? nullptr : &*it;
        };
        const auto conflict = [&](const T &object) { m_conflicts.push_back(what + nameOf(std::invoke(key, object))); };
        std::vector<T> result;
        for (const T &mine : ours) {
            const T *old = in(before, mine);
            const T *other = in(theirs, mine);
            if (!other && old && *old == mine)
                continue; // they removed it
            if (!other && old)
                conflict(mine);
            if (!other || mine == *other || (old && *other == *old))
                result.push_back(mine);
            else if (old && *old == mine)
                result.push_back(*other);
            else
                result.push_back(mergeOne(what + nameOf(std::invoke(key, mine)), old, mine, *other));
        }
        for (const T &other : theirs) {
            if (in(ours, other))
                continue;
            const T *old = in(before, other);
            if (!old)
                result.push_back(other);
            else if (!(*old == other)) // we removed what they changed
                conflict(other);
        }
        return result;
    }

    static std::string nameOf(const std::string &name) { return name; }
    static std::string nameOf(const model::DeploymentId &id) { return id.value; }

    /// Stages, requests and environments: as their files would be joined.
    template <class T>
    std::vector<T> mergedList(const std::string &what, const std::vector<T> &before, const std::vector<T> &ours,
                              const std::vector<T> &theirs)
    {
        return joined(what, before, ours, theirs, &T::name,
                      [&](const std::string &place, const T *old, const T &mine, const T &other) {
                          T result;
                          Diagnostics ignored;
                          Findings findings({}, {}, ignored);
                          read(mergedTree(place, old ? tree(*old) : json::Value(), tree(mine), tree(other)), result,
                               findings);
                          return result;
                      });
    }

    json::Value mergedTree(const std::string &place, const json::Value &before, const json::Value &ours,
                           const json::Value &theirs)
    {
        json::Merged merged = json::merge(before, ours, theirs);
        for (const std::string &pointer : merged.conflicts)
            m_conflicts.push_back(place + (pointer.empty() ? "" : " " + pointer));
        return std::move(merged.value);
    }

    model::Project mergedHeader()
    {
        std::set<std::string> keys; // values may be changed outside too, so they take part
        for (const model::Project *project : {&m_before, &m_ours, &m_theirs}) {
            for (const model::ApiKey &key : project->apiKeys)
                keys.insert(key.id);
        }
        model::Project withOurValues = m_theirs; // a key whose value is not in the file has not lost it
        for (model::ApiKey &key : withOurValues.apiKeys) {
            const auto mine = std::ranges::find(m_before.apiKeys, key.id, &model::ApiKey::id);
            if (key.value.empty() && mine != m_before.apiKeys.end())
                key.value = mine->value;
        }
        const auto treeWithoutApis = [&](const model::Project &project) {
            json::Value tree = headerTree(project, keys);
            tree.editMembers().erase("apis");
            return tree;
        };
        model::Project result;
        Diagnostics ignored;
        Findings findings({}, {}, ignored);
        (void)readHeader(mergedTree("gatehouse.yaml", treeWithoutApis(m_before), treeWithoutApis(m_ours),
                                    treeWithoutApis(withOurValues)),
                         result, findings);
        result.apis = m_ours.apis; // so that folders can be told from ids
        for (const model::ApiEntry &entry : m_theirs.apis) {
            if (std::ranges::find(result.apis, entry.folder, &model::ApiEntry::folder) == result.apis.end())
                result.apis.push_back(entry);
        }
        resolveApiFolders(result);
        return result;
    }

    model::ApiEntry mergedEntry(const model::ApiEntry *before, const model::ApiEntry &ours,
                                const model::ApiEntry &theirs)
    {
        static const model::ApiEntry kNone;
        const model::ApiEntry &old = before ? *before : kNone;
        const std::string place = "apis/" + ours.folder;
        model::ApiEntry result;
        result.folder = ours.folder;
        result.api = mergedApi(place, old.api, ours.api, theirs.api);
        result.stages = mergedList(place + " stage ", old.stages, ours.stages, theirs.stages);
        result.deployments = joined(place + " deployment ", old.deployments, ours.deployments, theirs.deployments,
                                    &model::DeploymentRecord::id,
                                    [&](const std::string &where, const model::DeploymentRecord *,
                                        const model::DeploymentRecord &mine, const model::DeploymentRecord &) {
                                        m_conflicts.push_back(where);
                                        return mine;
                                    });
        return result;
    }

    model::Api mergedApi(const std::string &place, const model::Api &before, const model::Api &ours,
                         const model::Api &theirs)
    {
        if (ours == theirs || theirs == before)
            return ours;
        if (ours == before)
            return theirs;
        const auto treeOfApi
            = [](const model::Api &api) { return treeOf({.key = {}, .folder = {}, .stem = {}, .object = &api}, {}); };
        const json::Value merged = mergedTree(place, treeOfApi(before), treeOfApi(ours), treeOfApi(theirs));
        model::Api result;
        if (kindOf(ours) == model::ApiKind::WebSocket) {
            Diagnostics ignored;
            Findings findings({}, {}, ignored);
            read(merged, result.emplace<model::WebSocketApi>(), findings);
            std::get<model::WebSocketApi>(result).id = idOf(ours);
            return result;
        }
        openapi::ImportOptions options;
        options.kind = kindOf(ours) == model::ApiKind::Http ? openapi::ImportOptions::Kind::Http
                                                            : openapi::ImportOptions::Kind::Rest;
        options.apiId = idOf(ours);
        return withIdsOf(ours, openapi::importApi(json::toJson(merged, -1), options).api);
    }

    const model::Project &m_before;
    const model::Project &m_ours;
    const model::Project &m_theirs;
    std::vector<std::string> m_conflicts;
};

} // namespace

Expected<model::Project> mergeProjects(const model::Project &before, const model::Project &ours, model::Project theirs)
{
    for (model::ApiEntry &entry : theirs.apis) {
        const auto known = std::ranges::find(before.apis, entry.folder, &model::ApiEntry::folder);
        if (known != before.apis.end())
            entry.api = withIdsOf(known->api, std::move(entry.api));
    }
    return Merger(before, ours, theirs).merge();
}

} // namespace gatehouse::project

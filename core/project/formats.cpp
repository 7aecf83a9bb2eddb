#include "core/project/formats.h"

#include "core/project/descriptions.h"

namespace gatehouse::project {

template <class Archive>
void describe(Archive &archive, ApiListing &listing)
{
    archive.required("folder", listing.folder);
    archive.member("apiId", listing.id);
    archive.end();
}

template <class Archive>
void describe(Archive &archive, DeploymentHead &head)
{
    archive.member("description", head.description);
    archive.required("createdDate", head.createdDate);
    archive.required("kind", head.kind);
    archive.required("api", head.document);
    archive.end();
}

namespace {

struct Header {
    model::Project project;
    std::vector<ApiListing> apis;
};

template <class Archive>
void describe(Archive &archive, Header &header)
{
    model::Project &project = header.project;
    archive.required("name", project.name);
    archive.member("region", project.region, "us-east-1");
    archive.member("accountId", project.accountId, "000000000000");
    archive.member("accountThrottle", project.accountThrottle);
    archive.member("awsEndpoint", project.awsEndpoint);
    archive.member("apis", header.apis);
    archive.member("sampleBackends", project.sampleBackends);
    archive.member("apiKeys", project.apiKeys);
    archive.member("usagePlans", project.usagePlans);
    archive.member("domainNames", project.domainNames);
    archive.rest(project.extra);
}

template <class T>
void readObject(const json::Value &tree, T &object, Findings &findings)
{
    FieldReader reader(tree, {}, findings);
    describe(reader, object);
}

template <class Change>
void forEachApiReference(model::Project &project, Change change)
{
    for (model::UsagePlan &plan : project.usagePlans) {
        for (model::UsagePlan::ApiStage &stage : plan.apiStages)
            change(stage.apiId);
    }
    for (model::DomainName &domain : project.domainNames) {
        for (model::DomainName::Mapping &mapping : domain.mappings)
            change(mapping.apiId);
    }
}

/// The list of APIs, or nothing if reading the folders in the order of their names gives the same.
std::vector<ApiListing> listingOf(const model::Project &project)
{
    std::vector<ApiListing> listing;
    bool needed = false;
    for (const model::ApiEntry &entry : project.apis) {
        needed = needed || model::idOf(entry.api) != defaultApiId(entry.folder)
            || (!listing.empty() && entry.folder < listing.back().folder);
        listing.push_back({entry.folder, model::idOf(entry.api)});
    }
    if (!needed)
        return {};
    for (ApiListing &item : listing) {
        if (item.id == defaultApiId(item.folder))
            item.id = {};
    }
    return listing;
}

} // namespace

model::ApiId defaultApiId(std::string_view folder)
{
    return {ids::derivedId(folder)};
}

json::Value headerTree(const model::Project &project, const std::set<std::string> &keysWithValue)
{
    Header header;
    header.apis = listingOf(project);
    header.project = project;
    forEachApiReference(header.project, [&](model::ApiId &id) {
        if (const model::ApiEntry *entry = project.api(id))
            id.value = entry->folder;
    });
    for (model::ApiKey &key : header.project.apiKeys) {
        if (!keysWithValue.contains(key.id))
            key.value.clear();
    }
    return FieldWriter::write(header);
}

std::vector<ApiListing> readHeader(const json::Value &tree, model::Project &project, Findings &findings)
{
    Header header;
    header.project.apis = std::move(project.apis);
    header.project.requests = std::move(project.requests);
    header.project.environments = std::move(project.environments);
    header.project.events = std::move(project.events);
    header.project.tests = std::move(project.tests);
    readObject(tree, header, findings);
    project = std::move(header.project);
    return std::move(header.apis);
}

void resolveApiFolders(model::Project &project)
{
    forEachApiReference(project, [&](model::ApiId &id) {
        const auto entry = std::ranges::find(project.apis, id.value, &model::ApiEntry::folder);
        if (entry != project.apis.end())
            id = model::idOf(entry->api);
    });
}

std::set<std::string> keysWithValue(const json::Value &tree)
{
    std::set<std::string> keys;
    for (const json::Value &key : tree["apiKeys"].items()) {
        if (key.find("value"))
            keys.insert(key["id"].scalarText().value_or(""));
    }
    return keys;
}

json::Value tree(const model::Stage &stage)
{
    return FieldWriter::write(stage);
}

json::Value tree(const model::WebSocketApi &api)
{
    return FieldWriter::write(api);
}

json::Value tree(const model::SavedRequest &request)
{
    return FieldWriter::write(request);
}

json::Value tree(const model::Environment &environment)
{
    return FieldWriter::write(environment);
}

json::Value tree(const model::SavedEvent &event)
{
    return FieldWriter::write(event);
}

json::Value tree(const model::TemplateTest &test)
{
    return FieldWriter::write(test);
}

json::Value tree(const DeploymentHead &head)
{
    return FieldWriter::write(head);
}

void read(const json::Value &tree, model::Stage &stage, Findings &findings)
{
    readObject(tree, stage, findings);
}

void read(const json::Value &tree, model::WebSocketApi &api, Findings &findings)
{
    readObject(tree, api, findings);
}

void read(const json::Value &tree, model::SavedRequest &request, Findings &findings)
{
    readObject(tree, request, findings);
}

void read(const json::Value &tree, model::Environment &environment, Findings &findings)
{
    readObject(tree, environment, findings);
}

void read(const json::Value &tree, model::SavedEvent &event, Findings &findings)
{
    readObject(tree, event, findings);
}

void read(const json::Value &tree, model::TemplateTest &test, Findings &findings)
{
    readObject(tree, test, findings);
}

void read(const json::Value &tree, DeploymentHead &head, Findings &findings)
{
    readObject(tree, head, findings);
}

} // namespace gatehouse::project

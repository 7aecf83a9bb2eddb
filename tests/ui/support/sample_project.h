#pragma once

#include "core/model/project.h"
#include "core/project/project_store.h"

#include <string>

/// Small projects, made in memory, for the tests of the studio.
namespace gatehouse::ui::test {

inline const model::ApiId kApi{"petstore01"};

inline model::Resource resource(const std::string &id, const std::string &parent, const std::string &pathPart)
{
    model::Resource result;
    result.id = {id};
    result.parent = {parent};
    result.pathPart = pathPart;
    return result;
}

inline model::Method method(const std::string &verb, model::IntegrationType type, const std::string &uri = {})
{
    model::Method result;
    result.httpMethod = verb;
    model::Integration integration;
    integration.type = type;
    integration.uri = uri;
    integration.httpMethod = type == model::IntegrationType::Mock ? "" : verb;
    integration.responses.push_back({});
    result.integration = std::move(integration);
    result.responses.push_back({});
    return result;
}

/// "/", "/pets" (GET, POST), "/pets/{petId}" (GET), "/orders"; stages "dev" (deployed) and "prod"; a model, an
/// authorizer.
inline model::RestApi petStoreApi()
{
    using model::IntegrationType;
    model::RestApi api;
    api.id = kApi;
    api.name = "PetStore";
    model::Resource root = resource("root", "", "");
    root.methods = {method("GET", IntegrationType::Mock)};
    model::Resource pets = resource("pets", "root", "pets");
    pets.methods = {method("GET", IntegrationType::Http, "http://localhost:9000/pets"),
                    method("POST", IntegrationType::Http, "http://localhost:9000/pets")};
    model::Resource pet = resource("pet", "pets", "{petId}");
    pet.methods = {method("GET", IntegrationType::HttpProxy, "http://localhost:9000/pets/{petId}")};
    pet.methods.front().requestParameters
        = {{.location = model::RequestParameter::Location::Path, .name = "petId", .required = true, .extra = {}}};
    api.resources = {root, pets, pet, resource("orders", "root", "orders")};
    model::Model schema;
    schema.name = "Pet";
    schema.schema = json::Value::object({{"type", "object"}});
    api.models = {schema};
    model::Authorizer authorizer;
    authorizer.id = {"auth000001"};
    authorizer.name = "tokens";
    api.authorizers = {authorizer};
    return api;
}

inline model::Project petStore()
{
    model::ApiEntry entry;
    entry.folder = "petstore";
    entry.api = petStoreApi();
    entry.deployments = {{{"deploy0001"}, "first", {}, std::make_shared<const model::Api>(entry.api)}};
    model::Stage dev;
    dev.name = "dev";
    dev.deploymentId = {"deploy0001"};
    dev.variables = {{"backend", "localhost:9000"}};
    model::Stage prod;
    prod.name = "prod";
    entry.stages = {dev, prod};
    model::Project project;
    project.name = "sample";
    project.apis = {entry};
    project.apiKeys = {{.id = "key0000001", .name = "partner", .value = {}, .description = {}, .enabled = true}};
    return project;
}

/// A REST API of @p resources resources below the root, ten to a parent, with @p verbs methods each.
inline model::Project largeProject(int resources, int verbs)
{
    model::RestApi api;
    api.id = {"largeapi01"};
    api.name = "Large";
    api.resources = {resource("r0", "", "")};
    for (int i = 1; i <= resources; ++i) {
        const std::string number = std::to_string(i);
        model::Resource next = resource("r" + number, "r" + std::to_string((i - 1) / 10), "part" + number);
        for (int verb = 0; verb < verbs; ++verb)
            next.methods.push_back(
                method(std::string(model::kRestMethods[static_cast<std::size_t>(verb)]), model::IntegrationType::Mock));
        api.resources.push_back(std::move(next));
    }
    model::ApiEntry entry;
    entry.folder = "large";
    entry.api = std::move(api);
    model::Project project;
    project.apis = {entry};
    return project;
}

inline project::LoadedProject loaded(model::Project project)
{
    project::LoadedProject result;
    result.project = std::move(project);
    return result;
}

} // namespace gatehouse::ui::test

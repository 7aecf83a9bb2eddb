#include "ui/document/object_ref.h"

#include "ui/document/project_document.h"

#include <algorithm>

namespace gatehouse::ui {

bool exists(const ProjectDocument &document, const ObjectRef &object)
{
    using Kind = ObjectRef::Kind;
    const model::Project &project = document.project();
    const model::ApiEntry *entry = document.api(object.api);
    const auto *rest = document.restApi(object.api);
    switch (object.kind) {
    case Kind::None: return false;
    case Kind::ApiKeys:
    case Kind::UsagePlans:
    case Kind::Events:
    case Kind::TemplateTests: return true;
    case Kind::Event: return project.event(object.name);
    case Kind::TemplateTest: return project.test(object.name);
    case Kind::ApiKey: return std::ranges::contains(project.apiKeys, object.name, &model::ApiKey::id);
    case Kind::UsagePlan: return std::ranges::contains(project.usagePlans, object.name, &model::UsagePlan::id);
    case Kind::Resource: return document.resource(object.api, object.resource);
    case Kind::Method: return document.method(object.method());
    case Kind::Stage: return document.stage(object.stage());
    case Kind::Deployment: return entry && entry->deployment({object.name});
    case Kind::Model: {
        const auto *webSocket = entry ? std::get_if<model::WebSocketApi>(&entry->api) : nullptr;
        const auto isIt = [&](const Cow<model::Model> &candidate) { return candidate->name == object.name; };
        return (rest && rest->model(object.name)) || (webSocket && std::ranges::any_of(webSocket->models, isIt));
    }
    case Kind::Authorizer: {
        const auto isIt = [&](const model::Authorizer &candidate) { return candidate.id.value == object.name; };
        return entry
            && std::visit([&](const auto &api) { return std::ranges::any_of(api.authorizers, isIt); }, entry->api);
    }
    case Kind::Route: {
        const auto *http = entry ? std::get_if<model::HttpApi>(&entry->api) : nullptr;
        const auto *webSocket = entry ? std::get_if<model::WebSocketApi>(&entry->api) : nullptr;
        return (http && http->route({object.name})) || (webSocket && webSocket->route({object.name}));
    }
    case Kind::GatewayResponse:
        return rest
            && std::ranges::contains(rest->gatewayResponses, object.name, &model::GatewayResponse::responseType);
    case Kind::Api:
    case Kind::Routes:
    case Kind::Stages:
    case Kind::Models:
    case Kind::Authorizers:
    case Kind::GatewayResponses:
    case Kind::Backends:
    case Kind::Backend: return entry;
    }
    return false;
}

} // namespace gatehouse::ui

#include "ui/playground/playground_events.h"

#include "core/json/reader.h"
#include "core/openapi/sample_value.h"
#include "ui/consoles/sample_request.h"
#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

playground::NameValues namesAndValues(const RequestFields &fields)
{
    playground::NameValues values;
    for (const KeyValue &field : fields)
        values.push_back({toStd(field.name), toStd(field.value)});
    return values;
}

/// A value of the first model that a method response declares, as JSON.
std::string responseBody(const model::RestApi &api, const model::Method &method)
{
    json::Object schemas;
    for (const Cow<model::Model> &model : api.models)
        schemas.set(model->name, model->schema);
    const json::Value root
        = json::Value::object({{"components", json::Value::object({{"schemas", json::Value(std::move(schemas))}})}});
    const openapi::References references(root);
    openapi::SampleMaker maker(references);
    for (const model::MethodResponse &response : method.responses) {
        for (const auto &[type, name] : response.responseModels) {
            const model::Model *model = api.model(name);
            if (const std::optional<json::Value> value = model ? maker.sample(model->schema) : std::nullopt)
                return json::toJson(*value);
        }
    }
    return {};
}

} // namespace

playground::Event eventFromModel(const ProjectDocument &document, const TemplateRef &ref)
{
    playground::Event event = playground::sampleEvent();
    const model::RestApi *api = document.restApi(ref.method.api);
    const model::Resource *resource = document.resource(ref.method.api, ref.method.resource);
    const model::Method *method = document.method(ref.method);
    if (!api || !resource || !method)
        return event;
    const ConsoleRequest request = sampleRequest(*api, *resource, *method);
    event.path = namesAndValues(request.pathParameters);
    event.query = namesAndValues(request.query);
    event.header = namesAndValues(request.headers);
    event.body = ref.phase == playground::Phase::Request ? request.body.toStdString() : responseBody(*api, *method);
    json::Object &context = event.context.editMembers();
    context.set("httpMethod", json::Value(toStd(request.method)));
    context.set("resourcePath", json::Value(api->path(ref.method.resource)));
    context.set("apiId", json::Value(api->id.value));
    if (const model::ApiEntry *entry = document.api(ref.method.api); entry && !entry->stages.empty()) {
        context.set("stage", json::Value(entry->stages.front().name));
        event.stageVariables = entry->stages.front().variables;
    }
    return event;
}

playground::Event eventFromTrace(const ProjectDocument &document, const trace::Trace &trace, playground::Phase phase)
{
    const model::Stage *stage = document.stage({{trace.apiId}, trace.stage});
    return playground::eventOf(trace, phase, stage ? stage->variables : model::StringMap(),
                               document.project().accountId);
}

std::optional<TemplateRef> templateOfTrace(const ProjectDocument &document, const trace::Trace &trace,
                                           playground::Phase phase)
{
    const model::RestApi *api = document.restApi({trace.apiId});
    const model::Resource *resource = api ? api->resourceAt(trace.resourcePath) : nullptr;
    if (!resource)
        return std::nullopt;
    const model::Method *method = resource->method(trace.httpMethod);
    if (!method)
        method = resource->method("ANY");
    if (!method)
        return std::nullopt;
    for (const TemplateRef &ref : templatesOf(document, {api->id, resource->id, method->httpMethod})) {
        if (ref.phase == phase)
            return ref;
    }
    return std::nullopt;
}

} // namespace gatehouse::ui

#include "ui/playground/playground_tests.h"

#include "core/json/reader.h"
#include "core/playground/overrides_json.h"
#include "core/playground/template_test.h"
#include "ui/document/project_document.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

using playground::Phase;

std::optional<model::TemplateOfMethod> placeOf(const ProjectDocument &document, const TemplateRef &ref)
{
    const model::ApiEntry *entry = document.api(ref.method.api);
    const model::RestApi *api = document.restApi(ref.method.api);
    if (!entry || !api)
        return std::nullopt;
    model::TemplateOfMethod place;
    place.api = entry->folder;
    place.method = ref.method.httpMethod;
    place.path = api->path(ref.method.resource);
    place.contentType = ref.mediaType;
    if (ref.phase == Phase::Response) {
        place.side = model::TemplateSide::Response;
        place.selectionPattern = ref.selectionPattern;
    }
    return place;
}

std::optional<TemplateRef> refOf(const ProjectDocument &document, const model::TemplateOfMethod &place)
{
    const auto phase = place.side == model::TemplateSide::Response ? Phase::Response : Phase::Request;
    for (const model::ApiEntry &entry : document.project().apis) {
        const auto *api = std::get_if<model::RestApi>(&entry.api);
        const model::Resource *resource = api ? api->resourceAt(place.path) : nullptr;
        if (!resource || (!place.api.empty() && place.api != entry.folder) || !resource->method(place.method))
            continue;
        TemplateRef ref{
            {api->id, resource->id, place.method}, phase, place.selectionPattern.value_or(""), place.contentType};
        const model::Method &method = *resource->method(place.method);
        if (phase == Phase::Response && !place.selectionPattern && method.integration) {
            const auto response = std::ranges::find(method.integration->responses, place.statusCode,
                                                    &model::IntegrationResponse::statusCode);
            if (response != method.integration->responses.end())
                ref.selectionPattern = response->selectionPattern;
        }
        return ref;
    }
    return std::nullopt;
}

} // namespace

model::TemplateTest testOfRun(const ProjectDocument &document, const PlaygroundState &state, const PlaygroundRun &run,
                              std::string name)
{
    model::TemplateTest test;
    test.name = std::move(name);
    const std::string *inMethod = state.bound ? templateText(document, *state.bound) : nullptr;
    if (inMethod && *inMethod == run.input.source)
        test.method = placeOf(document, *state.bound);
    if (!test.method)
        test.text = run.input.source;
    test.event = playground::toJson(run.input.event);
    if (run.run.error) {
        test.expect.error = run.run.error->detail;
        return test;
    }
    json::ReadResult read = json::readJson(run.run.output);
    const bool structured = !hasErrors(read.diagnostics) && (read.value.isObject() || read.value.isArray());
    test.expect.output = structured ? std::move(read.value) : json::Value(run.run.output);
    if (!run.run.overrides.empty())
        test.expect.overrides = playground::overridesJson(run.run.overrides);
    return test;
}

PlaygroundState stateOfTest(const ProjectDocument &document, const model::TemplateTest &test)
{
    PlaygroundState state;
    state.source = test.text;
    if (test.method) {
        state.bound = refOf(document, *test.method);
        if (const std::string *text = state.bound ? templateText(document, *state.bound) : nullptr)
            state.source = *text;
        state.mediaType = test.method->contentType;
        state.phase = test.method->side == model::TemplateSide::Response ? Phase::Response : Phase::Request;
    }
    if (Expected<playground::Event> event = playground::eventOf(document.project(), test))
        state.event = *std::move(event);
    return state;
}

} // namespace gatehouse::ui

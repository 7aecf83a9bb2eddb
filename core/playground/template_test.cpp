#include "core/playground/template_test.h"

#include "core/base/diagnostic.h"
#include "core/playground/compare.h"
#include "core/playground/overrides_json.h"

#include <algorithm>
#include <format>

namespace gatehouse::playground {

namespace {

using json::Value;
using model::OutputComparison;
using Status = TestResult::Status;

std::unexpected<Error> wrong(std::string what)
{
    return fail(PlaygroundErrc::BadTest, std::move(what));
}

const model::ApiEntry *apiOf(const model::Project &project, const std::string &folder)
{
    if (folder.empty() && project.apis.size() == 1)
        return &project.apis.front();
    const auto found = std::ranges::find(project.apis, folder, &model::ApiEntry::folder);
    return found == project.apis.end() ? nullptr : &*found;
}

/// "a, b"
std::string join(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "none" : text;
}

Expected<std::string> templateOf(const model::StringMap &templates, const std::string &contentType,
                                 const std::string &where)
{
    if (const auto found = templates.find(contentType); found != templates.end())
        return found->second;
    std::vector<std::string> known;
    for (const auto &[type, text] : templates)
        known.push_back(type);
    return wrong(std::format("{} has no template for {}; it has {}", where, contentType, join(known)));
}

Expected<const model::IntegrationResponse *> responseOf(const model::Integration &integration,
                                                        const model::TemplateOfMethod &place, const std::string &where)
{
    std::vector<std::string> known;
    for (const model::IntegrationResponse &response : integration.responses) {
        const bool fits = place.selectionPattern ? response.selectionPattern == *place.selectionPattern
                                                 : response.statusCode == place.statusCode;
        if (fits || (!place.selectionPattern && place.statusCode.empty() && integration.responses.size() == 1))
            return &response;
        known.push_back(std::format("{} (\"{}\")", response.statusCode, response.selectionPattern));
    }
    return wrong(std::format("{} has no such integration response; it has {}", where, join(known)));
}

TestResult &settle(TestResult &result, Status status, std::string pointer, std::string message)
{
    result.status = status;
    result.pointer = std::move(pointer);
    result.message = std::move(message);
    return result;
}

/// An error that was expected, or not.
void judgeError(TestResult &result, const model::TemplateTest &test)
{
    const std::string why = mapping::MappingTemplate(result.source).explain(*result.run.error);
    if (!test.expect.error) {
        settle(result, Status::Failed, test.method ? "/method" : "/template", "the template fails: " + why);
    } else if (!why.contains(*test.expect.error)) {
        settle(result, Status::Failed, "/expect/error",
               std::format("the template fails with another error than \"{}\": {}", *test.expect.error, why));
    }
}

void judge(TestResult &result, const model::TemplateTest &test)
{
    const auto &expect = test.expect;
    if (result.run.error) {
        judgeError(result, test);
        return;
    }
    if (expect.error) {
        settle(result, Status::Failed, "/expect/error",
               std::format("the error \"{}\" was expected, but the template gives an output", *expect.error));
        return;
    }
    if (!expect.output.isNull()) {
        Mismatch mismatch = compareOutput(expect.output, result.run.output, expect.compare);
        result.difference = std::move(mismatch.difference);
        result.line = mismatch.line;
        if (mismatch.kind != Mismatch::Kind::None) {
            const bool faulty = mismatch.kind == Mismatch::Kind::BadExpectation;
            settle(result, faulty ? Status::Faulty : Status::Failed, "/expect/output", std::move(mismatch.message));
            return;
        }
    }
    if (!expect.overrides.isNull()) {
        Mismatch mismatch = compareTexts(expect.overrides, overridesJson(result.run.overrides));
        if (mismatch.kind != Mismatch::Kind::None) {
            result.difference = std::move(mismatch.difference);
            settle(result, Status::Failed, "/expect/overrides", "the overrides differ: " + mismatch.message);
        }
    }
}

} // namespace

std::string_view toString(TestResult::Status status) noexcept
{
    switch (status) {
    case Status::Passed: return "passed";
    case Status::Failed: return "failed";
    case Status::Faulty: return "faulty";
    case Status::Stopped: return "stopped";
    }
    return {};
}

std::string describe(const model::TemplateOfMethod &place)
{
    std::string text;
    const auto add = [&text](std::string_view word) {
        if (!word.empty())
            text.append(text.empty() ? "" : " ").append(word);
    };
    add(place.api);
    add(place.method);
    add(place.path);
    add(toString(place.side));
    if (place.side == Phase::Response)
        add(place.selectionPattern ? std::format("\"{}\"", *place.selectionPattern) : place.statusCode);
    add(place.contentType);
    return text;
}

Expected<std::string> templateText(const model::Project &project, const model::TemplateOfMethod &place)
{
    const model::ApiEntry *entry = apiOf(project, place.api);
    if (!entry) {
        std::vector<std::string> known;
        for (const model::ApiEntry &each : project.apis)
            known.push_back(each.folder);
        return wrong(std::format("there is no API in the folder \"{}\"; there are {}", place.api, join(known)));
    }
    const auto *api = std::get_if<model::RestApi>(&entry->api);
    if (!api)
        return wrong(std::format("\"{}\" is no REST API: it has no mapping templates", model::nameOf(entry->api)));
    const model::Resource *resource = api->resourceAt(place.path);
    if (!resource)
        return wrong(std::format("there is no resource {}", place.path));
    const model::Method *method = resource->method(place.method);
    const std::string where = std::format("{} {}", place.method, place.path);
    if (!method)
        return wrong(std::format("there is no method {}", where));
    if (!method->integration)
        return wrong(std::format("{} has no integration", where));
    if (place.side == Phase::Request)
        return templateOf(method->integration->requestTemplates, place.contentType, where);
    const auto response = responseOf(*method->integration, place, where);
    if (!response)
        return fail(response.error());
    return templateOf((*response)->responseTemplates, place.contentType,
                      std::format("the integration response {} of {}", (*response)->statusCode, where));
}

Expected<Event> eventOf(const model::Project &project, const model::TemplateTest &test)
{
    if (test.event.isNull())
        return Event{};
    if (!test.event.isString())
        return eventFromJson(test.event);
    std::string_view name = test.event.string();
    const model::SavedEvent *saved = project.event(name);
    constexpr std::string_view folder = "events/", ending = ".yaml";
    if (!saved && name.starts_with(folder) && name.ends_with(ending)) {
        name.remove_prefix(folder.size());
        name.remove_suffix(ending.size());
        saved = project.event(name);
    }
    if (saved)
        return eventFromJson(saved->event);
    std::vector<std::string> known;
    for (const model::SavedEvent &each : project.events)
        known.push_back(each.name);
    return wrong(std::format("there is no saved event \"{}\"; there are {}", name, join(known)));
}

TestResult runTest(const model::Project &project, const model::TemplateTest &test, const RunOptions &options,
                   std::stop_token stop)
{
    TestResult result;
    if (test.method && !test.text.empty())
        return settle(result, Status::Faulty, "/method", "a test has either a template of its own or one of a method");
    Expected<std::string> source = test.method ? templateText(project, *test.method) : Expected<std::string>(test.text);
    if (!source)
        return settle(result, Status::Faulty, "/method", source.error().detail);
    result.source = *std::move(source);
    const Expected<Event> event = eventOf(project, test);
    if (!event)
        return settle(result, Status::Faulty, "/event", event.error().detail);
    result.run = run(mapping::MappingTemplate(result.source), *event, options, std::move(stop));
    if (result.run.error && result.run.error->code == PlaygroundErrc::Stopped)
        return settle(result, Status::Stopped, {}, "stopped");
    judge(result, test);
    return result;
}

} // namespace gatehouse::playground

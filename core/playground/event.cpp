#include "core/playground/event.h"

#include "core/base/octets.h"
#include "core/json/reader.h"

#include <format>

namespace gatehouse::playground {

namespace {

using json::Value;

std::unexpected<Error> wrong(std::string what, const Value &at)
{
    return fail(PlaygroundErrc::BadEvent, std::move(what), at.span());
}

/// The text of a body's value.
std::string bodyOf(const Value &value)
{
    if (value.isObject() || value.isArray())
        return json::toJson(value, -1);
    return value.scalarText().value_or("");
}

Expected<NameValues> parametersOf(const Value &params, std::string_view place)
{
    NameValues result;
    const Value &given = params[place];
    if (!given.isNull() && !given.isObject())
        return wrong(std::format("params.{} must be an object of names and values", place), given);
    for (const json::Member &member : given.members()) {
        const Value *value = &member.value;
        if (value->isArray() && !value->items().empty())
            value = &value->items().back();
        if (value->isArray() || value->isObject())
            return wrong(std::format("params.{}.{} must be a text", place, member.key), member.value);
        result.push_back({member.key, value->scalarText().value_or("")});
    }
    return result;
}

Value toJson(const NameValues &parameters)
{
    json::Object object;
    for (const trace::NameValue &parameter : parameters)
        object.set(parameter.name, Value(parameter.value));
    return Value(std::move(object));
}

Value bodyToJson(const std::string &body)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && (body[first] == '{' || body[first] == '[')) {
        json::ReadResult read = json::readJson(body);
        if (read.diagnostics.empty() && json::toJson(read.value, -1) == body)
            return std::move(read.value);
    }
    return Value(isValidUtf8(body) ? body : toValidUtf8(body));
}

} // namespace

std::string_view describe(PlaygroundErrc code) noexcept
{
    switch (code) {
    case PlaygroundErrc::BadEvent: return "not an event";
    case PlaygroundErrc::BadTest: return "not a template test";
    case PlaygroundErrc::Stopped: return "stopped";
    }
    return "unknown error";
}

Expected<Event> eventFromJson(const Value &value)
{
    if (!value.isObject())
        return wrong("an object with body, params, context and stageVariables was expected", value);
    Event event;
    event.body = bodyOf(value["body"]);
    const Value &params = value["params"];
    if (!params.isNull() && !params.isObject())
        return wrong("params must be an object with path, querystring and header", params);
    constexpr std::pair<std::string_view, NameValues Event::*> kPlaces[]
        = {{"path", &Event::path}, {"querystring", &Event::query}, {"header", &Event::header}};
    for (const auto &[place, member] : kPlaces) {
        Expected<NameValues> parameters = parametersOf(params, place);
        if (!parameters)
            return fail(std::move(parameters.error()));
        event.*member = *std::move(parameters);
    }
    const Value &context = value["context"];
    if (!context.isNull() && !context.isObject())
        return wrong("context must be an object", context);
    if (context.isObject())
        event.context = context;
    const Value &variables = value["stageVariables"];
    if (!variables.isNull() && !variables.isObject())
        return wrong("stageVariables must be an object of names and values", variables);
    for (const json::Member &member : variables.members()) {
        if (member.value.isObject() || member.value.isArray())
            return wrong(std::format("stageVariables.{} must be a text", member.key), member.value);
        event.stageVariables.emplace(member.key, member.value.scalarText().value_or(""));
    }
    return event;
}

Value toJson(const Event &event)
{
    json::Object object;
    if (!event.body.empty())
        object.set("body", bodyToJson(event.body));
    json::Object params;
    const auto add = [&params](std::string_view place, const NameValues &parameters) {
        if (!parameters.empty())
            params.set(place, toJson(parameters));
    };
    add("path", event.path);
    add("querystring", event.query);
    add("header", event.header);
    if (!params.empty())
        object.set("params", Value(std::move(params)));
    if (!event.context.members().empty())
        object.set("context", event.context);
    if (!event.stageVariables.empty()) {
        json::Object variables;
        for (const auto &[name, text] : event.stageVariables)
            variables.set(name, Value(text));
        object.set("stageVariables", Value(std::move(variables)));
    }
    return Value(std::move(object));
}

} // namespace gatehouse::playground

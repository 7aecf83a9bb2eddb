#include "ui/playground/playground_state.h"

namespace gatehouse::ui {

namespace {

constexpr std::string_view kResponse = "response";

json::Value toJson(const TemplateRef &ref)
{
    return json::Value::object({{"api", ref.method.api.value},
                                {"resource", ref.method.resource.value},
                                {"httpMethod", ref.method.httpMethod},
                                {"phase", ref.phase == playground::Phase::Response ? kResponse : "request"},
                                {"selectionPattern", ref.selectionPattern},
                                {"mediaType", ref.mediaType}});
}

playground::Phase phaseOf(const json::Value &value)
{
    return value.string() == kResponse ? playground::Phase::Response : playground::Phase::Request;
}

json::Value toJson(const std::vector<std::string> &texts)
{
    return json::Value(json::Array(texts.begin(), texts.end()));
}

std::vector<std::string> textsOf(const json::Value &value)
{
    std::vector<std::string> texts;
    for (const json::Value &item : value.items())
        texts.emplace_back(item.string());
    return texts;
}

} // namespace

json::Value toJson(const PlaygroundState &state)
{
    json::Object object;
    object.set("template", json::Value(state.source));
    object.set("event", playground::toJson(state.event));
    object.set("phase", json::Value(state.phase == playground::Phase::Response ? kResponse : "request"));
    object.set("mediaType", json::Value(state.mediaType));
    if (state.bound)
        object.set("method", toJson(*state.bound));
    if (!state.breakpoints.empty())
        object.set("breakpoints", toJson(state.breakpoints));
    if (!state.watches.empty())
        object.set("watches", toJson(state.watches));
    return json::Value(std::move(object));
}

PlaygroundState playgroundStateFromJson(const json::Value &value)
{
    PlaygroundState state;
    state.source = value["template"].string();
    if (Expected<playground::Event> event = playground::eventFromJson(value["event"]))
        state.event = *std::move(event);
    state.phase = phaseOf(value["phase"]);
    state.mediaType = value["mediaType"].string("application/json");
    if (const json::Value &method = value["method"]; method.isObject()) {
        const auto text = [&method](std::string_view name) { return std::string(method[name].string()); };
        state.bound = TemplateRef{{{text("api")}, {text("resource")}, text("httpMethod")},
                                  phaseOf(method["phase"]),
                                  text("selectionPattern"),
                                  text("mediaType")};
    }
    state.breakpoints = textsOf(value["breakpoints"]);
    state.watches = textsOf(value["watches"]);
    return state;
}

PlaygroundState firstPlayground()
{
    PlaygroundState state;
    state.source = "## Each place of the output shows what wrote it: click it. Ctrl+Space completes.\n"
                   "#set($body = $input.path('$'))\n"
                   "{\n"
                   "  \"requestId\": \"$context.requestId\",\n"
                   "  \"caller\": \"$context.identity.sourceIp\",\n"
                   "#if($input.params('limit') != \"\")\n"
                   "  \"limit\": $input.params('limit'),\n"
                   "#end\n"
                   "  \"fields\": [\n"
                   "#foreach($name in $body.keySet())\n"
                   "    \"$name\"#if($foreach.hasNext),#end\n"
                   "\n"
                   "#end\n"
                   "  ],\n"
                   "  \"body\": $input.json('$')\n"
                   "}\n";
    return state;
}

} // namespace gatehouse::ui

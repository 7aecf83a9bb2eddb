#include "core/playground/blueprint.h"

#include "core/base/diagnostic.h"
#include "core/yaml/reader.h"

#include <format>

namespace gatehouse::playground {

namespace {

std::unexpected<Error> refuse(std::string detail, SourceSpan span)
{
    return fail(PlaygroundErrc::BadTest, std::move(detail), span);
}

/// The first line in which two texts differ, for people.
std::string firstDifference(std::string_view wanted, std::string_view given)
{
    const auto [want, got] = std::ranges::mismatch(wanted, given);
    const auto at = static_cast<std::size_t>(got - given.begin());
    const auto lineOf = [](std::string_view text, std::size_t place) {
        const std::size_t begin = place == 0 ? 0 : text.rfind('\n', place - 1) + 1;
        return text.substr(begin, text.find('\n', place) - begin);
    };
    return std::format("line {}: expected \"{}\", got \"{}\"", LineIndex(given).at(at).line, lineOf(wanted, at),
                       lineOf(given, at));
}

} // namespace

Expected<Blueprint> readBlueprint(std::string_view id, std::string_view yaml)
{
    const json::ReadResult read = yaml::readYaml(yaml);
    if (hasErrors(read.diagnostics))
        return refuse(read.diagnostics.front().message, read.diagnostics.front().span);
    const json::Value &file = read.value;
    Blueprint blueprint;
    blueprint.id = id;
    const std::pair<std::string_view, std::string *> texts[]
        = {{"title", &blueprint.title},     {"category", &blueprint.category},
           {"text", &blueprint.text},       {"contentType", &blueprint.contentType},
           {"template", &blueprint.source}, {"output", &blueprint.output}};
    for (const auto &[name, text] : texts) {
        if (!file[name].isString())
            return refuse(std::format("\"{}\" must be a text", name), file[name].span());
        *text = file[name].string();
    }
    const std::string_view side = file["side"].string();
    if (side != "request" && side != "response")
        return refuse(R"("side" must be "request" or "response")", file["side"].span());
    blueprint.side = side == "request" ? Phase::Request : Phase::Response;
    blueprint.overrides = file["overrides"];
    auto event = eventFromJson(file["event"]);
    if (!event)
        return std::unexpected(std::move(event.error()));
    blueprint.event = *std::move(event);
    return blueprint;
}

std::string difference(const Blueprint &blueprint, const Run &run)
{
    if (run.error)
        return run.error->text();
    if (run.output != blueprint.output)
        return firstDifference(blueprint.output, run.output);
    const json::Value overrides = overridesJson(run.overrides);
    if (!overrides.equivalent(blueprint.overrides))
        return std::format("overrides: expected {}, got {}", json::toJson(blueprint.overrides, -1),
                           json::toJson(overrides, -1));
    return {};
}

} // namespace gatehouse::playground

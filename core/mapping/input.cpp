#include "core/mapping/input.h"

#include "core/mapping/json_smart.h"
#include "core/mapping/unconfirmed.h"
#include "core/vtl/methods.h"
#include "core/vtl/print.h"
#include "core/vtl/program.h"

namespace gatehouse::mapping {

namespace {

using vtl::Value;

constexpr std::string_view kPlaceNames[kParameterPlaces] = {"path", "querystring", "header"};

} // namespace

void PathCache::add(std::string_view text)
{
    if (m_paths.contains(text))
        return;
    if (auto path = JsonPath::compile(text))
        m_paths.emplace(text, *std::move(path));
}

const JsonPath *PathCache::find(std::string_view text) const
{
    const auto found = m_paths.find(text);
    return found == m_paths.end() ? nullptr : &found->second;
}

Value Input::property(std::string_view name)
{
    return name == "body" ? Value::borrowed(body()) : Value();
}

Value Input::call(std::string_view name, std::span<const Value> arguments, bool &known)
{
    if (name == "params" && arguments.empty())
        return parameters();
    if (arguments.size() == 1 && arguments[0].isString()) {
        if (name == "params")
            return parameter(arguments[0]);
        if (name == "path")
            return read(arguments[0].text()).value_or(Value());
        if (name == "json")
            return json(arguments[0].text());
    }
    known = false;
    return {};
}

std::string_view Input::body() const noexcept
{
    return m_body.empty() ? unconfirmed::kEmptyBody : m_body;
}

std::optional<Value> Input::read(std::string_view text)
{
    if (!m_root) {
        JsonSmartResult result = readJsonSmart(body());
        if (!result.ok && unconfirmed::kBrokenBodyFails)
            vtl::throwRuntime(std::format("the body is no JSON from octet {} on", result.failedAt));
        m_root = std::move(result.value);
    }
    const JsonPath *path = m_paths.find(text);
    if (path == nullptr) {
        auto compiled = JsonPath::compile(text);
        if (!compiled && unconfirmed::kInvalidPathFails)
            vtl::throwRuntime(std::format("invalid JSONPath '{}': {}", text, compiled.error().detail));
        if (!compiled)
            return std::nullopt;
        path = m_ownPaths.emplace_back(std::make_unique<JsonPath>(*std::move(compiled))).get();
    }
    Expected<Value> value = path->read(*m_root);
    if (value)
        return *std::move(value);
    if (value.error().code == vtl::VtlErrc::Limit)
        throw std::move(value.error());
    if (value.error().code != JsonPathErrc::NotFound)
        vtl::throwRuntime(std::format("JSONPath '{}': {}", text, value.error().text()));
    return std::nullopt;
}

Value Input::json(std::string_view path)
{
    const std::optional<Value> value = read(path);
    if (!value)
        return Value::borrowed(unconfirmed::kJsonOfMissing);
    std::string out;
    vtl::printJson(*value, out, vtl::JsonStyle::PlainSlash);
    return Value::string(std::move(out));
}

Value Input::parameters()
{
    if (!m_all) {
        m_all = vtl::Ref(new vtl::MapObject);
        for (std::size_t i = 0; i < kParameterPlaces; ++i)
            m_all->put(Value::borrowed(kPlaceNames[i]),
                       vtl::makeMap(vtl::Ref(&parametersAt(static_cast<ParameterPlace>(i)))));
    }
    return vtl::makeMap(m_all);
}

Value Input::parameter(const Value &name)
{
    for (std::size_t i = 0; i < kParameterPlaces; ++i) {
        if (const Value *found = parametersAt(static_cast<ParameterPlace>(i)).find(name.text()))
            return *found;
    }
    return {};
}

vtl::MapObject &Input::parametersAt(ParameterPlace place)
{
    vtl::Ref<vtl::MapObject> &map = m_places[static_cast<std::size_t>(place)];
    if (!map) {
        map = vtl::Ref(new vtl::MapObject);
        m_parameters.collect(place, *map);
    }
    return *map;
}

std::string_view describe(MappingErrc code) noexcept
{
    switch (code) {
    case MappingErrc::MalformedBody: return "the body is malformed JSON";
    case MappingErrc::OverriddenTwice: return "one template overrides a parameter twice";
    }
    return "unknown";
}

Expected<std::optional<std::string>> bodyText(std::string_view body, const JsonPath &path)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || !std::string_view("{[\"'").contains(body[first]))
        return std::nullopt;
    const vtl::ValueScope scope;
    const JsonSmartResult root = readJsonSmart(body);
    if (!root.ok)
        return fail(MappingErrc::MalformedBody, std::format("octet {}", root.failedAt));
    const Expected<Value> value = path.read(root.value);
    if (!value || value->isNull())
        return std::nullopt;
    if (value->kind() != Value::Kind::Map && value->kind() != Value::Kind::List)
        return vtl::toText(*value);
    std::string out;
    vtl::printJson(*value, out, vtl::JsonStyle::PlainSlash);
    return out;
}

} // namespace gatehouse::mapping

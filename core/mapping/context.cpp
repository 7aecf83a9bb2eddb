#include "core/mapping/context.h"

#include "core/mapping/context_names.h"
#include "core/mapping/json_smart.h"
#include "core/mapping/unconfirmed.h"
#include "core/vtl/print.h"

#include <charconv>

namespace gatehouse::mapping {

namespace {

using vtl::MapObject;
using vtl::Ref;
using vtl::Value;

constexpr std::string_view kRequestOverride = "requestOverride";
constexpr std::string_view kResponseOverride = "responseOverride";

struct Name {
    std::string_view text;
    bool optional = false; ///< there only while it has a value
};

/// The order is that of rest-runtime.md 5.8, measured; where the optional ones fall in between is not.
constexpr Name kNames[] = {
    {"resourceId"},
    {"resourcePath"},
    {"operationName", true},
    {"authorizer", true},
    {"httpMethod"},
    {"extendedRequestId"},
    {"requestTime"},
    {"path"},
    {"accountId"},
    {"protocol"},
    {kRequestOverride},
    {"stage"},
    {"domainPrefix"},
    {"requestTimeEpoch"},
    {"requestId"},
    {"identity"},
    {"domainName"},
    {"deploymentId"},
    {kResponseOverride},
    {"apiId"},
    {"awsEndpointRequestId", true},
    {"isCanaryRequest", true},
    {"wafResponseCode", true},
    {"webaclArn", true},
};
constexpr Name kIdentityNames[] = {
    {"identity.cognitoIdentityPoolId"},
    {"identity.accountId"},
    {"identity.cognitoIdentityId"},
    {"identity.apiKey", true},
    {"identity.apiKeyId", true},
    {"identity.caller"},
    {"identity.clientCert", true},
    {"identity.sourceIp"},
    {"identity.principalOrgId"},
    {"identity.accessKey"},
    {"identity.cognitoAuthenticationType"},
    {"identity.cognitoAuthenticationProvider"},
    {"identity.userArn"},
    {"identity.userAgent"},
    {"identity.user"},
    {"identity.vpcId", true},
    {"identity.vpceId", true},
};
constexpr std::string_view kRequestParts[] = {"path", "header", "querystring"};
constexpr std::string_view kResponseParts[] = {"header"};

Ref<MapObject> quietMap()
{
    Ref<MapObject> map(new MapObject);
    map->printsNothing = true;
    return map;
}

/// Puts what @p source knows under the last word of @p name.
void putFrom(const ContextSource &source, const Name &name, MapObject &map)
{
    Value value = source.value(name.text);
    if (value.isNull() && name.optional)
        return;
    if (value.kind() == Value::Kind::Map)
        value.as<MapObject>().printsNothing = true;
    map.put(Value::borrowed(name.text.substr(name.text.find('.') + 1)), std::move(value));
}

Ref<MapObject> identity(const ContextSource &source)
{
    Ref<MapObject> map = quietMap();
    for (const Name &name : kIdentityNames)
        putFrom(source, name, *map);
    return map;
}

MapObject *mapAt(const MapObject &map, std::string_view name)
{
    const Value *found = map.find(name);
    return found && found->kind() == Value::Kind::Map ? &found->as<MapObject>() : nullptr;
}

std::vector<OverriddenParameter> parametersOf(const MapObject &override, std::string_view part)
{
    std::vector<OverriddenParameter> parameters;
    const MapObject *map = mapAt(override, part);
    if (map == nullptr)
        return parameters;
    for (const MapObject::Slot &slot : map->slots()) {
        OverriddenParameter parameter{vtl::toText(slot.key), {}};
        if (slot.value.kind() == Value::Kind::List) {
            for (const Value &item : slot.value.as<vtl::ListObject>().items)
                parameter.values.push_back(vtl::toText(item));
        } else if (!slot.value.isNull()) {
            parameter.values.push_back(vtl::toText(slot.value));
        }
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

std::optional<int> statusOf(const MapObject &override)
{
    constexpr std::int64_t kLowest = 100, kHighest = 599; // others are ignored (mapping-templates.md 3.5, assumed)
    const Value *value = override.find("status");
    std::int64_t status = 0;
    if (value && value->kind() == Value::Kind::Integer)
        status = value->asInteger();
    else if (value && value->isString() && unconfirmed::kTextIsStatus)
        std::from_chars(value->text().data(), value->text().data() + value->text().size(), status);
    return status >= kLowest && status <= kHighest ? std::optional(static_cast<int>(status)) : std::nullopt;
}

/// Whether a template has written to the map of an override.
bool touched(const MapObject &map, std::span<const std::string_view> parts)
{
    return map.size() != parts.size() || std::ranges::any_of(parts, [&](std::string_view part) {
               const MapObject *inner = mapAt(map, part);
               return inner == nullptr || inner->size() != 0;
           });
}

} // namespace

const OverriddenParameter *Overrides::find(const std::vector<OverriddenParameter> &parameters,
                                           std::string_view name) noexcept
{
    const auto found = std::ranges::find(parameters, name, &OverriddenParameter::name);
    return found == parameters.end() ? nullptr : &*found;
}

Context::Context(const ContextSource &source, const Overrides &before, const std::vector<std::string> *needed)
    : m_map(new MapObject)
{
    const Value kept = before.empty() ? Value() : readJsonSmart(before.kept).value;
    const MapObject *old = kept.kind() == Value::Kind::Map ? &kept.as<MapObject>() : nullptr;
    const auto overrideOf = [&](std::string_view name, std::span<const std::string_view> parts) {
        return vtl::makeMap(overrideMap(name, parts, old ? mapAt(*old, name) : nullptr));
    };
    const auto isNeeded
        = [needed](std::string_view name) { return needed == nullptr || std::ranges::contains(*needed, name); };
    for (const Name &name : kNames) {
        if (name.text == "identity" && isNeeded(name.text))
            m_map->put(Value::borrowed(name.text), vtl::makeMap(identity(source)));
        else if (name.text == kRequestOverride)
            m_map->put(Value::borrowed(name.text), overrideOf(name.text, kRequestParts));
        else if (name.text == kResponseOverride)
            m_map->put(Value::borrowed(name.text), overrideOf(name.text, kResponseParts));
        else if (isNeeded(name.text))
            putFrom(source, name, *m_map);
    }
}

/// An override's map with its parts, holding what was in @p before.
Ref<MapObject> Context::overrideMap(std::string_view name, std::span<const std::string_view> parts,
                                    const MapObject *before)
{
    const auto watch = [&](MapObject &map, std::string_view partName) {
        Part &part = m_parts[m_partCount++];
        part.override = name;
        part.name = partName;
        for (const MapObject::Slot &slot : map.slots())
            part.allowed.push_back(slot.key);
        map.replaced = &part.replaced;
    };
    Ref<MapObject> map = quietMap();
    for (const std::string_view part : parts) {
        const Ref<MapObject> inner = quietMap();
        if (const MapObject *old = before ? mapAt(*before, part) : nullptr) {
            for (const MapObject::Slot &slot : old->slots())
                inner->put(slot.key, slot.value);
        }
        watch(*inner, part);
        map->put(Value::borrowed(part), vtl::makeMap(inner));
    }
    if (before) {
        for (const MapObject::Slot &slot : before->slots()) {
            if (!map->find(slot.key))
                map->put(slot.key, slot.value);
        }
    }
    watch(*map, {});
    return map;
}

std::optional<std::string> Context::overriddenTwice() const
{
    for (const Part &part : m_parts) {
        for (auto key = part.replaced.begin(); key != part.replaced.end(); ++key) {
            const auto same = [&](const Value &other) { return vtl::toText(other) == vtl::toText(*key); };
            if (std::ranges::none_of(part.allowed, same) || std::any_of(part.replaced.begin(), key, same))
                return std::format("{}{}{}.{}", part.override, part.name.empty() ? "" : ".", part.name,
                                   vtl::toText(*key));
        }
    }
    return std::nullopt;
}

Overrides Context::overrides() const
{
    Overrides overrides;
    const MapObject *request = mapAt(*m_map, kRequestOverride);
    const MapObject *response = mapAt(*m_map, kResponseOverride);
    if (request && response && !touched(*request, kRequestParts) && !touched(*response, kResponseParts))
        return overrides;
    if (request) {
        overrides.path = parametersOf(*request, "path");
        overrides.querystring = parametersOf(*request, "querystring");
        overrides.header = parametersOf(*request, "header");
    }
    if (response) {
        overrides.responseHeader = parametersOf(*response, "header");
        overrides.status = statusOf(*response);
    }
    Ref<MapObject> both(new MapObject);
    for (const std::string_view name : {kRequestOverride, kResponseOverride}) {
        if (const Value *found = m_map->find(name))
            both->put(Value::borrowed(name), *found);
    }
    vtl::printJson(vtl::makeMap(both), overrides.kept);
    return overrides;
}

std::vector<std::string> contextNames()
{
    std::vector<std::string> names;
    for (const Name &name : kNames) {
        names.emplace_back(name.text);
        const auto addParts = [&names, &name](std::span<const std::string_view> parts) {
            for (const std::string_view part : parts)
                names.push_back(std::string(name.text) + '.' + std::string(part));
        };
        if (name.text == "identity") {
            for (const Name &inner : kIdentityNames)
                names.emplace_back(inner.text);
        } else if (name.text == kRequestOverride) {
            addParts(kRequestParts);
        } else if (name.text == kResponseOverride) {
            addParts(kResponseParts);
            names.push_back(std::string(name.text) + ".status");
        }
    }
    return names;
}

} // namespace gatehouse::mapping

#include "core/openapi/sample_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatehouse::openapi {

using json::Value;

std::string_view sampleText(std::string_view format)
{
    static constexpr std::pair<std::string_view, std::string_view> kTexts[] = {
        {"date-time", "2026-01-01T00:00:00Z"},
        {"date", "2026-01-01"},
        {"time", "00:00:00Z"},
        {"duration", "PT1H"},
        {"uuid", "00000000-0000-4000-8000-000000000000"},
        {"email", "user@example.com"},
        {"hostname", "example.com"},
        {"ipv4", "192.0.2.1"},
        {"ipv6", "2001:db8::1"},
        {"uri", "https://example.com/"},
        {"url", "https://example.com/"},
        {"uri-reference", "/"},
        {"byte", "c2FtcGxl"},
        {"int32", "0"},
        {"int64", "0"},
    };
    const auto found = std::ranges::find(kTexts, format, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(kTexts) ? "string" : found->second;
}

namespace {

constexpr std::size_t kMaxTextLength = 1000; // of generated texts, in octets
constexpr std::size_t kMaxItems = 10; // of generated arrays

/// The schema's type: the first one that is not null, or what its keywords speak of.
std::string_view typeOf(const Value &schema)
{
    const Value &type = schema["type"];
    if (type.isString())
        return type.string();
    for (const Value &item : type.items()) {
        if (item.string() != "null")
            return item.string();
    }
    if (schema.find("properties") || schema.find("additionalProperties") || schema.find("required"))
        return "object";
    if (schema.find("items") || schema.find("prefixItems"))
        return "array";
    if (schema.find("minLength") || schema.find("maxLength") || schema.find("pattern") || schema.find("format"))
        return "string";
    if (schema.find("minimum") || schema.find("maximum") || schema.find("multipleOf"))
        return "number";
    return {};
}

/// The document's own value for a schema.
const Value *givenValue(const Value &schema)
{
    if (const Value *example = schema.find("example"))
        return example;
    if (const Value *examples = schema.find("examples"); examples && !examples->items().empty())
        return &examples->items().front();
    for (const std::string_view key : {"default", "const"}) {
        if (const Value *value = schema.find(key))
            return value;
    }
    const json::Array &choices = schema["enum"].items();
    return choices.empty() ? nullptr : &choices.front();
}

std::size_t sizeOf(const Value &schema, std::string_view key, std::size_t fallback)
{
    const std::int64_t size = schema[key].integer().value_or(-1);
    return size < 0 ? fallback : static_cast<std::size_t>(size);
}

Value makeText(const Value &schema)
{
    std::string text(sampleText(schema["format"].string()));
    const std::size_t least = std::min(sizeOf(schema, "minLength", 0), kMaxTextLength);
    const std::size_t most = sizeOf(schema, "maxLength", kMaxTextLength);
    if (text.size() < least)
        text.append(least - text.size(), 'x');
    if (text.size() > most)
        text.resize(most);
    return text;
}

Value makeNumber(const Value &schema, bool integer)
{
    const auto bound
        = [&](std::string_view inclusive, std::string_view exclusive, double step) -> std::optional<double> {
        if (const auto limit = schema[exclusive].number())
            return *limit + step;
        const auto limit = schema[inclusive].number();
        return limit && schema[exclusive].boolean() == true ? *limit + step : limit;
    };
    const std::optional<double> least = bound("minimum", "exclusiveMinimum", 1);
    const std::optional<double> most = bound("maximum", "exclusiveMaximum", -1);
    double value = least && *least > 0 ? *least : most && *most < 0 ? *most : 0;
    if (const auto multiple = schema["multipleOf"].number(); multiple && *multiple > 0)
        value = std::ceil(value / *multiple) * *multiple;
    if (!integer)
        return value;
    value = std::ceil(value);
    constexpr auto kLimit = static_cast<double>(std::numeric_limits<std::int64_t>::max());
    return std::abs(value) < kLimit ? Value(static_cast<std::int64_t>(value)) : Value(0);
}

} // namespace

std::optional<Value> SampleMaker::sample(const Value &schema)
{
    if (m_budget == 0)
        return {};
    m_nodes = 0;
    m_open.clear();
    std::optional<Value> made = make(schema);
    m_budget -= std::min(m_budget, m_nodes);
    return made;
}

std::optional<Value> SampleMaker::make(const Value &reference)
{
    if (++m_nodes > kMaxNodes || m_open.size() >= kMaxDepth)
        return {};
    const Value *schema = m_references.resolve(reference).value;
    if (!schema || std::ranges::find(m_open, schema) != m_open.end())
        return {};
    if (const Value *given = givenValue(*schema))
        return *given;
    m_open.push_back(schema);
    std::optional<Value> made = makeOfType(*schema);
    m_open.pop_back();
    return made;
}

std::optional<Value> SampleMaker::makeOfType(const Value &schema)
{
    if (const json::Array &parts = schema["allOf"].items(); !parts.empty()) {
        Value whole = makeObject(schema);
        std::optional<Value> other; // of a part that is no object
        for (const Value &part : parts) {
            std::optional<Value> made = make(part);
            if (made && made->isObject()) {
                for (const json::Member &member : made->members())
                    whole.editMembers().set(member.key, member.value);
            } else if (made && !other) {
                other = std::move(made);
            }
        }
        return whole.members().empty() && other ? other : whole;
    }
    for (const std::string_view key : {"oneOf", "anyOf"}) {
        for (const Value &choice : schema[key].items()) {
            std::optional<Value> made = make(choice);
            if (!made)
                continue;
            if (made->isObject() && schema["properties"].isObject()) {
                const Value own = makeObject(schema);
                for (const json::Member &member : own.members())
                    made->editMembers().set(member.key, member.value);
            }
            return made;
        }
    }
    const std::string_view type = typeOf(schema);
    if (type == "object")
        return makeObject(schema);
    if (type == "array")
        return makeArray(schema);
    if (type == "string")
        return makeText(schema);
    if (type == "integer" || type == "number")
        return makeNumber(schema, type == "integer");
    if (type == "boolean")
        return Value(true);
    if (type == "null")
        return Value();
    return Value::object();
}

Value SampleMaker::makeObject(const Value &schema)
{
    json::Object out;
    const json::Array &required = schema["required"].items();
    for (const json::Member &property : schema["properties"].members()) {
        const bool needed
            = std::ranges::any_of(required, [&](const Value &name) { return name.string() == property.key; });
        if (property.value["writeOnly"].boolean() == true && !needed)
            continue;
        if (std::optional<Value> made = make(property.value))
            out.set(property.key, *std::move(made));
    }
    if (const Value *others = schema.find("additionalProperties"); others && others->isObject() && out.empty()) {
        if (std::optional<Value> made = make(*others))
            out.set("key", *std::move(made));
    }
    return out;
}

Value SampleMaker::makeArray(const Value &schema)
{
    json::Array out;
    const Value &items = schema["items"];
    const std::size_t count = std::min(
        {std::max<std::size_t>(sizeOf(schema, "minItems", 1), 1), sizeOf(schema, "maxItems", kMaxItems), kMaxItems});
    while (out.size() < count) {
        std::optional<Value> made = make(items);
        if (!made)
            break;
        out.push_back(*std::move(made));
    }
    return out;
}

} // namespace gatehouse::openapi

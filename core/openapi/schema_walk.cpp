#include "core/openapi/schema_walk.h"

#include <algorithm>

namespace gatehouse::openapi {

namespace {

enum class Holds : std::uint8_t { Data, Schema, Map };

/// What stands under a keyword of JSON Schema: a schema (or a list of them), or a map of schemas.
Holds kindOf(std::string_view keyword)
{
    static constexpr std::string_view kSchemas[] = {"items",
                                                    "additionalProperties",
                                                    "allOf",
                                                    "anyOf",
                                                    "oneOf",
                                                    "not",
                                                    "additionalItems",
                                                    "prefixItems",
                                                    "if",
                                                    "then",
                                                    "else",
                                                    "contains",
                                                    "propertyNames",
                                                    "unevaluatedItems",
                                                    "unevaluatedProperties",
                                                    "contentSchema"};
    static constexpr std::string_view kMaps[]
        = {"properties", "patternProperties", "definitions", "$defs", "dependentSchemas"};
    if (std::ranges::find(kSchemas, keyword) != std::end(kSchemas))
        return Holds::Schema;
    return std::ranges::find(kMaps, keyword) != std::end(kMaps) ? Holds::Map : Holds::Data;
}

} // namespace

void editSchemas(json::Value &schema, const std::function<void(json::Object &)> &edit)
{
    if (schema.isArray()) {
        for (json::Value &item : schema.editItems())
            editSchemas(item, edit);
        return;
    }
    if (!schema.isObject())
        return;
    json::Object &members = schema.editMembers();
    for (std::size_t i = 0; i < members.size(); ++i) {
        const Holds holds = kindOf(members[i].key);
        if (holds == Holds::Data)
            continue;
        json::Value &value = *members.find(members[i].key);
        if (holds == Holds::Schema) {
            editSchemas(value, edit);
        } else if (value.isObject()) {
            json::Object &map = value.editMembers();
            for (std::size_t j = 0; j < map.size(); ++j)
                editSchemas(*map.find(map[j].key), edit);
        }
    }
    edit(members);
}

void visitSchemas(const json::Value &schema, const std::function<void(const json::Value &)> &visit)
{
    for (const json::Value &item : schema.items())
        visitSchemas(item, visit);
    if (!schema.isObject())
        return;
    visit(schema);
    for (const json::Member &member : schema.members()) {
        const Holds holds = kindOf(member.key);
        if (holds == Holds::Schema) {
            visitSchemas(member.value, visit);
        } else if (holds == Holds::Map) {
            for (const json::Member &entry : member.value.members())
                visitSchemas(entry.value, visit);
        }
    }
}

} // namespace gatehouse::openapi

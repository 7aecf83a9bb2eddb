#include "core/openapi/dialect.h"

#include "core/openapi/schema_walk.h"

#include <algorithm>
#include <format>

namespace gatehouse::openapi {

using json::Value;

namespace {

/// Calls @p edit for every schema of an OpenAPI 3 document, inner ones first.
void editDocument(Value &node, const std::function<void(json::Object &)> &edit)
{
    if (node.isArray()) {
        for (Value &item : node.editItems())
            editDocument(item, edit);
        return;
    }
    if (!node.isObject())
        return;
    json::Object &members = node.editMembers();
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::string &key = members[i].key;
        Value &value = *members.find(key);
        if (key == "schema") {
            editSchemas(value, edit);
        } else if (key == "schemas") {
            if (!value.isObject())
                continue;
            json::Object &schemas = value.editMembers();
            for (std::size_t j = 0; j < schemas.size(); ++j)
                editSchemas(*schemas.find(schemas[j].key), edit);
        } else if (!key.starts_with("x-") && key != "example" && key != "examples") {
            editDocument(value, edit);
        } else if (key == "x-amazon-apigateway-any-method") {
            editDocument(value, edit);
        }
    }
}

/// type: [..., "null"] -> nullable; several types -> anyOf.
void singleType(json::Object &schema)
{
    const Value *type = schema.find("type");
    if (!type || !type->isArray())
        return;
    json::Array types;
    bool nullable = false;
    for (const Value &item : type->items()) {
        if (item.string() == "null")
            nullable = true;
        else
            types.push_back(item);
    }
    if (types.size() == 1) {
        schema.set("type", types[0]);
    } else {
        json::Array choices;
        for (Value &item : types)
            choices.push_back(Value::object({{"type", std::move(item)}}));
        schema.erase("type");
        if (!choices.empty() && !schema.contains("anyOf"))
            schema.set("anyOf", std::move(choices));
    }
    if (nullable)
        schema.set("nullable", true);
}

/// exclusiveMinimum: 3 -> minimum: 3, exclusiveMinimum: true.
void booleanBound(json::Object &schema, std::string_view exclusive, std::string_view inclusive)
{
    const Value *bound = schema.find(exclusive);
    if (!bound || !bound->isNumber())
        return;
    schema.set(inclusive, *bound);
    schema.set(exclusive, true);
}

void numericBound(json::Object &schema, std::string_view exclusive, std::string_view inclusive)
{
    const Value *bound = schema.find(exclusive);
    if (!bound || !bound->isBoolean())
        return;
    const Value *limit = schema.find(inclusive);
    if (bound->boolean() == true && limit) {
        schema.set(exclusive, *limit);
        schema.erase(inclusive);
    } else {
        schema.erase(exclusive);
    }
}

void schemaTo30(json::Object &schema, Report &losses)
{
    singleType(schema);
    booleanBound(schema, "exclusiveMinimum", "minimum");
    booleanBound(schema, "exclusiveMaximum", "maximum");
    if (const Value *constant = schema.find("const")) {
        const Value one = Value::array({*constant});
        schema.erase("const");
        schema.set("enum", one);
    }
    if (const Value *examples = schema.find("examples"); examples && examples->isArray()) {
        const json::Array list = examples->items();
        schema.erase("examples");
        if (!list.empty() && !schema.contains("example"))
            schema.set("example", list.front());
    }
    if (const Value *encoding = schema.find("contentEncoding"); encoding && encoding->string() == "base64") {
        schema.erase("contentEncoding");
        schema.set("format", "byte");
    }
    for (const std::string_view keyword : {"prefixItems", "if", "then", "else", "unevaluatedProperties",
                                           "unevaluatedItems", "dependentSchemas", "$defs", "contentMediaType"}) {
        if (const Value *value = schema.find(keyword))
            losses.add(Severity::Warning, "oas30-loss", std::format("OpenAPI 3.0 does not know '{}'", keyword), *value);
    }
}

void schemaTo31(json::Object &schema)
{
    if (const Value *nullable = schema.find("nullable")) {
        const Value *type = schema.find("type");
        if (nullable->boolean() == true && type && type->isString())
            schema.set("type", Value::array({*type, "null"}));
        schema.erase("nullable");
    }
    numericBound(schema, "exclusiveMinimum", "minimum");
    numericBound(schema, "exclusiveMaximum", "maximum");
}

/// Moves a member that 3.0 does not know under an extension.
void hide(json::Object &object, std::string_view key, Report &losses)
{
    const Value *value = object.find(key);
    if (!value)
        return;
    losses.add(Severity::Warning, "oas30-loss", std::format("OpenAPI 3.0 does not know '{}'", key), *value);
    const Value moved = *value;
    object.erase(key);
    object.set(std::string("x-").append(key), moved);
}

} // namespace

void convertTo30(Value &document, Report &losses)
{
    editDocument(document, [&losses](json::Object &schema) { schemaTo30(schema, losses); });
    json::Object &members = document.editMembers();
    members.set("openapi", "3.0.1");
    hide(members, "webhooks", losses);
    hide(members, "jsonSchemaDialect", losses);
    if (Value *info = members.find("info"); info && info->isObject()) {
        hide(info->editMembers(), "summary", losses);
        if (Value *license = info->editMembers().find("license"); license && license->isObject())
            hide(license->editMembers(), "identifier", losses);
    }
    if (Value *components = members.find("components"); components && components->isObject())
        hide(components->editMembers(), "pathItems", losses);
    if (!members.contains("paths"))
        members.set("paths", Value::object());
}

void convertTo31(Value &document)
{
    editDocument(document, schemaTo31);
    document.editMembers().set("openapi", "3.1.0");
}

} // namespace gatehouse::openapi

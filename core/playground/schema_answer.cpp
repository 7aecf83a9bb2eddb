#include "core/playground/schema_answer.h"

#include "core/json/reader.h"
#include "core/openapi/sample_value.h"
#include "core/schema/schema.h"

#include <format>

namespace gatehouse::playground {

namespace {

/// A name that no model of API Gateway can have: letters and digits only.
const std::string kTested = "(tested)";

std::optional<Diagnostic> firstError(const Diagnostics &diagnostics)
{
    const auto found = std::ranges::find(diagnostics, Severity::Error, &Diagnostic::severity);
    return found == diagnostics.end() ? std::nullopt : std::optional(*found);
}

/// Errors of schemas begin with the JSON pointer of the place.
Diagnostic atPointer(const Error &error, const json::Value &schema, std::string_view text)
{
    Diagnostic problem{.message = error.text()};
    const std::size_t slash = error.detail.find('/');
    if (slash != std::string::npos)
        problem.pointer = error.detail.substr(slash, error.detail.find_first_of(": ", slash) - slash);
    const json::Value *place = schema.at(problem.pointer);
    problem.span = place ? place->span() : schema.span();
    const LineIndex::Position position = LineIndex(text).at(problem.span.begin);
    problem.line = position.line;
    problem.column = position.column;
    return problem;
}

/// The same with the URLs of other models as references within one OpenAPI document.
json::Value withLocalReferences(const json::Value &schema)
{
    constexpr std::string_view kModels = "/models/";
    if (schema.isArray()) {
        json::Array items;
        for (const json::Value &item : schema.items())
            items.push_back(withLocalReferences(item));
        return items;
    }
    if (!schema.isObject())
        return schema;
    json::Object members;
    for (const json::Member &member : schema.members()) {
        const std::string_view text = member.value.string();
        const std::size_t name = text.starts_with("https:") ? text.rfind(kModels) : std::string_view::npos;
        if (member.key == "$ref" && name != std::string_view::npos)
            members.set(member.key, openapi::referenceTo(openapi::kSchemaPrefix, text.substr(name + kModels.size())));
        else
            members.set(member.key, withLocalReferences(member.value));
    }
    return members;
}

} // namespace

SchemaAnswer answerSchema(std::string_view instance, std::string_view schema, const ModelSchemas &models)
{
    SchemaAnswer answer;
    const json::ReadResult read = json::readJson(schema);
    answer.schemaProblem = firstError(read.diagnostics);
    if (answer.schemaProblem)
        return answer;
    ModelSchemas all = models;
    all[kTested] = read.value;
    const auto compiled = schema::Schemas(std::move(all)).compile(kTested);
    if (!compiled) {
        answer.schemaProblem = atPointer(compiled.error(), read.value, schema);
        return answer;
    }
    const schema::Verdict verdict = compiled->validate(instance);
    answer.text = verdict.text();
    const json::ReadResult body = json::readJson(instance);
    if (!verdict.readable) {
        answer.unreadable = firstError(body.diagnostics).value_or(Diagnostic{.message = answer.text});
        return answer;
    }
    for (std::size_t i = 0; i < verdict.messages.size(); ++i) {
        const json::Value *place = body.value.at(verdict.pointers[i]);
        answer.findings.push_back(
            {verdict.messages[i], verdict.pointers[i], place ? place->span() : body.value.span()});
    }
    return answer;
}

std::optional<std::string> sampleOf(std::string_view schema, const ModelSchemas &models)
{
    const json::ReadResult read = json::readJson(schema);
    if (hasErrors(read.diagnostics))
        return std::nullopt;
    json::Object schemas;
    for (const auto &[name, model] : models)
        schemas.set(name, withLocalReferences(model));
    const json::Value tested = withLocalReferences(read.value);
    const json::Value document
        = json::Value::object({{"components", json::Value::object({{"schemas", std::move(schemas)}})},
                               {"definitions", tested["definitions"]}});
    const openapi::References references(document);
    const auto value = openapi::SampleMaker(references).sample(tested);
    return value ? std::optional(json::toJson(*value)) : std::nullopt;
}

} // namespace gatehouse::playground

#include "core/openapi/check.h"

#include "core/openapi/schema_walk.h"
#include "core/openapi/text.h"

#include <format>
#include <set>

namespace gatehouse::openapi {

using json::Value;

void reportReference(const ImportContext &context, References::Problem problem, std::string_view reference,
                     std::string_view attribute, const Value &place)
{
    const Value *text = place.find("$ref");
    const Value &where = text && text->span().known() ? *text : place;
    const bool missing = problem == References::Problem::Missing || problem == References::Problem::External;
    std::string hint;
    if (problem == References::Problem::External)
        hint = "Bundle the parts into one document, or allow references to files beside it";
    context.report.add(Severity::Error, ruleOf(problem),
                       missing ? std::format("Parse issue: attribute {}.{} is missing", attribute, reference)
                               : describe(problem, reference),
                       where, std::move(hint));
}

void checkIgnoredParameter(const ImportContext &context, const Value &parameter)
{
    const std::string_view in = parameter["in"].string();
    if (in == "cookie" || in == "formData") {
        context.report.add(Severity::Warning, "aws-unsupported-parameter",
                           std::format("API Gateway ignores parameters in '{}'", in), parameter);
    } else if (in == "body") {
        context.report.add(Severity::Error, "operation-parameters", "Only one body parameter is allowed", parameter);
    } else {
        context.report.add(Severity::Error, "oas-schema",
                           "A parameter needs a name and a place ('in': path, query or header)", parameter);
    }
}

namespace {

/// Tells of references in @p schema that lead nowhere, and of those among alternatives.
void checkReferences(const ImportContext &context, const Value &schema, const std::string &attribute)
{
    visitSchemas(schema, [&](const Value &node) {
        for (const std::string_view keyword : {"allOf", "anyOf", "oneOf"}) {
            const json::Array &choices = node[keyword].items();
            if (std::ranges::any_of(choices, [](const Value &choice) { return choice.find("$ref"); })) {
                context.report.add(Severity::Hint, "aws-composition-ref",
                                   std::format("API Gateway does not support {} with $ref in one schema", keyword),
                                   node[keyword]);
            }
        }
        const Value *reference = node.find("$ref");
        if (!reference)
            return;
        // One hop is enough: chains are checked where each link stands.
        const References::Target target = context.references.resolve(node);
        if (!target.value) {
            reportReference(context, target.problem, target.text, attribute, node);
        } else if (node.members().size() > 1 && !context.version31) {
            context.report.add(Severity::Hint, "no-$ref-siblings",
                               "Members beside $ref have no effect before OpenAPI 3.1", *reference);
        }
    });
}

} // namespace

void checkContent(const ImportContext &context, const Value &content, const std::string &attribute)
{
    for (const json::Member &media : content.members()) {
        const Value &schema = media.value["schema"];
        if (schema.isNull())
            continue;
        checkReferences(context, schema, attribute + ".schema");
        const std::string_view type = schema["type"].string();
        if (!context.http && !schema.find("$ref") && !type.empty() && type != "object" && type != "array") {
            context.report.add(Severity::Hint, "aws-primitive-response",
                               std::format("API Gateway does not support an inline schema of type '{}'", type), schema,
                               "Give it a named model");
        }
    }
}

void checkSecurity(const ImportContext &context, const Value &security)
{
    using Kind = SecuritySchemes::Kind;
    if (context.http && security.items().size() > 1) {
        context.report.add(Severity::Error, "http-api-security",
                           "An HTTP API's operation can have only one security requirement", security);
    }
    for (const Value &requirement : security.items()) {
        for (const json::Member &member : requirement.members()) {
            const std::optional<Kind> kind = context.security.find(member.key);
            if (!kind) {
                context.report.add(Severity::Error, "operation-security-defined",
                                   std::format("Security scheme '{}' is not defined", member.key), member.keySpan);
            } else if (*kind != Kind::Authorizer && *kind != Kind::Other && !member.value.items().empty()) {
                context.report.add(Severity::Hint, "aws-security-scheme",
                                   std::format("Scopes of '{}' have no effect: it is no authorizer", member.key),
                                   member.value);
            }
        }
    }
}

void checkScheme(const ImportContext &context, const std::string &name, const Value &scheme)
{
    switch (SecuritySchemes::classify(scheme)) {
    case SecuritySchemes::Kind::LacksAuthorizer:
        context.report.add(
            Severity::Error, "aws-authtype-without-authorizer",
            std::format(
                "Unable to create authorizer from security definition: '{0}'. Extension "
                "x-amazon-apigateway-authorizer is required. Any methods with security: '{0}' will not be created. If "
                "this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype "
                "extension and it will be ignored.",
                name),
            scheme);
        break;
    case SecuritySchemes::Kind::Other:
        context.report.add(
            Severity::Warning, "aws-security-scheme",
            std::format("API Gateway ignores security scheme '{}': it is neither IAM, an API key in x-api-key "
                        "nor an authorizer",
                        name),
            scheme, "Methods with it are open to everybody once deployed");
        break;
    case SecuritySchemes::Kind::Authorizer:
    case SecuritySchemes::Kind::Iam:
    case SecuritySchemes::Kind::ApiKey: break;
    }
}

void checkModel(const ImportContext &context, const json::Member &schema)
{
    if (!isAlphanumeric(schema.key)) {
        context.report.add(
            Severity::Error, "aws-model-name",
            std::format("Unable to create model for '{0}': Model name must be alphanumeric: {0}", schema.key),
            schema.keySpan.known() ? schema.keySpan : schema.value.span(),
            "Letters and digits only; rename it with its references");
    }
    checkReferences(context, schema.value, "components.schemas." + schema.key);

    static constexpr std::string_view kDropped[] = {"nullable", "discriminator", "default", "readOnly",    "writeOnly",
                                                    "example",  "examples",      "xml",     "externalDocs"};
    static constexpr std::string_view k31[] = {"const",
                                               "if",
                                               "then",
                                               "else",
                                               "prefixItems",
                                               "unevaluatedProperties",
                                               "unevaluatedItems",
                                               "$defs",
                                               "contentEncoding",
                                               "dependentSchemas"};
    std::set<std::string_view> dropped;
    std::set<std::string_view> newer;
    visitSchemas(schema.value, [&](const Value &node) {
        for (const json::Member &member : node.members()) {
            if (std::ranges::find(kDropped, member.key) != std::end(kDropped))
                dropped.insert(member.key);
            else if (std::ranges::find(k31, member.key) != std::end(k31)
                     || (member.key == "type" && member.value.isArray()))
                newer.insert(member.key);
            else if (member.key == "exclusiveMinimum" || member.key == "exclusiveMaximum")
                (member.value.isNumber() ? newer : dropped).insert(member.key);
        }
    });
    const auto list = [](const std::set<std::string_view> &words) {
        std::string text;
        for (const std::string_view word : words)
            text.append(text.empty() ? "" : ", ").append(word);
        return text;
    };
    if (!dropped.empty()) {
        context.report.add(Severity::Hint, "aws-dropped-keyword",
                           std::format("Without effect on API Gateway in model '{}': {}", schema.key, list(dropped)),
                           schema.value);
    }
    if (!newer.empty()) {
        context.report.add(
            Severity::Info, "aws-31",
            std::format("OpenAPI 3.1 keywords in model '{}', which API Gateway's draft 4 does not know: {}", schema.key,
                        list(newer)),
            schema.value);
    }
}

} // namespace gatehouse::openapi

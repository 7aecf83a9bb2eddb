#include "core/openapi/write_operation.h"

#include "core/openapi/layouts.h"
#include "core/openapi/read_integration.h"
#include "core/openapi/read_operation.h"

namespace gatehouse::openapi {

using json::Value;

namespace {

constexpr std::string_view kHeaderPrefix = "method.response.header.";

class OperationWriter {
public:
    OperationWriter(const ExportContext &context, const model::Method &method, const model::Extra &pathItem)
        : m_context(context)
        , m_method(method)
        , m_pathItem(pathItem)
        , m_schemas(context.components["components"]["schemas"])
        , m_out(context.kept(method.extra))
    {
    }

    Value write();

private:
    void writeParameters();
    Value parameter(const model::RequestParameter &parameter) const;
    bool isSharedPathParameter(const model::RequestParameter &parameter) const;
    void writeBody();
    void writeResponses();
    Value response(const model::MethodResponse &response) const;
    Value content(const Value &kept, const model::StringMap &models) const;

    const ExportContext &m_context;
    const model::Method &m_method;
    const model::Extra &m_pathItem;
    const Value &m_schemas;
    MemberWriter m_out;
};

std::string_view inOf(model::RequestParameter::Location location)
{
    return location == model::RequestParameter::Location::QueryString ? "query" : toString(location);
}

/// A path parameter that the path item declares for all methods, with nothing to add.
bool OperationWriter::isSharedPathParameter(const model::RequestParameter &parameter) const
{
    if (!m_context.options.keepUnknown || !parameter.extra.isNull()
        || parameter.location != model::RequestParameter::Location::Path)
        return false;
    return std::ranges::any_of(m_pathItem["parameters"].items(), [&](const Value &shared) {
        const Value *target = m_context.references.resolve(shared).value;
        return target && (*target)["in"].string() == "path" && (*target)["name"].string() == parameter.name;
    });
}

Value OperationWriter::parameter(const model::RequestParameter &parameter) const
{
    model::Extra kept = m_context.kept(parameter.extra);
    if (kept.find("$ref")) {
        const Value *target = m_context.references.resolve(kept).value;
        const std::optional<model::RequestParameter> said = target ? operation::readParameter(*target) : std::nullopt;
        if (said && said->name == parameter.name && said->location == parameter.location
            && said->required == parameter.required)
            return kept;
        kept = said ? said->extra : Value();
    }
    MemberWriter out(kept);
    out.text("name", parameter.name);
    out.text("in", inOf(parameter.location));
    if (parameter.required)
        out.set("required", true);
    if (!kept.find("schema") && !kept.find("content"))
        out.set("schema", operation::textSchema());
    return out.finish(layouts::kParameter);
}

void OperationWriter::writeParameters()
{
    json::Array list;
    for (const model::RequestParameter &declared : m_method.requestParameters) {
        if (!isSharedPathParameter(declared))
            list.push_back(parameter(declared));
    }
    if (const Value *others = m_out.value().find("parameters"))
        list.insert(list.end(), others->items().begin(), others->items().end());
    if (!list.empty())
        m_out.set("parameters", std::move(list));
}

Value OperationWriter::content(const Value &kept, const model::StringMap &models) const
{
    MemberWriter types(kept);
    for (const auto &[type, model] : models) {
        MemberWriter media(types.value()[type]);
        MemberWriter schema(media.value()["schema"]);
        schema.set("$ref", referenceTo(kSchemaPrefix, model));
        media.set("schema", schema.finish(layouts::kSchemaReference));
        types.set(type, media.finish(layouts::kMediaType));
    }
    return types.finish();
}

void OperationWriter::writeBody()
{
    Value kept = m_out.value()["requestBody"];
    if (kept.find("$ref")) {
        const Value *target = m_context.references.resolve(kept).value;
        Value rest;
        if (!target || operation::readContent((*target)["content"], m_schemas, &rest) == m_method.requestModels)
            return;
        kept = *target;
        kept.editMembers().set("content", std::move(rest));
    }
    if (m_method.requestModels.empty())
        return;
    MemberWriter body(kept);
    body.set("content", content(kept["content"], m_method.requestModels));
    if (!m_context.options.keepUnknown)
        body.set("required", true);
    m_out.set("requestBody", body.finish(layouts::kRequestBody));
}

Value OperationWriter::response(const model::MethodResponse &response) const
{
    model::Extra kept = m_context.kept(response.extra);
    if (kept.find("$ref")) {
        const Value *target = m_context.references.resolve(kept).value;
        if (!target)
            return kept;
        model::MethodResponse said = operation::readResponse(response.statusCode, *target, m_schemas);
        if (said.responseParameters == response.responseParameters && said.responseModels == response.responseModels)
            return kept;
        kept = std::move(said.extra);
    }
    MemberWriter out(kept);
    if (!kept.find("description"))
        out.set("description", operation::defaultDescription(response.statusCode));
    if (!response.responseParameters.empty()) {
        MemberWriter headers(kept["headers"]);
        for (const auto &[name, required] : response.responseParameters) {
            if (!name.starts_with(kHeaderPrefix))
                continue;
            const std::string_view header = std::string_view(name).substr(kHeaderPrefix.size());
            MemberWriter entry(headers.value()[header]);
            if (required)
                entry.set("required", true);
            if (!entry.value().find("schema") && !entry.value().find("content") && !entry.value().find("$ref"))
                entry.set("schema", operation::textSchema());
            headers.set(header, entry.finish(layouts::kHeader));
        }
        out.set("headers", headers.finish());
    }
    if (!response.responseModels.empty() || !m_context.options.keepUnknown)
        out.set("content", content(kept["content"], response.responseModels));
    return out.finish(layouts::kResponse);
}

void OperationWriter::writeResponses()
{
    const Value *kept = m_out.value().find("responses");
    if (kept && !kept->isObject() && m_method.responses.empty())
        return; // stays as malformed as it came
    MemberWriter list(kept ? *kept : Value());
    for (const model::MethodResponse &declared : m_method.responses)
        list.set(declared.statusCode, response(declared));
    m_out.set("responses", list.finish());
}

Value OperationWriter::write()
{
    if (!m_context.full())
        stripExtensions(m_out.edit());
    m_out.text("operationId", m_method.operationName);
    writeParameters();
    writeBody();
    writeResponses();
    writeSecurity(
        m_context,
        {m_method.authorizationType, m_method.authorizerId, m_method.authorizationScopes, m_method.apiKeyRequired},
        m_out);
    if (m_context.full())
        m_out.text("x-amazon-apigateway-request-validator", m_method.requestValidator);
    if (m_context.integrations() && m_method.integration)
        m_out.set("x-amazon-apigateway-integration",
                  writeIntegration(*m_method.integration, m_context.options.keepUnknown));
    return m_out.finish(layouts::kOperation);
}

} // namespace

Value writeMethod(const ExportContext &context, const model::Method &method, const model::Extra &pathItem)
{
    return OperationWriter(context, method, pathItem).write();
}

} // namespace gatehouse::openapi

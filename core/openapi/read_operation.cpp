#include "core/openapi/read_operation.h"

#include "core/openapi/check.h"
#include "core/openapi/layouts.h"
#include "core/openapi/path_item.h"
#include "core/openapi/read_integration.h"
#include "core/openapi/text.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

std::vector<std::string> pathParameterNames(std::string_view path)
{
    std::vector<std::string> names;
    for (const std::string &segment : splitList(path, '/')) {
        if (segment.size() < 3 || segment.front() != '{' || segment.back() != '}')
            continue;
        std::string name = segment.substr(1, segment.size() - 2);
        if (name.ends_with('+'))
            name.pop_back();
        names.push_back(std::move(name));
    }
    return names;
}

namespace operation {

std::string defaultDescription(std::string_view statusCode)
{
    return std::string(statusCode) + " response";
}

Value textSchema()
{
    return Value::object({{"type", "string"}});
}

model::StringMap readContent(const Value &content, const Value &schemas, Value *rest)
{
    model::StringMap models;
    Members types(content);
    for (const json::Member &entry : content.members()) {
        const Value &schema = entry.value["schema"];
        const std::optional<std::string> name = referencedName(schema["$ref"].string(), kSchemaPrefix);
        if (!name || !schemas.find(*name))
            continue;
        models.insert_or_assign(entry.key, *name);
        Members reference(schema);
        reference.take("$ref");
        Members media(entry.value);
        media.keep("schema", reference.rest());
        types.keep(entry.key, media.rest(layouts::kMediaType));
    }
    if (rest)
        *rest = types.rest();
    return models;
}

model::MethodResponse readResponse(const std::string &statusCode, const Value &raw, const Value &schemas)
{
    model::MethodResponse response;
    response.statusCode = statusCode;
    Members members(raw);
    if (members.find("description") && members.find("description")->string() == defaultDescription(statusCode))
        members.take("description");
    if (const Value *headers = members.find("headers"); headers && headers->isObject()) {
        Members entries(*headers);
        for (const json::Member &entry : headers->members()) {
            Members header(entry.value);
            const bool required = header.takeBoolean("required").value_or(false);
            response.responseParameters.insert_or_assign("method.response.header." + entry.key, required);
            if (const Value *schema = header.find("schema"); schema && *schema == textSchema())
                header.take("schema");
            entries.keep(entry.key, header.rest(layouts::kHeader));
        }
        members.keep("headers", entries.rest());
    }
    if (const Value *content = members.find("content"); content && content->isObject()) {
        Value rest;
        response.responseModels = readContent(*content, schemas, &rest);
        members.keep("content", std::move(rest));
    }
    response.extra = members.rest(layouts::kResponse);
    return response;
}

std::optional<model::RequestParameter> readParameter(const Value &raw)
{
    using Location = model::RequestParameter::Location;
    const std::string_view in = raw["in"].string();
    const std::string_view name = raw["name"].string();
    if (name.empty() || (in != "path" && in != "query" && in != "header"))
        return {};
    Members members(raw);
    members.take("in");
    members.take("name");
    model::RequestParameter parameter;
    parameter.name = name;
    parameter.location = in == "path" ? Location::Path : in == "query" ? Location::QueryString : Location::Header;
    parameter.required = members.takeBoolean("required").value_or(false) || parameter.location == Location::Path;
    if (const Value *schema = members.find("schema"); schema && *schema == textSchema())
        members.take("schema");
    parameter.extra = members.rest(layouts::kParameter);
    return parameter;
}

} // namespace operation

namespace {

/// Reads the parts of one operation.
class OperationReader {
public:
    OperationReader(const ImportContext &context, std::string_view path, std::string_view key, const Value &raw)
        : m_context(context)
        , m_path(path)
        , m_key(key)
        , m_members(raw)
        , m_schemas(context.document["components"]["schemas"])
    {
    }

    model::Method read();

private:
    void readParameters();
    void readBody();
    void readResponses();
    void readSecurity();
    void readIntegrationOf();
    const Value *resolved(const Value &node, std::string_view place);
    /// "paths.'/update'(get).responses.200", as AWS names a place.
    std::string attribute(std::string_view place) const
    {
        return std::format("paths.'{}'({}).{}", m_path, m_key == kAnyMethod ? "x-amazon-apigateway-any-method" : m_key,
                           place);
    }

    const ImportContext &m_context;
    std::string_view m_path;
    std::string_view m_key;
    Members m_members;
    const Value &m_schemas;
    model::Method m_method;
};

const Value *OperationReader::resolved(const Value &node, std::string_view place)
{
    const References::Target target = m_context.references.resolve(node);
    if (target.value)
        return target.value;
    reportReference(m_context, target.problem, target.text, attribute(place), node);
    return nullptr;
}

void OperationReader::readParameters()
{
    const Value *list = m_members.find("parameters");
    json::Array others;
    if (list && !list->isArray() && !list->isNull())
        m_context.wrongShape(*list, "parameters", "a list");
    if (list && list->isArray()) {
        for (const Value &raw : list->items()) {
            const Value *target = resolved(raw, "parameters");
            std::optional<model::RequestParameter> parameter
                = target ? operation::readParameter(*target) : std::nullopt;
            if (target && !parameter)
                checkIgnoredParameter(m_context, *target);
            const bool twice = parameter && std::ranges::any_of(m_method.requestParameters, [&](const auto &other) {
                                   return other.location == parameter->location && other.name == parameter->name;
                               });
            if (twice) {
                m_context.report.add(
                    Severity::Error, "operation-parameters",
                    std::format("Parameter '{}' is declared twice; the first one counts", parameter->name), raw);
            }
            if (!parameter || twice) {
                others.push_back(raw);
                continue;
            }
            if (raw.find("$ref"))
                parameter->extra = raw;
            m_method.requestParameters.push_back(std::move(*parameter));
        }
        m_members.keep("parameters", std::move(others));
    }
    using Location = model::RequestParameter::Location;
    for (std::string &name : pathParameterNames(m_path)) {
        const bool declared = std::ranges::any_of(m_method.requestParameters, [&](const auto &parameter) {
            return parameter.location == Location::Path && parameter.name == name;
        });
        if (!declared)
            m_method.requestParameters.push_back({Location::Path, std::move(name), true, {}});
    }
}

void OperationReader::readBody()
{
    const Value *raw = m_members.find("requestBody");
    if (!raw)
        return;
    const Value *target = resolved(*raw, "requestBody");
    if (!target)
        return;
    checkContent(m_context, (*target)["content"], attribute("requestBody.content"));
    Value rest;
    m_method.requestModels = operation::readContent((*target)["content"], m_schemas, &rest);
    if (raw->find("$ref"))
        return; // stays as it is: what it means is read again when it is written
    Members body(*raw);
    if (const Value *content = body.find("content"); content && content->isObject())
        body.keep("content", std::move(rest));
    m_members.keep("requestBody", body.rest(layouts::kRequestBody));
}

void OperationReader::readResponses()
{
    const Value *list = m_members.find("responses");
    if (!list)
        return;
    if (!list->isObject()) {
        if (!list->isNull())
            m_context.wrongShape(*list, "responses", "an object");
        return;
    }
    Value others;
    for (const json::Member &member : list->members()) {
        const Value *target = nullptr;
        if (!member.key.starts_with("x-")) {
            if (member.value.isObject())
                target = resolved(member.value, "responses." + member.key);
            else
                m_context.wrongShape(member.value, "responses." + member.key, "an object");
        }
        if (!target) {
            others.editMembers().set(member.key, member.value);
            continue;
        }
        checkContent(m_context, (*target)["content"], attribute("responses." + member.key + ".content"));
        model::MethodResponse response = operation::readResponse(member.key, *target, m_schemas);
        if (member.value.find("$ref"))
            response.extra = member.value;
        m_method.responses.push_back(std::move(response));
    }
    m_members.keep("responses", std::move(others));
}

void OperationReader::readSecurity()
{
    const Value *security = m_members.find("security");
    const Value *auth = m_members.find("x-amazon-apigateway-auth");
    const Authorization found = m_context.security.ofOperation(security, auth, m_context.rootAuthorization);
    m_method.authorizationType = found.type;
    m_method.authorizerId = found.authorizerId;
    m_method.authorizationScopes = found.scopes;
    m_method.apiKeyRequired = found.apiKeyRequired;
    if (!security)
        return;
    if (!security->isArray())
        m_context.wrongShape(*security, "security", "a list");
    else
        checkSecurity(m_context, *security);
    if (m_context.security.toSecurity(found, m_context.rootAuthorization) == *security)
        m_members.take("security");
}

void OperationReader::readIntegrationOf()
{
    const Value *raw = m_members.find("x-amazon-apigateway-integration");
    if (!raw)
        return;
    const References::Target target = m_context.references.resolve(*raw);
    if (!target.value) {
        reportReference(m_context, target.problem, target.text, attribute("x-amazon-apigateway-integration"), *raw);
        return;
    }
    m_method.integration = readIntegration(m_context, *target.value, m_path, m_method.httpMethod);
    if (m_method.integration)
        m_members.take("x-amazon-apigateway-integration");
}

model::Method OperationReader::read()
{
    m_method.httpMethod = httpMethodOf(m_key);
    m_method.operationName = m_context.text(m_members, "operationId");
    m_method.requestValidator = m_context.text(m_members, "x-amazon-apigateway-request-validator");
    readParameters();
    readBody();
    readResponses();
    readSecurity();
    readIntegrationOf();
    m_method.extra = m_members.rest(layouts::kOperation);
    checkMethod(m_context, m_path, m_method, m_members.object());
    return std::move(m_method);
}

} // namespace

model::Method readMethod(const ImportContext &context, std::string_view path, std::string_view key,
                         const Value &operation)
{
    return OperationReader(context, path, key, operation).read();
}

} // namespace gatehouse::openapi

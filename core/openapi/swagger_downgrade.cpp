#include "core/openapi/layouts.h"
#include "core/openapi/members.h"
#include "core/openapi/path_item.h"
#include "core/openapi/references.h"
#include "core/openapi/schema_walk.h"
#include "core/openapi/swagger.h"

#include <format>

namespace gatehouse::openapi {

namespace {

using json::Value;

constexpr std::string_view kRequestBodies = "#/components/requestBodies/";

void renameMember(json::Object &members, std::string_view from, std::string_view to)
{
    if (const Value *value = members.find(from)) {
        const Value moved = *value;
        members.erase(from);
        members.set(to, moved);
    }
}

std::string rewritten(std::string_view reference)
{
    constexpr std::pair<std::string_view, std::string_view> kMoves[] = {{"#/components/schemas/", "#/definitions/"},
                                                                        {"#/components/responses/", "#/responses/"},
                                                                        {"#/components/parameters/", "#/parameters/"},
                                                                        {kRequestBodies, "#/parameters/"}};
    for (const auto &[from, to] : kMoves) {
        if (reference.starts_with(from))
            return std::string(to).append(reference.substr(from.size()));
    }
    return std::string(reference);
}

Value rewrittenReference(Value holder)
{
    if (const Value *target = holder.find("$ref"); target && target->isString())
        holder.editMembers().set("$ref", rewritten(target->string()));
    return holder;
}

class Downgrade {
public:
    Downgrade(const Value &source, Report &losses)
        : m_source(source)
        , m_references(source)
        , m_losses(losses)
    {
    }

    Value document();

private:
    void lose(const Value &place, std::string what) const
    {
        m_losses.add(Severity::Warning, "swagger-loss", std::move(what), place);
    }
    Value schema(Value schema) const;
    Value flattened(const Value &source, std::string_view location) const;
    Value parameter(const Value &parameter) const;
    Value bodyParameter(const Value &body) const;
    bool isForm(const Value &body) const;
    void addFormParameters(const Value &body, json::Array &parameters) const;
    Value response(Value response, std::vector<std::string> &produces) const;
    Value operation(Value operation) const;
    Value pathItem(Value item) const;
    Value securityScheme(Value scheme) const;
    void writeServers(json::Object &out) const;
    void writeComponents(json::Object &out) const;

    const Value &m_source;
    References m_references;
    Report &m_losses;
};

Value Downgrade::schema(Value schema) const
{
    editSchemas(schema, [this](json::Object &members) {
        if (Value *target = members.find("$ref"); target && target->isString())
            *target = Value(rewritten(target->string()));
        if (Value *discriminator = members.find("discriminator"); discriminator && discriminator->isObject()) {
            // A mapping has no place in Swagger: it stays, and so does the object around it
            if (discriminator->members().size() == 1 && (*discriminator)["propertyName"].isString())
                *discriminator = Value((*discriminator)["propertyName"]);
            else
                lose(*discriminator, "Swagger's discriminator is a name only");
        }
        if (!members.contains("x-nullable"))
            renameMember(members, "nullable", "x-nullable");
        for (const std::string_view keyword : {"oneOf", "anyOf", "not"}) {
            if (const Value *value = members.find(keyword))
                lose(*value, std::format("Swagger does not know '{}'", keyword));
        }
    });
    return schema;
}

/// Moves the keywords of `schema` into the parameter or header itself, and says style and explode in collectionFormat.
Value Downgrade::flattened(const Value &source, std::string_view location) const
{
    if (!source.isObject())
        return source;
    json::Object out;
    const Value &declared = source["schema"];
    const bool isList = declared["type"].string() == "array";
    const std::string_view style = source["style"].string();
    const bool explode = source["explode"].boolean().value_or(style.empty() || style == "form");
    std::string_view format;
    if (isList && location == "query" && !source.find("x-collectionFormat")) {
        if (style.empty() || style == "form")
            format = explode ? "multi" : "csv";
        else if (style == "spaceDelimited")
            format = "ssv";
        else if (style == "pipeDelimited")
            format = "pipes";
        else
            lose(source, std::format("Swagger does not know the style '{}'", style));
    }
    for (const json::Member &member : source.members()) {
        const bool saidOtherwise = member.key == "schema" || member.key == "x-collectionFormat"
            || (!format.empty() && (member.key == "style" || member.key == "explode"));
        if (!saidOtherwise)
            out.set(member.key, member.value);
    }
    if (source.find("content"))
        lose(source, "Swagger does not know 'content' of a parameter or header");
    Value other;
    for (const json::Member &member : declared.members()) {
        if (swagger::isSchemaKeyword(member.key))
            out.set(member.key, member.value);
        else
            other.editMembers().set(member.key, member.value);
    }
    if (declared.isObject() && !declared.find("type"))
        out.set("type", "string");
    if (!other.isNull())
        out.set("x-schema", schema(other));
    if (!format.empty())
        out.set("collectionFormat", format);
    else if (const Value *kept = source.find("x-collectionFormat"))
        out.set("collectionFormat", *kept);
    return out;
}

Value Downgrade::parameter(const Value &parameter) const
{
    if (parameter.find("$ref"))
        return rewrittenReference(parameter);
    const std::string_view location = parameter["in"].string();
    if (location == "cookie")
        lose(parameter, "Swagger does not know cookie parameters");
    if (location != "query" && location != "path" && location != "header")
        return parameter;
    return arranged(flattened(parameter, location), layouts::kParameter);
}

Value Downgrade::bodyParameter(const Value &body) const
{
    if (body.find("$ref"))
        return rewrittenReference(body);
    const json::Object &content = body["content"].members();
    const Value declared = content.empty() ? Value() : content[0].value["schema"];
    json::Object out;
    out.set("in", "body");
    const Value converted = schema(declared);
    const std::string_view own = body["x-codegen-request-body-name"].string();
    out.set("name", own.empty() ? swagger::bodyName(converted, "#/definitions/") : std::string(own));
    for (const json::Member &member : body.members()) {
        if (member.key != "content" && member.key != "x-codegen-request-body-name")
            out.set(member.key, member.value);
    }
    json::Object examples;
    for (const json::Member &media : content) {
        if (media.value["schema"] != declared)
            lose(media.value,
                 std::format("Swagger has one schema for all media types of a body: that of '{}' goes", media.key));
        if (const Value *example = media.value.find("example"))
            examples.set(media.key, *example);
        for (const json::Member &member : media.value.members()) {
            if (member.key != "schema" && member.key != "example")
                lose(member.value, std::format("Swagger does not know '{}' of a body", member.key));
        }
    }
    if (!examples.empty())
        out.set("x-examples", std::move(examples));
    if (!declared.isNull())
        out.set("schema", converted);
    return out;
}

bool Downgrade::isForm(const Value &body) const
{
    const json::Object &content = body["content"].members();
    if (content.empty())
        return false;
    const Value &declared = content[0].value["schema"];
    const bool plainObject
        = declared["properties"].isObject() && std::ranges::all_of(declared.members(), [](const json::Member &member) {
              return member.key == "type" || member.key == "properties" || member.key == "required";
          });
    return plainObject && std::ranges::all_of(content, [&](const json::Member &media) {
               return swagger::isFormType(media.key) && media.value.members().size() == 1
                   && media.value["schema"] == declared;
           });
}

void Downgrade::addFormParameters(const Value &body, json::Array &parameters) const
{
    const Value &declared = body["content"].members()[0].value["schema"];
    for (const json::Member &property : declared["properties"].members()) {
        json::Object out;
        out.set("name", property.key);
        out.set("in", "formData");
        const json::Array &required = declared["required"].items();
        if (std::ranges::any_of(required, [&](const Value &name) { return name.string() == property.key; }))
            out.set("required", true);
        const std::string_view type = property.value["type"].string();
        if (property.value.find("$ref") || type == "object" || type.empty()) {
            out.set("type", "string");
            out.set("x-schema", schema(property.value));
        } else {
            const Value converted = schema(property.value);
            const bool isFile = type == "string" && property.value["format"].string() == "binary";
            for (const json::Member &member : converted.members()) {
                if (isFile && member.key == "type")
                    out.set("type", "file");
                else if (!isFile || member.key != "format")
                    out.set(member.key == "x-collectionFormat" ? "collectionFormat" : member.key, member.value);
            }
        }
        parameters.emplace_back(std::move(out));
    }
}

Value Downgrade::response(Value response, std::vector<std::string> &produces) const
{
    if (response.find("$ref"))
        return rewrittenReference(std::move(response));
    if (!response.isObject())
        return response;
    const Value content = response["content"];
    Value declared;
    json::Object examples;
    for (const json::Member &media : content.members()) {
        const Value &one = media.value["schema"];
        if (!one.isNull()) {
            if (declared.isNull())
                declared = one;
            else if (declared != one)
                lose(one,
                     std::format("Swagger has one schema for all media types of a response: that of '{}' goes",
                                 media.key));
            if (std::ranges::find(produces, media.key) == produces.end())
                produces.push_back(media.key);
        }
        for (const json::Member &member : media.value.members()) {
            if (member.key == "example")
                examples.set(media.key, member.value);
            else if (member.key != "schema")
                lose(member.value, std::format("Swagger does not know '{}' of a response", member.key));
        }
    }
    json::Object &members = response.editMembers();
    members.erase("content");
    if (const Value *links = members.find("links"))
        lose(*links, "Swagger does not know links");
    if (const Value *found = members.find("headers"); found && found->isObject()) {
        const Value headers = *found;
        members.erase("headers");
        Value out = Value::object();
        for (const json::Member &entry : headers.members())
            out.editMembers().set(entry.key, flattened(entry.value, {}));
        members.set("headers", std::move(out));
    }
    if (!declared.isNull()) {
        const bool isFile = declared == Value::object({{"type", "string"}, {"format", "binary"}});
        members.set("schema", isFile ? Value::object({{"type", "file"}}) : schema(declared));
    }
    if (!examples.empty())
        members.set("examples", std::move(examples));
    return arranged(std::move(response), layouts::kResponse);
}

Value Downgrade::operation(Value operation) const
{
    if (!operation.isObject())
        return operation;
    const Value source = operation;
    json::Object &members = operation.editMembers();
    json::Array parameters;
    for (const Value &item : source["parameters"].items())
        parameters.push_back(parameter(item));

    std::vector<std::string> consumes;
    if (const Value *body = source.find("requestBody"); body && body->isObject()) {
        members.erase("requestBody");
        if (isForm(*body)) {
            addFormParameters(*body, parameters);
            Members rest(*body);
            rest.take("content");
            if (Value kept = rest.rest(); !kept.isNull())
                members.set("x-request-body", std::move(kept));
        } else {
            parameters.push_back(bodyParameter(*body));
        }
        for (const json::Member &media : (*body)["content"].members())
            consumes.push_back(media.key);
    }
    if (source["parameters"].isArray() || !parameters.empty())
        members.set("parameters", std::move(parameters));

    std::vector<std::string> produces;
    if (const Value *list = source.find("responses"); list && list->isObject()) {
        Value responses = *list;
        for (const json::Member &entry : list->members()) {
            if (!entry.key.starts_with("x-"))
                responses.editMembers().set(entry.key, response(entry.value, produces));
        }
        members.set("responses", std::move(responses));
    }
    const auto mediaTypes
        = [&members](std::string_view key, std::string_view kept, const std::vector<std::string> &used) {
              if (members.contains(kept)) {
                  renameMember(members, kept, key);
              } else if (!used.empty()) {
                  json::Array list;
                  for (const std::string &type : used)
                      list.emplace_back(type);
                  members.set(key, std::move(list));
              }
          };
    mediaTypes("consumes", "x-consumes", consumes);
    mediaTypes("produces", "x-produces", produces);
    renameMember(members, "x-schemes", "schemes");
    for (const std::string_view key : {"callbacks", "servers"}) {
        if (const Value *value = members.find(key))
            lose(*value, std::format("Swagger does not know '{}' of an operation", key));
    }
    return arranged(std::move(operation), layouts::kOperation);
}

Value Downgrade::pathItem(Value item) const
{
    const Value source = item;
    for (const json::Member &member : source.members()) {
        if (isOperationKey(member.key)) {
            item.editMembers().set(member.key, operation(member.value));
        } else if (member.key == "parameters" && member.value.isArray()) {
            Value parameters = member.value;
            for (Value &entry : parameters.editItems())
                entry = parameter(entry);
            item.editMembers().set(member.key, std::move(parameters));
        }
    }
    return item;
}

Value Downgrade::securityScheme(Value scheme) const
{
    const std::string_view type = scheme["type"].string();
    if (type == "http" && scheme["scheme"].string() == "basic") {
        scheme.editMembers().set("type", "basic");
        scheme.editMembers().erase("scheme");
    } else if (type == "oauth2" && scheme["flows"].members().size() == 1) {
        const json::Member flow = scheme["flows"].members()[0];
        json::Object &members = scheme.editMembers();
        members.erase("flows");
        members.set("flow",
                    flow.key == "clientCredentials"       ? "application"
                        : flow.key == "authorizationCode" ? "accessCode"
                                                          : flow.key);
        for (const json::Member &member : flow.value.members())
            members.set(member.key, member.value);
    } else if (type == "http" || type == "oauth2" || type == "openIdConnect" || type == "mutualTLS") {
        lose(scheme, std::format("Swagger does not know security schemes of type '{}' like this one", type));
    }
    return scheme;
}

void Downgrade::writeServers(json::Object &out) const
{
    constexpr std::string_view kEndpointKey = "x-amazon-apigateway-endpoint-configuration";
    const Value *found = m_source.find("servers");
    if (!found)
        return;
    out.erase("servers");
    Value servers = *found;
    if (found->isArray()) {
        for (Value &server : servers.editItems()) {
            if (const Value *endpoint = server.find(kEndpointKey)) {
                out.set(kEndpointKey, *endpoint);
                server.editMembers().erase(kEndpointKey);
            }
        }
    }
    std::string host;
    std::string basePath;
    json::Array schemes;
    bool simple = found->isArray() && !servers.items().empty();
    for (const Value &server : servers.items()) {
        std::string_view url = server["url"].string();
        const std::size_t authority = url.find("//");
        std::string_view ownHost;
        if (authority != std::string_view::npos) {
            if (authority > 0)
                schemes.emplace_back(url.substr(0, authority - 1));
            url.remove_prefix(authority + 2);
            ownHost = url.substr(0, url.find('/'));
            url.remove_prefix(ownHost.size());
        }
        const bool first = &server == &servers.items().front();
        simple = simple && server.members().size() == 1 && server["url"].isString()
            && (first || (host == ownHost && basePath == url && schemes.size() > 1));
        if (first) {
            host = ownHost;
            basePath = url;
        }
    }
    if (!host.empty())
        out.set("host", host);
    if (!basePath.empty() && basePath != "/")
        out.set("basePath", basePath);
    if (!schemes.empty())
        out.set("schemes", simple ? std::move(schemes) : json::Array{schemes.front()});
    const bool trailing = basePath == "/" && !host.empty();
    if (trailing)
        out.set("basePath", "/");
    if (!simple) {
        lose(*found, "Swagger knows one host and base path");
        out.set("x-servers", servers);
    }
}

void Downgrade::writeComponents(json::Object &out) const
{
    const Value &components = m_source["components"];
    if (!components.isObject())
        return;
    json::Object rest = components.members();
    const auto put = [&out](std::string_view section, const std::string &name, Value value) {
        Value *map = out.find(section);
        if (!map)
            map = &out.set(section, Value::object());
        map->editMembers().set(name, std::move(value));
    };
    const auto each = [&](std::string_view name, auto &&convert) {
        if (!components[name].isObject())
            return;
        rest.erase(name);
        for (const json::Member &member : components[name].members())
            convert(member);
    };
    each("schemas", [&](const json::Member &m) { put("definitions", m.key, schema(m.value)); });
    each("responses", [&](const json::Member &m) {
        std::vector<std::string> unused;
        put("responses", m.key, response(m.value, unused));
    });
    each("parameters", [&](const json::Member &m) { put("parameters", m.key, parameter(m.value)); });
    each("requestBodies", [&](const json::Member &m) { put("parameters", m.key, bodyParameter(m.value)); });
    each("securitySchemes", [&](const json::Member &m) { put("securityDefinitions", m.key, securityScheme(m.value)); });
    if (rest.empty()) {
        out.erase("components");
    } else {
        lose(components, "Swagger does not know examples, headers, links and callbacks among the components");
        out.set("components", std::move(rest));
    }
}

Value Downgrade::document()
{
    Value out = m_source;
    json::Object &members = out.editMembers();
    members.erase("openapi");
    members.insert(0, "swagger", "2.0");
    writeServers(members);
    renameMember(members, "x-schemes", "schemes");
    renameMember(members, "x-consumes", "consumes");
    renameMember(members, "x-produces", "produces");
    if (const Value *paths = m_source.find("paths"); paths && paths->isObject()) {
        Value converted = *paths;
        for (const json::Member &member : paths->members()) {
            if (!member.key.starts_with("x-"))
                converted.editMembers().set(member.key, pathItem(member.value));
        }
        members.set("paths", std::move(converted));
    }
    writeComponents(members);
    return out;
}

} // namespace

Value downgradeToSwagger(const Value &document, Report &losses)
{
    return Downgrade(document, losses).document();
}

} // namespace gatehouse::openapi

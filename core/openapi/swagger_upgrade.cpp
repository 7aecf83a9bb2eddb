#include "core/openapi/layouts.h"
#include "core/openapi/path_item.h"
#include "core/openapi/references.h"
#include "core/openapi/schema_walk.h"
#include "core/openapi/swagger.h"

namespace gatehouse::openapi {

namespace swagger {

bool isSchemaKeyword(std::string_view keyword)
{
    static constexpr std::string_view kKeywords[] = {
        "type",      "format",    "items",   "default",  "maximum",  "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",      "enum",    "multipleOf"};
    return std::ranges::find(kKeywords, keyword) != std::end(kKeywords);
}

bool isFormType(std::string_view mediaType)
{
    return mediaType.starts_with("multipart/form-data") || mediaType.starts_with("application/x-www-form-urlencoded");
}

std::string bodyName(const json::Value &schema, std::string_view modelPrefix)
{
    return referencedName(schema["$ref"].string(), modelPrefix).value_or("body");
}

} // namespace swagger

namespace {

using json::Value;

using MediaTypes = std::vector<std::string>;

constexpr std::string_view kSchemaLayout[] = {"type", "format"};

MediaTypes mediaTypes(const Value *list)
{
    MediaTypes types;
    if (list) {
        for (const Value &item : list->items()) {
            if (item.isString() && std::ranges::find(types, item.string()) == types.end())
                types.emplace_back(item.string());
        }
    }
    return types;
}

/// Renames a member where it stands; its place in the order goes to the end.
void renameMember(json::Object &members, std::string_view from, std::string_view to)
{
    if (const Value *value = members.find(from)) {
        Value moved = *value;
        members.erase(from);
        members.set(to, std::move(moved));
    }
}

class Upgrade {
public:
    explicit Upgrade(const Value &source)
        : m_source(source)
        , m_references(source)
        , m_consumes(mediaTypes(source.find("consumes")))
        , m_produces(mediaTypes(source.find("produces")))
    {
        if (m_consumes.empty())
            m_consumes = {"application/json"};
        if (m_produces.empty())
            m_produces = {"application/json"};
    }

    Value document() const;

private:
    Value servers() const;
    Value components() const;
    Value pathItem(Value item) const;
    Value operation(Value operation) const;
    Value parameter(const Value &parameter) const;
    Value header(const Value &header) const { return flattened(header, {}); }
    Value flattened(const Value &source, std::string_view location) const;
    Value requestBody(const Value &parameter, const MediaTypes &consumes) const;
    Value form(const std::vector<const Value *> &parameters, const MediaTypes &consumes) const;
    Value response(Value response, const MediaTypes &produces) const;
    Value schema(Value schema) const;
    Value reference(Value holder) const;
    std::string rewritten(std::string_view reference) const;

    const Value &m_source;
    References m_references;
    MediaTypes m_consumes;
    MediaTypes m_produces;
};

std::string Upgrade::rewritten(std::string_view reference) const
{
    const auto moved = [reference](std::string_view from, std::string_view to) {
        return std::string(to) + std::string(reference.substr(from.size()));
    };
    if (reference.starts_with("#/definitions/"))
        return moved("#/definitions/", kSchemaPrefix);
    if (reference.starts_with("#/responses/"))
        return moved("#/responses/", "#/components/responses/");
    if (reference.starts_with("#/parameters/")) {
        const Value *target = m_source.at(decodeFragment(reference.substr(1)));
        const bool isBody = target && (*target)["in"].string() == "body";
        return moved("#/parameters/", isBody ? "#/components/requestBodies/" : "#/components/parameters/");
    }
    return std::string(reference);
}

Value Upgrade::reference(Value holder) const
{
    if (const Value *target = holder.find("$ref"); target && target->isString()) {
        Value text(rewritten(target->string()));
        text.setSpan(target->span());
        holder.editMembers().set("$ref", std::move(text));
    }
    return holder;
}

Value Upgrade::schema(Value schema) const
{
    editSchemas(schema, [this](json::Object &members) {
        if (Value *target = members.find("$ref"); target && target->isString()) {
            const SourceSpan span = target->span();
            *target = Value(rewritten(target->string()));
            target->setSpan(span);
        }
        if (Value *discriminator = members.find("discriminator"); discriminator && discriminator->isString())
            *discriminator = Value::object({{"propertyName", *discriminator}});
        if (members.find("x-nullable") && !members.find("nullable"))
            renameMember(members, "x-nullable", "nullable");
        if (Value *type = members.find("type"); type && type->string() == "file") {
            *type = "string";
            members.set("format", "binary");
        }
    });
    return schema;
}

/// Moves the schema keywords of a parameter or header under `schema`, and says collectionFormat in style and explode.
Value Upgrade::flattened(const Value &source, std::string_view location) const
{
    if (!source.isObject())
        return source;
    json::Object out;
    Value schemaValue = source["schema"];
    for (const json::Member &member : source.members()) {
        if (swagger::isSchemaKeyword(member.key))
            schemaValue.editMembers().set(member.key, member.value, member.keySpan);
        else if (member.key != "schema" && member.key != "x-schema" && member.key != "collectionFormat")
            out.set(member.key, member.value, member.keySpan);
    }
    const std::string_view format = source["collectionFormat"].string();
    const bool isList = schemaValue["type"].string() == "array";
    bool said = !isList ? format.empty() : (location != "query" && (format.empty() || format == "csv"));
    if (isList && location == "query") {
        const std::string_view style = format == "ssv" ? "spaceDelimited"
            : format == "pipes"                        ? "pipeDelimited"
                                                       : "form";
        if (format != "tsv") {
            out.set("style", style);
            out.set("explode", format == "multi");
            said = true;
        }
    }
    if (!said && source.find("collectionFormat"))
        out.set("x-collectionFormat", source["collectionFormat"]);
    if (const Value *kept = source.find("x-schema"); kept && kept->isObject()) {
        if (kept->find("$ref"))
            schemaValue = *kept;
        else
            for (const json::Member &member : kept->members())
                schemaValue.editMembers().set(member.key, member.value);
    }
    if (!schemaValue.isNull())
        out.set("schema", arranged(schema(std::move(schemaValue)), kSchemaLayout));
    Value value(std::move(out));
    value.setSpan(source.span());
    return arranged(std::move(value), layouts::kParameter);
}

Value Upgrade::parameter(const Value &parameter) const
{
    if (parameter.find("$ref"))
        return reference(parameter);
    const std::string_view location = parameter["in"].string();
    if (location != "query" && location != "path" && location != "header")
        return parameter;
    return flattened(parameter, location);
}

Value Upgrade::requestBody(const Value &parameter, const MediaTypes &consumes) const
{
    Value out = parameter;
    json::Object &members = out.editMembers();
    const Value declared = parameter["schema"];
    const std::string name(parameter["name"].string());
    const Value examples = parameter["x-examples"];
    for (const std::string_view key : {"in", "name", "schema"})
        members.erase(key);
    if (examples.isObject())
        members.erase("x-examples");
    if (!name.empty() && name != swagger::bodyName(declared, "#/definitions/"))
        members.set("x-codegen-request-body-name", name);
    json::Object content;
    const Value upgraded = schema(declared);
    for (const std::string &type : consumes) {
        json::Object media;
        if (!declared.isNull())
            media.set("schema", upgraded);
        if (const Value *example = examples.find(type))
            media.set("example", *example);
        content.set(type, std::move(media));
    }
    members.set("content", std::move(content));
    return out;
}

Value Upgrade::form(const std::vector<const Value *> &parameters, const MediaTypes &consumes) const
{
    json::Object properties;
    json::Array required;
    bool hasFile = false;
    for (const Value *parameter : parameters) {
        const std::string_view name = (*parameter)["name"].string();
        hasFile = hasFile || (*parameter)["type"].string() == "file";
        if ((*parameter)["required"].boolean().value_or(false))
            required.emplace_back(name);
        Value property = *parameter;
        json::Object &members = property.editMembers();
        for (const std::string_view key : {"name", "in", "required"})
            members.erase(key);
        renameMember(members, "collectionFormat", "x-collectionFormat");
        if (const Value *kept = members.find("x-schema"))
            property = Value(*kept);
        properties.set(name, schema(std::move(property)));
    }
    json::Object object;
    object.set("type", "object");
    object.set("properties", std::move(properties));
    if (!required.empty())
        object.set("required", std::move(required));
    const Value formSchema(std::move(object));

    json::Object content;
    for (const std::string &type : consumes) {
        if (swagger::isFormType(type))
            content.set(type, Value::object({{"schema", formSchema}}));
    }
    if (content.empty()) {
        content.set(hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded",
                    Value::object({{"schema", formSchema}}));
    }
    return Value::object({{"content", std::move(content)}});
}

Value Upgrade::response(Value response, const MediaTypes &produces) const
{
    if (response.find("$ref"))
        return reference(std::move(response));
    if (!response.isObject())
        return response;
    const Value declared = response["schema"];
    const Value examples = response["examples"];
    json::Object content;
    if (!declared.isNull()) {
        const Value upgraded = schema(declared);
        for (const std::string &type : produces)
            content.set(type, Value::object({{"schema", upgraded}}));
    }
    for (const json::Member &example : examples.members()) {
        Value *media = content.find(example.key);
        if (!media)
            media = &content.set(example.key, Value::object());
        media->editMembers().set("example", example.value);
    }
    json::Object &members = response.editMembers();
    members.erase("schema");
    if (examples.isObject())
        members.erase("examples");
    if (const Value *found = members.find("headers"); found && found->isObject()) {
        const Value headers = *found;
        members.erase("headers");
        Value upgraded = Value::object();
        upgraded.setSpan(headers.span());
        for (const json::Member &entry : headers.members())
            upgraded.editMembers().set(entry.key, header(entry.value), entry.keySpan);
        members.set("headers", std::move(upgraded));
    }
    if (!content.empty())
        members.set("content", std::move(content));
    return response;
}

Value Upgrade::operation(Value operation) const
{
    if (!operation.isObject())
        return operation;
    const Value source = operation;
    json::Object &members = operation.editMembers();
    const auto own = [&source](std::string_view key) { return source.find(key); };
    const MediaTypes ownConsumes = mediaTypes(own("consumes"));
    const MediaTypes ownProduces = mediaTypes(own("produces"));
    const MediaTypes &consumes = ownConsumes.empty() ? m_consumes : ownConsumes;
    const MediaTypes &produces = ownProduces.empty() ? m_produces : ownProduces;

    Value body;
    std::vector<const Value *> formFields;
    bool ownBody = false;
    if (const Value *list = own("parameters"); list && list->isArray()) {
        json::Array kept;
        for (const Value &item : list->items()) {
            const References::Target target = m_references.resolve(item);
            const std::string_view location = target.value ? (*target.value)["in"].string() : std::string_view();
            if (location == "body" && body.isNull()) {
                ownBody = !item.find("$ref");
                body = ownBody ? requestBody(item, consumes) : reference(item);
            } else if (location == "formData" && (*target.value)["name"].isString()) {
                formFields.push_back(target.value);
            } else {
                kept.push_back(parameter(item));
            }
        }
        Value parameters(std::move(kept));
        parameters.setSpan(list->span());
        if (parameters.items().empty() && !list->items().empty())
            members.erase("parameters");
        else
            members.set("parameters", std::move(parameters));
    }
    if (!formFields.empty() && body.isNull()) {
        body = form(formFields, consumes);
        for (const json::Member &member : source["x-request-body"].members())
            body.editMembers().set(member.key, member.value);
        members.erase("x-request-body");
    }
    if (!body.isNull())
        members.set("requestBody", body);

    bool producesUsed = false;
    if (const Value *list = own("responses"); list && list->isObject()) {
        Value responses = *list;
        for (const json::Member &entry : list->members()) {
            producesUsed = producesUsed || entry.value.find("schema");
            if (!entry.key.starts_with("x-"))
                responses.editMembers().set(entry.key, response(entry.value, produces));
        }
        members.set("responses", std::move(responses));
    }

    MediaTypes used;
    for (const json::Member &entry : body["content"].members())
        used.push_back(entry.key);
    if ((ownBody || !formFields.empty()) && used == ownConsumes)
        members.erase("consumes");
    else if ((ownBody || !formFields.empty()) && ownConsumes.empty())
        members.erase("consumes");
    else
        renameMember(members, "consumes", "x-consumes");
    if (producesUsed)
        members.erase("produces");
    else
        renameMember(members, "produces", "x-produces");
    renameMember(members, "schemes", "x-schemes");
    return operation;
}

Value Upgrade::pathItem(Value item) const
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

Value securityScheme(Value scheme)
{
    const std::string_view type = scheme["type"].string();
    if (type == "basic") {
        json::Object &members = scheme.editMembers();
        members.set("type", "http");
        members.set("scheme", "basic");
    } else if (type == "oauth2" && scheme["flow"].isString()) {
        const std::string_view flow = scheme["flow"].string();
        const std::string name(flow == "application"      ? "clientCredentials"
                                   : flow == "accessCode" ? "authorizationCode"
                                                          : flow);
        json::Object settings;
        for (const std::string_view key : {"authorizationUrl", "tokenUrl", "scopes"}) {
            if (const Value *value = scheme.find(key))
                settings.set(key, *value);
        }
        json::Object &members = scheme.editMembers();
        for (const std::string_view key : {"flow", "authorizationUrl", "tokenUrl", "scopes"})
            members.erase(key);
        members.set("flows", Value::object({{name, std::move(settings)}}));
    }
    return scheme;
}

Value Upgrade::servers() const
{
    if (const Value *kept = m_source.find("x-servers"))
        return *kept;
    const std::string_view host = m_source["host"].string();
    const std::string_view basePath = m_source["basePath"].string();
    json::Array servers;
    const auto add = [&](std::string url) {
        Value server = Value::object({{"url", std::move(url)}});
        const Value *place = m_source.find(host.empty() ? "basePath" : "host");
        server.setSpan(place ? place->span() : m_source.span());
        servers.push_back(std::move(server));
    };
    if (!host.empty()) {
        const std::string rest = std::string("//").append(host).append(basePath);
        for (const std::string &scheme : mediaTypes(m_source.find("schemes")))
            add(scheme + ":" + rest);
        if (servers.empty())
            add(rest);
    } else if (!basePath.empty()) {
        add(std::string(basePath));
    }
    return servers.empty() ? Value() : Value(std::move(servers));
}

Value Upgrade::components() const
{
    Value components = m_source["components"].isObject() ? m_source["components"] : Value::object();
    const auto section = [this](std::string_view key) -> const json::Object & { return m_source[key].members(); };
    const auto put = [&components](std::string_view name, const json::Member &member, Value value) {
        json::Object &all = components.editMembers();
        Value *map = all.find(name);
        if (!map)
            map = &all.set(name, Value::object());
        map->editMembers().set(member.key, std::move(value), member.keySpan);
    };
    for (const json::Member &member : section("definitions"))
        put("schemas", member, schema(member.value));
    for (const json::Member &member : section("responses"))
        put("responses", member, response(member.value, m_produces));
    for (const json::Member &member : section("parameters")) {
        const bool isBody = member.value["in"].string() == "body";
        put(isBody ? "requestBodies" : "parameters", member,
            isBody ? requestBody(member.value, m_consumes) : parameter(member.value));
    }
    for (const json::Member &member : section("securityDefinitions"))
        put("securitySchemes", member, securityScheme(member.value));
    return components;
}

Value Upgrade::document() const
{
    Value out = m_source;
    json::Object &members = out.editMembers();
    members.erase("swagger");
    members.insert(0, "openapi", "3.0.1");
    const bool ownHost = !m_source["host"].string().empty();
    if (Value list = servers(); !list.isNull())
        members.set("servers", std::move(list));
    if (m_source["host"].isString())
        members.erase("host");
    if (m_source["basePath"].isString())
        members.erase("basePath");
    if (ownHost)
        members.erase("schemes");
    members.erase("x-servers");
    renameMember(members, "schemes", "x-schemes");
    renameMember(members, "consumes", "x-consumes");
    renameMember(members, "produces", "x-produces");
    if (const Value *paths = m_source.find("paths"); paths && paths->isObject()) {
        Value upgraded = *paths;
        for (const json::Member &member : paths->members()) {
            if (!member.key.starts_with("x-"))
                upgraded.editMembers().set(member.key, pathItem(member.value));
        }
        members.set("paths", std::move(upgraded));
    }
    Value all = components();
    for (const std::string_view key : {"definitions", "responses", "parameters", "securityDefinitions"}) {
        if (m_source[key].isObject())
            members.erase(key);
    }
    if (!all.members().empty())
        members.set("components", std::move(all));
    return out;
}

} // namespace

json::Value upgradeSwagger(const json::Value &swagger)
{
    return Upgrade(swagger).document();
}

} // namespace gatehouse::openapi

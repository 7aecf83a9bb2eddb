#include "core/openapi/rest_exporter.h"

#include "core/base/random.h"
#include "core/openapi/export_context.h"
#include "core/openapi/import_context.h"
#include "core/openapi/layouts.h"
#include "core/openapi/path_item.h"
#include "core/openapi/rest_importer.h"
#include "core/openapi/settings.h"
#include "core/openapi/write_operation.h"

#include <unordered_map>

namespace gatehouse::openapi {

using json::Value;

namespace {

Value writeModel(const model::Model &model, bool keepUnknown)
{
    const bool isUsual = model.description.empty() && model.contentType == "application/json";
    if (!keepUnknown || isUsual || (!model.schema.isObject() && !model.schema.isNull()))
        return model.schema;
    MemberWriter schema(model.schema);
    MemberWriter own(schema.value()["x-gatehouse-model"]);
    own.text("description", model.description);
    if (model.contentType != "application/json")
        own.text("contentType", model.contentType);
    schema.set("x-gatehouse-model", own.finish());
    return schema.finish();
}

bool anyMethod(const model::RestApi &api, bool (*predicate)(const model::Method &))
{
    return std::ranges::any_of(api.resources, [predicate](const Cow<model::Resource> &resource) {
        return std::ranges::any_of(resource->methods, predicate);
    });
}

Value writeComponents(const model::RestApi &api, const ExportOptions &options, SecuritySchemes &security)
{
    MemberWriter out(options.keepUnknown ? api.extra["components"] : Value());
    if (!api.models.empty()) {
        json::Object schemas;
        for (const Cow<model::Model> &model : api.models)
            schemas.set(model->name, writeModel(*model, options.keepUnknown));
        out.set("schemas", std::move(schemas));
    }
    Value schemes = writeSchemes(
        api.extra, api.authorizers,
        anyMethod(api, [](const model::Method &m) { return m.authorizationType == model::AuthorizationType::AwsIam; }),
        anyMethod(api, [](const model::Method &m) { return m.apiKeyRequired; }), options, security);
    if (!schemes.members().empty())
        out.set("securitySchemes", std::move(schemes));
    return out.finish(layouts::kComponents);
}

/// Whether importing the resources after this one would make it too: a parent that only holds its first child, which
/// follows.
bool comesByItself(const model::RestApi &api, std::size_t index, bool hasOwnId)
{
    const model::Resource &resource = *api.resources[index];
    if (hasOwnId || !resource.methods.empty() || !resource.extra.isNull())
        return false;
    return index == 0 || (index + 1 < api.resources.size() && api.resources[index + 1]->parent == resource.id);
}

Value writePaths(const ExportContext &context, const model::RestApi &api)
{
    const bool keep = context.options.keepUnknown;
    json::Object paths;
    std::unordered_map<std::string, std::string> pathOf; // resource id -> path
    for (std::size_t i = 0; i < api.resources.size(); ++i) {
        const model::Resource &resource = *api.resources[i];
        const auto parent = pathOf.find(resource.parent.value);
        const std::string above = parent == pathOf.end() || parent->second == "/" ? std::string() : parent->second;
        const std::string path = above + "/" + resource.pathPart;
        pathOf.emplace(resource.id.value, path);
        const bool ownId = keep && resource.id.value != ids::derivedId(resourceSeed(path));
        if (comesByItself(api, i, ownId))
            continue;
        MemberWriter item(keep ? resource.extra : Value());
        for (const model::Method &method : resource.methods) {
            if (const std::string key = operationKeyOf(method.httpMethod); isOperationKey(key))
                item.set(key, writeMethod(context, method, resource.extra));
        }
        if (ownId)
            item.text(kIdKey, resource.id.value);
        paths.set(path, item.finish());
    }
    if (keep) {
        for (const json::Member &member : api.extra["paths"].members()) {
            if (!paths.contains(member.key))
                paths.set(member.key, member.value);
        }
        return paths;
    }
    std::vector<json::Member> sorted(paths.begin(), paths.end());
    std::ranges::stable_sort(sorted, {}, &json::Member::key);
    json::Object out;
    for (json::Member &member : sorted)
        out.set(member.key, std::move(member.value));
    return out;
}

} // namespace

Value writeRestApi(const model::RestApi &api, const ExportOptions &options)
{
    const bool keep = options.keepUnknown;
    SecuritySchemes security;
    Value components = writeComponents(api, options, security);
    const Value shared = Value::object({{"components", components}});
    const Value &rootSecurity = api.extra["security"];
    const Authorization root = keep ? security.interpret(rootSecurity) : Authorization();
    const ExportContext context{options, shared, References(shared), std::move(security), root};

    MemberWriter out(keep ? api.extra : Value());
    if (!context.full())
        stripExtensions(out.edit());
    if (!out.value().find("openapi"))
        out.set("openapi", "3.0.1");
    if (!options.stage.empty())
        out.set("servers", stageServers(api.id.value, options, options.format == Format::Swagger));
    writeSettings(api, {context.documentation(), context.full(), keep}, out);
    out.set("paths", writePaths(context, api));
    if (!components.members().empty() || !keep)
        out.set("components", std::move(components));
    if (keep)
        writeId(out, api.id.value, "api " + api.name);
    return out.finish(layouts::kRoot);
}

} // namespace gatehouse::openapi

#include "core/openapi/rest_importer.h"

#include "core/openapi/authorizers.h"
#include "core/openapi/check.h"
#include "core/openapi/layouts.h"
#include "core/openapi/mock_answers.h"
#include "core/openapi/path_item.h"
#include "core/openapi/read_operation.h"
#include "core/openapi/resource_tree.h"
#include "core/openapi/settings.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

namespace {

class RestImporter {
public:
    explicit RestImporter(ImportContext &context)
        : m_context(context)
        , m_root(context.document)
        , m_tree(context)
    {
    }

    model::RestApi read();

private:
    void readComponents();
    void readModel(const json::Member &schema);
    void readRootSecurity();
    void readPaths();
    void readPath(const json::Member &member, std::string_view prefix);
    Value readPathItem(const std::string &path, const Value &item, model::Resource &resource);
    void dropUsualSchemes();

    ImportContext &m_context;
    Members m_root;
    model::RestApi m_api;
    ResourceTree m_tree;
    Value m_otherPaths; // path items that make no resource
    Value m_otherSchemes; // security schemes that make no authorizer
};

void RestImporter::readModel(const json::Member &schema)
{
    checkModel(m_context, schema);
    model::Model model;
    model.name = schema.key;
    model.schema = schema.value;
    if (const Value *own = schema.value.find("x-gatehouse-model"); own && own->isObject()) {
        Members members(schema.value);
        Members inner(*own);
        model.description = inner.takeText("description");
        if (std::string type = inner.takeText("contentType"); !type.empty())
            model.contentType = std::move(type);
        members.keep("x-gatehouse-model", inner.rest());
        model.schema = members.rest();
        if (model.schema.isNull())
            model.schema = Value::object();
    }
    m_api.models.emplace_back(std::move(model));
}

void RestImporter::readComponents()
{
    m_api.authorizers = readSchemes(m_context, m_otherSchemes);
    const Value &raw = m_context.document["components"];
    if (!raw.isObject())
        return;
    m_api.models.reserve(raw["schemas"].members().size());
    for (const json::Member &schema : raw["schemas"].members())
        readModel(schema);
}

void RestImporter::readRootSecurity()
{
    const Value *security = m_root.find("security");
    if (!security || !security->isArray())
        return;
    m_context.rootAuthorization = m_context.security.interpret(*security);
    checkSecurity(m_context, *security);
    if (!security->items().empty()) {
        m_context.report.add(
            Severity::Info, "aws-root-security",
            "API Gateway's guide says that the root's security is not used; recorded imports apply it to "
            "every method without its own, and so does this one",
            *security);
    }
}

Value RestImporter::readPathItem(const std::string &path, const Value &item, model::Resource &resource)
{
    Members members(item);
    if (const Value *id = members.find(kIdKey); id && id->isString())
        resource.id.value = takeId(members, resourceSeed(path));
    for (const json::Member &member : item.members()) {
        if (!isOperationKey(member.key)) {
            if (member.key == "trace")
                m_context.report.add(Severity::Warning, "aws-trace", "API Gateway has no TRACE methods", member.value);
            continue;
        }
        if (!member.value.isObject()) {
            m_context.wrongShape(member.value, member.key, "an object");
            continue;
        }
        if (resource.method(httpMethodOf(member.key))) {
            m_context.report.add(Severity::Error, "aws-duplicate-method",
                                 std::format("Path '{}' has this method already", path), member.value);
            continue;
        }
        resource.methods.push_back(readMethod(m_context, path, member.key, member.value));
        members.take(member.key);
    }
    if (const Value *parameters = members.find("parameters"); parameters && !parameters->items().empty()) {
        m_context.report.add(Severity::Warning, "aws-path-item-parameters",
                             "API Gateway ignores parameters shared by all operations of a path", *parameters,
                             "Write them into each operation");
    }
    return members.rest();
}

void RestImporter::readPath(const json::Member &member, std::string_view prefix)
{
    const bool isPath = member.key.starts_with('/') && member.value.isObject();
    if (!isPath) {
        if (!member.key.starts_with("x-")) {
            m_context.report.add(
                Severity::Error, "oas-schema",
                member.value.isObject()
                    ? std::format("Parse issue: attribute paths. Resource {} should start with /", member.key)
                    : std::format("Path '{}' should hold an object", member.key),
                member.keySpan.known() ? member.keySpan : member.value.span());
        }
        m_otherPaths.editMembers().set(member.key, member.value);
        return;
    }
    const Value *item = &member.value;
    Value merged;
    if (item->find("$ref")) {
        const References::Target target = m_context.references.resolve(*item);
        if (!target.value) {
            reportReference(m_context, target.problem, target.text, std::format("paths.'{}'", member.key), *item);
        } else if (target.value->isObject()) {
            merged = *target.value;
            for (const json::Member &sibling : item->members()) {
                if (sibling.key != "$ref")
                    merged.editMembers().set(sibling.key, sibling.value, sibling.keySpan);
            }
            item = &merged;
        }
    }
    const std::string path = normalisedPath(std::string(prefix) + member.key);
    model::Resource &resource = m_tree.at(path, member.keySpan.known() ? member.keySpan : member.value.span());
    Value rest = readPathItem(path, *item, resource);
    if (rest.isNull())
        return;
    if (resource.extra.isNull())
        resource.extra = std::move(rest);
    else
        m_otherPaths.editMembers().set(member.key, std::move(rest));
}

void RestImporter::readPaths()
{
    const Value *paths = m_root.find("paths");
    if (!paths || !paths->isObject()) {
        if (!m_context.version31 || paths)
            m_context.report.add(Severity::Error, "oas-schema", "'paths' should be an object",
                                 paths ? *paths : m_context.document);
        return;
    }
    const std::string prefix = pathPrefix(m_context.document, m_context.options.basePath);
    if (!prefix.empty())
        m_tree.at(prefix, paths->span());
    std::size_t done = 0;
    for (const json::Member &member : paths->members()) {
        if (m_context.stopped())
            return;
        readPath(member, prefix);
        if (++done % 64 == 0 && m_context.options.progress)
            m_context.options.progress(
                0.4 + 0.6 * static_cast<double>(done) / static_cast<double>(paths->members().size()));
    }
    m_root.keep("paths", m_otherPaths);
}

/// API Gateway's own schemes for IAM and keys come back by themselves where a method needs them.
void RestImporter::dropUsualSchemes()
{
    const auto used = [this](auto &&predicate) {
        return std::ranges::any_of(m_api.resources, [&](const Cow<model::Resource> &resource) {
            return std::ranges::any_of(resource->methods, predicate);
        });
    };
    const auto drop = [this](std::string_view name, const Value &usual) {
        const Value *scheme = m_otherSchemes.find(name);
        if (scheme && scheme->equivalent(usual))
            m_otherSchemes.editMembers().erase(name);
    };
    if (used([](const model::Method &m) { return m.authorizationType == model::AuthorizationType::AwsIam; }))
        drop(kIamScheme, iamScheme());
    if (used([](const model::Method &m) { return m.apiKeyRequired; }))
        drop(kApiKeyScheme, apiKeyScheme());
}

model::RestApi RestImporter::read()
{
    readSettings(m_context, m_root, m_api);
    if (const Value *id = m_root.find(kIdKey); id || m_context.options.apiId.isNull())
        m_api.id.value = takeId(m_root, "api " + m_api.name);
    if (!m_context.options.apiId.isNull())
        m_api.id = m_context.options.apiId;
    readComponents();
    readRootSecurity();
    readPaths();
    m_api.resources = m_tree.take();
    if (m_context.options.mockMissingIntegrations)
        addMockAnswers(m_context, m_api);
    dropUsualSchemes();

    if (const Value *components = m_root.find("components"); components && components->isObject()) {
        Members rest(*components);
        if (components->find("schemas") && (*components)["schemas"].isObject())
            rest.take("schemas");
        if ((*components)["securitySchemes"].isObject())
            rest.keep("securitySchemes", m_otherSchemes);
        m_root.keep("components", rest.rest(layouts::kComponents));
    }
    if ((*m_root.find("openapi")).string() == "3.0.1")
        m_root.take("openapi");
    m_api.extra = m_root.rest(layouts::kRoot);
    return std::move(m_api);
}

} // namespace

std::string basePathOf(const Value &document)
{
    std::string path;
    const json::Array &servers = document["servers"].items();
    for (const Value &server : servers) {
        if (const Value *variable = server["variables"].find("basePath"); variable && path.empty())
            path = (*variable)["default"].scalarText().value_or("");
    }
    if (path.empty() && !servers.empty()) {
        std::string_view url = servers.front()["url"].string();
        if (const std::size_t authority = url.find("//"); authority != std::string_view::npos) {
            url.remove_prefix(authority + 2);
            url.remove_prefix(std::min(url.find('/'), url.size()));
        }
        path = url;
    }
    path = normalisedPath(path);
    return path == "/" ? std::string() : path;
}

std::string pathPrefix(const Value &document, BasePath mode)
{
    std::string path = mode == BasePath::Ignore ? std::string() : basePathOf(document);
    if (mode == BasePath::Split && !path.empty()) {
        const std::size_t second = path.find('/', 1);
        path = second == std::string::npos ? std::string() : path.substr(second);
    }
    return path;
}

model::RestApi readRestApi(ImportContext &context)
{
    return RestImporter(context).read();
}

} // namespace gatehouse::openapi

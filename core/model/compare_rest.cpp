#include "core/model/comparison.h"

#include "core/json/reader.h"

#include <unordered_map>

namespace gatehouse::model {

namespace {

using enum ChangedPart;

/// What is looked up again and again in one of the APIs.
class ResourceIndex {
public:
    explicit ResourceIndex(const RestApi &api)
    {
        for (const Cow<model::Resource> &resource : api.resources) { // parents come before their children
            m_byId.emplace(resource->id.value, &*resource);
            std::string path = "/";
            if (!resource->parent.isNull()) {
                const std::string &parent = m_paths[resource->parent.value];
                path = (parent == "/" ? "" : parent) + "/" + resource->pathPart;
                m_children[resource->parent.value].push_back(&*resource);
            }
            m_byPath.emplace(path, &*resource);
            m_paths.insert_or_assign(resource->id.value, std::move(path));
        }
    }
    [[nodiscard]] const model::Resource *find(const ResourceId &id) const { return look(m_byId, id.value); }
    [[nodiscard]] const model::Resource *findPath(const std::string &path) const { return look(m_byPath, path); }
    [[nodiscard]] const std::string &path(const model::Resource &resource) const
    {
        return m_paths.at(resource.id.value);
    }
    [[nodiscard]] const std::vector<const model::Resource *> &children(const model::Resource &resource) const
    {
        static const std::vector<const model::Resource *> none;
        const auto found = m_children.find(resource.id.value);
        return found == m_children.end() ? none : found->second;
    }

private:
    static const model::Resource *look(const std::unordered_map<std::string, const model::Resource *> &map,
                                       const std::string &key)
    {
        const auto found = map.find(key);
        return found == map.end() ? nullptr : found->second;
    }

    std::unordered_map<std::string, const model::Resource *> m_byId;
    std::unordered_map<std::string, const model::Resource *> m_byPath;
    std::unordered_map<std::string, std::string> m_paths; // by id
    std::unordered_map<std::string, std::vector<const model::Resource *>> m_children; // by id
};

std::string methodPointer(const std::string &path, const std::string &httpMethod)
{
    std::string member = httpMethod == "ANY" ? "x-amazon-apigateway-any-method" : httpMethod;
    for (char &c : member) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
    }
    return json::pointerJoin(json::pointerJoin("/paths", path), member);
}

std::string summaryOf(const model::Method &method)
{
    return method.integration ? model::summaryOf(*method.integration) : "no integration";
}

std::string summaryOf(const RequestParameter &parameter)
{
    return parameter.required ? "required" : "optional";
}

/// Compares the resources of two APIs along the tree.
class ResourceComparison {
public:
    ResourceComparison(Comparison &out, const RestApi &before, const RestApi &after)
        : m_out(out)
        , m_before(before)
        , m_after(after)
        , m_authorizersBefore(before)
        , m_authorizersAfter(after)
    {
        for (const Cow<model::Resource> &resource : after.resources) {
            const model::Resource *old = m_before.find(resource->id);
            if (!old)
                old = m_before.findPath(m_after.path(*resource));
            if (old && !m_counterparts.contains(old)) {
                m_old.emplace(&*resource, old);
                m_counterparts.emplace(old, &*resource);
            }
        }
    }

    void run(const RestApi &after, const RestApi &before)
    {
        // What is left to do, the next thing last: deep trees must not deepen the stack.
        std::vector<std::pair<const model::Resource *, bool>> todo; // resource, of the API after?
        if (const model::Resource *root = before.root(); root && !m_counterparts.contains(root))
            todo.emplace_back(root, false);
        if (const model::Resource *root = after.root())
            todo.emplace_back(root, true);
        while (!todo.empty()) {
            const auto [resource, isAfter] = todo.back();
            todo.pop_back();
            const model::Resource *old = isAfter ? counterpart(m_old, resource) : resource;
            if (!isAfter)
                removed(*resource);
            else if (old)
                both(*old, *resource);
            else
                added(*resource);
            if (old) {
                const auto &children = m_before.children(*old);
                for (auto child = children.rbegin(); child != children.rend(); ++child) {
                    if (!m_counterparts.contains(*child))
                        todo.emplace_back(*child, false);
                }
            }
            if (isAfter) {
                const auto &children = m_after.children(*resource);
                for (auto child = children.rbegin(); child != children.rend(); ++child)
                    todo.emplace_back(*child, true);
            }
        }
    }

private:
    using Pairs = std::unordered_map<const model::Resource *, const model::Resource *>;

    /// Names of authorizers, whose ids mean nothing to people and may differ from file to file.
    struct AuthorizerNames {
        explicit AuthorizerNames(const RestApi &api)
        {
            for (const model::Authorizer &authorizer : api.authorizers)
                names.emplace(authorizer.id.value, authorizer.name);
        }
        [[nodiscard]] std::string operator()(const AuthorizerId &id) const
        {
            const auto found = names.find(id.value);
            return found == names.end() ? id.value : found->second;
        }
        std::unordered_map<std::string, std::string> names;
    };

    [[nodiscard]] static const model::Resource *counterpart(const Pairs &pairs, const model::Resource *resource)
    {
        const auto found = pairs.find(resource);
        return found == pairs.end() ? nullptr : found->second;
    }

    [[nodiscard]] ComparedPlace place(const std::string &pathBefore, const std::string &pathAfter) const
    {
        return {pathAfter.empty() ? pathBefore : pathAfter, json::pointerJoin("/paths", pathBefore),
                json::pointerJoin("/paths", pathAfter)};
    }

    void added(const model::Resource &resource)
    {
        const std::string &path = m_after.path(resource);
        m_out.added(ChangedPart::Resource, place({}, path), path);
        for (const model::Method &method : resource.methods)
            m_out.added(ChangedPart::Method, methodPlace(method.httpMethod, {}, path), summaryOf(method));
    }

    void removed(const model::Resource &resource)
    {
        const std::string &path = m_before.path(resource);
        m_out.removed(ChangedPart::Resource, place(path, {}), path);
        for (const model::Method &method : resource.methods)
            m_out.removed(ChangedPart::Method, methodPlace(method.httpMethod, path, {}), summaryOf(method));
    }

    void both(const model::Resource &before, const model::Resource &after)
    {
        const std::string &oldPath = m_before.path(before);
        const std::string &newPath = m_after.path(after);
        const bool sameParent = before.parent.isNull() == after.parent.isNull()
            && (before.parent.isNull()
                || counterpart(m_old, m_after.find(after.parent)) == m_before.find(before.parent));
        if (before.pathPart != after.pathPart || !sameParent) {
            const ComparedPlace at = place(oldPath, newPath);
            m_out.add({ChangeKind::Moved, ChangedPart::Resource, at.label, oldPath, newPath, at.before, at.after});
        }
        if (&before == &after)
            return; // shared: the same to the last octet
        m_out.objects(
            ChangedPart::Method, before.methods, after.methods, &model::Method::httpMethod,
            [&](const std::string &verb) { return methodPlace(verb, oldPath, newPath); },
            [&](const ComparedPlace &at, const model::Method &a, const model::Method &b) {
                if (!(a == b))
                    methods(at, a, b);
            },
            [](const model::Method &method) { return summaryOf(method); });
        m_out.extra(place(oldPath, newPath), before.extra, after.extra);
    }

    [[nodiscard]] static ComparedPlace methodPlace(const std::string &verb, const std::string &pathBefore,
                                                   const std::string &pathAfter)
    {
        return {verb + " " + (pathAfter.empty() ? pathBefore : pathAfter), methodPointer(pathBefore, verb),
                methodPointer(pathAfter, verb)};
    }

    void methods(const ComparedPlace &place, const model::Method &before, const model::Method &after)
    {
        m_out.member(Documentation, place, "operation name", "operationId", before.operationName, after.operationName);
        m_out.member(MethodRequest, place, "authorization", "", before.authorizationType, after.authorizationType);
        m_out.text(MethodRequest, place.at("authorizer", "security"), m_authorizersBefore(before.authorizerId),
                   m_authorizersAfter(after.authorizerId));
        m_out.member(MethodRequest, place, "scopes", "security", before.authorizationScopes, after.authorizationScopes);
        m_out.member(MethodRequest, place, "API key required", "security", before.apiKeyRequired, after.apiKeyRequired);
        m_out.member(MethodRequest, place, "request validator", "x-amazon-apigateway-request-validator",
                     before.requestValidator, after.requestValidator);
        const ComparedPlace parameters = place.at("", "parameters");
        m_out.objects(
            MethodRequest, before.requestParameters, after.requestParameters,
            [](const RequestParameter &p) { return std::string(toString(p.location)) + " parameter " + p.name; },
            [&](const std::string &words) { return parameters.at(words, ""); },
            [&](const ComparedPlace &at, const RequestParameter &a, const RequestParameter &b) {
                m_out.text(MethodRequest, at, summaryOf(a), summaryOf(b));
                m_out.extra(at, a.extra, b.extra);
            },
            [](const RequestParameter &p) { return summaryOf(p); });
        m_out.entries(MethodRequest, place.at("", "requestBody"), "request model", "content", before.requestModels,
                      after.requestModels);
        integrations(place, before, after);
        responses(place.at("", "responses"), before, after);
        m_out.extra(place, before.extra, after.extra);
    }

    void integrations(const ComparedPlace &method, const model::Method &before, const model::Method &after)
    {
        const ComparedPlace place = method.at("integration", "x-amazon-apigateway-integration");
        if (before.integration && after.integration)
            compareIntegrations(m_out, place, *before.integration, *after.integration);
        else if (after.integration)
            m_out.added(ChangedPart::Integration, place, model::summaryOf(*after.integration));
        else if (before.integration)
            m_out.removed(ChangedPart::Integration, place, model::summaryOf(*before.integration));
    }

    void responses(const ComparedPlace &place, const model::Method &before, const model::Method &after)
    {
        m_out.objects(
            ChangedPart::MethodResponse, before.responses, after.responses, &model::MethodResponse::statusCode,
            [&](const std::string &status) { return place.at("method response " + status, status); },
            [&](const ComparedPlace &at, const model::MethodResponse &a, const model::MethodResponse &b) {
                m_out.entries(ChangedPart::MethodResponse, at, "header", "", a.responseParameters,
                              b.responseParameters);
                m_out.entries(ChangedPart::MethodResponse, at, "model", "content", a.responseModels, b.responseModels);
                m_out.extra(at, a.extra, b.extra);
            },
            [](const model::MethodResponse &response) { return response.statusCode; });
    }

    Comparison &m_out;
    ResourceIndex m_before;
    ResourceIndex m_after;
    AuthorizerNames m_authorizersBefore;
    AuthorizerNames m_authorizersAfter;
    Pairs m_old; // resource after -> the same before
    Pairs m_counterparts; // and the other way
};

void compareSettings(Comparison &out, const RestApi &before, const RestApi &after)
{
    // An empty pointer is the document itself: below it, members are named from the root.
    const auto member = [&](std::string_view words, const std::string &pointer, const auto &a, const auto &b,
                            ChangedPart part = Setting) { out.member(part, {"", pointer, pointer}, words, "", a, b); };
    member("name", "/info/title", before.name, after.name);
    member("description", "/info/description", before.description, after.description, Documentation);
    member("version", "/info/version", before.version, after.version, Documentation);
    member("API key source", "/x-amazon-apigateway-api-key-source", before.apiKeySource, after.apiKeySource);
    member("binary media types", "/x-amazon-apigateway-binary-media-types", before.binaryMediaTypes,
           after.binaryMediaTypes);
    member("minimum compression size", "/x-amazon-apigateway-minimum-compression-size", before.minimumCompressionSize,
           after.minimumCompressionSize);
    const std::string endpoint = "/x-amazon-apigateway-endpoint-configuration";
    const EndpointConfiguration &a = before.endpointConfiguration;
    const EndpointConfiguration &b = after.endpointConfiguration;
    member("endpoint type", endpoint, a.type, b.type);
    member("VPC endpoints", endpoint, a.vpcEndpointIds, b.vpcEndpointIds);
    member("IP address type", endpoint, a.ipAddressType, b.ipAddressType);
    member("default endpoint disabled", endpoint, a.disableExecuteApiEndpoint, b.disableExecuteApiEndpoint);
    member("security policy", "/x-amazon-apigateway-security-policy", before.securityPolicy, after.securityPolicy);
    member("endpoint access mode", "/x-amazon-apigateway-endpoint-access-mode", before.endpointAccessMode,
           after.endpointAccessMode);
    member("resource policy", "/x-amazon-apigateway-policy", before.policy, after.policy);
    member("default request validator", "/x-amazon-apigateway-request-validator", before.requestValidator,
           after.requestValidator);
    member("tags", "/tags", before.tags, after.tags);
}

void compareParts(Comparison &out, const RestApi &before, const RestApi &after)
{
    compareModels(out, before.models, after.models);

    const std::string validators = "/x-amazon-apigateway-request-validators";
    out.objects(
        ChangedPart::RequestValidator, before.requestValidators, after.requestValidators,
        &model::RequestValidator::name,
        [&](const std::string &name) {
            return ComparedPlace{"", validators, validators}.at("request validator " + name, name);
        },
        [&](const ComparedPlace &place, const model::RequestValidator &a, const model::RequestValidator &b) {
            out.member(ChangedPart::RequestValidator, place, "body", "validateRequestBody", a.validateRequestBody,
                       b.validateRequestBody);
            out.member(ChangedPart::RequestValidator, place, "parameters", "validateRequestParameters",
                       a.validateRequestParameters, b.validateRequestParameters);
        },
        [](const model::RequestValidator &v) {
            return "body: " + comparedText(v.validateRequestBody)
                + ", parameters: " + comparedText(v.validateRequestParameters);
        });

    compareAuthorizers(out, before.authorizers, after.authorizers);

    const std::string responses = "/x-amazon-apigateway-gateway-responses";
    out.objects(
        ChangedPart::GatewayResponse, before.gatewayResponses, after.gatewayResponses,
        &model::GatewayResponse::responseType,
        [&](const std::string &type) {
            return ComparedPlace{"", responses, responses}.at("gateway response " + type, type);
        },
        [&](const ComparedPlace &place, const model::GatewayResponse &a, const model::GatewayResponse &b) {
            out.member(ChangedPart::GatewayResponse, place, "status code", "statusCode", a.statusCode, b.statusCode);
            out.entries(ChangedPart::GatewayResponse, place, "parameter", "responseParameters", a.responseParameters,
                        b.responseParameters);
            out.entries(ChangedPart::GatewayResponse, place, "template", "responseTemplates", a.responseTemplates,
                        b.responseTemplates);
        },
        [](const model::GatewayResponse &r) { return r.statusCode; });

    const std::string documentation = "/x-amazon-apigateway-documentation";
    out.objects(
        Documentation, before.documentationParts, after.documentationParts,
        [](const DocumentationPart &part) { return "documentation of " + json::toJson(part.location, -1); },
        [&](const std::string &words) { return ComparedPlace{words, documentation, documentation}; },
        [&](const ComparedPlace &place, const DocumentationPart &a, const DocumentationPart &b) {
            out.member(Documentation, place, "", "", a.properties, b.properties);
        },
        [](const DocumentationPart &part) { return comparedText(part.properties); });
    out.member(Documentation, {"", documentation, documentation}, "documentation version", "version",
               before.documentationVersion, after.documentationVersion);
    out.extra({}, before.extra, after.extra);
}

} // namespace

Changes compareRest(const RestApi &before, const RestApi &after)
{
    Comparison out;
    compareSettings(out, before, after);
    ResourceComparison(out, before, after).run(after, before);
    compareParts(out, before, after);
    return out.take();
}

} // namespace gatehouse::model

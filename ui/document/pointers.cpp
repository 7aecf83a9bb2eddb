#include "ui/document/pointers.h"

#include "core/json/value.h"
#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

constexpr std::string_view kAnyMethod = "x-amazon-apigateway-any-method";

/// The first token of an RFC 6901 pointer, unescaped; takes it off @p pointer.
std::string takeToken(std::string_view &pointer)
{
    if (!pointer.starts_with('/'))
        return {};
    pointer.remove_prefix(1);
    const std::string_view raw = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(raw.size());
    std::string token;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '~' && i + 1 < raw.size())
            token += raw[++i] == '1' ? '/' : '~';
        else
            token += raw[i];
    }
    return token;
}

std::string verbOf(const std::string &key)
{
    return key == kAnyMethod ? "ANY" : toStd(toQString(key).toUpper());
}

} // namespace

std::string methodPointer(std::string_view path, std::string_view httpMethod)
{
    const std::string pointer = json::pointerJoin("/paths", path);
    if (httpMethod.empty())
        return pointer;
    return json::pointerJoin(pointer,
                             httpMethod == "ANY" ? std::string(kAnyMethod) : toStd(toQString(httpMethod).toLower()));
}

std::string pointerTo(const ProjectDocument &document, const ObjectRef &object)
{
    using Kind = ObjectRef::Kind;
    const model::RestApi *api = document.restApi(object.api);
    if (!api)
        return {};
    switch (object.kind) {
    case Kind::Resource: return methodPointer(api->path(object.resource));
    case Kind::Method: return methodPointer(api->path(object.resource), object.name);
    case Kind::Model: return json::pointerJoin("/components/schemas", object.name);
    case Kind::GatewayResponse: return json::pointerJoin("/x-amazon-apigateway-gateway-responses", object.name);
    case Kind::Authorizer: {
        const model::Authorizer *authorizer = api->authorizer({object.name});
        return authorizer ? json::pointerJoin("/components/securitySchemes", authorizer->name) : std::string();
    }
    default: return {};
    }
}

ObjectRef objectAtPointer(const ProjectDocument &document, const model::ApiId &api, std::string_view pointer)
{
    using Kind = ObjectRef::Kind;
    const ObjectRef whole{Kind::Api, api, {}, {}};
    const std::string first = takeToken(pointer);
    const std::string second = takeToken(pointer);
    if ((first == "components" && second == "schemas") || first == "definitions")
        return {Kind::Model, api, {}, first == "definitions" ? second : takeToken(pointer)};
    if (first == "x-amazon-apigateway-gateway-responses" && !second.empty())
        return {Kind::GatewayResponse, api, {}, second};
    const model::RestApi *rest = first == "paths" ? document.restApi(api) : nullptr;
    const model::Resource *resource = rest ? rest->resourceAt(second) : nullptr;
    if (!resource)
        return whole;
    const model::Method *method = resource->method(verbOf(takeToken(pointer)));
    return method ? ObjectRef{Kind::Method, api, resource->id, method->httpMethod}
                  : ObjectRef{Kind::Resource, api, resource->id, {}};
}

} // namespace gatehouse::ui

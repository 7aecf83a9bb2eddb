#include "core/playground/overrides_json.h"

namespace gatehouse::playground {

namespace {

json::Value parametersJson(const std::vector<mapping::OverriddenParameter> &parameters)
{
    json::Object object;
    for (const mapping::OverriddenParameter &parameter : parameters) {
        json::Array values(parameter.values.begin(), parameter.values.end());
        object.set(parameter.name, values.size() == 1 ? std::move(values.front()) : json::Value(std::move(values)));
    }
    return object;
}

void setUnlessEmpty(json::Object &object, std::string_view name, json::Value value)
{
    if (!value.members().empty())
        object.set(name, std::move(value));
}

} // namespace

json::Value overridesJson(const mapping::Overrides &overrides)
{
    json::Object request;
    setUnlessEmpty(request, "path", parametersJson(overrides.path));
    setUnlessEmpty(request, "querystring", parametersJson(overrides.querystring));
    setUnlessEmpty(request, "header", parametersJson(overrides.header));
    json::Object response;
    if (overrides.status)
        response.set("status", *overrides.status);
    setUnlessEmpty(response, "header", parametersJson(overrides.responseHeader));
    json::Object both;
    setUnlessEmpty(both, "requestOverride", std::move(request));
    setUnlessEmpty(both, "responseOverride", std::move(response));
    return both.empty() ? json::Value() : json::Value(std::move(both));
}

} // namespace gatehouse::playground

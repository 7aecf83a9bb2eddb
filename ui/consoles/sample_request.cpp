#include "ui/consoles/sample_request.h"

#include "core/json/reader.h"
#include "core/openapi/sample_value.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

/// Makes values for the schemas of one API. Its models stand where references look for them.
class Samples {
public:
    explicit Samples(const model::RestApi &api)
        : m_root(documentOf(api))
        , m_references(m_root)
        , m_maker(m_references)
    {
    }

    [[nodiscard]] json::Value of(const json::Value &schema) { return m_maker.sample(schema).value_or(json::Value()); }

private:
    static json::Value documentOf(const model::RestApi &api)
    {
        json::Object schemas;
        for (const Cow<model::Model> &model : api.models)
            schemas.set(model->name, model->schema);
        return json::Value::object({{"components", json::Value::object({{"schemas", std::move(schemas)}})}});
    }

    const json::Value m_root;
    const openapi::References m_references;
    openapi::SampleMaker m_maker;
};

/// The example that a parameter or media type gives itself; null if none.
const json::Value *givenExample(const json::Value &object)
{
    if (const json::Value *example = object.find("example"))
        return example;
    const json::Object &examples = object["examples"].members(); // named Example Objects
    return examples.empty() ? nullptr : examples[0].value.find("value");
}

QString textOf(const json::Value &value)
{
    return toQString(value.scalarText().value_or(value.isNull() ? std::string() : json::toJson(value, -1)));
}

/// What a parameter is tried with: its example, else a value of its schema's type.
QString parameterValue(const model::RequestParameter &parameter, Samples &samples)
{
    if (const json::Value *example = givenExample(parameter.extra))
        return textOf(*example);
    // Swagger 2.0 has the type in the parameter itself.
    const json::Value *schema = parameter.extra.find("schema");
    return textOf(samples.of(schema ? *schema : parameter.extra));
}

/// Body and media type from a Media Type Object or a model.
void addBody(ConsoleRequest &request, std::string_view mediaType, const json::Value &body)
{
    if (body.isNull())
        return;
    request.headers.append({true, QStringLiteral("Content-Type"), toQString(mediaType)});
    request.body = body.isString() ? QByteArray::fromStdString(std::string(body.string()))
                                   : QByteArray::fromStdString(json::toJson(body));
}

void addBody(ConsoleRequest &request, const model::RestApi &api, const model::Method &method, Samples &samples)
{
    const json::Value &content = method.extra["requestBody"]["content"];
    const auto modelled = method.requestModels.contains("application/json")
        ? method.requestModels.find("application/json")
        : method.requestModels.begin();
    for (const json::Member &media : content.members()) {
        if (const json::Value *example = givenExample(media.value))
            return addBody(request, media.key, *example);
        if (modelled == method.requestModels.end())
            return addBody(request, media.key, samples.of(media.value["schema"]));
    }
    if (modelled == method.requestModels.end())
        return;
    if (const model::Model *model = api.model(modelled->second))
        addBody(request, modelled->first, samples.of(model->schema));
}

/// A path parameter that nothing tells about still needs a value to be sent.
void completePathParameters(ConsoleRequest &request)
{
    RequestFields complete;
    for (const QString &name : pathParameterNames(request.path)) {
        const auto given = std::ranges::find_if(request.pathParameters,
                                                [&name](const KeyValue &field) { return field.name == name; });
        const QString value = given == request.pathParameters.end() ? QString() : given->value;
        complete.append({true, name, value.isEmpty() ? QStringLiteral("1") : value});
    }
    request.pathParameters = complete;
}

} // namespace

ConsoleRequest sampleRequest(const model::RestApi &api, const model::Resource &resource, const model::Method &method)
{
    Samples samples(api);
    ConsoleRequest request;
    request.method = method.httpMethod == "ANY" ? QStringLiteral("GET") : toQString(method.httpMethod);
    request.path = toQString(api.path(resource.id));
    using Location = model::RequestParameter::Location;
    for (const model::RequestParameter &parameter : method.requestParameters) {
        const QString value = parameterValue(parameter, samples);
        const QString name = toQString(parameter.name);
        switch (parameter.location) {
        case Location::Path: request.pathParameters.append({true, name, value}); break;
        case Location::QueryString: request.query.append({parameter.required, name, value}); break;
        case Location::Header: request.headers.append({parameter.required, name, value}); break;
        }
    }
    if (method.apiKeyRequired)
        request.headers.append({true, QStringLiteral("x-api-key"), {}});
    addBody(request, api, method, samples);
    completePathParameters(request);
    return request;
}

ConsoleRequest sampleRequest(const model::Route &route)
{
    ConsoleRequest request;
    const QString key = toQString(route.routeKey);
    const QString method = key.section(QLatin1Char(' '), 0, 0);
    if (key.contains(QLatin1Char(' '))) { // not "$default"
        request.method = method == QLatin1String("ANY") ? QStringLiteral("GET") : method;
        request.path = key.section(QLatin1Char(' '), 1);
    }
    completePathParameters(request);
    return request;
}

} // namespace gatehouse::ui

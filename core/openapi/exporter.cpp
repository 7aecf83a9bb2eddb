#include "core/openapi/exporter.h"

#include "core/json/reader.h"
#include "core/openapi/dialect.h"
#include "core/openapi/layouts.h"
#include "core/openapi/members.h"
#include "core/openapi/rest_exporter.h"
#include "core/openapi/swagger.h"
#include "core/openapi/text.h"
#include "core/yaml/reader.h"

namespace gatehouse::openapi {

using json::Value;

std::optional<Extensions> Extensions::parse(std::string_view list)
{
    Extensions out = none();
    for (const std::string &word : splitList(list)) {
        if (word == "integrations")
            out.integrations = true;
        else if (word == "authorizers")
            out.authorizers = true;
        else if (word == "documentation")
            out.documentation = true;
        else if (word == "apigateway")
            out.apigateway = true;
        else
            return {};
    }
    return out;
}

namespace {

bool is31(const Value &document)
{
    return document["openapi"].scalarText().value_or("").starts_with("3.1");
}

} // namespace

Value exportApi(const model::Api &api, const ExportOptions &options, Diagnostics *losses)
{
    Value document;
    if (const auto *rest = std::get_if<model::RestApi>(&api))
        document = writeRestApi(*rest, options);
    else if (const auto *http = std::get_if<model::HttpApi>(&api))
        document = writeHttpApi(*http, options);
    else
        return {};
    Report report{std::string()};
    switch (options.format) {
    case Format::Oas30:
        if (is31(document))
            convertTo30(document, report);
        break;
    case Format::Oas31:
        if (!is31(document))
            convertTo31(document);
        break;
    case Format::Swagger:
        if (is31(document))
            convertTo30(document, report);
        document = arranged(downgradeToSwagger(document, report), layouts::kSwaggerRoot);
        break;
    }
    if (losses)
        *losses = report.finish({}, document);
    return document;
}

std::string exportText(const model::Api &api, const ExportOptions &options, bool yaml)
{
    const Value document = exportApi(api, options);
    return yaml ? yaml::toYaml(document) : json::toJson(document) + "\n";
}

} // namespace gatehouse::openapi

#include "core/openapi/importer.h"

#include "core/openapi/bundle.h"
#include "core/openapi/check.h"
#include "core/openapi/document.h"
#include "core/openapi/http_importer.h"
#include "core/openapi/path_item.h"
#include "core/openapi/rest_importer.h"
#include "core/openapi/swagger.h"
#include "core/yaml/reader.h"

namespace gatehouse::openapi {

namespace {

using json::Value;

/// Reads the API out of a document that was read well.
void readApi(ImportResult &result, const ImportOptions &options, Report &report, std::size_t textSize)
{
    const Dialect dialect = dialectOf(result.document, report);
    if (dialect == Dialect::Unknown)
        return;
    Value document = result.document;
    if (options.followFileReferences)
        bundleFiles(document, options, report);
    substituteVariables(document, options);
    if (dialect == Dialect::Swagger20)
        document = upgradeSwagger(document);
    if (options.progress)
        options.progress(0.4);

    ImportContext context{options, report, document, References(document), {}, {}, dialect == Dialect::OpenApi31,
                          false};
    const bool http = options.kind == ImportOptions::Kind::Http
        || (options.kind == ImportOptions::Kind::Auto && dialect != Dialect::Swagger20 && looksLikeHttpApi(document));
    if (http) {
        if (dialect == Dialect::Swagger20)
            report.add(Severity::Error, "http-api-only", "An HTTP API cannot be imported from Swagger 2.0",
                       document["openapi"]);
        context.http = true;
        result.api = readHttpApi(context);
    } else {
        model::RestApi api = readRestApi(context);
        checkLimits(context, api, textSize);
        result.api = std::move(api);
    }
    result.usable = true;
}

} // namespace

ImportResult importApi(std::string_view text, const ImportOptions &options)
{
    ImportResult result;
    Report report(options.file);
    json::ReadResult read = yaml::readAny(text);
    result.yaml = read.yaml;
    result.document = std::move(read.value);
    const bool isReadable = !hasErrors(read.diagnostics);
    report.append(std::move(read.diagnostics));
    if (options.progress)
        options.progress(0.3);
    if (result.document.isObject() && !options.stop.stop_requested())
        readApi(result, options, report, text.size());
    else if (isReadable && !options.stop.stop_requested()) // else it has been said what is wrong, and where
        report.add(Severity::Error, "oas-schema",
                   result.document.isNull() ? "Invalid OpenAPI input. The document is empty" : "Invalid OpenAPI input.",
                   result.document);
    if (options.stop.stop_requested())
        report.add(Severity::Error, "import-stopped", "The import was stopped before its end", SourceSpan());
    result.diagnostics = report.finish(text, result.document);
    if (options.progress)
        options.progress(1.0);
    return result;
}

std::string pointerOf(std::string_view path, std::string_view httpMethod)
{
    const std::string item = json::pointerJoin("/paths", path);
    return httpMethod.empty() ? item : json::pointerJoin(item, operationKeyOf(httpMethod));
}

} // namespace gatehouse::openapi

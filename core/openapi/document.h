#pragma once

#include "core/openapi/importer.h"
#include "core/openapi/report.h"

namespace gatehouse::openapi {

/// Which words a document speaks.
enum class Dialect : std::uint8_t { Unknown, Swagger20, OpenApi30, OpenApi31 };

/// Tells an unknown or odd version to @p report.
[[nodiscard]] Dialect dialectOf(const json::Value &document, Report &report);

/// Puts the options' values in the place of ${AWS::Region}, ${AWS::AccountId} and ${AWS::Partition} in every string.
void substituteVariables(json::Value &document, const ImportOptions &options);

/// Which kind of API @p document (in OpenAPI 3's words) describes: HTTP if it has marks of an HTTP API and none of a
/// REST one.
[[nodiscard]] bool looksLikeHttpApi(const json::Value &document);

} // namespace gatehouse::openapi

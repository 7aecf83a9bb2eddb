#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// Makes a REST API of a document in OpenAPI 3's words. Source: openapi.md 4.
[[nodiscard]] model::RestApi readRestApi(ImportContext &context);

/// The document's base path without a trailing slash ("" for none). Source: openapi.md 3.2.
[[nodiscard]] std::string basePathOf(const json::Value &document);
/// What the option makes of it: the prefix of every path ("" for none).
[[nodiscard]] std::string pathPrefix(const json::Value &document, BasePath mode);

/// Seeds of derived ids.
[[nodiscard]] inline std::string resourceSeed(std::string_view path)
{
    return "resource " + std::string(path);
}

} // namespace gatehouse::openapi

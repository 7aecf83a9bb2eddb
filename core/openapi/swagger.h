#pragma once

#include "core/json/value.h"
#include "core/openapi/report.h"

namespace gatehouse::openapi {

/// A Swagger 2.0 document in the words of OpenAPI 3.0, so that one importer reads all versions. What 3.0 has no word
/// for becomes an x- member that downgradeToSwagger turns back: upgrading its result gives the same document again.
/// Source places stay those of @p swagger. Linear in its size. Source: openapi.md 8.1.
[[nodiscard]] json::Value upgradeSwagger(const json::Value &swagger);

/// An OpenAPI 3.0 document in the words of Swagger 2.0. What Swagger cannot say stays as it is where that harms nobody,
/// and is told to @p losses (rule "swagger-loss"). Source: openapi.md 8.2.
[[nodiscard]] json::Value downgradeToSwagger(const json::Value &document, Report &losses);

namespace swagger {
/// The keywords that a Swagger parameter or header carries itself and OpenAPI 3 keeps under `schema`.
[[nodiscard]] bool isSchemaKeyword(std::string_view keyword);
/// The media types of forms.
[[nodiscard]] bool isFormType(std::string_view mediaType);
/// The body parameter's name when nobody chose one: the model's, else "body".
[[nodiscard]] std::string bodyName(const json::Value &schema, std::string_view modelPrefix);
} // namespace swagger

} // namespace gatehouse::openapi

#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// A REST method from an operation. @param key  of the Path Item: "get" ... or the any-method extension
[[nodiscard]] model::Method readMethod(const ImportContext &context, std::string_view path, std::string_view key,
                                       const json::Value &operation);

/// "pets" and "ids" of "/pets/{pets}/{ids+}".
[[nodiscard]] std::vector<std::string> pathParameterNames(std::string_view path);

/// The parts of an operation that the exporter compares with what a kept `$ref` means.
namespace operation {
/// The models of a `content` object; what is left of it comes back in @p rest if wanted.
/// @param schemas  the document's components.schemas
[[nodiscard]] model::StringMap readContent(const json::Value &content, const json::Value &schemas,
                                           json::Value *rest = nullptr);
/// A response that is not a `$ref`.
[[nodiscard]] model::MethodResponse readResponse(const std::string &statusCode, const json::Value &raw,
                                                 const json::Value &schemas);
/// A parameter that is not a `$ref`; nothing if API Gateway has no such parameter.
[[nodiscard]] std::optional<model::RequestParameter> readParameter(const json::Value &raw);
/// "200 response", what API Gateway writes where nobody described a response.
[[nodiscard]] std::string defaultDescription(std::string_view statusCode);
/// {"type": "string"}, the schema of every parameter and header that API Gateway writes.
[[nodiscard]] json::Value textSchema();
} // namespace operation

} // namespace gatehouse::openapi

#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// The integration that @p raw describes, or nothing if it has no type that API Gateway knows.
/// @param path, httpMethod  of the method, for AWS's messages
[[nodiscard]] std::optional<model::Integration> readIntegration(const ImportContext &context, const json::Value &raw,
                                                                std::string_view path, std::string_view httpMethod);

/// The reverse. @param keepUnknown  also what the model kept without meaning
[[nodiscard]] json::Value writeIntegration(const model::Integration &integration, bool keepUnknown);

} // namespace gatehouse::openapi

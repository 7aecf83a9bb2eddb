#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// The authorizer of a security scheme that carries x-amazon-apigateway-authorizer. Source: openapi.md 2.4.
[[nodiscard]] model::Authorizer readAuthorizer(const ImportContext &context, const std::string &name,
                                               const json::Value &scheme);

/// The reverse: the whole scheme. @param keepUnknown  also what the model kept without meaning
[[nodiscard]] json::Value writeAuthorizer(const model::Authorizer &authorizer, bool keepUnknown);

/// Reads all schemes of the document into @p context.security and gives the authorizers among them; the schemes that
/// make none come back in @p others.
[[nodiscard]] std::vector<model::Authorizer> readSchemes(ImportContext &context, json::Value &others);

} // namespace gatehouse::openapi

#pragma once

#include "core/openapi/import_context.h"

/// What API Gateway would refuse, change or ignore in a document that reads well (openapi.md 4.9, 10.2).
namespace gatehouse::openapi {

/// A `$ref` that leads nowhere. @param attribute  the place as AWS names it: "paths.'/update'(get).responses.200"
void reportReference(const ImportContext &context, References::Problem problem, std::string_view reference,
                     std::string_view attribute, const json::Value &place);

/// A parameter that is none for API Gateway: cookie, formData, or without a name.
void checkIgnoredParameter(const ImportContext &context, const json::Value &parameter);
/// The schemas of a `content` object: references, and inline ones that need a model on AWS.
void checkContent(const ImportContext &context, const json::Value &content, const std::string &attribute);
/// A requirement list: schemes that are not there, scopes and schemes without effect.
void checkSecurity(const ImportContext &context, const json::Value &security);
/// A security scheme that makes no authorizer.
void checkScheme(const ImportContext &context, const std::string &name, const json::Value &scheme);
/// A model: its name, references, and keywords that have no effect on AWS.
void checkModel(const ImportContext &context, const json::Member &schema);
/// A whole REST method. @param operation  its source
void checkMethod(const ImportContext &context, std::string_view path, const model::Method &method,
                 const json::Value &operation);
/// The integration of a REST method. @param raw  its source
void checkIntegration(const ImportContext &context, std::string_view path, const model::Method &method,
                      const json::Value &raw);
/// Quotas and the API as a whole.
void checkLimits(const ImportContext &context, const model::RestApi &api, std::size_t textSize);

} // namespace gatehouse::openapi

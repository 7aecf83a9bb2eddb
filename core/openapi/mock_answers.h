#pragma once

#include "core/openapi/import_context.h"

namespace gatehouse::openapi {

/// Gives each method without an integration a MOCK one that answers what the document promises: the first 2xx response
/// (200 if there is none), with a body from its example or made from its schema.
///
/// The body stands in a response template. In JSON '$' and '#' are written as \u0024 and \u0023, so that it means the
/// same as a template and taken literally.
void addMockAnswers(const ImportContext &context, model::RestApi &api);

} // namespace gatehouse::openapi

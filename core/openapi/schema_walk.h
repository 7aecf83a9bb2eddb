#pragma once

#include "core/json/value.h"

#include <functional>

namespace gatehouse::openapi {

/// Calls @p edit for the members of @p schema and of every schema inside it, inner ones first. Goes only where schemas
/// stand: examples, defaults, enums and extensions are data. References are not followed. Linear in the schema's size.
void editSchemas(json::Value &schema, const std::function<void(json::Object &)> &edit);

/// The same without changing anything, outer ones first.
void visitSchemas(const json::Value &schema, const std::function<void(const json::Value &)> &visit);

} // namespace gatehouse::openapi

#pragma once

#include "core/json/value.h"
#include "core/openapi/report.h"

namespace gatehouse::openapi {

/// An OpenAPI 3.1 document in the words of 3.0; what 3.0 cannot say is told to @p losses (rule "oas30-loss").
/// Source: openapi.md 8.3.
void convertTo30(json::Value &document, Report &losses);

/// An OpenAPI 3.0 document in the words of 3.1.
void convertTo31(json::Value &document);

} // namespace gatehouse::openapi

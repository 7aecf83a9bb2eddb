#pragma once

#include "core/openapi/export_context.h"

namespace gatehouse::openapi {

/// The operation of a REST method. @param pathItem  what the resource kept: parameters that it declares for all methods
[[nodiscard]] json::Value writeMethod(const ExportContext &context, const model::Method &method,
                                      const model::Extra &pathItem);

} // namespace gatehouse::openapi

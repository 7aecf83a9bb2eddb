#pragma once

#include "core/base/diagnostic.h"
#include "core/project/project_store.h"

namespace gatehouse::cli {

/// Gives diagnostics that have a JSON pointer into the OpenAPI document of @p entry, but no line, their file, line and
/// column. A pointer to what the document does not hold means the nearest object around it.
void placeDiagnostics(Diagnostics &diagnostics, const project::LoadedProject &loaded, const model::ApiEntry &entry);

} // namespace gatehouse::cli

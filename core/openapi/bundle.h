#pragma once

#include "core/openapi/importer.h"
#include "core/openapi/report.h"

namespace gatehouse::openapi {

/// Puts what relative `$ref`s to files mean into @p document itself: schemas among its schemas, anything else in place.
/// Only files inside the folder of options.file are read, links resolved; each at most once, at most 200 of them, 8 MB each.
/// References that lead elsewhere stay as they are and are reported by whoever resolves them.
void bundleFiles(json::Value &document, const ImportOptions &options, Report &report);

} // namespace gatehouse::openapi

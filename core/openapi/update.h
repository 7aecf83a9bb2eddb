#pragma once

#include "core/base/diagnostic.h"
#include "core/model/project.h"

namespace gatehouse::openapi {

enum class UpdateMode : std::uint8_t {
    Merge, ///< what is only in the old API is kept
    Overwrite, ///< it is deleted
};

/// Puts what was imported from a document into an API that exists, as `PUT /restapis/{id}?mode=...` does: imported
/// methods, models, validators, authorizers and gateway responses replace those of the same name, new ones are added.
/// The API, and resources of the same path, keep their ids; the endpoint type stays. An HTTP API is overwritten
/// whatever the mode.
///
/// @return errors in AWS's words where the two do not fit together (@p api is then unchanged): different kinds of API,
/// or
///         a resource that its new parent cannot have
///
/// Source: openapi.md 3.1, and 7 for HTTP APIs.
[[nodiscard]] Diagnostics updateApi(model::Api &api, model::Api imported, UpdateMode mode);

} // namespace gatehouse::openapi

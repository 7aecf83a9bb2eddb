#pragma once

#include "ui/document/object_ref.h"

#include <string>
#include <string_view>

namespace gatehouse::ui {

class ProjectDocument;

/// "/paths/~1pets/get" for "/pets" and "GET"; "/paths/~1pets" without a verb. @p path is "/" for the root.
[[nodiscard]] std::string methodPointer(std::string_view path, std::string_view httpMethod = {});

/// Where an object stands in the OpenAPI 3 document of its API; empty for the API itself and what the document does not
/// hold.
[[nodiscard]] std::string pointerTo(const ProjectDocument &document, const ObjectRef &object);

/// What a JSON pointer into the OpenAPI document of @p api points at: a method, a resource, a model, or the API.
[[nodiscard]] ObjectRef objectAtPointer(const ProjectDocument &document, const model::ApiId &api,
                                        std::string_view pointer);

} // namespace gatehouse::ui

#pragma once

#include "ui/commands/document_command.h"

namespace gatehouse::ui {

/// What is wrong with @p name for a model of @p api, or nothing. @p self is the model being renamed.
/// Source: openapi.md 4 (letters and digits only).
[[nodiscard]] std::optional<QString> modelNameProblem(const model::ApiEntry &api, const std::string &name,
                                                      const std::string &self = {});

/// Renames a model of a REST API, also where methods and other schemas refer to it, as one undoable step.
void renameModel(ProjectDocument &document, const model::ApiId &api, const std::string &name,
                 const std::string &newName);

} // namespace gatehouse::ui

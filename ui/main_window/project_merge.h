#pragma once

#include "core/model/project.h"

#include <QString>

namespace gatehouse::ui {

class ProjectDocument;

/// Brings the document to @p wanted by commands, as one undoable step named @p text: what a merge with changes from
/// outside found. APIs are matched by id. Returns false if nothing differed.
bool applyProject(ProjectDocument &document, const model::Project &wanted, const QString &text);

} // namespace gatehouse::ui

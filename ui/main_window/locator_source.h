#pragma once

#include "ui/document/object_ref.h"
#include "ui/main_window/locator.h"

namespace gatehouse::ui {

class ProjectDocument;

/// All objects of the project: methods, resources, stages, models, authorizers, routes, the text of each API.
[[nodiscard]] QList<LocatorEntry> objectEntries(const ProjectDocument &document,
                                                const std::function<void(const ObjectRef &)> &open,
                                                const std::function<void(const model::ApiId &)> &openText);

/// Actions that can be triggered now.
[[nodiscard]] QList<LocatorEntry> actionEntries(const QList<QAction *> &actions);

} // namespace gatehouse::ui

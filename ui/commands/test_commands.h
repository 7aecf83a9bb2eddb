#pragma once

#include "ui/document/project_document.h"

#include <optional>

namespace gatehouse::ui {

// Template tests and saved events: each call is one undoable step, and nothing happens where nothing would change.

/// Puts @p test into the project: in the place of the one called @p replaced, or at the end. With a @p field, calls for
/// the same field become one step.
void putTemplateTest(ProjectDocument &document, model::TemplateTest test, const std::string &replaced = {},
                     const QString &field = {});
void renameTemplateTest(ProjectDocument &document, const std::string &name, const std::string &newName);
void removeTemplateTest(ProjectDocument &document, const std::string &name);

/// The same for events; tests that name the event follow it.
void putSavedEvent(ProjectDocument &document, model::SavedEvent event, const std::string &replaced = {},
                   const QString &field = {});
void renameSavedEvent(ProjectDocument &document, const std::string &name, const std::string &newName);
void removeSavedEvent(ProjectDocument &document, const std::string &name);

/// What is wrong with @p name for a test or an event, or nothing. @p self is the one being renamed.
[[nodiscard]] std::optional<QString> testNameProblem(const model::Project &project, const std::string &name,
                                                     const std::string &self = {});
[[nodiscard]] std::optional<QString> eventNameProblem(const model::Project &project, const std::string &name,
                                                      const std::string &self = {});
/// @p stem, or "STEM 2" and so on: a name that no test, or no event, has.
[[nodiscard]] std::string freeTestName(const model::Project &project, const std::string &stem);
[[nodiscard]] std::string freeEventName(const model::Project &project, const std::string &stem);

} // namespace gatehouse::ui

#pragma once

#include "core/model/template_test.h"
#include "ui/playground/playground_run.h"
#include "ui/playground/playground_state.h"

namespace gatehouse::ui {

/// A test that expects what @p run gave: its output (as values where it is JSON), its overrides or its error. It means
/// the method's template where @p state is bound to one that has this text, else it holds the text itself.
[[nodiscard]] model::TemplateTest testOfRun(const ProjectDocument &document, const PlaygroundState &state,
                                            const PlaygroundRun &run, std::string name);

/// What a test is about, to be worked on: its template, or that of the method it means, and its event. What is not
/// there is left empty.
[[nodiscard]] PlaygroundState stateOfTest(const ProjectDocument &document, const model::TemplateTest &test);

} // namespace gatehouse::ui

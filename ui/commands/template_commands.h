#pragma once

#include "ui/document/template_ref.h"

namespace gatehouse::ui {

/// Puts @p text into the method as that template, as one undoable step. False if there is no place for it (any more),
/// or the text is there already.
bool useTemplate(ProjectDocument &document, const TemplateRef &ref, const std::string &text);

} // namespace gatehouse::ui

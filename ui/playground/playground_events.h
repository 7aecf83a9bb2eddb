#pragma once

#include "core/playground/event.h"
#include "ui/bridge/trace_feed.h"
#include "ui/document/template_ref.h"

namespace gatehouse::ui {

/// What a template of @p method would get: parameters and a body made from the method's parameters and models (for the
/// response those of the method responses), $context as sampleEvent() has it but for the names of this method.
[[nodiscard]] playground::Event eventFromModel(const ProjectDocument &document, const TemplateRef &ref);

/// What a recorded request gave to the templates of its method, with what only the project knows.
[[nodiscard]] playground::Event eventFromTrace(const ProjectDocument &document, const trace::Trace &trace,
                                               playground::Phase phase);

/// The template that served a recorded request on one side, as well as the project's draft tells; nothing if the
/// method is not there.
[[nodiscard]] std::optional<TemplateRef> templateOfTrace(const ProjectDocument &document, const trace::Trace &trace,
                                                         playground::Phase phase);

} // namespace gatehouse::ui

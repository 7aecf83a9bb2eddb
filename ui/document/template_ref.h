#pragma once

#include "core/playground/event.h"
#include "ui/document/document_change.h"

#include <QMetaType>
#include <QString>

#include <string>
#include <vector>

namespace gatehouse::ui {

class ProjectDocument;

/// Names one mapping template of a REST API's method: the integration request's for a media type, or that of an
/// integration response. By ids and names only: it may outlive what it names.
struct TemplateRef {
    MethodRef method;
    playground::Phase phase = playground::Phase::Request;
    std::string selectionPattern; ///< of the integration response
    std::string mediaType = "application/json";

    bool operator==(const TemplateRef &) const = default;
};

/// The template's text; null if there is none (yet).
[[nodiscard]] const std::string *templateText(const ProjectDocument &document, const TemplateRef &ref);
/// Whether its method, integration and integration response are there, so that it could have a text.
[[nodiscard]] bool hasPlaceFor(const ProjectDocument &document, const TemplateRef &ref);
/// "GET /pets integration request, application/json".
[[nodiscard]] QString describe(const ProjectDocument &document, const TemplateRef &ref);
/// The templates that a method has, and one empty place (application/json) on each side that has none.
[[nodiscard]] std::vector<TemplateRef> templatesOf(const ProjectDocument &document, const MethodRef &method);

} // namespace gatehouse::ui

Q_DECLARE_METATYPE(gatehouse::ui::TemplateRef)

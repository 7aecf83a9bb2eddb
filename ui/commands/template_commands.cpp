#include "ui/commands/template_commands.h"

#include "ui/commands/method_commands.h"
#include "ui/document/project_document.h"

#include <algorithm>

namespace gatehouse::ui {

bool useTemplate(ProjectDocument &document, const TemplateRef &ref, const std::string &text)
{
    const std::string *now = templateText(document, ref);
    if (!hasPlaceFor(document, ref) || (now && *now == text))
        return false;
    const bool request = ref.phase == playground::Phase::Request;
    editMethod(document, ref.method,
               request ? QCoreApplication::translate("gatehouse::ui::TemplateRef", "Use template in request")
                       : QCoreApplication::translate("gatehouse::ui::TemplateRef", "Use template in response"),
               {}, [&](model::Method &method) {
                   if (request) {
                       method.integration->requestTemplates[ref.mediaType] = text;
                       return;
                   }
                   const auto response = std::ranges::find(method.integration->responses, ref.selectionPattern,
                                                           &model::IntegrationResponse::selectionPattern);
                   response->responseTemplates[ref.mediaType] = text;
               });
    return true;
}

} // namespace gatehouse::ui

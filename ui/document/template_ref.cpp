#include "ui/document/template_ref.h"

#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

const model::IntegrationResponse *responseOf(const model::Integration &integration, const std::string &pattern)
{
    const auto found = std::ranges::find(integration.responses, pattern, &model::IntegrationResponse::selectionPattern);
    return found == integration.responses.end() ? nullptr : &*found;
}

const model::StringMap *templatesAt(const ProjectDocument &document, const TemplateRef &ref)
{
    const model::Method *method = document.method(ref.method);
    if (!method || !method->integration)
        return nullptr;
    if (ref.phase == playground::Phase::Request)
        return &method->integration->requestTemplates;
    const model::IntegrationResponse *response = responseOf(*method->integration, ref.selectionPattern);
    return response ? &response->responseTemplates : nullptr;
}

} // namespace

const std::string *templateText(const ProjectDocument &document, const TemplateRef &ref)
{
    const model::StringMap *templates = templatesAt(document, ref);
    if (!templates)
        return nullptr;
    const auto found = templates->find(ref.mediaType);
    return found == templates->end() ? nullptr : &found->second;
}

bool hasPlaceFor(const ProjectDocument &document, const TemplateRef &ref)
{
    return templatesAt(document, ref) != nullptr;
}

QString describe(const ProjectDocument &document, const TemplateRef &ref)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("gatehouse::ui::TemplateRef", text); };
    const model::RestApi *api = document.restApi(ref.method.api);
    const QString method
        = toQString(ref.method.httpMethod) + u' ' + (api ? toQString(api->path(ref.method.resource)) : QString());
    const QString type = toQString(ref.mediaType);
    if (ref.phase == playground::Phase::Request)
        return tr(QT_TRANSLATE_NOOP("gatehouse::ui::TemplateRef", "%1 integration request, %2")).arg(method, type);
    const model::Method *of = document.method(ref.method);
    const model::IntegrationResponse *response
        = of && of->integration ? responseOf(*of->integration, ref.selectionPattern) : nullptr;
    return tr(QT_TRANSLATE_NOOP("gatehouse::ui::TemplateRef", "%1 integration response %2, %3"))
        .arg(method, response ? toQString(response->statusCode) : toQString(ref.selectionPattern), type);
}

std::vector<TemplateRef> templatesOf(const ProjectDocument &document, const MethodRef &ref)
{
    std::vector<TemplateRef> refs;
    const model::Method *method = document.method(ref);
    if (!method || !method->integration)
        return refs;
    const auto add = [&](playground::Phase phase, const std::string &pattern, const model::StringMap &templates) {
        for (const auto &[type, text] : templates)
            refs.push_back({ref, phase, pattern, type});
        if (templates.empty())
            refs.push_back({ref, phase, pattern, "application/json"});
    };
    add(playground::Phase::Request, {}, method->integration->requestTemplates);
    for (const model::IntegrationResponse &response : method->integration->responses)
        add(playground::Phase::Response, response.selectionPattern, response.responseTemplates);
    return refs;
}

} // namespace gatehouse::ui

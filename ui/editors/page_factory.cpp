#include "ui/editors/api_page.h"
#include "ui/editors/deployments_page.h"
#include "ui/editors/facts_page.h"
#include "ui/editors/method_page.h"
#include "ui/editors/model_page.h"
#include "ui/editors/small_pages.h"
#include "ui/editors/stage_page.h"

namespace gatehouse::ui {

EditorPage *makeEditorPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent)
{
    using Kind = ObjectRef::Kind;
    if (!exists(document, object))
        return nullptr;
    const bool isRest = document.restApi(object.api);
    switch (object.kind) {
    case Kind::Api: return new ApiPage(document, object.api, parent);
    case Kind::Method: return new MethodPage(document, object.method(), parent);
    case Kind::Deployment: return new DeploymentsPage(document, object, parent);
    case Kind::Stage: return new StagePage(document, object.stage(), parent);
    case Kind::Model:
        if (isRest)
            return new ModelPage(document, object, parent);
        return new FactsPage(document, object, parent);
    case Kind::Authorizer:
        if (isRest)
            return new AuthorizerPage(document, object, parent);
        return new FactsPage(document, object, parent);
    case Kind::GatewayResponse: return new GatewayResponsePage(document, object, parent);
    case Kind::Route:
    case Kind::ApiKey:
    case Kind::UsagePlan: return new FactsPage(document, object, parent);
    default: return nullptr;
    }
}

} // namespace gatehouse::ui

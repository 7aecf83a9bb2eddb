#include "ui/models/project_tree_words.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::ProjectTreeWords", text);
}

} // namespace

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Hint: return tr("Hint");
    case Severity::Info: return tr("Information");
    case Severity::Warning: return tr("Warning");
    case Severity::Error: return tr("Error");
    }
    return {};
}

QString deployStateText(DeployState state)
{
    switch (state) {
    case DeployState::NotAStage:
    case DeployState::Unknown: return {};
    case DeployState::NotDeployed: return tr("not deployed");
    case DeployState::UpToDate: return tr("serves the draft");
    case DeployState::DraftDiffers: return tr("draft has changes");
    }
    return {};
}

QString kindText(ObjectRef::Kind kind)
{
    using Kind = ObjectRef::Kind;
    switch (kind) {
    case Kind::Api: return tr("API");
    case Kind::Resource: return tr("Resource");
    case Kind::Method: return tr("Method");
    case Kind::Route: return tr("Route");
    case Kind::Stage: return tr("Stage");
    case Kind::Deployment: return tr("Deployment");
    case Kind::Model: return tr("Model");
    case Kind::Authorizer: return tr("Authorizer");
    case Kind::GatewayResponse: return tr("Gateway response");
    case Kind::Backend: return tr("Backend");
    case Kind::ApiKey: return tr("API key");
    case Kind::UsagePlan: return tr("Usage plan");
    case Kind::Event: return tr("Event");
    case Kind::TemplateTest: return tr("Template test");
    case Kind::None:
    case Kind::Routes:
    case Kind::Stages:
    case Kind::Models:
    case Kind::Authorizers:
    case Kind::GatewayResponses:
    case Kind::Backends:
    case Kind::ApiKeys:
    case Kind::UsagePlans:
    case Kind::Events:
    case Kind::TemplateTests: return tr("Group");
    }
    return {};
}

QString kindIconName(ObjectRef::Kind kind)
{
    using Kind = ObjectRef::Kind;
    switch (kind) {
    case Kind::None: return QStringLiteral("file");
    case Kind::Api: return QStringLiteral("api-rest");
    case Kind::Resource: return QStringLiteral("resource");
    case Kind::Method: return QStringLiteral("method");
    case Kind::Routes:
    case Kind::Route: return QStringLiteral("link");
    case Kind::Stages:
    case Kind::Stage: return QStringLiteral("stage");
    case Kind::Deployment: return QStringLiteral("deployment");
    case Kind::Models:
    case Kind::Model: return QStringLiteral("model");
    case Kind::Authorizers:
    case Kind::Authorizer: return QStringLiteral("authorizer");
    case Kind::GatewayResponses:
    case Kind::GatewayResponse: return QStringLiteral("gateway-response");
    case Kind::Backends: return QStringLiteral("integration");
    case Kind::Backend: return QStringLiteral("backend");
    case Kind::ApiKeys:
    case Kind::ApiKey: return QStringLiteral("key");
    case Kind::UsagePlans:
    case Kind::UsagePlan: return QStringLiteral("usage-plan");
    case Kind::Events:
    case Kind::Event: return QStringLiteral("request");
    case Kind::TemplateTests:
    case Kind::TemplateTest: return QStringLiteral("check");
    }
    return {};
}

} // namespace gatehouse::ui

#include "ui/editors/method_summary.h"

#include "ui/models/project_tree_node.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("gatehouse::ui::MethodSummary", text, nullptr, n);
}

template <class Map>
QString keysOf(const Map &map)
{
    QStringList keys;
    for (const auto &[key, value] : map)
        keys << toQString(key);
    return keys.join(QStringLiteral(", "));
}

QString authorizationText(const model::RestApi &api, const model::Method &method)
{
    if (method.authorizationType == model::AuthorizationType::None)
        return tr("none");
    const model::Authorizer *authorizer = api.authorizer(method.authorizerId);
    const QString type = toQString(model::toString(method.authorizationType));
    return authorizer ? toQString(authorizer->name) : type;
}

void summarizeMethodRequest(Summary &lines, const model::RestApi &api, const model::Method &method)
{
    lines.append({tr("Authorization"), authorizationText(api, method)});
    if (method.apiKeyRequired)
        lines.append({tr("API key"), tr("required")});
    if (const std::string &validator = method.requestValidator.empty() ? api.requestValidator : method.requestValidator;
        !validator.empty())
        lines.append({tr("Validator"), toQString(validator)});
    QStringList parameters;
    for (const model::RequestParameter &parameter : method.requestParameters)
        parameters << toQString(parameter.name) + (parameter.required ? QStringLiteral("*") : QString());
    if (!parameters.isEmpty())
        lines.append({tr("Parameters"), parameters.join(QStringLiteral(", "))});
    QStringList models;
    for (const auto &[type, name] : method.requestModels)
        models << toQString(name);
    if (!models.isEmpty())
        lines.append({tr("Models"), models.join(QStringLiteral(", "))});
}

void summarizeIntegrationRequest(Summary &lines, const model::Integration &integration)
{
    lines.append({tr("Type"), toQString(model::toString(integration.type))});
    if (integration.type != model::IntegrationType::Mock && !integration.httpMethod.empty())
        lines.append({tr("Method"), toQString(integration.httpMethod)});
    if (!integration.requestParameters.empty())
        lines.append(
            {tr("Mappings"), QLocale().toString(static_cast<qulonglong>(integration.requestParameters.size()))});
    if (!integration.requestTemplates.empty())
        lines.append({tr("Templates"), keysOf(integration.requestTemplates)});
    if (integration.timeoutInMillis)
        lines.append({tr("Timeout"), tr("%L1 ms").arg(*integration.timeoutInMillis)});
}

void summarizeIntegration(Summary &lines, const model::Integration &integration)
{
    lines.append({tr("Backend"), backendOf(integration)});
    if (integration.type != model::IntegrationType::Mock && !integration.uri.empty())
        lines.append({tr("URI"), toQString(integration.uri)});
    if (integration.connectionType == model::ConnectionType::VpcLink)
        lines.append({tr("VPC link"), toQString(integration.connectionId)});
}

void summarizeIntegrationResponse(Summary &lines, const model::Integration &integration)
{
    if (integration.type == model::IntegrationType::HttpProxy || integration.type == model::IntegrationType::AwsProxy) {
        lines.append({tr("Proxy"), tr("passes the answer as it is")});
        return;
    }
    for (const model::IntegrationResponse &response : integration.responses) {
        const QString pattern
            = response.selectionPattern.empty() ? tr("default") : toQString(response.selectionPattern);
        lines.append({pattern, toQString(response.statusCode)});
    }
}

PlaceTrace::State stateOf(trace::Outcome outcome, DiagramPlace place)
{
    switch (outcome) {
    case trace::Outcome::Continued:
    case trace::Outcome::Skipped: return PlaceTrace::State::Passed;
    case trace::Outcome::Answered: // worth a sign where a request is cut short, not where every answer leaves
        return place == DiagramPlace::MethodResponse ? PlaceTrace::State::Passed : PlaceTrace::State::Answered;
    case trace::Outcome::Failed: return PlaceTrace::State::Failed;
    }
    return PlaceTrace::State::Passed;
}

std::optional<DiagramPlace> placeOf(trace::Phase phase)
{
    switch (phase) {
    case trace::Phase::MethodRequest: return DiagramPlace::MethodRequest;
    case trace::Phase::IntegrationRequest: return DiagramPlace::IntegrationRequest;
    case trace::Phase::Integration: return DiagramPlace::Integration;
    case trace::Phase::IntegrationResponse: return DiagramPlace::IntegrationResponse;
    case trace::Phase::MethodResponse: return DiagramPlace::MethodResponse;
    case trace::Phase::Frontend:
    case trace::Phase::Gateway: return std::nullopt;
    }
    return std::nullopt;
}

const trace::Message &messageOf(DiagramPlace place, const trace::Trace &trace)
{
    switch (place) {
    case DiagramPlace::MethodRequest: return trace.request;
    case DiagramPlace::IntegrationRequest: return trace.endpointRequest;
    case DiagramPlace::Integration:
    case DiagramPlace::IntegrationResponse: return trace.endpointResponse;
    case DiagramPlace::MethodResponse: return trace.response;
    }
    return trace.request;
}

} // namespace

QString placeTitle(DiagramPlace place)
{
    switch (place) {
    case DiagramPlace::MethodRequest: return tr("Method request");
    case DiagramPlace::IntegrationRequest: return tr("Integration request");
    case DiagramPlace::Integration: return tr("Integration");
    case DiagramPlace::IntegrationResponse: return tr("Integration response");
    case DiagramPlace::MethodResponse: return tr("Method response");
    }
    return {};
}

Summary summaryOf(DiagramPlace place, const model::RestApi &api, const model::Method &method)
{
    Summary lines;
    if (place == DiagramPlace::MethodRequest) {
        summarizeMethodRequest(lines, api, method);
    } else if (place == DiagramPlace::MethodResponse) {
        for (const model::MethodResponse &response : method.responses) {
            QStringList models;
            for (const auto &[type, name] : response.responseModels)
                models << toQString(name);
            lines.append({toQString(response.statusCode),
                          models.isEmpty() ? tr("no model") : models.join(QStringLiteral(", "))});
        }
    } else if (!method.integration) {
        lines.append({QString(), place == DiagramPlace::Integration ? tr("none yet") : QString()});
    } else if (place == DiagramPlace::IntegrationRequest) {
        summarizeIntegrationRequest(lines, *method.integration);
    } else if (place == DiagramPlace::Integration) {
        summarizeIntegration(lines, *method.integration);
    } else {
        summarizeIntegrationResponse(lines, *method.integration);
    }
    return lines;
}

std::array<PlaceTrace, kDiagramPlaces> placesOf(const trace::Trace &trace)
{
    std::array<PlaceTrace, kDiagramPlaces> places;
    for (const trace::Step &step : trace.steps) {
        const std::optional<DiagramPlace> place = placeOf(step.phase);
        if (!place)
            continue;
        PlaceTrace &shown = places[static_cast<std::size_t>(*place)];
        shown.state = std::max(shown.state, stateOf(step.outcome, *place));
        shown.duration += step.duration;
    }
    // A method request without anything to check takes no step, but whatever came later went through it.
    PlaceTrace &first = places[static_cast<std::size_t>(DiagramPlace::MethodRequest)];
    if (first.state == PlaceTrace::State::NotReached
        && std::ranges::any_of(places, [](const PlaceTrace &p) { return p.state != PlaceTrace::State::NotReached; }))
        first.state = PlaceTrace::State::Passed;
    for (std::size_t i = 0; i < kDiagramPlaces; ++i) {
        if (places[i].state != PlaceTrace::State::NotReached)
            places[i].data = toQString(messageOf(static_cast<DiagramPlace>(i), trace).startLine);
    }
    // Whatever was answered went out here, also when the gateway's own response took the short way.
    PlaceTrace &last = places[static_cast<std::size_t>(DiagramPlace::MethodResponse)];
    if (last.state == PlaceTrace::State::NotReached && !trace.gatewayResponseType.empty())
        last.data = tr("gateway response %1").arg(toQString(trace.gatewayResponseType));
    return places;
}

QString messageAt(DiagramPlace place, const trace::Trace &trace)
{
    const trace::Message &message = messageOf(place, trace);
    if (message.startLine.empty())
        return {};
    QString text = toQString(message.startLine) + u'\n';
    for (const trace::NameValue &field : message.fields)
        text += toQString(field.name) + QStringLiteral(": ") + toQString(field.value) + u'\n';
    if (!message.body.empty())
        text += u'\n' + toQString(message.body);
    if (message.bodyTruncated)
        text += u'\n' + tr("[the trace keeps no more of the body]");
    return text;
}

QString durationText(std::chrono::nanoseconds duration)
{
    const double microseconds = static_cast<double>(duration.count()) / 1000.0;
    const QLocale locale;
    if (microseconds < 1000.0)
        return tr("%1 µs").arg(locale.toString(microseconds, 'f', microseconds < 10.0 ? 1 : 0));
    if (microseconds < 1'000'000.0)
        return tr("%1 ms").arg(locale.toString(microseconds / 1000.0, 'f', microseconds < 10'000.0 ? 1 : 0));
    return tr("%1 s").arg(locale.toString(microseconds / 1'000'000.0, 'f', 1));
}

} // namespace gatehouse::ui

#include "ui/inspectors/answer_explanation.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace gatehouse::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::AnswerExplanation)
};

QString noteValue(const trace::Trace &trace, std::string_view name)
{
    for (const trace::Step &step : trace.steps) {
        const auto note = std::ranges::find(step.notes, name, &trace::Note::name);
        if (note != step.notes.end())
            return toQString(note->value);
    }
    return {};
}

/// "GET /pet": what the client asked for, as a route would be written.
QString asked(const trace::Trace &trace)
{
    QString path = toQString(trace.path);
    const QString stage = QLatin1Char('/') + toQString(trace.stage);
    if (!trace.stage.empty() && (path == stage || path.startsWith(stage + QLatin1Char('/'))))
        path = path.sliced(stage.size());
    return toQString(trace.httpMethod) + QLatin1Char(' ') + (path.isEmpty() ? QStringLiteral("/") : path);
}

/// The route that was nearly reached, as the step that looked for one noted it: "/pets (GET, POST)", with a remark
/// after a colon when only the method was wrong.
struct NearMiss {
    QString path;
    QStringList methods;
    bool pathMatched = false;
};

NearMiss nearMiss(const trace::Trace &trace)
{
    static const QRegularExpression form(QStringLiteral(R"(^(.*) \(([^()]*)\)(:.*)?$)"));
    const QRegularExpressionMatch match = form.match(noteValue(trace, "nearest route"));
    return {match.captured(1), match.captured(2).split(QStringLiteral(", "), Qt::SkipEmptyParts), match.hasCaptured(3)};
}

AnswerExplanation noRoute(const trace::Trace &trace)
{
    AnswerExplanation result;
    const NearMiss near = nearMiss(trace);
    const QString method = toQString(trace.httpMethod);
    if (near.pathMatched) {
        result.headline = Text::tr("%1 exists, but has no method %2.").arg(near.path, method);
        result.advice = Text::tr("It has %1.").arg(near.methods.join(QStringLiteral(", "))) + QLatin1Char(' ');
    } else {
        result.headline = Text::tr("Nothing in this API answers %1.").arg(asked(trace));
    }
    if (!near.methods.isEmpty())
        result.nearest
            = (near.methods.contains(method) ? method : near.methods.constFirst()) + QLatin1Char(' ') + near.path;
    result.advice += Text::tr("API Gateway says “%1” when path or method match no route; no credentials are missing. "
                              "Check the stage name, the spelling and the method.")
                         .arg(toQString(trace.errorMessage));
    return result;
}

/// Explanations that depend on the type of the gateway response alone.
std::pair<QString, QString> byResponseType(const std::string &type)
{
    if (type == "ACCESS_DENIED")
        return {Text::tr("The caller was recognised, but is not allowed to call this method."),
                Text::tr("Look at the authorizer's policy and at the resource policy.")};
    if (type == "UNAUTHORIZED")
        return {Text::tr("The authorizer did not recognise the caller."),
                Text::tr("The token is missing, has another form than the authorizer expects, or is not valid.")};
    if (type == "INVALID_API_KEY")
        return {Text::tr("This method needs an API key, and the request has none that counts."),
                Text::tr(
                    "Send the header x-api-key with a key that is enabled and belongs to a usage plan of this stage.")};
    if (type == "BAD_REQUEST_PARAMETERS")
        return {Text::tr("The request lacks parameters that the method request requires."), {}};
    if (type == "BAD_REQUEST_BODY")
        return {Text::tr("The body does not fit the model of the method request."), {}};
    if (type == "UNSUPPORTED_MEDIA_TYPE")
        return {Text::tr("The integration has no template for the body's content type and passes no other through."),
                Text::tr("Add a template for this type, or change the passthrough behaviour.")};
    if (type == "REQUEST_TOO_LARGE")
        return {Text::tr("The body is larger than the 10 MB that API Gateway takes."), {}};
    if (type == "THROTTLED")
        return {Text::tr("The rate limit of the account, stage, method or usage plan was reached."), {}};
    if (type == "QUOTA_EXCEEDED")
        return {Text::tr("The quota of the API key's usage plan is used up."), {}};
    if (type == "INTEGRATION_TIMEOUT")
        return {Text::tr("The backend did not answer within the integration's timeout."),
                Text::tr("Make the backend quicker, or raise the timeout (29 seconds at most).")};
    if (type == "INTEGRATION_FAILURE")
        return {Text::tr("The backend could not be reached, or broke off before it had answered."),
                Text::tr("Check that the backend runs and that the integration's address is right.")};
    if (type == "API_CONFIGURATION_ERROR")
        return {Text::tr("The configuration of the method cannot be carried out."), {}};
    return {};
}

AnswerExplanation integrationAnswer(const trace::Trace &trace)
{
    AnswerExplanation result;
    const QString type = toQString(trace.integrationType);
    if (type.isEmpty())
        result.headline = Text::tr("The gateway answered by itself.");
    else if (trace.integrationType == "MOCK")
        result.headline = Text::tr("The mock integration of %1 answered; no backend was called.")
                              .arg(toQString(trace.httpMethod + ' ' + trace.resourcePath));
    else if (trace.status >= 400)
        result.headline = Text::tr("The backend answered with this status; the gateway passed it on.");
    else
        result.headline
            = Text::tr("The backend of %1 answered.").arg(toQString(trace.httpMethod + ' ' + trace.resourcePath));
    return result;
}

} // namespace

AnswerExplanation explainAnswer(const trace::Trace &trace)
{
    if (trace.status == 0)
        return {Text::tr("The client went away before the answer was complete."), {}, {}};
    if (trace.gatewayResponseType.empty() && trace.errorType.empty())
        return integrationAnswer(trace);
    if (trace.resourcePath.empty() && trace.status == 403
        && (trace.gatewayResponseType == "MISSING_AUTHENTICATION_TOKEN"
            || trace.errorType == "IncompleteSignatureException"))
        return noRoute(trace);
    if (trace.resourcePath.empty() && trace.errorType == "ForbiddenException")
        return {Text::tr("No stage of that name is served at this address."),
                Text::tr("The first segment of the path is the stage; check its spelling, and that it is deployed."),
                {}};

    auto [headline, advice] = byResponseType(trace.gatewayResponseType);
    if (headline.isEmpty())
        headline = Text::tr("The gateway answered by itself: %1.").arg(toQString(trace.errorMessage));
    // The gateway's own word for it: the text of the execution log.
    if (!trace.executionFailure.empty())
        advice = toQString(trace.executionFailure) + (advice.isEmpty() ? QString() : QLatin1Char('\n') + advice);
    else if (advice.isEmpty() && !trace.errorMessage.empty())
        advice = toQString(trace.errorMessage);
    return {headline, advice, {}};
}

} // namespace gatehouse::ui

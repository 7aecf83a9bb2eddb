#include "ui/editors/field_checks.h"

#include "core/json/reader.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::FieldChecks", text);
}

} // namespace

std::optional<QString> uriProblem(const model::Integration &integration)
{
    using Type = model::IntegrationType;
    const QString uri = toQString(integration.uri).trimmed();
    switch (integration.type) {
    case Type::Mock: return std::nullopt;
    case Type::Http:
    case Type::HttpProxy:
        if (uri.isEmpty())
            return tr("An HTTP integration needs the address of its backend, such as https://example.com/pets.");
        if (integration.connectionType == model::ConnectionType::VpcLink || uri.startsWith(u"${stageVariables."))
            return std::nullopt; // what they stand for is not known here
        if (!uri.startsWith(u"http://") && !uri.startsWith(u"https://"))
            return tr("Invalid HTTP endpoint specified for URI: begin it with http:// or https://.");
        return std::nullopt;
    case Type::Aws:
    case Type::AwsProxy:
        if (!uri.startsWith(u"arn:"))
            return tr("An AWS integration needs an ARN: arn:aws:apigateway:REGION:SERVICE:path|action/NAME.");
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<QString> patternProblem(const QString &pattern)
{
    const QRegularExpression expression(pattern);
    if (expression.isValid())
        return std::nullopt;
    return tr("Not a regular expression: %1 at character %2. The default response has an empty pattern.")
        .arg(expression.errorString())
        .arg(expression.patternErrorOffset() + 1);
}

std::optional<QString> statusCodeProblem(const QString &statusCode)
{
    static const QRegularExpression code(QStringLiteral("^([1-5][0-9]{2}|default|[1-5]XX)$"));
    if (code.match(statusCode).hasMatch())
        return std::nullopt;
    return tr("A status code has three digits, 100 to 599.");
}

std::optional<QString> mappingProblem(const model::StringMap &mappings, const QStringList &prefixes)
{
    static const QRegularExpression value(QStringLiteral(
        R"(^('.*'|(method\.request|integration\.response)\.(path|querystring|multivaluequerystring|header|multivalueheader|body)([.\[].+)?|context\..+|stageVariables\..+)$)"));
    for (const auto &[name, expression] : mappings) {
        const QString target = toQString(name);
        const bool known = std::ranges::any_of(prefixes, [&](const QString &prefix) {
            return target.startsWith(prefix) && target.size() > prefix.size();
        });
        if (!known)
            return tr("“%1” is no target of a mapping. It begins with %2.").arg(target, prefixes.join(tr(" or ")));
        if (!value.match(toQString(expression)).hasMatch()) {
            return tr("The value of “%1” is no mapping expression. A fixed text stands in single quotes: 'text'.")
                .arg(target);
        }
    }
    return std::nullopt;
}

std::optional<QString> jsonProblem(const QString &text)
{
    const json::ReadResult result = json::readJson(toStd(text));
    for (const Diagnostic &diagnostic : result.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return tr("Line %1: %2").arg(diagnostic.line).arg(toQString(diagnostic.message));
    }
    return std::nullopt;
}

} // namespace gatehouse::ui

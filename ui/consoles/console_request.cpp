#include "ui/consoles/console_request.h"

#include "core/trace/recorder.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace gatehouse::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::ConsoleRequest)
};

const QRegularExpression &parameterPattern()
{
    static const QRegularExpression pattern(QStringLiteral(R"(\{([^{}/]+?)(\+?)\})"));
    return pattern;
}

const KeyValue *find(const RequestFields &fields, const QString &name, Qt::CaseSensitivity sensitivity)
{
    for (const KeyValue &field : fields) {
        if (field.enabled && field.name.compare(name, sensitivity) == 0)
            return &field;
    }
    return nullptr;
}

void disableSecrets(RequestFields &fields)
{
    for (KeyValue &field : fields) {
        if (isSecretField(field.name) && !field.value.isEmpty()) {
            field.value.clear();
            field.enabled = false;
        }
    }
}

/// An address without user and password, and without the values of secret query parameters.
QString withoutSecretsInAddress(const QString &address)
{
    static const QRegularExpression credentials(QStringLiteral("^([A-Za-z]+://)[^/?#]*@"));
    QString result = address;
    result.replace(credentials, QStringLiteral("\\1"));
    const qsizetype mark = result.indexOf(QLatin1Char('?'));
    if (mark < 0)
        return result;
    QStringList pairs = result.sliced(mark + 1).split(QLatin1Char('&'));
    for (QString &pair : pairs) {
        const QString name = pair.section(QLatin1Char('='), 0, 0);
        if (isSecretField(name))
            pair = name + QLatin1Char('=');
    }
    return result.first(mark + 1) + pairs.join(QLatin1Char('&'));
}

std::vector<std::pair<std::string, std::string>> toPairs(const RequestFields &fields)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const KeyValue &field : fields) {
        if (field.enabled && !field.name.isEmpty())
            pairs.emplace_back(toStd(field.name), toStd(field.value));
    }
    return pairs;
}

RequestFields fromPairs(const std::vector<std::pair<std::string, std::string>> &pairs)
{
    RequestFields fields;
    for (const auto &[name, value] : pairs)
        fields.append({true, toQString(name), toQString(value)});
    return fields;
}

} // namespace

QUrl ConsoleRequest::url(QString *problem) const
{
    const auto refuse = [problem](const QString &why) {
        if (problem)
            *problem = why;
        return QUrl();
    };

    const bool absolute = base.isEmpty();
    QString filled;
    qsizetype copied = 0;
    for (const QRegularExpressionMatch &match : parameterPattern().globalMatch(path)) {
        const QString name = match.captured(1);
        const KeyValue *parameter = find(pathParameters, name, Qt::CaseSensitive);
        if (!parameter || parameter->value.isEmpty())
            return refuse(Text::tr("Give the path parameter “%1” a value.").arg(name));
        const bool greedy = !match.captured(2).isEmpty();
        filled += QStringView(path).sliced(copied, match.capturedStart() - copied);
        filled += QString::fromLatin1(QUrl::toPercentEncoding(parameter->value, greedy ? "/" : QByteArray()));
        copied = match.capturedEnd();
    }
    filled += QStringView(path).sliced(copied);

    QString text = filled;
    if (!absolute) {
        text = base.endsWith(QLatin1Char('/')) && !base.endsWith(QLatin1String("//")) ? base.chopped(1) : base;
        text += filled.startsWith(QLatin1Char('/')) ? filled : QLatin1Char('/') + filled;
    }
    QByteArray queryText;
    for (const KeyValue &field : query) {
        if (!field.enabled || field.name.isEmpty())
            continue;
        queryText += queryText.isEmpty() ? "" : "&";
        queryText += QUrl::toPercentEncoding(field.name);
        if (!field.value.isEmpty())
            queryText += '=' + QUrl::toPercentEncoding(field.value);
    }
    if (!queryText.isEmpty())
        text
            += (text.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?')) + QString::fromLatin1(queryText);

    const QUrl url(text, QUrl::TolerantMode);
    if (url.isValid() && !url.host().isEmpty()
        && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https")))
        return url;
    if (absolute && !path.contains(QLatin1String("://")))
        return refuse(Text::tr("Start the gateway, or give a whole address such as http://127.0.0.1:8080/dev/pets."));
    return refuse(Text::tr("“%1” is not an http or https address.").arg(text));
}

QString ConsoleRequest::header(const QString &name) const
{
    const KeyValue *field = find(headers, name, Qt::CaseInsensitive);
    return field ? field->value : QString();
}

QStringList pathParameterNames(const QString &path)
{
    QStringList names;
    for (const QRegularExpressionMatch &match : parameterPattern().globalMatch(path)) {
        if (!names.contains(match.captured(1)))
            names.append(match.captured(1));
    }
    return names;
}

bool isSecretField(const QString &name)
{
    static const QStringList words{QStringLiteral("signature"), QStringLiteral("password"),
                                   QStringLiteral("apikey"),    QStringLiteral("api_key"),
                                   QStringLiteral("api-key"),   QStringLiteral("credential")};
    return trace::isSecret(toStd(name)) || std::ranges::any_of(words, [&name](const QString &word) {
               return name.contains(word, Qt::CaseInsensitive);
           });
}

ConsoleRequest withoutSecrets(ConsoleRequest request)
{
    request.path = withoutSecretsInAddress(request.path);
    disableSecrets(request.headers);
    disableSecrets(request.query);
    return request;
}

model::SavedRequest toSaved(const ConsoleRequest &request, const QString &name, const QString &apiFolder,
                            const QString &stage)
{
    const ConsoleRequest clean = withoutSecrets(request);
    return {.name = toStd(name),
            .api = toStd(apiFolder),
            .stage = toStd(stage),
            .method = toStd(clean.method),
            .path = toStd(clean.path),
            .pathParameters = toPairs(clean.pathParameters),
            .query = toPairs(clean.query),
            .headers = toPairs(clean.headers),
            .body = clean.body.toStdString()};
}

ConsoleRequest fromSaved(const model::SavedRequest &saved, const QString &base)
{
    return {.method = toQString(saved.method),
            .base = saved.api.empty() ? QString() : base,
            .path = toQString(saved.path),
            .pathParameters = fromPairs(saved.pathParameters),
            .query = fromPairs(saved.query),
            .headers = fromPairs(saved.headers),
            .body = QByteArray::fromStdString(saved.body)};
}

} // namespace gatehouse::ui

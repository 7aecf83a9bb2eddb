#include "ui/consoles/har_export.h"

#include "ui/widgets/text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrlQuery>

#include <algorithm>

namespace gatehouse::ui {

namespace {

QJsonObject pair(const QString &name, const QString &value)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("value"), value}};
}

QString fieldOf(const trace::Message &message, const QString &name)
{
    for (const trace::NameValue &field : message.fields) {
        if (toQString(field.name).compare(name, Qt::CaseInsensitive) == 0)
            return toQString(field.value);
    }
    return {};
}

QJsonArray headersOf(const trace::Message &message)
{
    QJsonArray headers;
    for (const trace::NameValue &field : message.fields)
        headers.append(pair(toQString(field.name), toQString(field.value)));
    return headers;
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

QJsonObject requestOf(const trace::Trace &trace)
{
    QJsonArray query;
    const QUrlQuery parsed(toQString(trace.query));
    for (const auto &[name, value] : parsed.queryItems(QUrl::FullyDecoded))
        query.append(pair(name, value));
    const QString target = toQString(trace.query.empty() ? trace.path : trace.path + '?' + trace.query);
    QJsonObject request{
        {QStringLiteral("method"), toQString(trace.httpMethod)},
        {QStringLiteral("url"), QLatin1String("http://") + fieldOf(trace.request, QStringLiteral("Host")) + target},
        {QStringLiteral("httpVersion"), QStringLiteral("HTTP/1.1")},
        {QStringLiteral("cookies"), QJsonArray()},
        {QStringLiteral("headers"), headersOf(trace.request)},
        {QStringLiteral("queryString"), query},
        {QStringLiteral("headersSize"), -1},
        {QStringLiteral("bodySize"), static_cast<qint64>(trace.request.body.size())},
    };
    if (!trace.request.body.empty()) {
        request[QLatin1String("postData")]
            = QJsonObject{{QStringLiteral("mimeType"), fieldOf(trace.request, QStringLiteral("Content-Type"))},
                          {QStringLiteral("text"), toQString(trace.request.body)}};
    }
    return request;
}

QJsonObject responseOf(const trace::Trace &trace)
{
    return {
        {QStringLiteral("status"), trace.status},
        {QStringLiteral("statusText"), toQString(trace.response.startLine).section(QLatin1Char(' '), 1)},
        {QStringLiteral("httpVersion"), QStringLiteral("HTTP/1.1")},
        {QStringLiteral("cookies"), QJsonArray()},
        {QStringLiteral("headers"), headersOf(trace.response)},
        {QStringLiteral("content"),
         QJsonObject{{QStringLiteral("size"), static_cast<qint64>(trace.responseBodySize)},
                     {QStringLiteral("mimeType"), fieldOf(trace.response, QStringLiteral("Content-Type"))},
                     {QStringLiteral("text"), toQString(trace.response.body)}}},
        {QStringLiteral("redirectURL"), fieldOf(trace.response, QStringLiteral("Location"))},
        {QStringLiteral("headersSize"), -1},
        {QStringLiteral("bodySize"), static_cast<qint64>(trace.responseBodySize)},
    };
}

QJsonObject entryOf(const trace::Trace &trace)
{
    using namespace std::chrono;
    const qint64 started = duration_cast<std::chrono::milliseconds>(trace.startedAt.time_since_epoch()).count();
    const double waited = milliseconds(std::max(trace.integrationLatency, nanoseconds(0)));
    return {
        {QStringLiteral("startedDateTime"),
         QDateTime::fromMSecsSinceEpoch(started, QTimeZone::UTC).toString(Qt::ISODateWithMs)},
        {QStringLiteral("time"), milliseconds(trace.duration)},
        {QStringLiteral("request"), requestOf(trace)},
        {QStringLiteral("response"), responseOf(trace)},
        {QStringLiteral("cache"), QJsonObject()},
        {QStringLiteral("timings"),
         QJsonObject{{QStringLiteral("send"), 0},
                     {QStringLiteral("wait"), waited},
                     {QStringLiteral("receive"), milliseconds(trace.duration) - waited}}},
        {QStringLiteral("comment"), toQString(trace.requestId)},
    };
}

} // namespace

QByteArray toHar(const TraceBatch &traces)
{
    QJsonArray entries;
    for (const TracePtr &trace : traces)
        entries.append(entryOf(*trace));
    const QJsonObject log{
        {QStringLiteral("version"), QStringLiteral("1.2")},
        {QStringLiteral("creator"),
         QJsonObject{{QStringLiteral("name"), QStringLiteral("Gatehouse")},
                     {QStringLiteral("version"), QStringLiteral(GATEHOUSE_VERSION)}}},
        {QStringLiteral("entries"), entries},
    };
    return QJsonDocument(QJsonObject{{QStringLiteral("log"), log}}).toJson();
}

QString exportTraffic(const TraceBatch &traces, const QString &file)
{
    QByteArray content;
    if (file.endsWith(QLatin1String(".jsonl"))) {
        for (const TracePtr &trace : traces)
            content += QJsonDocument(entryOf(*trace)).toJson(QJsonDocument::Compact) + '\n';
    } else {
        content = toHar(traces);
    }
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(content) == content.size() && out.commit())
        return {};
    return out.errorString();
}

} // namespace gatehouse::ui

#include "ui/consoles/request_sender.h"

#include <QNetworkProxy>
#include <QNetworkRequest>

#include <algorithm>

namespace gatehouse::ui {

namespace {

/// Names below .localhost mean this machine (RFC 6761, 6.3), but not every resolver knows: the address is put in their
/// place, and the Host field keeps the name.
QUrl reachable(const QUrl &url)
{
    QUrl result = url;
    if (url.host().endsWith(QLatin1String(".localhost")))
        result.setHost(QStringLiteral("127.0.0.1"));
    return result;
}

/// Host and port, without user and password.
QString authority(const QUrl &url)
{
    return url.authority(QUrl::FullyEncoded).section(QLatin1Char('@'), -1);
}

QNetworkRequest networkRequest(const ConsoleRequest &request, const QUrl &url)
{
    QNetworkRequest result(reachable(url));
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // API Gateway's own front end speaks 1.1 here
    result.setTransferTimeout(RequestSender::kTimeout);
    // In place of what QtNetwork would send by itself; the user's own come after and win.
    result.setRawHeader("User-Agent", "Gatehouse/" GATEHOUSE_VERSION);
    result.setRawHeader("Accept-Encoding", "identity");
    result.setRawHeader("Accept-Language", {});
    if (reachable(url) != url)
        result.setRawHeader("Host", authority(url).toLatin1());

    QStringList seen;
    for (const KeyValue &header : request.headers) {
        if (!header.enabled || header.name.isEmpty())
            continue;
        const QByteArray name = header.name.toUtf8();
        QByteArray value = header.value.toUtf8();
        if (seen.contains(header.name, Qt::CaseInsensitive))
            value = result.rawHeader(name) + ", " + value; // RFC 9110, 5.2
        seen.append(header.name);
        result.setRawHeader(name, value);
    }
    return result;
}

QString errorText(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return RequestSender::tr("Nothing listens at %1. Is the gateway running?").arg(authority(reply.url()));
    case QNetworkReply::HostNotFoundError:
        return RequestSender::tr("The host %1 was not found.").arg(reply.url().host());
    case QNetworkReply::RemoteHostClosedError:
        return RequestSender::tr("The connection was closed before the answer was complete.");
    case QNetworkReply::OperationCanceledError:
        return RequestSender::tr("No answer within %1 s.").arg(RequestSender::kTimeout.count() / 1000);
    default: return reply.errorString();
    }
}

} // namespace

QByteArray ConsoleResponse::header(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(
        headers, [name](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
    return found == headers.end() ? QByteArray() : found->second;
}

RequestSender::RequestSender(QObject *parent)
    : QObject(parent)
{
    m_network.setAutoDeleteReplies(true);
}

RequestSender::~RequestSender()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void RequestSender::send(const ConsoleRequest &request, const QUrl &url)
{
    cancel();
    m_response = {};
    const QNetworkRequest toSend = networkRequest(request, url);
    m_timer.start();
    m_reply = m_network.sendCustomRequest(toSend, request.method.toLatin1(), request.body);

    CallTimings &timings = m_response.timings;
    const auto note = [this](std::chrono::microseconds &when) {
        return [this, &when] {
            if (when.count() < 0)
                when = elapsed();
        };
    };
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, note(timings.connecting));
    connect(m_reply, &QNetworkReply::encrypted, this, note(timings.encrypted));
    connect(m_reply, &QNetworkReply::metaDataChanged, this, note(timings.firstByte));
    connect(m_reply, &QNetworkReply::readyRead, this, &RequestSender::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &RequestSender::finish);
    Q_EMIT started();
}

void RequestSender::cancel()
{
    if (!m_reply)
        return;
    m_response.cancelled = true;
    m_reply->abort(); // finish() is called from within
}

void RequestSender::readSome()
{
    m_response.body += m_reply->read(kMaxBody - m_response.body.size());
    if (m_reply->bytesAvailable() > 0) {
        m_response.bodyTruncated = true;
        m_reply->abort();
    }
}

void RequestSender::finish()
{
    QNetworkReply &reply = *m_reply;
    m_reply.clear();
    ConsoleResponse response = std::exchange(m_response, {});
    response.timings.done = elapsed();
    response.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    response.reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    response.headers = reply.rawHeaderPairs();
    if (!response.bodyTruncated && reply.isOpen())
        response.body += reply.read(kMaxBody - response.body.size());
    // A status from 400 on is an answer, which QtNetwork calls an error too.
    const bool isAnswer = response.status >= 400 && reply.error() >= QNetworkReply::ContentAccessDenied;
    if (response.cancelled)
        response.error = tr("Cancelled.");
    else if (response.bodyTruncated)
        response.error = tr("The body is larger than %1 MiB; only its beginning was kept.").arg(kMaxBody >> 20);
    else if (reply.error() != QNetworkReply::NoError && !isAnswer)
        response.error = errorText(reply);
    Q_EMIT finished(response);
}

std::chrono::microseconds RequestSender::elapsed() const
{
    return std::chrono::microseconds(m_timer.nsecsElapsed() / 1000);
}

} // namespace gatehouse::ui

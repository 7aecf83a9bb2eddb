#include "tests/integration/support/http_client.h"

#include <QtCore/QEventLoop>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

namespace support {

QByteArray Answer::field(const QByteArray &lowerCaseName) const
{
    for (const auto &[name, value] : fields) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

QNetworkReply *HttpClient::start(const QByteArray &method, const QUrl &url, const QByteArray &body,
                                 const QByteArray &contentType)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(60000);
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    if (method == "HEAD") // as a custom request it would wait for content
        return m_manager.head(request);
    return m_manager.sendCustomRequest(request, method, body);
}

Answer HttpClient::wait(QNetworkReply *reply)
{
    if (!reply->isFinished()) {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.fields.emplaceBack(name.toLower(), value);
    answer.body = reply->readAll();
    reply->deleteLater();
    return answer;
}

Answer HttpClient::send(const QByteArray &method, const QUrl &url, const QByteArray &body,
                        const QByteArray &contentType)
{
    return wait(start(method, url, body, contentType));
}

} // namespace support

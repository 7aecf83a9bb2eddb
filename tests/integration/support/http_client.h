#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>

#include <utility>

namespace support {

struct Answer {
    int status = 0; ///< 0: there was none
    QList<std::pair<QByteArray, QByteArray>> fields; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray field(const QByteArray &lowerCaseName) const;
};

/// Qt's HTTP client, one request at a time: keeps connections, knows nothing of ours.
class HttpClient {
public:
    [[nodiscard]] Answer send(const QByteArray &method, const QUrl &url, const QByteArray &body = {},
                              const QByteArray &contentType = "application/json");
    /// The same, without waiting for the answer.
    [[nodiscard]] QNetworkReply *start(const QByteArray &method, const QUrl &url, const QByteArray &body = {},
                                       const QByteArray &contentType = "application/json");
    [[nodiscard]] static Answer wait(QNetworkReply *reply);

private:
    QNetworkAccessManager m_manager;
};

} // namespace support

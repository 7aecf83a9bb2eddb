#pragma once

#include "ui/consoles/console_request.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <optional>
#include <utility>

namespace gatehouse::ui {

/// When the parts of a call were done, since it was sent; -1 for what did not happen or could not be seen.
struct CallTimings {
    std::chrono::microseconds connecting{
        -1}; ///< the name was looked up, a connection is being opened; -1 on a kept one
    std::chrono::microseconds encrypted{-1}; ///< TLS is up
    std::chrono::microseconds firstByte{-1}; ///< the response's head has arrived
    std::chrono::microseconds done{-1};
};

/// What came back, or why nothing did.
struct ConsoleResponse {
    int status = 0; ///< 0: no answer, see error
    QString reason;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool bodyTruncated = false; ///< more than RequestSender::kMaxBody came
    QString error; ///< why there is no answer or not a whole one, in words
    bool cancelled = false;
    CallTimings timings;

    /// The first header of that name in any letter case; empty if there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// Sends one request at a time. Follows no redirects, keeps no cookies and caches nothing: what the gateway says is
/// what the user sees.
class RequestSender : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kMaxBody = 32 * 1024 * 1024; ///< octets kept of a response
    static constexpr std::chrono::milliseconds kTimeout{120000}; ///< without progress

    explicit RequestSender(QObject *parent = nullptr);
    ~RequestSender() override;

    /// Cancels a request under way. @p url as ConsoleRequest::url() gives it.
    void send(const ConsoleRequest &request, const QUrl &url);
    void cancel();
    [[nodiscard]] bool isSending() const noexcept { return m_reply != nullptr; }

Q_SIGNALS:
    void started();
    void finished(const gatehouse::ui::ConsoleResponse &response);

private:
    void readSome();
    void finish();
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QElapsedTimer m_timer;
    ConsoleResponse m_response;
};

} // namespace gatehouse::ui

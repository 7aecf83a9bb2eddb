#pragma once

#include "core/model/project.h"
#include "ui/widgets/key_value_table.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace gatehouse::ui {

/// Rows of one of the console's tables; only enabled ones with a name are sent.
using RequestFields = QList<KeyValue>;

/// A request as the user composes it.
struct ConsoleRequest {
    QString method = QStringLiteral("GET");
    QString base; ///< address of the stage, "http://127.0.0.1:8080/dev"; empty when path is an absolute URL
    QString path = QStringLiteral("/"); ///< "/pets/{petId}", with "{proxy+}" for several segments; or an absolute URL
    RequestFields pathParameters;
    RequestFields query;
    RequestFields headers;
    QByteArray body; ///< as sent

    bool operator==(const ConsoleRequest &) const = default;

    /// The URL to call: parameters filled in and percent-encoded. Invalid when a path parameter has no value or the
    /// address is none; @p problem then says so.
    [[nodiscard]] QUrl url(QString *problem = nullptr) const;
    /// The value of the first enabled header of that name, in any letter case.
    [[nodiscard]] QString header(const QString &name) const;
};

/// The names in braces of @p path, in order, without the "+" of greedy ones.
[[nodiscard]] QStringList pathParameterNames(const QString &path);

/// True for headers and query parameters whose values no file may hold: credentials, keys, tokens, cookies.
[[nodiscard]] bool isSecretField(const QString &name);
/// @p request as it may be written to a file: secrets are gone, and their rows disabled so that no re-send offers an
/// empty credential. What the body holds stays: it is the user's text.
[[nodiscard]] ConsoleRequest withoutSecrets(ConsoleRequest request);

/// For requests kept in the project; secrets are left out.
[[nodiscard]] model::SavedRequest toSaved(const ConsoleRequest &request, const QString &name, const QString &apiFolder,
                                          const QString &stage);
[[nodiscard]] ConsoleRequest fromSaved(const model::SavedRequest &saved, const QString &base);

} // namespace gatehouse::ui

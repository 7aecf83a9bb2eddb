#pragma once

#include "core/model/common.h"

#include <QString>

#include <optional>

/// What is wrong with a value of a form, with how to mend it, or nothing. The same rules are diagnostics of the
/// compiler's; here they are told while one types.
namespace gatehouse::ui {

/// Source: rest-runtime.md 6.1, 6.5.
[[nodiscard]] std::optional<QString> uriProblem(const model::Integration &integration);
/// Source: rest-runtime.md 6.10: a regular expression over the whole text.
[[nodiscard]] std::optional<QString> patternProblem(const QString &pattern);
/// Three digits, 100 to 599; "default" and "2XX" as OpenAPI has them are kept but not used by API Gateway.
[[nodiscard]] std::optional<QString> statusCodeProblem(const QString &statusCode);
/// Names like "integration.request.header.X" with one of @p prefixes, values like "method.request.path.id" or
/// "'literal'". Source: rest-runtime.md 6.4.
[[nodiscard]] std::optional<QString> mappingProblem(const model::StringMap &mappings, const QStringList &prefixes);
[[nodiscard]] std::optional<QString> jsonProblem(const QString &text);

} // namespace gatehouse::ui

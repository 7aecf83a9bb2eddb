#pragma once

#include "core/base/error.h"
#include "ui/consoles/console_request.h"

#include <QStringList>

namespace gatehouse::ui {

enum class CurlErrc {
    NotCurl = 1, ///< the text does not begin with "curl"
    MissingValue, ///< an option at the end lacks its value; detail names it
    NoUrl,
};
[[nodiscard]] constexpr const char *moduleName(CurlErrc) noexcept
{
    return "curl";
}
[[nodiscard]] std::string_view describe(CurlErrc code) noexcept;

struct CurlImport {
    ConsoleRequest request; ///< an absolute URL in path, its query as rows
    QStringList warnings; ///< options that were left out and matter, translated
};
/// Errors: CurlErrc, ShellErrc.
///
/// Reads what one copies from a browser's or an API's documentation: "curl -X POST -H 'A: b' --data '{...}' URL".
[[nodiscard]] Expected<CurlImport> parseCurl(const QString &text);

/// The request as one command for a POSIX shell, one option a line.
[[nodiscard]] QString toCurl(const ConsoleRequest &request);

} // namespace gatehouse::ui

GATEHOUSE_ERROR_ENUM(gatehouse::ui, CurlErrc)

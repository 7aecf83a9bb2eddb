#pragma once

#include "core/base/error.h"

#include <QStringList>

namespace gatehouse::ui {

enum class ShellErrc {
    OpenQuote = 1, ///< a quote has no end; the span is where it begins, in UTF-16 units
};
[[nodiscard]] constexpr const char *moduleName(ShellErrc) noexcept
{
    return "shell";
}
[[nodiscard]] std::string_view describe(ShellErrc code) noexcept;

/// Splits a command line as a POSIX shell does: quotes, $'...', backslashes, continuation lines, comments. Expands no
/// variables and runs nothing.
[[nodiscard]] Expected<QStringList> splitShellWords(const QString &text);

/// @p text as one word of a command line, in single quotes.
[[nodiscard]] QString shellQuoted(const QString &text);

} // namespace gatehouse::ui

GATEHOUSE_ERROR_ENUM(gatehouse::ui, ShellErrc)

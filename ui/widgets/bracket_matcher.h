#pragma once

#include <QTextCursor>

#include <optional>
#include <utility>

class QTextDocument;

namespace gatehouse::ui {

/// Positions of a bracket beside @p position (before or after it) and of its partner. Brackets in JSON strings are
/// skipped roughly: those between an odd count of double quotes on one line. Looks at most @p limit characters far.
[[nodiscard]] std::optional<std::pair<int, int>> matchBracket(const QTextDocument *document, int position,
                                                              int limit = 100000);

} // namespace gatehouse::ui

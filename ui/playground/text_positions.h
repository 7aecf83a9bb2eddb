#pragma once

#include "core/base/error.h"

#include <QList>

#include <string_view>
#include <utility>

namespace gatehouse::ui {

/// Where spans of octets of a UTF-8 text stand in a QTextDocument of it: begin and end in UTF-16 units. Linear in the
/// text, whatever the order of the spans.
[[nodiscard]] QList<std::pair<int, int>> textPositions(std::string_view text, const std::vector<SourceSpan> &spans);

} // namespace gatehouse::ui

#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace gatehouse::ui {

/// How well the characters of @p needle occur in @p text, in that order and whatever their case; nothing if they do
/// not. Better: at the start of words (after / { . - _ space, or a capital), in a row, early, in a short text. Linear
/// in the text. @p positions, if given, gets the indices matched, for highlighting.
[[nodiscard]] std::optional<int> fuzzyScore(QStringView needle, QStringView text, QList<int> *positions = nullptr);

} // namespace gatehouse::ui

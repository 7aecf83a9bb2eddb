#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::ui {

/// Where the value stands that an input path such as "$.items[2].name" names, in the text @p body was read from.
/// Nothing for paths that are not of one value ("$..name") and for what is not there.
[[nodiscard]] std::optional<SourceSpan> spanOfPath(const json::Value &body, std::string_view path);

/// The path of the innermost value around an octet of the text that @p body was read from; the name of a member counts
/// as its value. "$" for the outermost; empty outside of it.
[[nodiscard]] std::string pathAt(const json::Value &body, std::size_t offset);

} // namespace gatehouse::ui

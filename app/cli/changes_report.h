#pragma once

#include "core/json/value.h"
#include "core/model/compare.h"

namespace gatehouse::cli {

enum class ListFormat : std::uint8_t { Text, Json };
inline const std::vector<std::pair<std::string, ListFormat>> kListFormats
    = {{"text", ListFormat::Text}, {"json", ListFormat::Json}};

/// One line a change, such as "  changed  GET /pets integration timeout: 100 -> 200"; long texts are told by their
/// number of lines.
[[nodiscard]] std::string changesText(const model::Changes &changes, std::string_view indent = {});

/// An array of objects with kind, part, label, before, after and their pointers, those that are not empty.
[[nodiscard]] json::Value changesJson(const model::Changes &changes);

} // namespace gatehouse::cli

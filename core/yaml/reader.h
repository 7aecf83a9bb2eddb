#pragma once

#include "core/json/reader.h"

namespace gatehouse::yaml {

/// Reads the first YAML document of @p text into JSON's data model by the 1.2 core schema: `on`, `yes` and dates stay
/// strings; merge keys (`<<`) are honoured; aliases share. Keys become strings (`200:` is "200"). Problems are
/// diagnostics with line and column; nothing throws. Works within @p limits (alias bombs end in a diagnostic).
[[nodiscard]] json::ReadResult readYaml(std::string_view text, const json::ReadLimits &limits = {});

/// JSON if the text begins like JSON ('{' or '['), else YAML.
[[nodiscard]] json::ReadResult readAny(std::string_view text, const json::ReadLimits &limits = {});

/// Writes a value as block-style YAML that readYaml reads back equal: strings that would read as another type are quoted,
/// texts of several lines are literal blocks. Two spaces of indentation; ends in a newline.
[[nodiscard]] std::string toYaml(const json::Value &value);

} // namespace gatehouse::yaml

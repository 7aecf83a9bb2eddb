#pragma once

#include "core/json/value.h"

namespace gatehouse::yaml {

/// What an unquoted scalar means in the core schema of YAML 1.2 (10.3.2): null, a boolean, a number, else a string.
/// Numbers that JSON spells otherwise ("+1", "0x1F", ".5", "007") get JSON's spelling; infinities and not-a-number have
/// none and stay strings.
[[nodiscard]] json::Value resolvePlain(std::string_view text);

} // namespace gatehouse::yaml

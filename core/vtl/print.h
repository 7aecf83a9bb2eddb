#pragma once

#include "core/vtl/objects.h"

#include <string>

namespace gatehouse::vtl {

/// Appends what Java's Double.toString gives: "1.0", "1.0E7", "9.9E-4", "NaN" (mapping-templates.md 1.22).
void printDouble(double value, std::string &out);

/// Octets at which printing one value stops: lists that hold themselves have no end. More than any limit on output.
inline constexpr std::size_t kMaxPrinted = 64U * 1024U * 1024U;

/// Appends a value as toString() prints it; null is "null" here (inside a list), the caller decides what it is at the
/// top. Blocks (#define) cannot be printed without a renderer and give nothing.
void print(const Value &value, std::string &out);
[[nodiscard]] std::string toText(const Value &value);

/// How json-smart writes "/" in texts: as "\/" where a list prints itself, plain in $input.json
/// (mapping-templates.md 3.2).
enum class JsonStyle : std::uint8_t { EscapedSlash, PlainSlash };

/// Appends a value as compact JSON, as json-smart writes it.
void printJson(const Value &value, std::string &out, JsonStyle style = JsonStyle::EscapedSlash);

} // namespace gatehouse::vtl

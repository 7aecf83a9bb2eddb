#pragma once

#include "core/json/value.h"

namespace gatehouse::yaml {

/// A scalar on one line, quoted if it has to be; strings in quotes of kind @p quote (' or ") where they can be, if
/// given.
[[nodiscard]] std::string inlineScalar(const json::Value &scalar, char quote = '\0');
/// Whether a string is written as a literal block, where there is room for one.
[[nodiscard]] bool isLiteral(std::string_view text);
/// A key, quoted if it has to be.
[[nodiscard]] std::string keyText(std::string_view key);

/// Appends the text of a value in block style, as it stands after "key:" or "-", with the blank or line end before it.
/// The owner is indented by @p indent columns, its children by two more. Ends without a line end.
void appendBlock(std::string &out, const json::Value &value, std::size_t indent);

/// Appends the members of an object, each on lines of its own from column @p indent on; the first without indentation.
void appendMembers(std::string &out, const json::Object &members, std::size_t indent);
/// The same for the items of an array.
void appendItems(std::string &out, const json::Array &items, std::size_t indent);
/// Appends "key: value" as appendMembers() does for one member.
void appendMember(std::string &out, std::string_view key, const json::Value &value, std::size_t indent);

/// Appends a value in flow style, on one line: `[a, {b: c}]`.
void appendFlow(std::string &out, const json::Value &value);

} // namespace gatehouse::yaml

#pragma once

#include <cstddef>
#include <string_view>

namespace gatehouse::yaml {

// The parser tells where nodes begin; these tell where they end. All offsets are octets of @p text, which is valid
// YAML.

/// Where the node's content begins after the tag and the anchor ("!!str &name") at @p begin.
[[nodiscard]] std::size_t skipProperties(std::string_view text, std::size_t begin) noexcept;

/// One past the last octet of the scalar whose content begins at @p begin and reads as @p value. The line end after a
/// block scalar is not part of it.
[[nodiscard]] std::size_t scalarEnd(std::string_view text, std::size_t begin, std::string_view value) noexcept;

/// One past the bracket that closes a flow collection whose last child (or opening bracket) ends at @p lastEnd.
[[nodiscard]] std::size_t flowEnd(std::string_view text, std::size_t lastEnd, char bracket) noexcept;

/// The first octet at or after @p begin that is neither blank, nor a line end, nor in a comment.
[[nodiscard]] std::size_t skipBlanksAndComments(std::string_view text, std::size_t begin) noexcept;

} // namespace gatehouse::yaml

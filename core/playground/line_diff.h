#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// One line of the difference between an expected and an actual text.
struct DiffLine {
    enum class Kind : std::uint8_t {
        Same, ///< around what differs
        Missing, ///< expected only
        Extra, ///< actual only
        Gap, ///< lines that are the same are left out here
    };

    Kind kind = Kind::Same;
    std::uint32_t line = 0; ///< 1-based: in the actual text, for Missing in the expected one; 0 for Gap
    std::string text; ///< without its end

    bool operator==(const DiffLine &) const = default;
};

/// The lines that differ with @p context lines around each; none if the texts are equal. Line by line as diff(1) finds
/// them, where the differing part is not larger than some thousand lines; else all of that part.
[[nodiscard]] std::vector<DiffLine> diffLines(std::string_view expected, std::string_view actual,
                                              std::size_t context = 2);

/// "- text" for Missing, "+ text" for Extra, "  text" for Same, "..." for Gap; a line each.
[[nodiscard]] std::string toText(const std::vector<DiffLine> &difference);

} // namespace gatehouse::playground

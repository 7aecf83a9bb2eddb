#pragma once

#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace gatehouse::ui {

/// A text as an editor shows it, and where its octets have gone: the core speaks of octets, a QTextDocument of UTF-16
/// positions, and laying out moves both.
class TextMap {
public:
    TextMap() = default;

    /// UTF-8 as it is; "\r\n" is one line end, as in a QTextDocument. Lines longer than @p maxLine characters are
    /// broken (0: never), and no more than @p maxSize octets are taken.
    [[nodiscard]] static TextMap plain(std::string_view octets, std::size_t maxLine = 0,
                                       std::size_t maxSize = static_cast<std::size_t>(-1));
    /// JSON laid out with two blanks a level; its tokens stay as they are. @p octets must be JSON.
    [[nodiscard]] static TextMap prettyJson(std::string_view octets,
                                            std::size_t maxSize = static_cast<std::size_t>(-1));

    [[nodiscard]] const QString &text() const noexcept { return m_text; }
    [[nodiscard]] bool isCut() const noexcept { return m_cut; } ///< octets beyond maxSize are not shown
    /// The position of the character that octet belongs to; the end of the text for octets beyond it.
    [[nodiscard]] int positionOf(std::size_t octet) const noexcept;
    /// The first octet of the character at a position; the number of octets for the end.
    [[nodiscard]] std::size_t octetOf(int position) const noexcept;

private:
    class Maker;

    QString m_text;
    std::vector<std::uint32_t> m_positions; // of each octet, and one more for the end
    bool m_cut = false;
};

} // namespace gatehouse::ui

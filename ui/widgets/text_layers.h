#pragma once

#include "ui/widgets/theme.h"

#include <QList>
#include <QTextEdit>

#include <array>

class QTextDocument;

namespace gatehouse::ui {

/// Who colours stretches of an editor's text; a later one lies over the earlier ones.
enum class TextLayer : std::uint8_t {
    Coverage, ///< what a run left out
    Origin, ///< what belongs to the place chosen in another view: provenance
    Execution, ///< the statement that a debugger stands at
};
inline constexpr std::size_t kTextLayers = 3;

/// A coloured stretch of a text: positions in the QTextDocument, @p end one past the last.
struct TextMark {
    int begin = 0;
    int end = 0;
    ColorRole role = ColorRole::CodeOrigin;
    bool wholeLine = false; ///< from edge to edge of the view

    bool operator==(const TextMark &) const = default;
};

/// The coloured stretches of a document by layer. They move with the text as it is edited.
class TextLayers {
public:
    /// False: the layer shows that already.
    bool set(TextLayer layer, QList<TextMark> marks);
    [[nodiscard]] const QList<TextMark> &marks(TextLayer layer) const;

    /// @p removed characters at @p position were replaced by @p added ones.
    void follow(int position, int removed, int added);
    /// Adds those that touch positions [@p from, @p to] to @p selections.
    void select(QTextDocument *document, int from, int to, QList<QTextEdit::ExtraSelection> &selections) const;

private:
    std::array<QList<TextMark>, kTextLayers> m_layers; // sorted by begin
};

} // namespace gatehouse::ui

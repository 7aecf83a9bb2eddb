#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace gatehouse::ui {

/// A stretch of a text in UTF-16 units, @p end one past the last.
struct TextSpan {
    int begin = 0;
    int end = 0;

    [[nodiscard]] bool contains(int position) const noexcept { return position >= begin && position <= end; }
    bool operator==(const TextSpan &) const = default;
};

/// What an editor needs to know about a Velocity template while it is being typed, whether it parses or not: blocks,
/// brackets of the text between, names that it makes. The engine's parser is the judge of everything else.
struct VelocityOutline {
    /// #if, #foreach, #macro or #define with its #elseif, #else and #end.
    struct Block {
        QString name; ///< "if"
        QList<TextSpan> words; ///< "#if", "#elseif", ... in order; "#end" is last if closed
        bool closed = false;
    };
    struct Variable {
        enum class Kind : std::uint8_t { Set, Loop, Define, Parameter };

        QString name; ///< without "$"
        Kind kind = Kind::Set;
        int position = 0; ///< where it is named
    };
    struct Macro {
        QString name;
        QStringList parameters; ///< without "$"
    };

    QList<Block> blocks; ///< in the order in which they open
    QList<TextSpan> brackets; ///< pairs of "{}" and "[]" of the text, from the opening to behind the closing one
    QList<TextSpan> comments; ///< "##" to the end of its line, "#* *#"; and raw text "#[[ ]]#"
    QList<Variable> variables; ///< as often as they are made
    QList<Macro> macros;

    [[nodiscard]] bool isComment(int position) const; ///< inside of one
    /// The block one of whose words @p position touches, or null.
    [[nodiscard]] const Block *blockAt(int position) const;
};

/// Linear in the text.
[[nodiscard]] VelocityOutline outlineVelocity(const QString &text);

} // namespace gatehouse::ui

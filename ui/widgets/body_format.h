#pragma once

#include <QByteArray>
#include <QString>

namespace gatehouse::ui {

/// A body as text for people.
struct FormattedBody {
    QString text;
    QString syntax; ///< for CodeEditor::setSyntax(): "JSON", "XML", "HTML", ...; empty for plain text
    bool changed = false; ///< text is not the body to the letter: it was laid out anew, or stands for octets
};

/// Bodies larger than this are better formatted off the GUI thread.
inline constexpr qsizetype kLargeBody = 64 * 1024; // octets

/// Lays out JSON and XML, keeping number texts and the order of members; gives other text as it is, and a hex dump of
/// the beginning of what is no text. Never fails: JSON or XML that cannot be read is given as it is.
[[nodiscard]] FormattedBody formatBody(const QByteArray &body, const QString &contentType);

/// A text as an editor can show it without making the GUI thread wait.
struct ShownText {
    QString text;
    bool cut = false; ///< the text goes on
    bool broken = false; ///< lines longer than kMaxShownLine were broken
};
inline constexpr qsizetype kMaxShown = 512 * 1024; // characters
inline constexpr qsizetype kMaxShownLine = 4096; // characters: laying out a line costs a millisecond a KiB
[[nodiscard]] ShownText shownText(const QString &text);

/// The name of the syntax for a media type, as FormattedBody has it.
[[nodiscard]] QString syntaxOf(const QString &contentType);

} // namespace gatehouse::ui

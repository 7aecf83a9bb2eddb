#pragma once

#include <QColor>
#include <QFont>

class QApplication;
class QPalette;

namespace gatehouse::ui {

/// What the user chose; System follows the desktop's light or dark setting, live.
enum class Scheme { System, Light, Dark, HighContrast };

/// The colours of the product. Everything painted by hand takes its colours from here or from the widget's palette.
enum class ColorRole {
    Text,
    MutedText, ///< captions, units, secondary columns; still readable (4.5:1)
    Accent, ///< the one accent: links, the current tab, focus
    OnAccent, ///< text upon Accent
    Hairline, ///< one-pixel separators and frames
    Window, ///< behind docks, toolbars, forms
    Surface, ///< editors, lists, tables
    SurfaceRaised, ///< boxes of the diagram, popups, hovered rows
    Selection, ///< selected rows and text; Text stays readable upon it
    Success,
    Warning,
    Error,
    Info,
    MethodGet, ///< Method*: fills of badges, with badgeTextColor() upon them; they differ in lightness, not in hue
               ///< alone
    MethodPost,
    MethodPut,
    MethodPatch,
    MethodDelete,
    MethodAny,
    MethodOther, ///< HEAD, OPTIONS, ...
    CodeBracket, ///< behind a matching pair of brackets
    CodeMatch, ///< behind a match of the find bar
    CodeOrigin, ///< behind what belongs to the place chosen in another view
    CodeExecution, ///< behind the statement that a debugger stands at
    CodeUncovered, ///< behind what a run left out
};

/// The 4 px grid (logical pixels): kGap between related things, kGroupGap between unrelated ones.
inline constexpr int kGrid = 4;
inline constexpr int kGap = 8;
inline constexpr int kGroupGap = 16;
inline constexpr int kRadius = 4; ///< corners of badges, boxes, fields

/// Sets style, palette and icon theme of the whole application, now and whenever the desktop's scheme changes (System).
/// Widgets learn of a change by QEvent::PaletteChange; icons made by icon() repaint themselves in the new colours.
void applyTheme(QApplication &application, Scheme scheme);

[[nodiscard]] Scheme currentScheme(); ///< what was asked for last
[[nodiscard]] bool isDark(); ///< what is shown, System resolved
[[nodiscard]] QColor themeColor(ColorRole role);
[[nodiscard]] QPalette themePalette();

/// The fill of a method's badge. @p method in any case; "ANY" and API Gateway's "x-amazon-apigateway-any-method" are
/// one.
[[nodiscard]] QColor methodColor(const QString &method);

/// Black or white, whichever reads better upon @p fill.
[[nodiscard]] QColor badgeTextColor(const QColor &fill);

/// @p foreground over @p background at @p share (0 to 1): tints that stay opaque.
[[nodiscard]] QColor mix(const QColor &foreground, const QColor &background, double share);

/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &one, const QColor &other);

/// For code and values: JetBrains Mono if it is there, else the system's fixed font; at the size set below.
[[nodiscard]] QFont monospaceFont();
void setMonospacePointSize(int points); ///< 0: the application font's size

/// The application's font, smaller, for captions and badges.
[[nodiscard]] QFont captionFont();

/// Name of our colour scheme for KSyntaxHighlighting (resources/themes).
[[nodiscard]] QString syntaxThemeName();

} // namespace gatehouse::ui

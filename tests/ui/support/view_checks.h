#pragma once

#include <QStringList>

class QWidget;

namespace gatehouse::ui::testing {

/// What is wrong with the visible widgets below @p root, each in words: texts that do not fit, widgets that overlap
/// their siblings, controls without an accessible name.
[[nodiscard]] QStringList clippedTexts(const QWidget &root);
[[nodiscard]] QStringList overlaps(const QWidget &root);
[[nodiscard]] QStringList unnamedControls(const QWidget &root);
/// Widgets that take the keyboard focus but cannot be reached by Tab from @p root's first one.
[[nodiscard]] QStringList unreachableByTab(const QWidget &root);

/// All texts that @p root shows: labels, buttons, menus, headers, placeholders, tooltips.
[[nodiscard]] QStringList visibleTexts(const QWidget &root);

} // namespace gatehouse::ui::testing

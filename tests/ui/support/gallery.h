#pragma once

#include "ui/widgets/theme.h"

#include <QStringList>

class QWidget;

namespace gatehouse::ui::testing {

/// The program's main: runs its tests at 100 % and at 200 %, each in a process of its own, because a scale is for ever.
/// @p run runs the tests in the process made for it.
int runAtEachScale(int argc, char *argv[], int (*run)(int argc, char *argv[]));

/// Sets the scheme and a font that every machine of the build environment has, so that pictures compare.
void dress(Scheme scheme);
[[nodiscard]] QString nameOf(Scheme scheme);

/// Paints @p widget to gallery/NAME-SCHEME@SCALE.png in the build folder. Returns what is wrong with the view: an empty
/// picture, texts that do not fit, overlaps, controls without a name.
[[nodiscard]] QStringList shoot(QWidget &widget, const QString &name);

} // namespace gatehouse::ui::testing

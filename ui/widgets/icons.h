#pragma once

#include "core/base/diagnostic.h"
#include "ui/widgets/theme.h"

#include <QIcon>
#include <QString>
#include <QStringList>

namespace gatehouse::ui {

/// One of the product's own icons (resources/icons/NAME.svg), drawn at any size and resolution in the palette's colours
/// of the moment: a QIcon kept in an action follows a change of theme. "problem-*" and "ok" have colours of their own.
/// An unknown name gives a null icon and a warning.
[[nodiscard]] QIcon icon(const QString &name);

/// The same in one colour of the theme, also when selected.
[[nodiscard]] QIcon icon(const QString &name, ColorRole role);

/// "problem-error" and so on.
[[nodiscard]] QString severityIconName(Severity severity);

/// All names, sorted.
[[nodiscard]] QStringList iconNames();

} // namespace gatehouse::ui

#pragma once

#include "ui/widgets/velocity_outline.h"

#include <QList>
#include <QString>

namespace gatehouse::ui {

/// Lines (0-based) that hide behind the line before them.
struct FoldRange {
    int header = 0; ///< stays in sight
    int last = 0; ///< the last line that is hidden; the first is header + 1

    bool operator==(const FoldRange &) const = default;
};

/// What can be folded in a template: the parts of #if, #foreach, #macro and #define, objects and arrays, comments of
/// several lines. The line that closes a block stays in sight. At most one range a header, the longest.
[[nodiscard]] QList<FoldRange> foldsOfVelocity(const QString &text, const VelocityOutline &outline);
/// The same for JSON: objects and arrays.
[[nodiscard]] QList<FoldRange> foldsOfJson(const QString &text);
/// Blocks by their indent: YAML.
[[nodiscard]] QList<FoldRange> foldsOfIndents(const QString &text);

} // namespace gatehouse::ui

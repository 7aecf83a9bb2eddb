#pragma once

#include "ui/bridge/trace_feed.h"

#include <QByteArray>
#include <QString>

namespace gatehouse::ui {

/// The traces as an HTTP archive (HAR 1.2), which browsers' tools and others read. Secrets are masked as in the traces.
[[nodiscard]] QByteArray toHar(const TraceBatch &traces);

/// Writes @p traces to @p file: JSON lines (one HAR entry each) if its name ends in ".jsonl", else one HAR. The old
/// file stays if that fails.
/// @return what went wrong, for the user; empty if all is well
[[nodiscard]] QString exportTraffic(const TraceBatch &traces, const QString &file);

} // namespace gatehouse::ui

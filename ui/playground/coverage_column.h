#pragma once

#include "core/playground/coverage.h"
#include "ui/widgets/gutter_column.h"

#include <map>

namespace gatehouse::ui {

/// Bars in a template's gutter: what a run reached, reached in part, and left out. Differs in shape too: full, half,
/// hollow.
class CoverageColumn final : public GutterColumn {
    Q_OBJECT

public:
    using GutterColumn::GutterColumn;

    void setCoverage(const playground::Coverage &coverage);
    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }

    int width() const override;
    void paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const override;
    QString toolTip(int line) const override;

private:
    playground::Coverage m_coverage;
    std::map<int, playground::Coverage::Line> m_lines;
    bool m_shown = true;
};

} // namespace gatehouse::ui

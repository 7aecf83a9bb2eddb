#pragma once

#include <QProxyStyle>

namespace gatehouse::ui {

/// Fusion with hairlines instead of bevels: flat toolbars and docks, underlined tabs, one focus ring everywhere.
class Style final : public QProxyStyle {
    Q_OBJECT

public:
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;
};

} // namespace gatehouse::ui

#include "ui/widgets/theme.h"

#include "ui/widgets/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleHints>

#include <cmath>

namespace gatehouse::ui {

namespace {

enum class Shown { Light, Dark, HighContrast };

Scheme g_scheme = Scheme::System;
Shown g_shown = Shown::Light;
int g_monospacePoints = 0;

struct Colors {
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

// Contrast of each pair that is used together is checked by tests/ui/widgets/theme_test.cpp.
constexpr Colors colorsOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Text: return {0xff1d2229, 0xffe3e6eb, 0xffffffff};
    case ColorRole::MutedText: return {0xff59626f, 0xff9ba5b3, 0xffe0e0e0};
    case ColorRole::Accent: return {0xff1f5fd0, 0xff7db0ff, 0xffffe14d};
    case ColorRole::OnAccent: return {0xffffffff, 0xff10151d, 0xff000000};
    case ColorRole::Hairline: return {0xffdce0e6, 0xff363b43, 0xffffffff};
    case ColorRole::Window: return {0xfff5f6f8, 0xff1b1d21, 0xff000000};
    case ColorRole::Surface: return {0xffffffff, 0xff212429, 0xff000000};
    case ColorRole::SurfaceRaised: return {0xffebeef2, 0xff2b2f36, 0xff1c1c1c};
    case ColorRole::Selection: return {0xffd6e4fb, 0xff253853, 0xff003c80};
    case ColorRole::Success: return {0xff14703f, 0xff63cb91, 0xff7dff9e};
    case ColorRole::Warning: return {0xff855300, 0xffe7b657, 0xffffd24a};
    case ColorRole::Error: return {0xffb4232a, 0xffff8a80, 0xffff9b93};
    case ColorRole::Info: return {0xff1f5fd0, 0xff82b4ff, 0xff9cc8ff};
    case ColorRole::MethodGet: return {0xff2f6db5, 0xff2f6db5, 0xff2f6db5};
    case ColorRole::MethodPost: return {0xff5cbd97, 0xff5cbd97, 0xff5cbd97};
    case ColorRole::MethodPut: return {0xfff0b649, 0xfff0b649, 0xfff0b649};
    case ColorRole::MethodPatch: return {0xfff6e28f, 0xfff6e28f, 0xfff6e28f};
    case ColorRole::MethodDelete: return {0xff9a2e16, 0xff9a2e16, 0xff9a2e16};
    case ColorRole::MethodAny: return {0xff443c6b, 0xff443c6b, 0xff443c6b};
    case ColorRole::MethodOther: return {0xff8d96a4, 0xff8d96a4, 0xff8d96a4};
    case ColorRole::CodeBracket: return {0xffd3e9d9, 0xff2f5140, 0xff00602a};
    case ColorRole::CodeMatch: return {0xfffbe7ae, 0xff5a4a1c, 0xff6b5200};
    case ColorRole::CodeOrigin: return {0xffdcd9fb, 0xff3f3b69, 0xff4b2f86};
    case ColorRole::CodeExecution: return {0xffffdfc4, 0xff5c3b1f, 0xff743a00};
    case ColorRole::CodeUncovered: return {0xfffbe6e7, 0xff432a2e, 0xff5a1016};
    }
    return {};
}

Shown resolve(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light: return Shown::Light;
    case Scheme::Dark: return Shown::Dark;
    case Scheme::HighContrast: return Shown::HighContrast;
    case Scheme::System: break;
    }
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Shown::Dark : Shown::Light;
}

void show(QApplication &application)
{
    g_shown = resolve(g_scheme);
    application.setPalette(themePalette());
}

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

void applyTheme(QApplication &application, Scheme scheme)
{
    static const bool s_once = [&application] {
        application.setStyle(new Style); // the application owns it
        QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, &application, [&application] {
            if (g_scheme == Scheme::System)
                show(application);
        });
        return true;
    }();
    Q_UNUSED(s_once)
    g_scheme = scheme;
    show(application);
}

Scheme currentScheme()
{
    return g_scheme;
}

bool isDark()
{
    return g_shown != Shown::Light;
}

QColor themeColor(ColorRole role)
{
    const Colors colors = colorsOf(role);
    switch (g_shown) {
    case Shown::Light: return QColor::fromRgb(colors.light);
    case Shown::Dark: return QColor::fromRgb(colors.dark);
    case Shown::HighContrast: return QColor::fromRgb(colors.highContrast);
    }
    return {};
}

QPalette themePalette()
{
    const QColor text = themeColor(ColorRole::Text);
    const QColor muted = themeColor(ColorRole::MutedText);
    const QColor window = themeColor(ColorRole::Window);
    const QColor surface = themeColor(ColorRole::Surface);
    const QColor raised = themeColor(ColorRole::SurfaceRaised);
    const QColor hairline = themeColor(ColorRole::Hairline);
    const QColor accent = themeColor(ColorRole::Accent);

    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, surface);
    palette.setColor(QPalette::AlternateBase, mix(raised, surface, 0.45));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, isDark() ? raised : surface);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, themeColor(ColorRole::Error));
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::ToolTipBase, raised);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, themeColor(ColorRole::Selection));
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::Light, mix(text, surface, 0.02));
    palette.setColor(QPalette::Midlight, mix(hairline, surface, 0.5));
    palette.setColor(QPalette::Mid, hairline);
    palette.setColor(QPalette::Dark, mix(text, window, 0.3));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, isDark() ? 160 : 60));
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    palette.setColor(QPalette::Accent, accent);
#endif
    const QColor disabled = mix(text, window, 0.42);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, raised);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, mix(themeColor(ColorRole::Selection), surface, 0.6));
    return palette;
}

QColor methodColor(const QString &method)
{
    const QString name = method.toUpper();
    if (name == u"GET")
        return themeColor(ColorRole::MethodGet);
    if (name == u"POST")
        return themeColor(ColorRole::MethodPost);
    if (name == u"PUT")
        return themeColor(ColorRole::MethodPut);
    if (name == u"PATCH")
        return themeColor(ColorRole::MethodPatch);
    if (name == u"DELETE")
        return themeColor(ColorRole::MethodDelete);
    if (name == u"ANY" || name == u"X-AMAZON-APIGATEWAY-ANY-METHOD")
        return themeColor(ColorRole::MethodAny);
    return themeColor(ColorRole::MethodOther);
}

QColor badgeTextColor(const QColor &fill)
{
    const QColor dark(0x12, 0x16, 0x1c);
    return contrastRatio(dark, fill) >= contrastRatio(Qt::white, fill) ? dark : QColor(Qt::white);
}

QColor mix(const QColor &foreground, const QColor &background, double share)
{
    const auto channel = [share](int one, int other) { return qRound(one * share + other * (1.0 - share)); };
    return {channel(foreground.red(), background.red()), channel(foreground.green(), background.green()),
            channel(foreground.blue(), background.blue())};
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QFont monospaceFont()
{
    static const QString s_family = [] {
        const QString preferred = QStringLiteral("JetBrains Mono");
        return QFontDatabase::hasFamily(preferred) ? preferred
                                                   : QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    }();
    QFont font = QApplication::font();
    font.setFamilies({s_family});
    font.setStyleHint(QFont::Monospace);
    if (g_monospacePoints > 0)
        font.setPointSize(g_monospacePoints);
    return font;
}

void setMonospacePointSize(int points)
{
    g_monospacePoints = points;
}

QFont captionFont()
{
    QFont font = QApplication::font();
    font.setPointSizeF(std::max(font.pointSizeF() * 0.88, 7.0));
    return font;
}

QString syntaxThemeName()
{
    switch (g_shown) {
    case Shown::Light: return QStringLiteral("Gatehouse Light");
    case Shown::Dark: return QStringLiteral("Gatehouse Dark");
    case Shown::HighContrast: return QStringLiteral("Gatehouse High Contrast");
    }
    return {};
}

} // namespace gatehouse::ui

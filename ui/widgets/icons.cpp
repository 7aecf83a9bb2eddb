#include "ui/widgets/icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace gatehouse::ui {

namespace {

/// Paints one SVG in the colour of the moment.
class SvgIconEngine final : public QIconEngine {
public:
    SvgIconEngine(QString name, QByteArray svg, std::optional<ColorRole> role)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, render(rect.size() * scale, scale, mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return render(size, 1.0, mode); }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        return render(size * scale, scale, mode);
#else
        return render(size, scale, mode); // it came in device pixels before 6.8
#endif
    }

    QString key() const override { return QStringLiteral("gatehouse-svg"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }
    QIconEngine *clone() const override { return new SvgIconEngine(*this); }

private:
    QPixmap render(const QSize &devicePixels, qreal scale, QIcon::Mode mode) const
    {
        const QColor color = colorFor(mode);
        const QString key = QStringLiteral("gatehouse-icon/%1/%2x%3@%4/%5")
                                .arg(m_name)
                                .arg(devicePixels.width())
                                .arg(devicePixels.height())
                                .arg(scale)
                                .arg(color.rgba(), 8, 16);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;

        QByteArray svg = m_svg;
        svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        pixmap = QPixmap(devicePixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(devicePixels)));
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QColor colorFor(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return QGuiApplication::palette().color(QPalette::Disabled, QPalette::Text);
        return themeColor(m_role.value_or(ColorRole::Text));
    }

    QString m_name;
    QByteArray m_svg;
    std::optional<ColorRole> m_role;
};

std::optional<ColorRole> roleOf(const QString &name)
{
    if (name == u"problem-error")
        return ColorRole::Error;
    if (name == u"problem-warning")
        return ColorRole::Warning;
    if (name == u"problem-info")
        return ColorRole::Info;
    if (name == u"problem-hint")
        return ColorRole::MutedText;
    if (name == u"ok")
        return ColorRole::Success;
    return std::nullopt;
}

QIcon makeIcon(const QString &name, std::optional<ColorRole> role)
{
    QFile file(QStringLiteral(":/gatehouse/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("No icon is named \"%s\"", qUtf8Printable(name));
        return {};
    }
    return QIcon(new SvgIconEngine(name, file.readAll(), role));
}

} // namespace

QIcon icon(const QString &name)
{
    static QHash<QString, QIcon> s_icons; // GUI thread only, as all of QIcon
    auto found = s_icons.constFind(name);
    if (found == s_icons.constEnd())
        found = s_icons.insert(name, makeIcon(name, roleOf(name)));
    return *found;
}

QIcon icon(const QString &name, ColorRole role)
{
    return makeIcon(name, role);
}

QString severityIconName(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QStringLiteral("problem-error");
    case Severity::Warning: return QStringLiteral("problem-warning");
    case Severity::Info: return QStringLiteral("problem-info");
    case Severity::Hint: return QStringLiteral("problem-hint");
    }
    return {};
}

QStringList iconNames()
{
    QStringList names = QDir(QStringLiteral(":/gatehouse/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files);
    names.replaceInStrings(QStringLiteral(".svg"), QString());
    names.sort();
    return names;
}

} // namespace gatehouse::ui

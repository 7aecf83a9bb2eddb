#include "ui/settings/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr QLatin1StringView kScheme("appearance/scheme");
constexpr QLatin1StringView kFontSize("appearance/fontSize");
constexpr QLatin1StringView kAnimations("appearance/animations");
constexpr QLatin1StringView kCodeFontSize("editor/fontSize");
constexpr QLatin1StringView kLineNumbers("editor/lineNumbers");
constexpr QLatin1StringView kWrapLines("editor/wrapLines");
constexpr QLatin1StringView kAddress("gateway/address");
constexpr QLatin1StringView kPort("gateway/port");
constexpr QLatin1StringView kStartOnOpen("gateway/startOnOpen");
constexpr QLatin1StringView kRecent("recentProjects");
constexpr QLatin1StringView kWindow("window/");
constexpr QLatin1StringView kLayout("window/layout");
constexpr const char *kSchemeNames[] = {"system", "light", "dark", "high-contrast"};

int sizeOrZero(const QVariant &value)
{
    const int points = value.toInt();
    return points <= 0 ? 0 : std::clamp(points, Settings::kMinFontSize, Settings::kMaxFontSize);
}

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_store(file.isEmpty() ? std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                                           QStringLiteral("gatehouse"), QStringLiteral("studio"))
                             : std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

Settings::~Settings() = default;

Scheme Settings::scheme() const
{
    const QString name = m_store->value(kScheme).toString();
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        if (name == QLatin1StringView(kSchemeNames[static_cast<int>(scheme)]))
            return scheme;
    }
    return Scheme::System;
}

void Settings::setScheme(Scheme scheme)
{
    m_store->setValue(kScheme, QString::fromLatin1(kSchemeNames[static_cast<int>(scheme)]));
    Q_EMIT appearanceChanged();
}

int Settings::fontSize() const
{
    return sizeOrZero(m_store->value(kFontSize));
}

void Settings::setFontSize(int points)
{
    m_store->setValue(kFontSize, sizeOrZero(points));
    Q_EMIT appearanceChanged();
}

int Settings::codeFontSize() const
{
    return sizeOrZero(m_store->value(kCodeFontSize));
}

void Settings::setCodeFontSize(int points)
{
    m_store->setValue(kCodeFontSize, sizeOrZero(points));
    Q_EMIT appearanceChanged();
}

bool Settings::lineNumbers() const
{
    return m_store->value(kLineNumbers, true).toBool();
}

void Settings::setLineNumbers(bool shown)
{
    m_store->setValue(kLineNumbers, shown);
    Q_EMIT appearanceChanged();
}

bool Settings::wrapLines() const
{
    return m_store->value(kWrapLines, false).toBool();
}

void Settings::setWrapLines(bool wrap)
{
    m_store->setValue(kWrapLines, wrap);
    Q_EMIT appearanceChanged();
}

bool Settings::animations() const
{
    return m_store->value(kAnimations, true).toBool();
}

void Settings::setAnimations(bool on)
{
    m_store->setValue(kAnimations, on);
    Q_EMIT appearanceChanged();
}

QString Settings::gatewayAddress() const
{
    return m_store->value(kAddress, QStringLiteral("127.0.0.1")).toString();
}

quint16 Settings::gatewayPort() const
{
    return static_cast<quint16>(std::clamp(m_store->value(kPort, 8080).toInt(), 0, 65535));
}

void Settings::setGatewayEndpoint(const QString &address, quint16 port)
{
    if (address == gatewayAddress() && port == gatewayPort())
        return;
    m_store->setValue(kAddress, address);
    m_store->setValue(kPort, port);
    Q_EMIT gatewayChanged();
}

bool Settings::startGatewayOnOpen() const
{
    return m_store->value(kStartOnOpen, false).toBool();
}

void Settings::setStartGatewayOnOpen(bool on)
{
    m_store->setValue(kStartOnOpen, on);
    Q_EMIT gatewayChanged();
}

QStringList Settings::recentProjects() const
{
    return m_store->value(kRecent).toStringList();
}

void Settings::addRecentProject(const QString &path)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QStringList recent = recentProjects();
    recent.removeAll(absolute);
    recent.prepend(absolute);
    m_store->setValue(kRecent, recent.mid(0, kMaxRecent));
    Q_EMIT recentProjectsChanged();
}

void Settings::removeRecentProject(const QString &path)
{
    QStringList recent = recentProjects();
    recent.removeAll(path);
    m_store->setValue(kRecent, recent);
    Q_EMIT recentProjectsChanged();
}

void Settings::clearRecentProjects()
{
    m_store->remove(kRecent);
    Q_EMIT recentProjectsChanged();
}

QString Settings::historyFile() const
{
    return QFileInfo(m_store->fileName()).dir().filePath(QStringLiteral("request-history.jsonl"));
}

QString Settings::unsavedFolder() const
{
    return QFileInfo(m_store->fileName()).dir().filePath(QStringLiteral("unsaved"));
}

QString Settings::playgroundFolder() const
{
    return QFileInfo(m_store->fileName()).dir().filePath(QStringLiteral("playgrounds"));
}

QByteArray Settings::windowState(const QString &name) const
{
    return m_store->value(kWindow + name).toByteArray();
}

void Settings::setWindowState(const QString &name, const QByteArray &state)
{
    m_store->setValue(kWindow + name, state);
}

QString Settings::layoutName() const
{
    return m_store->value(kLayout, QStringLiteral("design")).toString();
}

void Settings::setLayoutName(const QString &name)
{
    m_store->setValue(kLayout, name);
}

} // namespace gatehouse::ui

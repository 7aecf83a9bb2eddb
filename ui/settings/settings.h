#pragma once

#include "ui/widgets/theme.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace gatehouse::ui {

/// What the user has set, with types, defaults and limits in one place. Kept in the platform's usual place; each member
/// is written as soon as it is set.
class Settings : public QObject {
    Q_OBJECT

public:
    static constexpr int kMinFontSize = 7;
    static constexpr int kMaxFontSize = 32;
    static constexpr int kMaxRecent = 12;

    /// @param file an .ini file instead of the usual place, for tests
    explicit Settings(const QString &file = {}, QObject *parent = nullptr);
    ~Settings() override;

    [[nodiscard]] Scheme scheme() const;
    void setScheme(Scheme scheme);

    [[nodiscard]] int fontSize() const; ///< points; 0: the system's
    void setFontSize(int points);
    [[nodiscard]] int codeFontSize() const; ///< points; 0: as large as the other text
    void setCodeFontSize(int points);
    [[nodiscard]] bool lineNumbers() const;
    void setLineNumbers(bool shown);
    [[nodiscard]] bool wrapLines() const;
    void setWrapLines(bool wrap);
    [[nodiscard]] bool animations() const; ///< motion that explains; off on request
    void setAnimations(bool on);

    [[nodiscard]] QString gatewayAddress() const;
    [[nodiscard]] quint16 gatewayPort() const; ///< 0: any free one
    void setGatewayEndpoint(const QString &address, quint16 port);
    [[nodiscard]] bool startGatewayOnOpen() const;
    void setStartGatewayOnOpen(bool on);

    [[nodiscard]] QStringList recentProjects() const; ///< absolute paths, latest first
    void addRecentProject(const QString &path);
    void removeRecentProject(const QString &path);
    void clearRecentProjects();

    /// Where the request console keeps its history.
    [[nodiscard]] QString historyFile() const;
    /// Where unsaved work is kept aside.
    [[nodiscard]] QString unsavedFolder() const;
    /// Where the states of playgrounds are kept.
    [[nodiscard]] QString playgroundFolder() const;

    /// Opaque states of the main window, by name.
    [[nodiscard]] QByteArray windowState(const QString &name) const;
    void setWindowState(const QString &name, const QByteArray &state);
    [[nodiscard]] QString layoutName() const;
    void setLayoutName(const QString &name);

Q_SIGNALS:
    void appearanceChanged(); ///< scheme, fonts, line numbers, animations
    void gatewayChanged();
    void recentProjectsChanged();

private:
    std::unique_ptr<QSettings> m_store;
};

} // namespace gatehouse::ui

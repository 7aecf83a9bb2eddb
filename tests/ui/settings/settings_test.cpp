#include "ui/settings/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse::ui;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesOutliveTheObject();
    void nonsenseInTheFileGivesDefaults();
    void recentProjectsAreUniqueAndLimited();
};

void SettingsTest::valuesOutliveTheObject()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("s.ini"));
    {
        Settings settings(file);
        QSignalSpy appearance(&settings, &Settings::appearanceChanged);
        settings.setScheme(Scheme::Dark);
        settings.setCodeFontSize(13);
        QCOMPARE(appearance.count(), 2);
        settings.setGatewayEndpoint(QStringLiteral("0.0.0.0"), 9000);
        settings.setWindowState(QStringLiteral("design"), QByteArray("\0state", 6));
    }
    const Settings settings(file);
    QCOMPARE(settings.scheme(), Scheme::Dark);
    QCOMPARE(settings.codeFontSize(), 13);
    QCOMPARE(settings.gatewayAddress(), QStringLiteral("0.0.0.0"));
    QCOMPARE(settings.gatewayPort(), 9000);
    QCOMPARE(settings.windowState(QStringLiteral("design")), QByteArray("\0state", 6));
}

void SettingsTest::nonsenseInTheFileGivesDefaults()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("s.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[appearance]\nscheme=plaid\nfontSize=-3\n[editor]\nfontSize=4000\n[gateway]\nport=70000\n");
    file.close();
    const Settings settings(file.fileName());
    QCOMPARE(settings.scheme(), Scheme::System);
    QCOMPARE(settings.fontSize(), 0);
    QCOMPARE(settings.codeFontSize(), Settings::kMaxFontSize);
    QCOMPARE(settings.gatewayPort(), 65535);
}

void SettingsTest::recentProjectsAreUniqueAndLimited()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("s.ini")));
    for (int i = 0; i < Settings::kMaxRecent + 3; ++i)
        settings.addRecentProject(QStringLiteral("/projects/%1").arg(i));
    settings.addRecentProject(QStringLiteral("/projects/8/../9"));
    QCOMPARE(settings.recentProjects().size(), Settings::kMaxRecent);
    QCOMPARE(settings.recentProjects().first(), QStringLiteral("/projects/9"));
    QCOMPARE(settings.recentProjects().count(QStringLiteral("/projects/9")), 1);
    settings.clearRecentProjects();
    QVERIFY(settings.recentProjects().isEmpty());
}

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"

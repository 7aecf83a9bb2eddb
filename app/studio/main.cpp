#include "ui/main_window/main_window.h"
#include "ui/settings/settings.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

using namespace gatehouse::ui;

namespace {

/// Where the platform has no font of its own to say (a bare X server), Inter reads better than the fallback.
void setUpFont()
{
    QFont font = QApplication::font();
    const QStringList vague = {QStringLiteral("Sans Serif"), QStringLiteral("Sans"), QStringLiteral("sans")};
    if (vague.contains(font.family()) && QFontDatabase::hasFamily(QStringLiteral("Inter"))) {
        font.setFamilies({QStringLiteral("Inter"), font.family()});
        QApplication::setFont(font);
    }
}

void setUpTranslations(QApplication &application)
{
    const QLocale locale;
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qt);
    // English first: it has the plurals of texts that no other file translates. Later ones are asked before earlier
    // ones.
    for (const QLocale &wanted : {QLocale(QLocale::English), locale}) {
        auto *ours = new QTranslator(&application);
        if (ours->load(wanted, QStringLiteral("gatehouse"), QStringLiteral("_"), QStringLiteral(":/i18n")))
            QApplication::installTranslator(ours);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gatehouse"));
    QApplication::setApplicationDisplayName(QStringLiteral("Gatehouse"));
    QApplication::setApplicationVersion(QStringLiteral(GATEHOUSE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("gatehouse-studio"));
    setUpFont();
    setUpTranslations(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Designs, runs and debugs APIs that behave as on Amazon API Gateway."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("path"),
                                 QApplication::translate("main", "A project folder or an OpenAPI file to open."),
                                 QStringLiteral("[path]"));
    const QCommandLineOption stage(QStringLiteral("stage"), QApplication::translate("main", "Choose this stage."),
                                   QStringLiteral("name"));
    const QCommandLineOption run(QStringLiteral("run"),
                                 QApplication::translate("main", "Start the gateway once the project is open."));
    parser.addOptions({stage, run});
    parser.process(application);
    if (parser.positionalArguments().size() > 1) {
        std::fputs(qPrintable(QApplication::translate("main", "Only one path can be opened.\n")), stderr);
        return 2;
    }

    Settings settings;
    MainWindow window(settings);
    if (parser.isSet(stage))
        window.setWantedStage(parser.value(stage));
    if (parser.isSet(run))
        window.startGatewayWhenOpen();
    window.show();
    if (!parser.positionalArguments().isEmpty())
        window.open(parser.positionalArguments().first());
    window.offerRecovery();
    return QApplication::exec();
}

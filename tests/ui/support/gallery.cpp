#include "tests/ui/support/gallery.h"

#include "tests/ui/support/view_checks.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QImage>
#include <QProcess>
#include <QTest>
#include <QWidget>

#include <cstdio>

namespace gatehouse::ui::testing {

namespace {

constexpr const char *kScale = "GATEHOUSE_GALLERY_SCALE";

bool isPlain(const QImage &image)
{
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

} // namespace

int runAtEachScale(int argc, char *argv[], int (*run)(int argc, char *argv[]))
{
    if (qEnvironmentVariableIsSet(kScale))
        return run(argc, argv);
    int result = 0;
    for (const char *scale : {"1", "2"}) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kScale), QString::fromLatin1(scale));
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::fromLatin1(scale));
        process.setProcessEnvironment(environment);
        QStringList arguments;
        for (int i = 1; i < argc; ++i)
            arguments.append(QString::fromLocal8Bit(argv[i]));
        process.start(QString::fromLocal8Bit(argv[0]), arguments);
        if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
            result = 1;
        else
            result = std::max(result, process.exitCode());
    }
    return result;
}

void dress(Scheme scheme)
{
    QFont font = QApplication::font();
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamilies({QStringLiteral("Inter")});
    font.setPointSizeF(10);
    QApplication::setFont(font);
    applyTheme(*qApp, scheme);
}

QString nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::System: return QStringLiteral("system");
    case Scheme::Light: return QStringLiteral("light");
    case Scheme::Dark: return QStringLiteral("dark");
    case Scheme::HighContrast: return QStringLiteral("contrast");
    }
    return {};
}

QStringList shoot(QWidget &widget, const QString &name)
{
    if (!widget.isVisible())
        widget.show();
    for (int i = 0; i < 3; ++i) { // layouts settle in posted events
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    const QImage image = widget.grab().toImage();
    const QDir folder(QStringLiteral(GATEHOUSE_BINARY_DIR "/gallery"));
    folder.mkpath(QStringLiteral("."));
    const QString file = QStringLiteral("%1-%2@%3.png")
                             .arg(name, nameOf(currentScheme()), qEnvironmentVariable(kScale, QStringLiteral("1")));
    QStringList wrong;
    if (!image.save(folder.filePath(file)))
        wrong.append(QStringLiteral("cannot write ") + folder.filePath(file));
    if (isPlain(image))
        wrong.append(QStringLiteral("the picture is empty"));
    wrong += clippedTexts(widget);
    wrong += overlaps(widget);
    wrong += unnamedControls(widget);
    wrong += unreachableByTab(widget);
    return wrong;
}

} // namespace gatehouse::ui::testing

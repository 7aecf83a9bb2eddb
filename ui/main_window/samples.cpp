#include "ui/main_window/samples.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace gatehouse::ui {

namespace {

QString sourceFolder(const QString &id)
{
    return QStringLiteral(":/gatehouse/examples/") + id;
}

} // namespace

QList<Sample> samples()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Samples", text); };
    return {
        {QStringLiteral("petstore"), QStringLiteral("PetStore"),
         tr(QT_TRANSLATE_NOOP("Samples",
                              "The API everyone meets first on API Gateway, with a backend that starts beside it"))},
        {QStringLiteral("mock-orders"), tr(QT_TRANSLATE_NOOP("Samples", "Mock orders")),
         tr(QT_TRANSLATE_NOOP("Samples", "All mock integrations: the gateway answers before there is a backend"))},
    };
}

QString sampleFolder(const QString &id)
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QStringLiteral("/Gatehouse/") + id;
}

bool copySample(const QString &id, const QString &folder, QString *error)
{
    if (QFileInfo::exists(folder + QStringLiteral("/gatehouse.yaml")))
        return true;
    const QDir source(sourceFolder(id));
    QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next();
        const QString to = folder + u'/' + source.relativeFilePath(from);
        QFile file(from);
        if (!QDir().mkpath(QFileInfo(to).path()) || !file.copy(to)) {
            *error = QCoreApplication::translate("Samples", "Cannot write %1: %2").arg(to, file.errorString());
            return false;
        }
        QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    }
    return true;
}

} // namespace gatehouse::ui

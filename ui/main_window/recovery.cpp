#include "ui/main_window/recovery.h"

#include "ui/bridge/background_task.h"
#include "ui/document/project_document.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QUndoStack>
#include <QUuid>

#include <algorithm>

namespace gatehouse::ui {

namespace {

const QString kNote = QStringLiteral("work.json"); // beside the copy: what it is a copy of
const QString kCopy = QStringLiteral("project");
const QString kFresh = QStringLiteral("fresh"); // the next copy, on its way
const QString kLock = QStringLiteral("lock"); // held while its studio runs

std::filesystem::path toPath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

/// Writes the copy beside the old one and then takes its place, so that one whole copy is always there.
bool writeCopy(const QString &folder, const model::Project &project, const QJsonObject &note)
{
    QDir own(folder);
    const QString fresh = own.filePath(kFresh);
    QDir(fresh).removeRecursively();
    if (!own.mkpath(QStringLiteral(".")) || !project::create(toPath(fresh), project))
        return false;
    QSaveFile file(own.filePath(kNote));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(QJsonDocument(note).toJson());
    QDir(own.filePath(kCopy)).removeRecursively(); // from here to the next line "fresh" is the whole copy
    return own.rename(fresh, own.filePath(kCopy)) && file.commit();
}

/// True while the studio that made the copy runs. Locks of dead processes are stale at once.
bool isInUse(const QString &folder)
{
    QLockFile lock(folder + u'/' + kLock);
    lock.setStaleLockTime(0);
    return !lock.tryLock();
}

} // namespace

Recovery::Recovery(ProjectDocument &document, QString folder, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_folder(std::move(folder))
    , m_own(m_folder + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelay);
    connect(&m_timer, &QTimer::timeout, this, &Recovery::writeNow);
    connect(&m_document, &ProjectDocument::changed, this, &Recovery::follow);
    connect(&m_document, &ProjectDocument::modifiedChanged, this, &Recovery::follow);
}

Recovery::~Recovery()
{
    clear();
}

void Recovery::follow()
{
    if (!m_document.isModified())
        clear();
    else if (!m_timer.isActive())
        m_timer.start();
}

void Recovery::clear()
{
    m_timer.stop();
    m_lock.reset();
    dropInherited();
    if (QFileInfo::exists(m_own))
        QDir(m_own).removeRecursively();
}

void Recovery::dropInherited()
{
    for (const QString &folder : std::exchange(m_inherited, {}))
        QDir(folder).removeRecursively();
}

void Recovery::inherit(const RecoveredWork &work)
{
    m_inherited.append(work.folder);
    writeNow();
}

void Recovery::writeNow()
{
    if (!m_document.isModified())
        return;
    if (m_writing) { // again when that is done
        m_timer.start();
        return;
    }
    m_writing = true;
    if (!m_lock) {
        QDir().mkpath(m_own);
        m_lock = std::make_unique<QLockFile>(m_own + u'/' + kLock);
        m_lock->setStaleLockTime(0);
        std::ignore = m_lock->tryLock();
    }
    const QJsonObject note{{QStringLiteral("path"), m_document.path()},
                           {QStringLiteral("name"), m_document.displayName()},
                           {QStringLiteral("time"), QDateTime::currentDateTime().toString(Qt::ISODate)}};
    runInBackground(
        this, {},
        [folder = m_own, project = m_document.project(), note](Task &task) {
            const bool done = writeCopy(folder, project, note);
            if (task.isCancelled()) // the window went meanwhile
                QDir(folder).removeRecursively();
            return done;
        },
        [this](bool done) {
            m_writing = false;
            if (done)
                dropInherited();
            if (!m_document.isModified()) // saved meanwhile
                clear();
            Q_EMIT written();
        });
}

QList<RecoveredWork> Recovery::leftBehind() const
{
    QList<RecoveredWork> found;
    for (const QFileInfo &entry : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = entry.absoluteFilePath();
        QFile file(folder + u'/' + kNote);
        if (folder == QFileInfo(m_own).absoluteFilePath() || isInUse(folder) || !file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject note = QJsonDocument::fromJson(file.readAll()).object();
        found.append({folder, note.value(u"path").toString(), note.value(u"name").toString(),
                      QDateTime::fromString(note.value(u"time").toString(), Qt::ISODate)});
    }
    std::ranges::sort(found, std::greater(), &RecoveredWork::time);
    return found;
}

Expected<RestoredWork> Recovery::restore(const RecoveredWork &work)
{
    const bool whole = QFileInfo::exists(work.folder + u'/' + kCopy);
    Expected<project::LoadedProject> copy = project::load(toPath(work.folder + u'/' + (whole ? kCopy : kFresh)));
    if (!copy)
        return fail(copy.error());
    RestoredWork restored;
    restored.project = std::move(copy->project);
    if (!work.path.isEmpty()) {
        if (Expected<project::LoadedProject> files = project::load(toPath(work.path)))
            restored.files = *std::move(files);
    }
    return restored;
}

void Recovery::discard(const RecoveredWork &work)
{
    QDir(work.folder).removeRecursively();
}

} // namespace gatehouse::ui

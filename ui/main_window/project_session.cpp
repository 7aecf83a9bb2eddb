#include "ui/main_window/project_session.h"

#include "core/openapi/exporter.h"
#include "core/openapi/importer.h"
#include "ui/bridge/background_task.h"
#include "ui/commands/api_commands.h"
#include "ui/commands/document_command.h"
#include "ui/document/project_document.h"
#include "ui/main_window/project_merge.h"
#include "ui/main_window/recovery.h"
#include "ui/main_window/samples.h"
#include "ui/settings/settings.h"
#include "ui/widgets/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUndoStack>

namespace gatehouse::ui {

namespace {

std::filesystem::path toPath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

/// A project folder may be meant by its main file.
QString projectPath(const QString &path)
{
    const QFileInfo info(path);
    return info.fileName() == u"gatehouse.yaml" ? info.absolutePath() : info.absoluteFilePath();
}

struct Imported {
    openapi::ImportResult result;
    std::shared_ptr<const std::string> text;
    QString error;
};

Imported readAndImport(const QString &file, const openapi::ImportOptions &options)
{
    Imported imported;
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        imported.error = source.errorString();
        return imported;
    }
    imported.text = std::make_shared<const std::string>(source.readAll().toStdString());
    imported.result = openapi::importApi(*imported.text, options);
    if (!imported.result.usable)
        imported.error = imported.result.diagnostics.empty() ? ProjectSession::tr("It is not an OpenAPI document.")
                                                             : toQString(format(imported.result.diagnostics.front()));
    return imported;
}

QString writeText(const QString &file, const std::string &text)
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly))
        return target.errorString();
    target.write(text.data(), static_cast<qint64>(text.size()));
    return target.commit() ? QString() : target.errorString();
}

} // namespace

ProjectSession::ProjectSession(ProjectDocument &document, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_settings(settings)
{
}

void ProjectSession::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

void ProjectSession::adopt(project::LoadedProject loaded, std::optional<model::Project> unsaved)
{
    m_document.reset(std::move(loaded), std::move(unsaved));
    m_hasProject = true;
    Q_EMIT opened();
}

void ProjectSession::open(const QString &path)
{
    const QString wanted = projectPath(path);
    if (const std::shared_ptr<Task> earlier = m_opening.lock())
        earlier->abandon(); // the user has decided otherwise
    setBusy(true);
    m_opening = runInBackground(
        this, tr("Opening %1").arg(QFileInfo(wanted).fileName()),
        [file = toPath(wanted)](Task &) { return project::load(file); },
        [this, wanted](Expected<project::LoadedProject> loaded) {
            setBusy(false);
            if (!loaded) {
                m_settings.removeRecentProject(wanted);
                Q_EMIT failed(tr("Cannot open %1").arg(QDir::toNativeSeparators(wanted)),
                              toQString(loaded.error().text()));
                return;
            }
            m_settings.addRecentProject(wanted);
            adopt(*std::move(loaded));
        });
}

void ProjectSession::openSample(const QString &id)
{
    setBusy(true);
    const QString folder = sampleFolder(id);
    runInBackground(
        this, tr("Copying the sample"),
        [id, folder](Task &) {
            QString error;
            std::ignore = copySample(id, folder, &error);
            return error;
        },
        [this, folder](const QString &error) {
            setBusy(false);
            if (error.isEmpty())
                open(folder);
            else
                Q_EMIT failed(tr("Cannot open the sample"), error);
        });
}

void ProjectSession::createProject(const QString &name)
{
    model::RestApi api;
    api.name = toStd(name);
    model::Resource root;
    root.id = {newObjectId()};
    api.resources.emplace_back(std::move(root));
    project::LoadedProject loaded;
    loaded.project.name = toStd(name);
    m_document.reset(std::move(loaded));
    m_document.push(new InsertApi(m_document, {.folder = {}, .api = std::move(api), .stages = {}, .deployments = {}}));
    m_hasProject = true;
    Q_EMIT opened();
}

void ProjectSession::close()
{
    m_hasProject = false;
    m_document.reset({});
    Q_EMIT closed();
}

void ProjectSession::restore(const RecoveredWork &work)
{
    setBusy(true);
    runInBackground(
        this, tr("Restoring %1").arg(work.name), [work](Task &) { return Recovery::restore(work); },
        [this, work](Expected<RestoredWork> restored) {
            setBusy(false);
            if (!restored) {
                Q_EMIT failed(tr("Cannot restore %1").arg(work.name), toQString(restored.error().text()));
                return;
            }
            adopt(std::move(restored->files), std::move(restored->project));
            Q_EMIT this->restored(work);
        });
}

void ProjectSession::write(const QString &name, std::function<Expected<project::LoadedProject>()> work, Done done)
{
    setBusy(true);
    const int undoIndex = m_document.undoStack().index();
    runInBackground(
        this, name, [work = std::move(work)](Task &) { return work(); },
        [this, undoIndex, done](Expected<project::LoadedProject> result) {
            setBusy(false);
            if (result) {
                m_document.setSaved(*std::move(result), undoIndex);
                m_settings.addRecentProject(m_document.path());
                Q_EMIT notice(tr("Saved"));
            } else if (result.error().code == project::ProjectErrc::Conflict) {
                Q_EMIT externalConflict(toQString(result.error().detail));
            } else {
                Q_EMIT failed(tr("Cannot save"), toQString(result.error().text()));
            }
            if (done)
                done(result.has_value());
        });
}

void ProjectSession::save(Done done)
{
    write(
        tr("Saving %1").arg(m_document.displayName()),
        [loaded = m_document.loaded(), project = m_document.project(),
         typed = m_document.typedTexts()]() mutable -> Expected<project::LoadedProject> {
            if (const Expected<project::SaveReport> report = project::save(loaded, project, typed); !report)
                return fail(report.error());
            return std::move(loaded);
        },
        std::move(done));
}

void ProjectSession::saveAs(const QString &folder, Done done)
{
    write(
        tr("Saving %1").arg(QFileInfo(folder).fileName()),
        [path = toPath(folder), project = m_document.project()] { return project::create(path, project); },
        std::move(done));
}

void ProjectSession::importApi(const QString &file, bool mockMissing)
{
    const QString name = QFileInfo(file).fileName();
    openapi::ImportOptions options;
    options.file = toStd(file);
    options.followFileReferences = true;
    options.mockMissingIntegrations = mockMissing;
    options.region = m_document.project().region;
    options.accountId = m_document.project().accountId;
    runInBackground(
        this, tr("Importing %1").arg(name),
        [file, options](Task &task) mutable {
            options.stop = task.stopToken();
            options.progress = [&task](double fraction) { task.setProgress(fraction); };
            return readAndImport(file, options);
        },
        [this, file, name](Imported imported) {
            if (!imported.error.isEmpty()) {
                Q_EMIT failed(tr("Cannot import %1").arg(QDir::toNativeSeparators(file)), imported.error);
                return;
            }
            auto *insert = new InsertApi(
                m_document, {.folder = {}, .api = std::move(imported.result.api), .stages = {}, .deployments = {}},
                {imported.text, imported.result.yaml, true});
            const model::ApiId api = insert->api();
            const auto count = imported.result.diagnostics.size();
            m_document.push(insert);
            m_document.setDiagnostics(api, "import", std::move(imported.result.diagnostics));
            Q_EMIT notice(count == 0 ? tr("Imported %1").arg(name)
                                     : tr("Imported %1; %n finding(s) are listed under Problems", nullptr,
                                          static_cast<int>(count))
                                           .arg(name));
        });
}

void ProjectSession::exportApi(const ExportRequest &request)
{
    const model::ApiEntry *entry = m_document.api(request.api);
    if (!entry)
        return;
    openapi::ExportOptions options;
    options.format = static_cast<openapi::Format>(request.format);
    if (!request.extensions)
        options.extensions = openapi::Extensions::none();
    options.region = m_document.project().region;
    runInBackground(
        this, tr("Exporting %1").arg(QFileInfo(request.file).fileName()),
        [api = entry->api, options, request](Task &) {
            return writeText(request.file, openapi::exportText(api, options, request.yaml));
        },
        [this, file = request.file](const QString &error) {
            if (error.isEmpty())
                Q_EMIT notice(tr("Exported %1").arg(QDir::toNativeSeparators(file)));
            else
                Q_EMIT failed(tr("Cannot write %1").arg(QDir::toNativeSeparators(file)), error);
        });
}

void ProjectSession::checkForExternalChanges()
{
    if (!m_hasProject || m_busy || m_checking || m_document.path().isEmpty())
        return;
    m_checking = true;
    struct Found {
        bool changed = false;
        project::LoadedProject loaded;
        Expected<model::Project> merged;
    };
    const int undoIndex = m_document.undoStack().index();
    const bool wasModified = m_document.isModified();
    runInBackground(
        this, {},
        [loaded = m_document.loaded(), current = m_document.project()](Task &) mutable {
            Found found{!project::externalChanges(loaded).empty(), {}, model::Project()};
            if (found.changed) {
                found.merged = project::mergeExternal(loaded, current);
                found.loaded = std::move(loaded);
            }
            return found;
        },
        [this, undoIndex, wasModified](Found found) {
            m_checking = false;
            if (!found.changed || m_busy || m_document.undoStack().index() != undoIndex)
                return; // looked at again at the next opportunity
            if (!found.merged) {
                Q_EMIT externalConflict(toQString(found.merged.error().detail));
                return;
            }
            const bool differs = applyProject(m_document, *found.merged, tr("Changes from outside"));
            // The files are known as they are now; whether the document equals them depends on edits before the merge.
            m_document.setSaved(std::move(found.loaded), wasModified ? -1 : m_document.undoStack().index());
            if (differs)
                Q_EMIT notice(tr("Took in changes that another program made to the files"));
        });
}

} // namespace gatehouse::ui

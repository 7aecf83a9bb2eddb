#pragma once

#include "core/project/project_store.h"
#include "ui/document/document_change.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::ui {

class ProjectDocument;
class Settings;
class Task;
struct RecoveredWork;

/// Opens, saves, imports and exports: everything between the document and the disk, off the GUI thread. What the user
/// must be told comes as signals; nothing here shows a dialog.
class ProjectSession : public QObject {
    Q_OBJECT

public:
    ProjectSession(ProjectDocument &document, Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] bool hasProject() const { return m_hasProject; }
    [[nodiscard]] bool isBusy() const { return m_busy; } ///< opening or saving

    /// A project folder, its gatehouse.yaml, or one OpenAPI file.
    void open(const QString &path);
    void openSample(const QString &id);
    /// A project with one empty REST API, which is on no disk until it is saved.
    void createProject(const QString &name);
    void close();
    /// Work left behind by a studio that ended without closing; it is unsaved again.
    void restore(const RecoveredWork &work);

    using Done = std::function<void(bool)>;
    /// Where the document came from. @p done always gets its word.
    void save(Done done = {});
    /// As a project folder, which must not exist or be empty.
    void saveAs(const QString &folder, Done done = {});

    /// Adds the API of an OpenAPI file to the project, as one undoable step. @p mockMissing: operations without an
    /// integration get mock answers made from examples and schemas.
    void importApi(const QString &file, bool mockMissing);
    struct ExportRequest {
        model::ApiId api;
        QString file;
        int format = 0; ///< openapi::Format
        bool yaml = true;
        bool extensions = true;
    };
    void exportApi(const ExportRequest &request);

    /// Takes in what other programs have changed on disk since the last load or save; cheap when nothing has.
    void checkForExternalChanges();

Q_SIGNALS:
    void opened();
    void closed();
    void restored(const RecoveredWork &work); ///< its copy must stay until there is another
    void busyChanged(bool busy);
    void saved(const QStringList &written);
    void failed(const QString &what, const QString &why); ///< "Cannot open x.yaml", the reason
    void notice(const QString &text); ///< for the status bar
    void externalConflict(const QString &files);

private:
    void setBusy(bool busy);
    void adopt(project::LoadedProject loaded, std::optional<model::Project> unsaved = {});
    void write(const QString &name, std::function<Expected<project::LoadedProject>()> work, Done done);

    ProjectDocument &m_document;
    Settings &m_settings;
    bool m_hasProject = false;
    bool m_busy = false;
    bool m_checking = false;
    std::weak_ptr<Task> m_opening;
};

} // namespace gatehouse::ui

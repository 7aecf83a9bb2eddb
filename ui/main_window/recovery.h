#pragma once

#include "core/project/project_store.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>

class QLockFile;

namespace gatehouse::ui {

class ProjectDocument;

/// What a studio that ended without closing had left unsaved.
struct RecoveredWork {
    QString folder; ///< of the copy
    QString path; ///< what was open; empty for a project never saved
    QString name;
    QDateTime time;
};

/// Unsaved work, and the files that it was edited from.
struct RestoredWork {
    project::LoadedProject files;
    model::Project project;
};

/// Keeps unsaved work aside, so that a crash loses seconds: a while after each edit a copy of the project is written to
/// a folder of its own, off the GUI thread, and removed once the work is saved, given up or closed.
class Recovery : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kDelay{5000}; ///< from an edit to its copy

    /// @param folder where copies live; made when needed
    Recovery(ProjectDocument &document, QString folder, QObject *parent = nullptr);
    ~Recovery() override;

    /// Copies of studios that do not run any more, newest first.
    [[nodiscard]] QList<RecoveredWork> leftBehind() const;
    /// Reads a copy, and the files that it came from. Call off the GUI thread.
    [[nodiscard]] static Expected<RestoredWork> restore(const RecoveredWork &work);
    static void discard(const RecoveredWork &work);

    /// Takes over restored work: its copy goes once the work has a copy of ours, is saved, or is given up.
    void inherit(const RecoveredWork &work);
    /// Writes now; for tests and for a window that is told to end.
    void writeNow();

Q_SIGNALS:
    void written();

private:
    void follow();
    void clear();
    void dropInherited();

    ProjectDocument &m_document;
    const QString m_folder; ///< of all copies
    const QString m_own; ///< of ours
    QStringList m_inherited; ///< copies that ours will replace
    std::unique_ptr<QLockFile> m_lock; // says that we run
    QTimer m_timer;
    bool m_writing = false;
};

} // namespace gatehouse::ui

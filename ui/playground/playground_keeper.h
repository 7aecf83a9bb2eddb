#pragma once

#include "ui/playground/playground_state.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace gatehouse::ui {

class PlaygroundPage;
class ProjectDocument;

/// Keeps what is in the playgrounds of a project between sessions, in a folder of the user's settings: one file a
/// project, written a moment after each change. Of those closed the last is kept too.
class PlaygroundKeeper final : public QObject {
    Q_OBJECT

public:
    PlaygroundKeeper(ProjectDocument &document, QString folder, QObject *parent = nullptr);
    ~PlaygroundKeeper() override;

    /// What was open when the project was last left. From now on what is followed belongs to it.
    [[nodiscard]] std::vector<PlaygroundState> beginProject();
    /// From now on this page's state is kept.
    void follow(PlaygroundPage *page);
    /// The user closes the page; what it held can be had once more.
    void close(PlaygroundPage *page);
    /// What was closed last, once.
    [[nodiscard]] std::optional<PlaygroundState> takeClosed();
    /// Writes now what is not written yet.
    void flush();

private:
    void endProject();
    [[nodiscard]] QString fileOf(const QString &project) const;

    ProjectDocument &m_document;
    const QString m_folder;
    QString m_file; // of the project at hand; empty: it has no place on disk, and nothing is kept
    std::vector<QPointer<PlaygroundPage>> m_pages;
    std::optional<PlaygroundState> m_closed;
    QTimer m_timer;
};

} // namespace gatehouse::ui

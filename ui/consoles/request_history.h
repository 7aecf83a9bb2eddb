#pragma once

#include "ui/consoles/console_request.h"

#include <QDateTime>
#include <QObject>

#include <memory>

namespace gatehouse::ui {

struct HistoryEntry {
    QDateTime time;
    ConsoleRequest request;
    int status = 0; ///< 0: no answer
    qint64 durationMicroseconds = 0;
    qint64 size = 0; ///< octets of the response's body

    bool operator==(const HistoryEntry &) const = default;
};

/// The requests sent from the console, newest first, kept as JSON lines on disk.
///
/// Credentials never reach the file; within the session entries keep them, so that one can send again. A line that
/// cannot be read is skipped, not an error: the file may come from another version. Files are read and written off the
/// GUI thread.
class RequestHistory : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype kMaxEntries = 500;

    /// @param file created with its folder when the first entry is added
    explicit RequestHistory(QString file, QObject *parent = nullptr);

    /// In the user's data folder.
    [[nodiscard]] static QString defaultFile();

    void add(const HistoryEntry &entry);
    void clear(); ///< the file too
    [[nodiscard]] const QList<HistoryEntry> &entries() const noexcept { return m_entries; }

    [[nodiscard]] static QByteArray toLine(const HistoryEntry &entry); ///< without secrets, with its line end
    [[nodiscard]] static std::optional<HistoryEntry> fromLine(const QByteArray &line);

Q_SIGNALS:
    void changed();
    void loaded(); ///< what was on disk is in entries()
    void failed(const QString &why); ///< the file cannot be written; told once

private:
    class File;

    void write(const std::function<bool(File &)> &work);

    const std::shared_ptr<File> m_file;
    QList<HistoryEntry> m_entries;
    bool m_failureTold = false;
};

} // namespace gatehouse::ui

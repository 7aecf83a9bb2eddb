#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QProcess>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

namespace support {

/// What a program that ran to its end left behind.
struct RunResult {
    int status = -1; ///< exit status; -1 if it did not start, crashed or hung
    QByteArray out;
    QByteArray err;
};

/// Runs `gatehouse ARGUMENTS` with @p input on standard input.
[[nodiscard]] RunResult cli(const QStringList &arguments, const QByteArray &input = {},
                                  const QString &folder = {});
/// Runs any program the same way.
[[nodiscard]] RunResult run(const QString &program, const QStringList &arguments, const QByteArray &input = {},
                            const QString &folder = {});

/// `gatehouse serve ARGUMENTS --listen 127.0.0.1:0`, running until it is told to end.
class Serving {
public:
    explicit Serving(const QStringList &arguments, const QByteArray &input = {});
    ~Serving(); ///< kills it if it still runs
    Q_DISABLE_COPY_MOVE(Serving)

    [[nodiscard]] bool accepts() const { return !m_address.isEmpty(); }
    [[nodiscard]] QString address() const { return m_address; } ///< "http://127.0.0.1:40001"
    [[nodiscard]] QUrl url(const QString &pathAndQuery) const;

    /// Sends a signal and waits for the end.
    RunResult end(int signal);
    void signal(int signal);
    RunResult waitForEnd();
    /// Waits until @p text has appeared on standard error.
    [[nodiscard]] bool waitForMessage(const QByteArray &text);

private:
    QProcess m_process;
    QString m_address;
    QByteArray m_out;
    QByteArray m_err;
};

[[nodiscard]] QString sourcePath(const QString &relative);
[[nodiscard]] QByteArray readFile(const QString &path);
bool writeFile(const QString &path, const QByteArray &content);
/// Copies a folder with all it holds.
bool copyFolder(const QString &from, const QString &to);

} // namespace support

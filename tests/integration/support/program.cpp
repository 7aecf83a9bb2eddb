#include "tests/integration/support/program.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>

#include <csignal>

namespace support {

namespace {
constexpr int kPatience = 60000; // milliseconds, for a machine under load: nothing waits that long unless it is broken

RunResult resultOf(QProcess &process, const QByteArray &out = {}, const QByteArray &err = {})
{
    const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(kPatience);
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    const bool normal
        = ended && process.error() != QProcess::FailedToStart && process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, out + process.readAllStandardOutput(),
            err + process.readAllStandardError()};
}
} // namespace

RunResult run(const QString &program, const QStringList &arguments, const QByteArray &input, const QString &folder)
{
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    return resultOf(process);
}

RunResult cli(const QStringList &arguments, const QByteArray &input, const QString &folder)
{
    return run(QStringLiteral(GATEHOUSE_PROGRAM), arguments, input, folder);
}

Serving::Serving(const QStringList &arguments, const QByteArray &input)
{
    QStringList all{QStringLiteral("serve")};
    all << arguments;
    if (!arguments.contains(QStringLiteral("--listen")))
        all << QStringLiteral("--listen") << QStringLiteral("127.0.0.1:0");
    m_process.start(QStringLiteral(GATEHOUSE_PROGRAM), all);
    m_process.write(input);
    m_process.closeWriteChannel();
    while (!m_out.contains('\n') && m_process.waitForReadyRead(kPatience))
        m_out += m_process.readAllStandardOutput();
    m_address = QString::fromUtf8(m_out.left(m_out.indexOf('\n')));
}

Serving::~Serving()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QUrl Serving::url(const QString &pathAndQuery) const
{
    return QUrl(m_address + pathAndQuery);
}

void Serving::signal(int signal)
{
    if (m_process.processId() > 0) // else it would be for the whole process group
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
}

RunResult Serving::waitForEnd()
{
    return resultOf(m_process, m_out, m_err);
}

RunResult Serving::end(int number)
{
    signal(number);
    return waitForEnd();
}

bool Serving::waitForMessage(const QByteArray &text)
{
    QElapsedTimer timer;
    timer.start();
    const auto arrived = [&] { return (m_err += m_process.readAllStandardError()).contains(text); };
    while (!arrived() && timer.elapsed() < kPatience && m_process.state() == QProcess::Running)
        m_process.waitForReadyRead(50); // returns for either channel
    return arrived();
}

QString sourcePath(const QString &relative)
{
    return QStringLiteral(GATEHOUSE_SOURCE_DIR "/") + relative;
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

bool copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    bool good = files.hasNext();
    while (good && files.hasNext()) {
        const QString file = files.next();
        const QString target = to + QLatin1Char('/') + QDir(from).relativeFilePath(file);
        good = QDir().mkpath(QFileInfo(target).path()) && QFile::copy(file, target);
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
    return good;
}

} // namespace support

#pragma once

#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

#include <string>

namespace gatehouse::tests {

/// Apache Velocity 1.7 in a process of its own (Oracle.java).
class Oracle {
public:
    /// False where Java or Velocity is not installed.
    bool start()
    {
        const QString java = QStandardPaths::findExecutable(QStringLiteral("java"));
        const QString jars = QStringLiteral("/usr/share/java/");
        if (java.isEmpty() || !QFileInfo::exists(jars + QStringLiteral("velocity.jar")))
            return false;
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
        m_process.start(java,
                        {QStringLiteral("-XX:+UseSerialGC"), QStringLiteral("-XX:TieredStopAtLevel=1"),
                         QStringLiteral("-cp"),
                         jars + QStringLiteral("velocity.jar:") + jars + QStringLiteral("commons-lang.jar:") + jars
                             + QStringLiteral("commons-collections3.jar"),
                         QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/integration/velocity/Oracle.java")});
        return m_process.waitForStarted() && render("x") == "ok x";
    }

    /// "ok OUTPUT", "parse" or "runtime".
    QByteArray render(const std::string &source)
    {
        m_process.write(QByteArray::fromStdString(source).toBase64() + '\n');
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(120'000))
                return "no answer: " + m_process.readAllStandardError();
        }
        const QByteArray line = m_process.readLine().trimmed();
        return line.startsWith("ok") ? "ok " + QByteArray::fromBase64(line.mid(3)) : line;
    }

    ~Oracle()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

} // namespace gatehouse::tests

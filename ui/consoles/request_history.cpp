#include "ui/consoles/request_history.h"

#include "ui/bridge/background_task.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <mutex>

namespace gatehouse::ui {

namespace {

QJsonArray toJson(const RequestFields &fields)
{
    QJsonArray array;
    for (const KeyValue &field : fields)
        array.append(QJsonArray{field.name, field.value, field.enabled});
    return array;
}

RequestFields fieldsOf(const QJsonValue &value)
{
    RequestFields fields;
    for (const QJsonValue &item : value.toArray())
        fields.append({item[2].toBool(true), item[0].toString(), item[1].toString()});
    return fields;
}

} // namespace

/// The file, used from pool threads; the mutex keeps appends and rewrites in one piece.
class RequestHistory::File {
public:
    explicit File(QString path)
        : m_path(std::move(path))
    {
    }

    /// Newest first. A file that has grown to twice what is kept is rewritten.
    QList<HistoryEntry> read()
    {
        const std::scoped_lock lock(m_mutex);
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QByteArrayList lines = file.readAll().split('\n');
        file.close();
        lines.removeAll(QByteArray());
        const qsizetype surplus = lines.size() - kMaxEntries;
        if (surplus > 0)
            lines.remove(0, surplus);
        if (surplus > kMaxEntries)
            rewrite(lines.join('\n') + '\n');

        QList<HistoryEntry> entries;
        for (const QByteArray &line : std::as_const(lines)) {
            if (std::optional<HistoryEntry> entry = fromLine(line))
                entries.prepend(*std::move(entry));
        }
        return entries;
    }

    bool append(const QByteArray &line)
    {
        const std::scoped_lock lock(m_mutex);
        QDir().mkpath(QFileInfo(m_path).path());
        QFile file(m_path);
        if (!file.open(QIODevice::Append))
            return false;
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // bodies may be private
        return file.write(line) == line.size() && file.flush();
    }

    bool remove()
    {
        const std::scoped_lock lock(m_mutex);
        return !QFile::exists(m_path) || QFile::remove(m_path);
    }

private:
    void rewrite(const QByteArray &content)
    {
        QSaveFile file(m_path);
        if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size())
            file.commit(); // if not: the long file goes on
    }

    const QString m_path;
    std::mutex m_mutex;
};

RequestHistory::RequestHistory(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::make_shared<File>(std::move(file)))
{
    runInBackground(
        this, {}, [store = m_file](Task &) { return store->read(); },
        [this](QList<HistoryEntry> entries) {
            // What was sent meanwhile may or may not be in the file already.
            if (!m_entries.isEmpty())
                entries.removeIf(
                    [since = m_entries.constLast().time](const HistoryEntry &e) { return e.time >= since; });
            m_entries.append(std::move(entries));
            if (m_entries.size() > kMaxEntries)
                m_entries.resize(kMaxEntries);
            Q_EMIT changed();
            Q_EMIT loaded();
        });
}

QString RequestHistory::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QLatin1String("/history.jsonl");
}

void RequestHistory::add(const HistoryEntry &entry)
{
    m_entries.prepend(entry);
    if (m_entries.size() > kMaxEntries)
        m_entries.removeLast();
    Q_EMIT changed();
    write([line = toLine(entry)](File &file) { return file.append(line); });
}

void RequestHistory::clear()
{
    m_entries.clear();
    Q_EMIT changed();
    write([](File &file) { return file.remove(); });
}

void RequestHistory::write(const std::function<bool(File &)> &work)
{
    runInBackground(
        this, {}, [store = m_file, work](Task &) { return work(*store); },
        [this](bool written) {
            if (!written && !std::exchange(m_failureTold, true))
                Q_EMIT failed(tr("The history of requests cannot be written to the disk."));
        });
}

QByteArray RequestHistory::toLine(const HistoryEntry &entry)
{
    const ConsoleRequest request = withoutSecrets(entry.request);
    const QJsonObject object{
        {QStringLiteral("time"), entry.time.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("method"), request.method},
        {QStringLiteral("base"), request.base},
        {QStringLiteral("path"), request.path},
        {QStringLiteral("pathParameters"), toJson(request.pathParameters)},
        {QStringLiteral("query"), toJson(request.query)},
        {QStringLiteral("headers"), toJson(request.headers)},
        {QStringLiteral("body"), QString::fromUtf8(request.body)},
        {QStringLiteral("status"), entry.status},
        {QStringLiteral("microseconds"), entry.durationMicroseconds},
        {QStringLiteral("size"), entry.size},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<HistoryEntry> RequestHistory::fromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString method = object[QLatin1String("method")].toString();
    const QString path = object[QLatin1String("path")].toString();
    if (method.isEmpty() || path.isEmpty())
        return std::nullopt;
    return HistoryEntry{
        .time = QDateTime::fromString(object[QLatin1String("time")].toString(), Qt::ISODateWithMs),
        .request = {.method = method,
                    .base = object[QLatin1String("base")].toString(),
                    .path = path,
                    .pathParameters = fieldsOf(object[QLatin1String("pathParameters")]),
                    .query = fieldsOf(object[QLatin1String("query")]),
                    .headers = fieldsOf(object[QLatin1String("headers")]),
                    .body = object[QLatin1String("body")].toString().toUtf8()},
        .status = object[QLatin1String("status")].toInt(),
        .durationMicroseconds = object[QLatin1String("microseconds")].toInteger(),
        .size = object[QLatin1String("size")].toInteger(),
    };
}

} // namespace gatehouse::ui

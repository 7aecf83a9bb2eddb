#include "ui/models/traffic_model.h"

#include "ui/widgets/text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace gatehouse::ui {

namespace {

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Three significant places where they mean something: 0.084, 4.21, 37.5, 1204.
QString millisecondsText(std::chrono::nanoseconds duration)
{
    const double value = milliseconds(duration);
    return QLocale().toString(value, 'f', value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString timeText(SystemTime time)
{
    using namespace std::chrono;
    const qint64 sinceEpoch = duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch).toString(QStringLiteral("HH:mm:ss.zzz"));
}

/// Octets of content that the client got.
qulonglong responseSize(const trace::Trace &trace)
{
    return std::max<qulonglong>(trace.responseBodySize, trace.response.body.size());
}

QString target(const trace::Trace &trace)
{
    return toQString(trace.query.empty() ? trace.path : trace.path + '?' + trace.query);
}

QVariant display(const trace::Trace &trace, int column)
{
    switch (column) {
    case TrafficModel::TimeColumn: return timeText(trace.startedAt);
    case TrafficModel::MethodColumn: return toQString(trace.httpMethod);
    case TrafficModel::PathColumn: return target(trace);
    case TrafficModel::StatusColumn: return trace.status == 0 ? QVariant() : QVariant(trace.status);
    case TrafficModel::DurationColumn: return millisecondsText(trace.duration);
    case TrafficModel::IntegrationColumn:
        return trace.integrationLatency.count() < 0 ? QVariant() : QVariant(millisecondsText(trace.integrationLatency));
    case TrafficModel::StageColumn: return toQString(trace.stage);
    case TrafficModel::SizeColumn: return QLocale().toString(responseSize(trace));
    }
    return {};
}

QVariant sortValue(const trace::Trace &trace, int column)
{
    switch (column) {
    case TrafficModel::TimeColumn: return static_cast<qulonglong>(trace.serial);
    case TrafficModel::StatusColumn: return trace.status;
    case TrafficModel::DurationColumn: return static_cast<qlonglong>(trace.duration.count());
    case TrafficModel::IntegrationColumn: return static_cast<qlonglong>(trace.integrationLatency.count());
    case TrafficModel::SizeColumn: return responseSize(trace);
    }
    return display(trace, column);
}

bool isNumber(int column)
{
    return column == TrafficModel::DurationColumn || column == TrafficModel::IntegrationColumn
        || column == TrafficModel::SizeColumn;
}

} // namespace

TrafficModel::TrafficModel(QObject *parent, std::size_t capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{
}

void TrafficModel::append(const TraceBatch &traces, quint64 droppedBefore)
{
    const quint64 before = m_dropped;
    m_dropped += droppedBefore;
    if (m_paused)
        hold(traces);
    else
        insert(traces);
    if (m_dropped != before || m_paused)
        Q_EMIT stateChanged();
}

void TrafficModel::hold(const TraceBatch &traces)
{
    m_waiting.insert(m_waiting.end(), traces.begin(), traces.end());
    if (m_waiting.size() > m_capacity) {
        const std::size_t surplus = m_waiting.size() - m_capacity;
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(surplus));
        m_dropped += surplus;
    }
}

void TrafficModel::insert(const TraceBatch &traces)
{
    const std::size_t skipped = traces.size() > m_capacity ? traces.size() - m_capacity : 0;
    const std::size_t added = traces.size() - skipped;
    m_dropped += skipped;
    if (m_traces.size() + added > m_capacity) {
        const std::size_t needed = m_traces.size() + added - m_capacity;
        const std::size_t removed = std::min(m_traces.size(), std::max(needed, m_capacity / 16));
        beginRemoveRows({}, 0, static_cast<int>(removed) - 1);
        m_traces.erase(m_traces.begin(), m_traces.begin() + static_cast<std::ptrdiff_t>(removed));
        endRemoveRows();
        m_dropped += removed;
    }
    if (added > 0) {
        const int first = static_cast<int>(m_traces.size());
        beginInsertRows({}, first, first + static_cast<int>(added) - 1);
        m_traces.insert(m_traces.end(), traces.end() - static_cast<std::ptrdiff_t>(added), traces.end());
        endInsertRows();
    }
}

void TrafficModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    insert(std::exchange(m_waiting, {}));
    Q_EMIT stateChanged();
}

void TrafficModel::clear()
{
    beginResetModel();
    m_traces.clear();
    m_waiting.clear();
    m_dropped = 0;
    endResetModel();
    Q_EMIT stateChanged();
}

TracePtr TrafficModel::traceAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_traces[static_cast<std::size_t>(row)] : nullptr;
}

int TrafficModel::rowOfRequest(const QString &requestId, int firstRow) const
{
    const std::string wanted = toStd(requestId);
    for (int row = rowCount() - 1; row >= firstRow; --row) {
        if (m_traces[static_cast<std::size_t>(row)]->requestId == wanted)
            return row;
    }
    return -1;
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_traces.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};

    const TracePtr &trace = m_traces[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(*trace, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole: return index.column() == PathColumn ? QVariant(target(*trace)) : QVariant();
    case TraceRole: return QVariant::fromValue(trace);
    case SortRole: return sortValue(*trace, index.column());
    }
    return {};
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == IntegrationColumn)
        return tr("Time that the backend took, in milliseconds");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case MethodColumn: return tr("Method");
    case PathColumn: return tr("Path");
    case StatusColumn: return tr("Status");
    case DurationColumn: return tr("Duration, ms");
    case IntegrationColumn: return tr("Integration, ms");
    case StageColumn: return tr("Stage");
    case SizeColumn: return tr("Size, bytes");
    }
    return {};
}

} // namespace gatehouse::ui

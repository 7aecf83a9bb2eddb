#include "ui/models/trace_tree_model.h"

#include "ui/widgets/text.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace gatehouse::ui {

namespace {

// internalId: 0 a phase; group + 1 in the low half for a step, and its step + 1 in the high half for a note.
constexpr int kStepShift = 32;
static_assert(sizeof(quintptr) == 8);

quintptr stepId(int group)
{
    return static_cast<quintptr>(group) + 1;
}

quintptr noteId(int group, int step)
{
    return stepId(group) | (static_cast<quintptr>(step) + 1) << kStepShift;
}

/// What a step does, in words. One without words of its own says its name: "method-request/required-parameters" ->
/// "Required parameters", because the phase is said by the row above.
QString title(const trace::Step &step)
{
    static constexpr std::pair<std::string_view, const char *> kTitles[] = {
        {"frontend/select", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Choose API and stage")},
        {"route/match", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Match the route")},
        {"method-request/required-parameters",
         QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Look for required parameters")},
        {"integration-request/body", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Make the body")},
        {"integration/mock", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Mock the backend")},
        {"integration/http", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Call the backend")},
        {"integration-response/map", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Map the response")},
        {"integration-response/pass-through",
         QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Pass the response through")},
        {"method-response/send", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Send the response")},
        {"gateway-response", QT_TRANSLATE_NOOP("gatehouse::ui::TraceTreeModel", "Make the gateway's own response")},
    };
    const auto known = std::ranges::find(kTitles, step.name, &std::pair<std::string_view, const char *>::first);
    if (known != std::end(kTitles))
        return TraceTreeModel::tr(known->second);
    QString text = toQString(step.name).section(QLatin1Char('/'), -1).replace(QLatin1Char('-'), QLatin1Char(' '));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString outcomeText(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::Continued: return {};
    case trace::Outcome::Answered: return TraceTreeModel::tr("Answered");
    case trace::Outcome::Failed: return TraceTreeModel::tr("Failed");
    case trace::Outcome::Skipped: return TraceTreeModel::tr("Skipped");
    }
    return {};
}

/// The notes of a step on one line, decisions first: what one wants to know before opening it.
QString summary(const trace::Step &step)
{
    const trace::Note *chosen = nullptr;
    for (const trace::Note &note : step.notes) {
        if (!chosen || (note.kind == trace::NoteKind::Decided && chosen->kind != trace::NoteKind::Decided))
            chosen = &note;
    }
    const QString outcome = outcomeText(step.outcome);
    if (!chosen)
        return outcome;
    const QString note = toQString(chosen->name) + QLatin1String(": ") + toQString(chosen->value);
    return outcome.isEmpty() ? note : outcome + QStringLiteral(" \u00b7 ") + note;
}

QString noteKindText(trace::NoteKind kind)
{
    switch (kind) {
    case trace::NoteKind::Read: return TraceTreeModel::tr("read");
    case trace::NoteKind::Wrote: return TraceTreeModel::tr("wrote");
    case trace::NoteKind::Decided: return TraceTreeModel::tr("decided");
    }
    return {};
}

} // namespace

QString phaseText(trace::Phase phase)
{
    switch (phase) {
    case trace::Phase::Frontend: return TraceTreeModel::tr("Connection and route");
    case trace::Phase::MethodRequest: return TraceTreeModel::tr("Method request");
    case trace::Phase::IntegrationRequest: return TraceTreeModel::tr("Integration request");
    case trace::Phase::Integration: return TraceTreeModel::tr("Integration");
    case trace::Phase::IntegrationResponse: return TraceTreeModel::tr("Integration response");
    case trace::Phase::MethodResponse: return TraceTreeModel::tr("Method response");
    case trace::Phase::Gateway: return TraceTreeModel::tr("Gateway response");
    }
    return {};
}

void TraceTreeModel::setTrace(TracePtr trace)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_groups.clear();
    if (m_trace) {
        const std::vector<trace::Step> &steps = m_trace->steps;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (i == 0 || steps[i].phase != steps[i - 1].phase)
                m_groups.push_back({i, 0});
            ++m_groups.back().count;
        }
    }
    endResetModel();
}

TraceTreeModel::Place TraceTreeModel::placeOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const quintptr id = index.internalId();
    if (id == 0)
        return {index.row(), -1, -1};
    const int group = static_cast<int>(id & 0xffffffffU) - 1;
    const int step = static_cast<int>(id >> kStepShift) - 1;
    if (step >= 0)
        return {group, step, index.row()};
    return {group, static_cast<int>(m_groups[static_cast<std::size_t>(group)].first) + index.row(), -1};
}

QModelIndex TraceTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Place place = placeOf(parent);
    if (place.group < 0)
        return createIndex(row, column, quintptr(0));
    return createIndex(row, column, place.step < 0 ? stepId(place.group) : noteId(place.group, place.step));
}

QModelIndex TraceTreeModel::parent(const QModelIndex &child) const
{
    const Place place = placeOf(child);
    if (place.step < 0)
        return {};
    if (place.note < 0)
        return createIndex(place.group, 0, quintptr(0));
    const int first = static_cast<int>(m_groups[static_cast<std::size_t>(place.group)].first);
    return createIndex(place.step - first, 0, stepId(place.group));
}

int TraceTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_trace || parent.column() > 0)
        return 0;
    const Place place = placeOf(parent);
    if (place.note >= 0)
        return 0;
    if (place.step >= 0)
        return static_cast<int>(m_trace->steps[static_cast<std::size_t>(place.step)].notes.size());
    return static_cast<int>(place.group >= 0 ? m_groups[static_cast<std::size_t>(place.group)].count : m_groups.size());
}

int TraceTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant TraceTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == TotalRole)
        return static_cast<qlonglong>(m_trace->duration.count());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (index.column() == DurationColumn ? Qt::AlignRight : Qt::AlignLeft));

    if (role == Qt::AccessibleTextRole && index.column() == NameColumn) // the view paints both in one column
        return QString(index.data().toString() + QLatin1String(", ")
                       + index.siblingAtColumn(DetailColumn).data().toString());

    const Place place = placeOf(index);
    if (place.step < 0)
        return groupData(m_groups[static_cast<std::size_t>(place.group)], index.column(), role);
    const trace::Step &step = m_trace->steps[static_cast<std::size_t>(place.step)];
    if (place.note < 0)
        return stepData(step, index.column(), role);
    return noteData(step.notes[static_cast<std::size_t>(place.note)], index.column(), role);
}

QVariant TraceTreeModel::groupData(const Group &group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return phaseText(firstStep(group).phase);
        if (column == DetailColumn)
            return outcomeText(lastStep(group).outcome);
        break;
    case KindRole: return static_cast<int>(Kind::Phase);
    case PhaseRole: return static_cast<int>(firstStep(group).phase);
    case OutcomeRole: return static_cast<int>(lastStep(group).outcome);
    }
    const std::chrono::nanoseconds start = firstStep(group).start;
    return times(start, lastStep(group).start + lastStep(group).duration - start, column, role);
}

QVariant TraceTreeModel::stepData(const trace::Step &step, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return title(step);
        if (column == DetailColumn)
            return summary(step);
        break;
    case Qt::ToolTipRole: return column == NameColumn ? toQString(step.name) : summary(step);
    case KindRole: return static_cast<int>(Kind::Step);
    case PhaseRole: return static_cast<int>(step.phase);
    case OutcomeRole: return static_cast<int>(step.outcome);
    case PointerRole: return toQString(step.pointer);
    case StepNameRole: return toQString(step.name);
    }
    return times(step.start, step.duration, column, role);
}

QVariant TraceTreeModel::noteData(const trace::Note &note, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return noteKindText(note.kind) + QLatin1Char(' ') + toQString(note.name);
        return column == DetailColumn ? QVariant(toQString(note.value)) : QVariant();
    case Qt::ToolTipRole: return toQString(note.value);
    case KindRole: return static_cast<int>(Kind::Note);
    case NoteKindRole: return static_cast<int>(note.kind);
    case PointerRole: return toQString(note.pointer);
    }
    return {};
}

QVariant TraceTreeModel::times(std::chrono::nanoseconds start, std::chrono::nanoseconds duration, int column,
                               int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == DurationColumn)
            return QLocale().toString(std::chrono::duration<double, std::micro>(duration).count(), 'f', 1);
        break;
    case StartRole: return static_cast<qlonglong>(start.count());
    case DurationRole: return static_cast<qlonglong>(duration.count());
    }
    return {};
}

QVariant TraceTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == DurationColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Step");
    case DetailColumn: return tr("What happened");
    case DurationColumn: return tr("Time, µs");
    case TimelineColumn: return tr("When");
    }
    return {};
}

} // namespace gatehouse::ui

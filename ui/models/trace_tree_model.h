#pragma once

#include "ui/bridge/trace_feed.h"

#include <QAbstractItemModel>

#include <vector>

namespace gatehouse::ui {

/// "Method request" and so on, in the user's language.
[[nodiscard]] QString phaseText(trace::Phase phase);

/// One finished trace as a tree: phases of the method execution, their steps in the order they ran, the notes of each
/// step.
///
/// Facts only: when and how long as nanoseconds (the view draws bars), outcome and kind of note as numbers of their
/// enums.
class TraceTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, DetailColumn, DurationColumn, TimelineColumn, ColumnCount };
    enum class Kind { Phase, Step, Note };
    enum Role {
        KindRole = Qt::UserRole, ///< Kind, as int
        PhaseRole, ///< trace::Phase, as int
        OutcomeRole, ///< trace::Outcome, as int; a phase has that of its last step
        NoteKindRole, ///< trace::NoteKind, as int; notes only
        StartRole, ///< nanoseconds since the request began; phases and steps
        DurationRole, ///< nanoseconds; phases and steps
        TotalRole, ///< nanoseconds that the whole request took
        PointerRole, ///< JSON pointer of the configuration that decided, or empty; steps and notes
        StepNameRole, ///< the step's own name, "route/match"
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Null shows nothing.
    void setTrace(TracePtr trace);
    [[nodiscard]] const TracePtr &trace() const noexcept { return m_trace; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Group { // steps of one phase that ran one after the other
        std::size_t first = 0;
        std::size_t count = 0;
    };
    struct Place { // where an index points; unset members are -1
        int group = -1;
        int step = -1; // in m_trace->steps
        int note = -1;
    };
    [[nodiscard]] Place placeOf(const QModelIndex &index) const;
    [[nodiscard]] const trace::Step &firstStep(const Group &group) const { return m_trace->steps[group.first]; }
    [[nodiscard]] const trace::Step &lastStep(const Group &group) const
    {
        return m_trace->steps[group.first + group.count - 1];
    }
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant stepData(const trace::Step &step, int column, int role) const;
    [[nodiscard]] QVariant noteData(const trace::Note &note, int column, int role) const;
    [[nodiscard]] QVariant times(std::chrono::nanoseconds start, std::chrono::nanoseconds duration, int column,
                                 int role) const;

    TracePtr m_trace;
    std::vector<Group> m_groups;
};

} // namespace gatehouse::ui

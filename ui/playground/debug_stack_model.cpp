#include "ui/playground/debug_stack_model.h"

#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

QString frameText(const playground::Pause::Frame &frame)
{
    using Kind = vtl::StackFrame::Kind;
    switch (frame.kind) {
    case Kind::Template: return DebugStackModel::tr("Template");
    case Kind::Foreach: return QStringLiteral("#foreach $%1").arg(toQString(frame.name));
    case Kind::Macro: return QStringLiteral("#%1()").arg(toQString(frame.name));
    case Kind::Define: return QStringLiteral("#define $%1").arg(toQString(frame.name));
    case Kind::Evaluate: return QStringLiteral("#evaluate");
    case Kind::Text: return DebugStackModel::tr("Text in quotes");
    }
    return {};
}

} // namespace

void DebugStackModel::setFrames(std::vector<playground::Pause::Frame> frames)
{
    beginResetModel();
    m_frames = std::move(frames);
    endResetModel();
}

int DebugStackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_frames.size());
}

int DebugStackModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DebugStackModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const playground::Pause::Frame &at = frame(index.row());
    if (role == Qt::DisplayRole)
        return index.column() == FrameColumn ? QVariant(frameText(at)) : QVariant(at.line);
    if (role == Qt::TextAlignmentRole && index.column() == LineColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant DebugStackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == LineColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == FrameColumn ? tr("Call stack") : tr("Line");
}

} // namespace gatehouse::ui

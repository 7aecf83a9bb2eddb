#include "ui/models/problems_model.h"

#include "ui/document/pointers.h"
#include "ui/document/project_document.h"
#include "ui/widgets/text.h"

#include <QColor>

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString placeText(const ProjectDocument &document, const DiagnosticsIndex::Entry &entry, const ObjectRef &object)
{
    QString place;
    if (const model::RestApi *api = document.restApi(object.api); api && !object.resource.isNull()) {
        place = toQString(api->path(object.resource));
        if (object.kind == ObjectRef::Kind::Method)
            place.prepend(toQString(object.name) + u' ');
    } else if (!object.name.empty()) {
        place = toQString(object.name);
    } else if (const model::ApiEntry *owner = document.api(entry.api)) {
        place = toQString(model::nameOf(owner->api));
    }
    if (entry.diagnostic.line != 0)
        place += ProblemsModel::tr(" (line %1)").arg(entry.diagnostic.line);
    return place;
}

} // namespace

ProblemsModel::ProblemsModel(ProjectDocument &document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
{
    m_update.setSingleShot(true);
    m_update.setInterval(0);
    connect(&m_update, &QTimer::timeout, this, &ProblemsModel::update);
    connect(&document, &ProjectDocument::diagnosticsChanged, &m_update, qOverload<>(&QTimer::start));
    update();
}

void ProblemsModel::update()
{
    beginResetModel();
    m_entries = m_document.diagnostics().all();
    endResetModel();
    Q_EMIT countsChanged();
}

int ProblemsModel::count(Severity severity) const
{
    return static_cast<int>(
        std::ranges::count(m_entries, severity, [](const auto &entry) { return entry.diagnostic.severity; }));
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DiagnosticsIndex::Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    const Diagnostic &diagnostic = entry.diagnostic;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case MessageColumn: return toQString(diagnostic.message);
        case PlaceColumn:
            return placeText(m_document, entry, objectAtPointer(m_document, entry.api, diagnostic.pointer));
        case RuleColumn: return toQString(diagnostic.rule);
        }
        break;
    case Qt::ToolTipRole:
        return diagnostic.hint.empty() ? toQString(diagnostic.message)
                                       : toQString(diagnostic.message) + u'\n' + toQString(diagnostic.hint);
    case SeverityRole: return static_cast<int>(diagnostic.severity);
    case ObjectRole: return QVariant::fromValue(objectAtPointer(m_document, entry.api, diagnostic.pointer));
    case LineRole: return diagnostic.line;
    case ColumnRole: return diagnostic.column;
    case HintRole: return toQString(diagnostic.hint);
    case PointerRole: return toQString(diagnostic.pointer);
    }
    return {};
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MessageColumn: return tr("Problem");
    case PlaceColumn: return tr("Place");
    case RuleColumn: return tr("Rule");
    }
    return {};
}

} // namespace gatehouse::ui

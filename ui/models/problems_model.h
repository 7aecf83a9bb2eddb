#pragma once

#include "ui/document/diagnostics_index.h"
#include "ui/document/object_ref.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace gatehouse::ui {

class ProjectDocument;

/// What is wrong in the project: worst first, then in the order of the documents.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { MessageColumn, PlaceColumn, RuleColumn, ColumnCount };
    enum Role {
        SeverityRole = Qt::UserRole, ///< int, Severity
        ObjectRole, ///< ObjectRef of what is meant, as far as the pointer tells
        LineRole, ///< uint, 1-based; 0: not known
        ColumnRole, ///< uint
        HintRole, ///< QString, how to mend it; may be empty
        PointerRole, ///< QString, JSON pointer into the API's document
    };

    explicit ProblemsModel(ProjectDocument &document, QObject *parent = nullptr);

    [[nodiscard]] int count(Severity severity) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void update();

    ProjectDocument &m_document;
    std::vector<DiagnosticsIndex::Entry> m_entries;
    QTimer m_update; // several APIs report one after the other
};

} // namespace gatehouse::ui

#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QTableView>
#include <QWidget>

class QAction;

namespace gatehouse::ui {

struct KeyValue {
    bool enabled = true;
    QString name;
    QString value;

    bool operator==(const KeyValue &) const = default;
};

/// Rows of name and value; an empty row at the end takes what is typed next.
class KeyValueModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    explicit KeyValueModel(QObject *parent = nullptr);

    void setRows(QList<KeyValue> rows);
    [[nodiscard]] const QList<KeyValue> &rows() const { return m_rows; }
    void insertRowsAt(int row, const QList<KeyValue> &rows);
    void setHeadings(const QString &name, const QString &value);
    void setCheckable(bool checkable); ///< a box before the name, for rows that are sent or not
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

Q_SIGNALS:
    void edited(); ///< by the user, not by setRows()

private:
    [[nodiscard]] bool isNewRow(int row) const { return row == m_rows.size(); }

    QList<KeyValue> m_rows;
    QString m_nameHeading;
    QString m_valueHeading;
    bool m_checkable = true;
    bool m_readOnly = false;
};

/// An editable table of (enabled, name, value): headers, query, stage variables, parameter mappings.
///
/// Keys: typing in the last, empty row adds; Delete removes the rows selected; Ctrl+C and Ctrl+V copy and paste lines
/// "name: value" or "name=value" (also "name<tab>value").
class KeyValueTable : public QTableView {
    Q_OBJECT

public:
    explicit KeyValueTable(QWidget *parent = nullptr);

    void setRows(const QList<KeyValue> &rows);
    /// Without rows that have neither name nor value.
    [[nodiscard]] QList<KeyValue> rows() const;
    void setHeadings(const QString &name, const QString &value);
    void setCheckable(bool checkable);
    void setReadOnly(bool readOnly);
    /// Completions for names, for example the usual header fields.
    void setNameSuggestions(const QStringList &names);

    /// Reads lines "name: value", "name=value" or "name<tab>value"; lines without a name are left out.
    [[nodiscard]] static QList<KeyValue> parse(const QString &text);

Q_SIGNALS:
    void changed(); ///< the user edited

protected:
    void keyPressEvent(QKeyEvent *event) override;
    QSize sizeHint() const override;

private:
    void removeSelected();
    void copySelected() const;
    void paste();

    KeyValueModel *m_model;
};

} // namespace gatehouse::ui
